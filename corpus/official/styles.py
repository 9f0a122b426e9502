"""The ways in which the entries of an article are labelled: *ayat*, *huruf*, *angka*."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.official import labels
from corpus.official.numbering import Candidate, Key, Label, letter_text, number_text
from corpus.official.tree import Kind

Finder = Callable[[str, int, int], list[Candidate]]


@dataclass(frozen=True)
class Style:
    """One way in which entries are labelled. In the act itself a list starts with its first
    entry (an *ayat* whose (1) the scanner lost with the second) and has two at least; an
    explanation may speak of one alone."""

    kind: Kind
    find: Finder
    number: Callable[[Key], str]
    latest_start: int = 1
    least: int = 2

    def whole(self, found: Sequence[Label]) -> bool:
        return len(found) >= self.least and found[0].key[0] <= self.latest_start


LISTS = (
    Style(Kind.POINT, labels.points, letter_text),
    Style(Kind.ITEM, labels.items, number_text),
    Style(Kind.POINT, labels.bracket_points, letter_text),
    Style(Kind.ITEM, labels.bracket_items, number_text),
)
CONTENT = (Style(Kind.PARA, labels.paras, number_text, latest_start=2), *LISTS)
EXPLAINED = (
    Style(Kind.PARA, labels.explained_paras, number_text, latest_start=99, least=1),
    Style(Kind.POINT, labels.explained_points, letter_text, latest_start=99, least=1),
    Style(Kind.ITEM, labels.explained_items, number_text, latest_start=99, least=1),
)
