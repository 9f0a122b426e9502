"""Numbers that a parsed text lacks, and portions that may hold their neighbours' words.

Where Pasal 51 is not found between Pasal 50 and Pasal 52, its words, if the file has them, stand
at the end of Pasal 50. A quote of Pasal 50 may then say what Pasal 51 says: who quotes must know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.official.numbering import (
    Key,
    letter_key,
    letter_text,
    number_text,
    roman,
    successor,
)
from corpus.official.tree import CITED, Document, Kind, Node, Portion

_COUNTED = (Kind.ARTICLE, Kind.PARA, Kind.POINT, Kind.ITEM)
_NUMBER = re.compile(r"(\d+)([A-Za-z]*)")
# labels that a scanner read as a column, apart from their text: "(1) (2t (3)"
_COLUMN = re.compile(r"\([1-9lt]\d?[)tl1]\s+[({][1-9]\d?[)}tl1]")


@dataclass(frozen=True)
class Gap:
    """Numbers left out of a sequence.

    ``before``: the portion that precedes the gap, or that holds the sequence when its first
    number is missing; a quoted wording lies under the item that quotes it. ``missing``: the
    numbers, as they are cited. ``explained``: in the explanation.
    """

    before: Portion
    kind: Kind
    missing: tuple[str, ...]
    explained: bool


def gaps(document: Document) -> list[Gap]:
    """Every gap in the sequences of articles, *ayat*, *huruf* and *angka*, in order.

    The new wordings of an amending act are no sequence of articles, but their *ayat* are one. Of
    an explanation only the articles count: it may pass over an *ayat*.
    """
    found: list[Gap] = []
    for path, explained, quoted, kind, entries in _sequences(document):
        if quoted if kind is Kind.ARTICLE else explained:
            continue
        before, last = path, (0, "")
        for entry in entries:
            key = number_key(entry)
            missing = _between(last, key, kind)
            if missing:
                found.append(Gap(before, kind, missing, explained))
            before, last = (*path, (kind.value, entry.number)), key
    return found


def doubtful(document: Document) -> frozenset[Portion]:
    """Portions whose text may hold words of another.

    Those before a gap with their last entries, and articles whose labels a scanner read as a
    column apart from the text, with all that stands in them.
    """
    found: set[Portion] = set()
    portions = document.portions
    scrambled = {
        path
        for path, node in portions.items()
        if node.kind is Kind.ARTICLE and _COLUMN.search(document.raw, node.start, node.end)
    }
    before = {gap.before for gap in gaps(document)} & portions.keys()
    for path, node in portions.items():
        outer = [path[:length] for length in range(1, len(path) + 1)]
        if scrambled.intersection(outer) or any(
            part in before and portions[part].end == node.end for part in outer
        ):
            found.add(path)
    return frozenset(found)


def number_key(node: Node) -> Key:
    """The number of an article, *ayat*, *huruf* or *angka* as a key that sorts."""
    match = _NUMBER.fullmatch(node.number)
    if match:
        return int(match[1]), match[2]
    if node.kind is Kind.ARTICLE:
        return roman(node.number), ""
    return letter_key(node.number)


def _between(last: Key, key: Key, kind: Kind) -> tuple[str, ...]:
    numbers = [(n, "") for n in range(last[0] + 1, key[0] + (1 if key[1] else 0))]
    if last[0] == key[0] and key[1]:
        suffix = successor(last[1], key[1])
        while suffix < key[1]:
            numbers.append((key[0], suffix))
            suffix = successor(suffix, key[1])
    return tuple(letter_text(n) if kind is Kind.POINT else number_text(n) for n in numbers)


def _sequences(
    document: Document,
) -> Iterator[tuple[Portion, bool, bool, Kind, Sequence[Node]]]:
    """Paths with the entries of one kind that stand under them, whatever groups them."""

    def walk(
        node: Node, path: Portion, explained: bool, quoted: bool
    ) -> Iterator[tuple[Portion, bool, bool, Kind, Sequence[Node]]]:
        if node.kind is Kind.FRAME:
            return
        below = list(_below(node))
        for kind in _COUNTED:
            entries = [n for n in below if n.kind is kind]
            if entries and not any(n.kind is Kind.ARTICLE and roman(n.number) for n in entries):
                yield path, explained, quoted, kind, entries
        for child in below:
            inside = path
            if child.kind in CITED:
                inside = (*path, (child.kind.value, child.number))
            yield from walk(
                child,
                inside,
                explained or child.kind is Kind.EXPLANATION,
                quoted or child.kind is Kind.QUOTED,
            )

    yield from walk(document.root, (), False, False)


def _below(node: Node) -> Iterator[Node]:
    """The nearest cited, quoted or frame nodes below a node."""
    for child in node.children:
        if child.kind in CITED or child.kind in (Kind.QUOTED, Kind.FRAME):
            yield child
        else:
            yield from _below(child)
