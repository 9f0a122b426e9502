"""Hybrid retrieval: dense texts, dense phrases and BM25 fused by reciprocal rank.

Official words are searched in channels of their own: however many laws are imported, what the
library itself says keeps its scores, and portions that only a naskah holds come in beside it.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from corpus import Identifier, Library
from corpus.errors import IndexCorruptError, IndexMissingError, NetralError
from index.adapter import load_adapter
from index.build import Progress, build_index
from index.chunk import CHUNKER_VERSION, is_entry
from index.embeddings import load_embeddings
from index.lexical import Lexical, Stems, words
from index.manifest import REBUILD, IndexFolder, Manifest, require_match
from index.settings import IndexSettings
from index.store import FIELDS, OWN, REACH, Store, open_client

RRF_K = 60
"""Cormack, Clarke & Buettcher (SIGIR 2009): the constant that they found robust."""

RUN = 5
"""Words in a row that make a query a quotation: shorter runs are phrases that any law has."""
QUOTED = 0.5
"""Puts what a query quotes before what is like it (a sum of reciprocal ranks is under 0.1), and
behind what it cites."""
NEAREST = 20
"""Portions whose words are compared with a query that may be a quotation."""
KEPT = 10
"""Vectors kept: a question's and those of its parts are asked for again within one answer."""
_WORD = re.compile(r"\w+")
_SCORE, _TARGET = attrgetter("score"), attrgetter("target")

CHANNELS = ("dense_text", "dense_phrase", "bm25_text", "bm25_phrase")
OFFICIAL = ("dense_official", "bm25_official")


class Hit(NamedTuple):
    """A target (printed identifier, or ``note:<id>``) with its score in every channel."""

    target: str
    score: float
    """Sum of 1 / (RRF_K + rank) over the channels that found it; more for what the query quotes,
    and 1 more for what it cites."""
    own: float
    """The same sum over `CHANNELS` alone."""
    channels: dict[str, float]
    """Cosine similarity or BM25 score by channel; a channel that did not find it is missing."""
    exact: bool


