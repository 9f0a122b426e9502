"""The structure of an official text: an Akoma Ntoso-like tree over spans of the raw text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

Span = tuple[int, int]
"""Start and end (exclusive) in characters of the raw text."""
Portion = tuple[tuple[str, str], ...]
"""A path of (kind, number) pairs as in `corpus.identifier.Identifier.portion`."""

_SPACE = re.compile(r"\s+")


class Kind(StrEnum):
    """Kinds of node. Those that count in a citation carry the eId prefix of `Identifier`."""

    DOCUMENT = "document"
    PREAMBLE = "preamble"
    BODY = "body"
    BOOK = "book"
    CHAPTER = "chapter"
    PART = "part"
    PARAGRAPH = "paragraph"
    ARTICLE = "art"
    PARA = "para"
    POINT = "point"
    ITEM = "item"
    QUOTED = "quoted"
    """New wording that an amending act quotes; its articles are not the act's own."""
    FRAME = "frame"
    """What an act that makes another text law says itself; its articles give way to that text's."""
    CLOSING = "closing"
    EXPLANATION = "expl"
    GENERAL = "general"
    ANNEX = "annex"
    HEADING = "heading"
    LABEL = "label"
    TEXT = "text"


CITED = frozenset(
    {
        Kind.ARTICLE,
        Kind.PARA,
        Kind.POINT,
        Kind.ITEM,
        Kind.EXPLANATION,
        Kind.GENERAL,
        Kind.ANNEX,
    }
)
"""Kinds that are a segment of a pinpoint; the others only group."""


@dataclass(frozen=True)
class Node:
    """A part of the text. The children of a node cover its span without a gap; a leaf has none.

    ``number`` as it is cited: "71", "135A", "1", "a"; empty where the kind has none.
    """

    kind: Kind
    number: str
    start: int
    end: int
    children: tuple[Node, ...] = ()

    def leaves(self) -> Iterator[Node]:
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()


@dataclass(frozen=True)
class Repair:
    """A certain correction of an OCR error: what stands at the span and what was read."""

    start: int
    end: int
    found: str
    read: str
    reason: str


@dataclass(frozen=True)
class Document:
    """A parsed text. ``furniture``: page headers, numbers and the like, in order, disjoint."""

    raw: str
    root: Node
    furniture: tuple[Span, ...] = ()
    repairs: tuple[Repair, ...] = ()

    def spans(self, node: Node) -> tuple[Span, ...]:
        """The stretches of raw text of a node, furniture left out."""
        spans, start = [], node.start
        for begin, end in self.furniture[bisect_right(self._ends, node.start) :]:
            if begin >= node.end:
                break
            spans.append((start, max(start, begin)))
            start = end
        spans.append((start, node.end))
        return tuple((a, b) for a, b in spans if self.raw[a : min(b, node.end)].strip())

    def text(self, node: Node) -> str:
        """The official words of a node: its spans joined, white space folded, nothing repaired."""
        return _SPACE.sub(" ", " ".join(self.raw[a:b] for a, b in self.spans(node))).strip()

    @cached_property
    def _ends(self) -> list[int]:
        return [end for _, end in self.furniture]

    @cached_property
    def portions(self) -> dict[Portion, Node]:
        """Every citable portion by its path, in order; quoted wordings and frames left out."""
        found: dict[Portion, Node] = {}

        def walk(node: Node, path: Portion) -> None:
            if node.kind in (Kind.QUOTED, Kind.FRAME):
                return
            if node.kind in CITED:
                path = (*path, (node.kind.value, node.number))
                found.setdefault(path, node)
            for child in node.children:
                walk(child, path)

        walk(self.root, ())
        return found


_LEVEL = {Kind.BOOK: 0, Kind.CHAPTER: 1, Kind.PART: 2, Kind.PARAGRAPH: 3, Kind.ARTICLE: 4}


def nest(flat: Sequence[Node]) -> list[Node]:
    """Put articles under paragraphs, parts, chapters and books, in order of the text."""
    top: list[Node] = []
    stack: list[tuple[Node, list[Node]]] = []

    def close(level: int) -> None:
        while stack and _LEVEL[stack[-1][0].kind] >= level:
            node, inside = stack.pop()
            children = (*node.children, *inside)
            whole = Node(node.kind, node.number, node.start, children[-1].end, children)
            (stack[-1][1] if stack else top).append(whole)

    for node in flat:
        close(_LEVEL[node.kind])
        if node.kind is Kind.ARTICLE:
            (stack[-1][1] if stack else top).append(node)
        else:
            stack.append((node, []))
    close(-1)
    return top
