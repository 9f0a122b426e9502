"""What the imported official texts hold: the words of every portion by date, and their files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from corpus.identifier import Identifier
from corpus.official.wording import Wording

_LETTERS = re.compile(r"[^a-z]")
EMPTY_LENGTH = 40
"""Characters of the longest explanation that is nothing but a label and "Cukup jelas."."""


@dataclass(frozen=True)
class Naskah:
    """Official wordings by portion, in order of the text and then of time.

    ``rows``: those of each printed identifier as `row` makes them; a library holds thousands, of
    which an answer needs a few. ``units``: the portions to find beside those that the library
    describes. ``origins``: for the SHA-256 of each file where it came from. ``unread``: for a
    base act the amending acts whose text has not been imported; ``doubted``: portions that an
    amending act changes in a way that could not be followed, or that the scan garbled.
    ``digest``: identity of all of it; empty when nothing has been imported.
    """

    rows: Mapping[str, list[list[Any]]] = field(default_factory=dict)
    units: Sequence[str] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, Sequence[str]] = field(default_factory=dict)
    doubted: Sequence[str] = ()
    digest: str = ""

    def of(self, identifier: Identifier) -> tuple[Wording, ...]:
        """The wordings of one portion in order of time; empty when no text holds it."""
        return tuple(_wording(identifier, row) for row in self.rows.get(str(identifier), ()))

    def split(self, words: Wording) -> list[str]:
        """The words of a portion ayat by ayat, what stands before the first with it."""
        inside = re.compile(re.escape(f"{words.id}__para_") + r"[0-9a-z]+")
        starts, place = [], 0
        for part in filter(inside.fullmatch, self.rows):
            texts = [row[0] for row in self.rows[part] if row[0] in words.text[place:]]
            if texts:
                place = words.text.index(texts[-1], place)
                starts.append(place)
        bounds = [0, *starts[1:], len(words.text)]
        return [words.text[a:b].strip() for a, b in pairwise(bounds)]


def row(wording: Wording) -> list[Any]:
    """A wording as plain data, without its identifier."""
    until = wording.until.isoformat() if wording.until else None
    spans = [list(span) for span in wording.spans]
    dates = [wording.from_.isoformat(), until]
    return [wording.text, *dates, str(wording.by), wording.source, spans, wording.page]


def _wording(identifier: Identifier, values: list[Any]) -> Wording:
    text, begins, until, by, source, spans, page = values
    return Wording(
        id=identifier,
        text=text,
        from_=date.fromisoformat(begins),
        until=date.fromisoformat(until) if until else None,
        by=Identifier.parse(by),
        source=source,
        spans=tuple((start, end) for start, end in spans),
        page=page,
    )


def units(
    wordings: Mapping[Identifier, Iterable[Wording]], held: Collection[Identifier]
) -> Iterator[Identifier]:
    """The portions to find and cite beside those that the library holds.

    An article that the library holds needs nothing; where it holds something inside, its other
    parts are units; else each ayat is one, or the article when it has none.
    """
    children: dict[Identifier | None, list[Identifier]] = {}
    for identifier in wordings:
        children.setdefault(identifier.parent, []).append(identifier)
    around = {a for i in held for a in _ancestors(i)}
    lasting = {i for i, found in wordings.items() if any(w.until is None for w in found)}

    def walk(identifier: Identifier) -> Iterator[Identifier]:
        if identifier in held:
            return
        parts = children.get(identifier, [])
        # where only a part was amended the rest stands in no file in one piece any more
        broken = identifier not in lasting and any(p in lasting for p in parts)
        if parts and (broken or identifier in around or _groups(identifier, parts)):
            for part in parts:
                yield from walk(part)
        elif not all(_says_nothing(w.text) for w in wordings[identifier]):
            yield identifier

    for identifier in wordings:
        if identifier.parent not in wordings:
            yield from walk(identifier)


def _groups(identifier: Identifier, parts: Iterable[Identifier]) -> bool:
    """Whether a portion only holds together what is cited by itself: articles, ayat."""
    inner = {p.portion[-1][0] for p in parts}
    return identifier.portion[-1][0] in {"expl", "art"} and bool(inner & {"art", "para"})


def _says_nothing(text: str) -> bool:
    letters = _LETTERS.sub("", text.casefold())
    return len(text) < EMPTY_LENGTH and letters.endswith("cukupjelas")


def _ancestors(identifier: Identifier) -> Iterator[Identifier]:
    holder = identifier.parent
    while holder is not None:
        yield holder
        holder = holder.parent
