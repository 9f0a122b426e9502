"""Identifiers of works and portions, in Akoma Ntoso style, as a value object.

``/akn/id/act/uu/2015/1~art_71__para_1`` is Pasal 71 ayat (1) of UU 1/2015;
``/akn/id/judgment/mk/2024/136-puu-xxii`` is a decision; ``/akn/id/doc/...`` a report.
The grammar follows the Akoma Ntoso Naming Convention 1.0 (OASIS): work, then ``~`` and the eId.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, total_ordering

from corpus.errors import CitationError

UNKNOWN_YEAR = "xxxx"  # EDTF's mark for a year that is not known

_WORK = re.compile(
    r"/akn/id/(?P<doctype>act|judgment|doc)/(?P<kind>[a-z0-9-]+)"
    r"/(?P<year>\d{4}|xxxx)/(?P<number>[a-z0-9.-]+)"
)
_SEGMENT = re.compile(
    r"(?P<kind>art|para|point|item|annex|list|topic)_(?P<value>[A-Za-z0-9-]+)|expl|general|annex"
)
_NATURAL = re.compile(r"(\d+)")


@total_ordering
@dataclass(frozen=True)
class Identifier:
    """A work (act, judgment, doc) and, optionally, a portion of it.

    ``portion`` is a path of (kind, value) pairs, outermost first:
    ``(("art", "71"), ("para", "1"))``. ``("expl", "")`` in front means the *penjelasan*.
    """

    doctype: str
    kind: str
    year: int | None
    number: str
    portion: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Identifier:
        """Parse the printed form. Raises `CitationError` when it is not one."""
        work, tilde, eid = text.partition("~")
        match = _WORK.fullmatch(work)
        if not match or bool(tilde) != bool(eid):
            raise CitationError(
                f"{text!r} is not an identifier. Write it like /akn/id/act/uu/2015/1~art_71__para_1"
            )
        year = None if match["year"] == UNKNOWN_YEAR else int(match["year"])
        portion = tuple(_parse_segment(s, text) for s in eid.split("__")) if eid else ()
        return cls(match["doctype"], match["kind"], year, match["number"], portion)

    def __str__(self) -> str:
        return f"{self.work_text}~{self.eid}" if self.portion else self.work_text

    def __lt__(self, other: Identifier) -> bool:
        return self.sort_key < other.sort_key

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Natural order: Pasal 9 before Pasal 10, Pasal 135 before Pasal 135A."""
        return (
            self.doctype,
            self.kind,
            self.year or 0,
            _natural(self.number),
            portion_order(self.portion),
        )

    @property
    def work_text(self) -> str:
        return f"/akn/id/{self.doctype}/{self.kind}/{self.year or UNKNOWN_YEAR}/{self.number}"

    @cached_property
    def work(self) -> Identifier:
        return replace(self, portion=()) if self.portion else self

    @property
    def eid(self) -> str:
        return "__".join(f"{k}_{v}" if v else k for k, v in self.portion)

    @cached_property
    def parent(self) -> Identifier | None:
        """One step up: ayat -> pasal -> work; None for a work."""
        return replace(self, portion=self.portion[:-1]) if self.portion else None

    def contains(self, other: Identifier) -> bool:
        """True when ``other`` is this very portion or lies inside it."""
        return other.portion[: len(self.portion)] == self.portion and self.work == other.work


def portion_order(portion: tuple[tuple[str, str], ...]) -> tuple[object, ...]:
    """Sort key of a path in natural order: ayat (1) < ayat (1a) < ayat (2)."""
    return tuple((kind, _natural(value)) for kind, value in portion)


def _parse_segment(segment: str, text: str) -> tuple[str, str]:
    match = _SEGMENT.fullmatch(segment)
    if not match:
        raise CitationError(f"{text!r}: {segment!r} is not a portion such as art_71 or para_1")
    return (match["kind"], match["value"]) if match["kind"] else (segment, "")


def _natural(value: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in _NATURAL.split(value) if p)
