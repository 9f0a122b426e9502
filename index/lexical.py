"""Lexical search: bm25s over Indonesian stems."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import bm25s
import numpy as np

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")

# Function words only. Numbers, "pasal", "ayat", letters and abbreviations are search terms;
# "tidak" and "boleh" are too frequent in questions to tell provisions apart.
STOP_WORDS = frozenset(
    "yang dan di ke dari untuk dengan pada adalah itu ini atau juga oleh dalam sebagai bagi akan "
    "para saya kami kita aku dia ia mereka apa apakah bagaimana gimana berapa siapa kapan mana "
    "kah lah ya dong sih kok nih tuh kalau kalo jika bila maka saat ketika agar supaya karena "
    "tidak boleh bisa bolehkah bisakah ada the a an of to in is are for and or by on with may can "
    "what how who when which if i my be do does".split()
)


def words(text: str) -> list[str]:
    """The words and numbers of a text in lower case, in order."""
    return _TOKEN.findall(text.lower())


@cache
def _stemmer() -> Any:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return StemmerFactory().create_stemmer()


class Stems:
    """Each distinct token stemmed once; the map is stored with the index."""

    def __init__(self, known: dict[str, str] | None = None) -> None:
        self.known = dict(known or {})

    def __call__(self, token: str) -> str:
        if token not in self.known:
            plain = len(token) < 4 or not token.isalpha()
            self.known[token] = token if plain else _stemmer().stem(token)
        return self.known[token]

    def tokens(self, text: str) -> list[str]:
        """Search terms of a text: stems without function words, in order."""
        terms = (w for w in words(text) if w not in STOP_WORDS)
        return [stem for stem in map(self, terms) if stem]  # a bare affix has no stem


class Lexical:
    """A BM25 index over documents, one per position, with the stems they were made with."""

    def __init__(self, bm25: Any, stems: Stems, size: int) -> None:
        self._bm25 = bm25
        self._stems = stems
        self._size = size

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]], stems: Stems) -> Lexical:
        """Index documents of search terms (Lucene's BM25: k1 1.2, b 0.75 as in Robertson &
        Zaragoza 2009)."""
        bm25 = bm25s.BM25(k1=1.2, b=0.75)
        bm25.index([terms or [""] for terms in documents], show_progress=False)
        return cls(bm25, stems, len(documents))

    def scores(self, query: str) -> np.ndarray:
        """BM25 score of every document, shape (documents,); zeros when no term is known."""
        known = [t for t in self._stems.tokens(query) if t in self._bm25.vocab_dict]
        if not known:
            return np.zeros(self._size, np.float32)
        return np.asarray(self._bm25.get_scores(known), np.float32)

    def best(self, query: str, count: int) -> list[tuple[int, float]]:
        """(document, score) of up to ``count`` documents with a term of the query, best first;
        equal scores in the order of the documents."""
        scores = self.scores(query)
        found = np.flatnonzero(scores > 0)
        if len(found) > count:  # the few best of many, without sorting all
            least = np.partition(scores[found], len(found) - count)[len(found) - count]
            found = found[scores[found] >= least]
        order = found[np.argsort(-scores[found], kind="stable")][:count]
        return list(zip(order.tolist(), scores[order].tolist(), strict=True))

    def holds(self, term: str, documents: Sequence[int]) -> bool:
        """Whether any of these documents contains a search term."""
        number = self._bm25.vocab_dict.get(term)
        if number is None:
            return False
        start, end = self._bm25.scores["indptr"][number : number + 2]
        holders = self._bm25.scores["indices"][start:end]  # in ascending order
        places = np.searchsorted(holders, documents)
        return bool((holders[np.minimum(places, len(holders) - 1)] == documents).any())

    def save(self, folder: Path) -> None:
        self._bm25.save(folder, show_progress=False)
        (folder / "size.json").write_text(json.dumps(self._size))

    @classmethod
    def load(cls, folder: Path, stems: Stems) -> Lexical:
        bm25 = bm25s.BM25.load(folder, mmap=True)
        # as plain arrays on the same file: slices of `memmap` objects cost several times as much
        bm25.scores = {name: np.asarray(held) for name, held in bm25.scores.items()}
        return cls(bm25, stems, json.loads((folder / "size.json").read_text()))
