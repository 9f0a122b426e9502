"""What the imported official texts hold: the words of every portion by date, and their files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from corpus.identifier import Identifier
from corpus.official.wording import Wording

_LETTERS = re.compile(r"[^a-z]")
EMPTY_LENGTH = 40
"""Characters of the longest explanation that is nothing but a label and "Cukup jelas."."""


@dataclass(frozen=True)
class Naskah:
    """Official wordings by portion, in order of the text and then of time.

    ``origins``: for the SHA-256 of each file where it came from. ``unread``: for a base act the
    amending acts whose text has not been imported; ``doubted``: portions that an amending act
    changes in a way that could not be followed. ``digest``: identity of all of it; empty when
    nothing has been imported.
    """

    wordings: Mapping[Identifier, tuple[Wording, ...]] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[Identifier, tuple[Identifier, ...]] = field(default_factory=dict)
    doubted: frozenset[Identifier] = frozenset()
    digest: str = ""

    def of(self, identifier: Identifier) -> tuple[Wording, ...]:
        """The wordings of one portion in order of time; empty when no text holds it."""
        return self.wordings.get(identifier, ())

    def parts(self, identifier: Identifier) -> tuple[Identifier, ...]:
        """The portions just inside one, in order of the text: the ayat of a pasal."""
        return tuple(self._children.get(identifier, ()))

    def split(self, words: Wording) -> list[str]:
        """The words of a portion ayat by ayat, what stands before the first with it."""
        starts, place = [], 0
        for part in self.parts(words.id):
            inside = [w.text for w in self.of(part) if w.text in words.text[place:]]
            if inside and part.portion[-1][0] == "para":
                place = words.text.index(inside[-1], place)
                starts.append(place)
        bounds = [0, *starts[1:], len(words.text)]
        return [words.text[a:b].strip() for a, b in pairwise(bounds)]

    def units(self, held: Iterable[Identifier]) -> Iterator[Identifier]:
        """The portions to find and cite beside those that the library holds.

        An article that the library holds needs nothing; where it holds something inside, its
        other parts are units; else each ayat is one, or the article when it has none.
        """
        known = set(held)
        ancestors = {a for i in known for a in _ancestors(i)}
        for identifier in self._roots:
            yield from self._units(identifier, known, ancestors)

    def _units(
        self, identifier: Identifier, known: set[Identifier], ancestors: set[Identifier]
    ) -> Iterator[Identifier]:
        if identifier in known:
            return
        parts = self.parts(identifier)
        # where only a part was amended the rest stands in no file in one piece any more
        broken = not self._lasts(identifier) and any(map(self._lasts, parts))
        whole = identifier.portion[-1][0] in {"expl", "art"} and any(
            p.portion[-1][0] in {"art", "para"} for p in parts
        )
        if parts and (whole or broken or identifier in ancestors):
            for part in parts:
                yield from self._units(part, known, ancestors)
        elif not all(_says_nothing(w.text) for w in self.of(identifier)):
            yield identifier

    def _lasts(self, identifier: Identifier) -> bool:
        return self.of(identifier)[-1].until is None

    @cached_property
    def _children(self) -> dict[Identifier, list[Identifier]]:
        children: dict[Identifier, list[Identifier]] = {}
        for identifier in self.wordings:
            parent = identifier.parent
            if parent is not None:
                children.setdefault(parent, []).append(identifier)
        return children

    @cached_property
    def _roots(self) -> list[Identifier]:
        return [i for i in self.wordings if i.parent not in self.wordings]


def _says_nothing(text: str) -> bool:
    letters = _LETTERS.sub("", text.casefold())
    return len(text) < EMPTY_LENGTH and letters.endswith("cukupjelas")


def _ancestors(identifier: Identifier) -> Iterator[Identifier]:
    holder = identifier.parent
    while holder is not None:
        yield holder
        holder = holder.parent
