"""Netral less one part each. The product has no switches: parts are exchanged from outside.

Weights are not fitted anew without the part, so that a figure shows what today's system loses.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from assistant import Assistant
from assistant.conversation import Conversation
from assistant.frame import Frame, Reader
from assistant.language import language_of
from assistant.part import Part
from assistant.parts import Splitter
from assistant.rank import Ranker
from corpus import Identifier, Library
from index import Hit, Index
from index.chunk import NOTE_PREFIX
from index.retriever import RRF_K

_PHRASES = ("dense_phrase", "bm25_phrase")


class BareReader(Reader):
    """Reads nothing but language, date and exact citations: no lexicon, speller or glossary."""

    def standardise(self, question: str) -> str:
        return " ".join(question.lower().split())

    def read(
        self, question: str, today: date, as_of: date | None = None, focus: str | None = None
    ) -> Frame:
        cited = tuple(dict.fromkeys(self.library.citations(question)))
        return Frame(
            question=question,
            text=self.standardise(question),
            written=self.standardise(question),
            focus="",
            language=language_of(question),
            day=as_of or today,
            dated=as_of is not None,
            intents=(),
            asks=(),
            modes=(),
            subjects=(),
            askers=(),
            acts=(),
            left_out=frozenset(),
            regimes=(),
            stages=(),
            cited=cited,
            unheld=(),
            places=(),
            in_field=bool(cited),
            beside=(),
            foreign=False,
            wrongdoing="",
            of_law=False,
        )


class Filtered:
    """An index whose hits pass through a function before anyone sees them."""

    def __init__(self, index: Index, change: Callable[[list[Hit]], list[Hit]]) -> None:
        self._index = index
        self._change = change

    def search(
        self, query: str, cited: list[Identifier] | None = None, focus: str = ""
    ) -> list[Hit]:
        return self._change(self._index.search(query, cited, focus))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)


def without_phrases(hits: list[Hit]) -> list[Hit]:
    """Hits as texts alone would give them, fused by rank again."""
    scores: dict[str, float] = {}
    names = {name for hit in hits for name in hit.channels} - set(_PHRASES)
    for name in sorted(names):
        ordered = sorted((h for h in hits if name in h.channels), key=lambda h: -h.channels[name])
        for rank, hit in enumerate(ordered, start=1):
            scores[hit.target] = scores.get(hit.target, 0.0) + 1 / (RRF_K + rank)
    kept = [
        hit._replace(
            score=hit.exact + scores.get(hit.target, 0.0),
            channels={n: v for n, v in hit.channels.items() if n in names},
        )
        for hit in hits
        if hit.exact or hit.target in scores
    ]
    return sorted(kept, key=lambda h: (-h.score, h.target))


def _less_relations(assistant: Assistant) -> Assistant:
    library = assistant.library
    bare = {"relations": ()}
    instruments = [
        i.model_copy(
            update={**bare, "provisions": tuple(p.model_copy(update=bare) for p in i.provisions)}
        )
        for i in library.instruments.values()
    ]
    unlinked = Library(
        library.vocabulary,
        library.sources,
        instruments,
        [d.model_copy(update=bare) for d in library.decisions.values()],
        [r.model_copy(update=bare) for r in library.reports.values()],
        library.notes.values(),
        library.digest,
        library.origin,
    )
    return _with(assistant, library=unlinked, ranker=Ranker.load(unlinked))


class Undivided(Splitter):
    """Takes no question apart."""

    def parts(self, question: str, earlier: Sequence[str], frame: Frame) -> tuple[Part, ...]:
        return ()


def _less_understanding(assistant: Assistant) -> Assistant:
    reader = copy.copy(assistant.reader)
    reader.__class__ = BareReader
    conversation = Conversation(assistant.library, reader, assistant.lexicon)
    return _with(
        assistant,
        reader=reader,
        conversation=conversation,
        splitter=Undivided(conversation, reader, assistant.lexicon),
    )


def _less_phrases(assistant: Assistant) -> Assistant:
    return _with(assistant, index=Filtered(assistant.index, without_phrases))


def _less_ranker(assistant: Assistant) -> Assistant:
    return _with(
        assistant,
        ranker=Ranker(assistant.library, {"rrf": 6.0}, -5.0),  # where fitting starts
    )


def _less_notes(assistant: Assistant) -> Assistant:
    def change(hits: list[Hit]) -> list[Hit]:
        return [h for h in hits if not h.target.startswith(NOTE_PREFIX)]

    return _with(assistant, index=Filtered(assistant.index, change))


def _with(assistant: Assistant, **parts: Any) -> Assistant:
    """A copy of the assistant with other parts."""
    changed = copy.copy(assistant)
    for name, part in parts.items():
        setattr(changed, name, part)
    return changed


ABLATIONS: Mapping[str, Callable[[Assistant], Assistant]] = {
    "less relations": _less_relations,
    "less understanding": _less_understanding,
    "less phrases": _less_phrases,
    "less ranker": _less_ranker,
    "less notes": _less_notes,
}