class Index:
    """An open index. Reads the build that was current when it was opened."""

    def __init__(self, settings: IndexSettings, library: Library) -> None:
        folder = IndexFolder(settings.home)
        self.manifest: Manifest = folder.manifest()
        require_match(self.manifest, library.digest, settings.embedding_model, CHUNKER_VERSION)
        path = folder.current()
        self.library = library
        self.embeddings: Embeddings = load_embeddings(settings.embedding_model)
        self.adapter = load_adapter(settings.embedding_model)
        self._embedded = lru_cache(KEPT)(self.embeddings.embed_query)
        try:
            self._stems = Stems(json.loads((path / "stems.json").read_text(encoding="utf-8")))
            self._frequency: dict[str, int] = json.loads((path / "frequency.json").read_text())
            self._targets: dict[str, list[str]] = json.loads(
                (path / "targets.json").read_text("utf-8")
            )
            own = self._targets["text"]
            self._position = {target: i for i, target in enumerate(own)}
            self._rows: dict[str, np.ndarray] = {f: np.load(path / f"rows-{f}.npy") for f in FIELDS}
            self._lexical: dict[str, Lexical] = {
                field: Lexical.load(path / f"bm25-{field}", self._stems)
                for field in FIELDS
                if self._targets[field]
            }
            client = open_client(path / "chroma")
            self._stores = {f: Store.open(client, path, f) for f in FIELDS}
            for name, store in self._stores.items():
                if not len(self._rows[name]) == store.rows.count() == self.manifest.counts[name]:
                    raise IndexCorruptError(f"The index in {path} has lost rows. {REBUILD}")
        except IndexCorruptError:
            raise
        except Exception as error:
            raise IndexCorruptError(
                f"The index in {path} cannot be opened ({type(error).__name__}). {REBUILD}"
            ) from error

    def search(
        self, query: str, cited: list[Identifier] | None = None, focus: str = ""
    ) -> list[Hit]:
        """All targets that any channel finds, best first.

        ``cited``: entries that the query cites; None reads the citations from the query. They,
        or the entries inside them, come first. ``focus``: the part of a long query that asks;
        its words are searched too, and a word channel's score is the mean of both. A vector of its
        own finds no more, and would cost as much as the rest of the search.
        """
        channels = self._channels(query, focus)
        scores: dict[str, float] = {}
        own: dict[str, float] = {}
        raw: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for name, found in channels.items():
            for rank, (target, value) in enumerate(found.items(), start=1):
                share = 1 / (RRF_K + rank)
                scores[target] = scores.get(target, 0.0) + share
                if name in CHANNELS:
                    own[target] = own.get(target, 0.0) + share
                raw[target][name] = value
        for target in self._quoted(query, channels["bm25_official"]):
            scores[target] += QUOTED
        named = self.library.citations(query) if cited is None else cited
        exact = {str(i) for c in named for i in self._under(c)}
        hits = [
            Hit(
                t,
                (t in exact) + scores.get(t, 0.0),
                own.get(t, 0.0),
                raw[t],
                t in exact,
            )
            for t in {*scores, *exact}
        ]
        hits.sort(key=_TARGET)
        hits.sort(key=_SCORE, reverse=True)  # equal ones stay in order of their targets
        return hits

    def _channels(self, query: str, focus: str) -> dict[str, dict[str, float]]:
        """For each channel and target found: its score, best first."""
        vector = self.adapter(self.vector(query)[np.newaxis])
        found = {}
        for name in FIELDS:
            count = min(REACH, self.manifest.counts[name])
            (rows,) = self._stores[name].nearest(vector, count)
            found[f"dense_{name}"] = self._nearest_targets(name, rows)
            words = self._best_targets(name, query)
            found[f"bm25_{name}"] = (
                _averaged(words, self._best_targets(name, focus)) if focus else words
            )
        return {name: found[name] for name in (*CHANNELS, *OFFICIAL)}

    def _nearest_targets(self, name: str, rows: Sequence[tuple[int, float]]) -> dict[str, float]:
        best: dict[str, float] = {}
        for row, similarity in rows:
            best.setdefault(self._targets[name][self._rows[name][row]], similarity)
        # equal texts of several targets are equally near: Chroma gives them in any order
        return dict(sorted(best.items(), key=lambda item: (-item[1], item[0])))

    def _best_targets(self, name: str, query: str) -> dict[str, float]:
        if name not in self._lexical:
            return {}
        best = self._lexical[name].best(query, REACH)
        return {self._targets[name][i]: score for i, score in best}

    def _quoted(self, query: str, found: Mapping[str, float]) -> list[str]:
        """Targets whose official words hold the query, or a run of it that is most of it."""
        words = _WORD.findall(query.casefold())
        size = max(RUN, (len(words) + 1) // 2)
        runs = [f" {' '.join(words[i : i + size])} " for i in range(len(words) - size + 1)]
        quoted = []
        for target in list(found)[:NEAREST] if runs else ():
            wordings = self.library.naskah.of(Identifier.parse(target))
            texts = [" ".join(_WORD.findall(w.text.casefold())) for w in wordings]
            if any(run in f" {text} " for run in runs for text in texts):
                quoted.append(target)
        return quoted

    def vector(self, query: str) -> np.ndarray:
        """The vector of a query before the adapter, shape (d,); those last asked for are kept."""
        return np.asarray(self._embedded(query), np.float32)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the library but those of its phrases: these are spelt as people type."""
        library = self.library
        texts = [t for e in library.entries.values() for v in e.versions for t in (v.text, v.en)]
        texts += [t for n in library.notes.values() for s in n.statements for t in (s.text, s.en)]
        texts += [phrase for topic in library.vocabulary.outside.values() for phrase in topic]
        return frozenset(word for text in texts if text for word in words(text))

    def stem(self, token: str) -> str:
        return self._stems(token)

    def known_share(self, text: str) -> float | None:
        """Share of the search terms of ``text`` that the library holds; None without any term."""
        terms = set(self._stems.tokens(text))
        return sum(t in self._frequency for t in terms) / len(terms) if terms else None

    def covered_share(self, text: str, targets: Sequence[str]) -> float:
        """Share of the search terms of ``text``, weighted by rarity (idf), in these targets."""
        terms = dict.fromkeys(self._stems.tokens(text))  # in order: so are the sums
        size = len(self._position)
        weight = {t: math.log(1 + size / (1 + self._frequency.get(t, 0))) for t in terms}
        total = sum(weight.values())
        places = [self._position[target] for target in targets if target in self._position]
        held = {t for t in terms if any(self._lexical[f].holds(t, places) for f in OWN)}
        return sum(w for t, w in weight.items() if t in held) / total if total else 0.0

    def _under(self, cited: Identifier) -> list[Identifier]:
        """The cited entry; if the library splits it, its parts; if it is finer, what holds it;
        else the portion of an official text that it is."""
        if cited in self.library.entries:
            return [cited]
        inside = [i for i in self.library.entries if i.portion and cited.contains(i)]
        if inside:
            return inside
        holder = cited.parent
        while holder is not None and holder.portion:
            if holder in self.library.entries:
                return [holder]
            holder = holder.parent
        return [cited] if str(cited) in self.library.naskah.rows else []


def _averaged(first: Mapping[str, float], second: Mapping[str, float]) -> dict[str, float]:
    """The mean BM25 score of each target, best first; what one query did not find scores 0."""
    scores = {t: (first.get(t, 0.0) + second.get(t, 0.0)) / 2 for t in {**first, **second}}
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))


def open_index(
    settings: IndexSettings, library: Library, progress: Progress = lambda s, d, t: None
) -> Index:
    """Open the index; build it when there is none yet (seconds, from the shipped vectors).

    Raises `IndexMismatchError` when the index was made from something else, `IndexCorruptError`
    when it cannot be read.
    """
    try:
        return Index(settings, library)
    except IndexMissingError:
        build_index(settings, library, progress, wait=600)
        return Index(settings, library)


def is_current(settings: IndexSettings, library: Library) -> bool:
    """True when there is a readable index of exactly this library, model and chunker."""
    try:
        Index(settings, library)
    except NetralError:
        return False
    return True


class HybridRetriever(BaseRetriever):
    """LangChain's view of the index: documents are provisions, decisions and reports."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Any
    k: int = 10
    day: date | None = None
    """The date whose wording is returned; None for today."""

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        hits = [h for h in self.index.search(query) if is_entry(h.target)]
        return [self._document(hit) for hit in hits[: self.k]]

    def _document(self, hit: Hit) -> Document:
        library: Library = self.index.library
        day = self.day or date.today()
        entry = library.get(Identifier.parse(hit.target))
        version = entry.shown(day)
        words = entry.words(version, day)
        return Document(
            page_content=version.text,
            id=hit.target,
            metadata={
                "id": hit.target,
                "label": library.label(entry.id, day),
                "score": round(hit.score, 6),
                "status": library.status(entry.id, day).value,
                "heading": list(entry.heading),
                "text_kind": entry.text_kind.value,
                "words": words.text if words else None,
            },
        )
