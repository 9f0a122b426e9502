"""Parse the raw text of an act into its tree.

The text is cut from the top down: preamble, body, closing, explanation, annexes; a body into
articles with the headings in front of them; an article into *ayat*, *huruf* and *angka*. At each
step candidates are found by their surroundings (`labels`) and taken by their sequence
(`numbering.chain`). No text is dropped: the leaves add up to the input.

An act that makes another text law (UU 1/2015 enacts a Perppu as its annex) is read as that text:
"Pasal 71 UU 1/2015" is an article of the Perppu, so the Perppu's parts lie directly under the
root, ``(("art", "71"),)``. What the enacting act says itself (its own preamble, Pasal 1 and 2,
closing and explanation) stands in front as one `Kind.FRAME`, which `Document.portions` leaves out.

In an amending act the items of ``art_I`` hold the operation's clause as a text leaf and the new
wording as `Kind.QUOTED`; the items of its explanation hold the explanations of the new articles
as `Kind.QUOTED` likewise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from corpus.official import labels
from corpus.official.furniture import blank, furniture, unbroken
from corpus.official.numbering import (
    Candidate,
    Key,
    Label,
    chain,
    number_text,
    to_roman,
)
from corpus.official.repair import repair_numbers
from corpus.official.styles import CONTENT, EXPLAINED, LISTS, Style
from corpus.official.tree import Document, Kind, Node, Repair, nest

_ENACTS = re.compile(r"MEMUTUS\S{0,6}\s*:")
_CLOSES = re.compile(
    r"Agar\s+setiap\s+(?:orang\s+menge|pengundangan)|"
    r"(?:Disahkan|Ditetapkan|Diundangkan)\s+di\s+[A-Z]\w+\s+[Pp]ada"
)
_EXPLAINS = re.compile(r"P ?E ?N ?J ?E ?L ?A ?S ?A ?N\s+A ?T ?A ?S(?!\w)")
_BY_ARTICLE = re.compile(
    r"(?:(?<!\w)[I1l]{2}\s?\.\s*)?"
    r"(?:P ?A ?S ?A ?L\s*D ?E ?M ?I\s+P ?A ?S ?A ?L|Pasal\s+Demi\s+Pasal)"
)
_GENERAL = re.compile(r"(?:(?<!\w)[I1l]\s?\.\s*)?(?<!\w)U ?M ?U ?M(?!\w)")
_MAKES_LAW = re.compile(r"ditetapkan\s+(?:menjadi|sebagai)\s+Undang-?\s*Undang", re.I)
_GAZETTE = re.compile(r"TAMBAHAN\s+LEMBARAN\s+NEGARA\s+REPUBLIK\s+INDONESIA\s+NOM\w*\s+\S+")
_ANNEX = re.compile(r"LAMPIRAN\s*(?P<n>[IVX]+(?!\w))?\s*:?\s*(?=UNDANG|PERATURAN|KEPUTUSAN)")
_ACT_TITLE = re.compile(r"(?:UNDANG-?UNDANG|PERATURAN\s+PEMERINTAH|PERATURAN\s+PRESIDEN)\b")
_AMENDS = re.compile(r"\bberikut\s*:")
_QUOTES = re.compile(r"\b(?:berikut\b\s*[:;.]?|berbunyi\s*:)\s*")
_ENDS = re.compile(r"(?<=[\w)%\"”]{2})[.;:](?=\s)")  # of a sentence; not "a." nor specks
# words after a list that belong to the whole: "a. ...; b. ..., dipidana dengan ..."
_TAIL = re.compile(r"(?<=[,;])\s+(?=dipidana\b)")
_BLOCK = 700  # characters in front of an article in which its chapter heading may begin


def parse(raw: str) -> Document:
    """The tree of an act's text. Any text can be parsed; what is not understood is a text leaf."""
    spans = furniture(raw)
    parser = _Parser(unbroken(blank(raw, spans)), raw)
    root = parser.document()
    repairs = sorted([*parser.repairs, *repair_numbers(raw)], key=lambda r: (r.start, r.end))
    return Document(raw, root, spans, tuple(repairs))


class _Parser:
    """One parse: the text with its furniture blanked, and the repairs made so far."""

    def __init__(self, text: str, raw: str) -> None:
        self.text = text
        self.raw = raw
        self.repairs: list[Repair] = []

    def document(self) -> Node:
        end = len(self.text)
        second = self._enacted()
        if second:
            frame = self._node(Kind.FRAME, "", 0, second, self._act(0, second))
            parts = [frame, *self._act(second, end)]
        else:
            parts = self._act(0, end)
        return self._node(Kind.DOCUMENT, "", 0, end, parts)

    def _enacted(self) -> int | None:
        """Where the text begins that this act makes law; None when it makes none."""
        enacting = [m.start() for m in _ENACTS.finditer(self.text)]
        for first, later in pairwise(enacting):
            closing = _CLOSES.search(self.text, first, later)
            if not closing or not _MAKES_LAW.search(self.text, first, closing.start()):
                continue
            place = closing.end()
            for pattern in (_BY_ARTICLE, _GAZETTE):
                last = _last(pattern, self.text, place, later)
                place = last.end() if last else place
            titles = [p.search(self.text, place, later) for p in (_ACT_TITLE, _ANNEX)]
            return min((m.start() for m in titles if m), default=place)
        return None

    def _act(self, start: int, end: int) -> list[Node]:
        """Preamble, body, closing, explanation and annexes between two places."""
        enacts = _ENACTS.search(self.text, start, end)
        after = enacts.end() if enacts else start
        explains = _EXPLAINS.search(self.text, after, end)
        closes = _CLOSES.search(self.text, after, explains.start() if explains else end)
        body_end = min(m.start() for m in (closes, explains) if m) if closes or explains else end
        annexes = list(_ANNEX.finditer(self.text, body_end, end))
        marks = sorted([m.start() for m in annexes] + ([explains.start()] if explains else []))
        tail = marks[0] if marks else end
        body = self._body(after, body_end)
        first = body[0].start if body else body_end
        parts = [self._node(Kind.PREAMBLE, "", start, first, ())] if first > start else []
        if body:
            parts.append(self._node(Kind.BODY, "", first, body_end, body))
        if body_end < tail:
            parts.append(Node(Kind.CLOSING, "", body_end, tail))
        for mark, stop in pairwise([*marks, end]):
            annex = next((m for m in annexes if m.start() == mark), None)
            parts.append(self._annex(annex, stop) if annex else self._explanation(mark, stop))
        return parts

    def _annex(self, match: re.Match[str], end: int) -> Node:
        children = (
            Node(Kind.LABEL, "", match.start(), match.end()),
            Node(Kind.TEXT, "", match.end(), end),
        )
        return self._node(Kind.ANNEX, match["n"] or "", match.start(), end, children)

    def _body(self, start: int, end: int) -> list[Node]:
        romans = chain(labels.roman_articles(self.text, start, end))
        if romans and _AMENDS.search(self.text, romans[0].end, romans[0].end + 3000):
            return self._amending(romans, end, self._amending_article)
        found = self._labels(labels.articles(self.text, start, end), number_text)
        return self._sections(start, end, found, CONTENT)

    def _sections(
        self, start: int, end: int, found: Sequence[Label], styles: tuple[Style, ...]
    ) -> list[Node]:
        """Articles under the headings in front of them. Text before the first stays outside."""
        entries: list[tuple[Kind, str, int, int]] = []
        floor = start
        for label in found:
            for heading in self._block(floor, label.start):
                entries.append((heading.kind, heading.number, heading.start, 0))
            entries.append((Kind.ARTICLE, number_text(label.key), label.start, label.end))
            floor = label.end
        if not entries:
            return []
        stops = [e[2] for e in entries[1:]] + [end]
        flat = []
        for (kind, number, begin, label_end), stop in zip(entries, stops, strict=True):
            if kind is Kind.ARTICLE:
                children = [Node(Kind.LABEL, "", begin, label_end)]
                children += self._content(label_end, stop, styles)
                flat.append(self._node(kind, number, begin, stop, children))
            else:
                flat.append(Node(kind, number, begin, stop, (Node(Kind.HEADING, "", begin, stop),)))
        return nest(flat)

    def _block(self, floor: int, article: int) -> list[labels.Heading]:
        """The headings that lead up to an article: between them and it no sentence ends."""
        floor = max(floor, article - _BLOCK)
        ends = [m.end() for m in _ENDS.finditer(self.text, floor, article)]
        last = ends[-1] if ends else floor
        return list(labels.headings(self.text, last, article))

    def _headings(self, start: int, end: int) -> list[Node]:
        """Headings with no article: an amending act may change the title of a chapter alone."""
        found = list(labels.headings(self.text, start, end))
        stops = [heading.start for heading in found[1:]] + [end]
        return nest(
            [
                Node(h.kind, h.number, h.start, stop, (Node(Kind.HEADING, "", h.start, stop),))
                for h, stop in zip(found, stops, strict=False)
            ]
        )

    def _content(self, start: int, end: int, styles: tuple[Style, ...]) -> list[Node]:
        """What stands between two places: its entries of the outermost style, and so on inside.

        The outermost style is the one whose first entry comes first.
        """
        chosen: tuple[Style, list[Label]] | None = None
        for style in styles:
            candidates = style.find(self.text, start, end)
            found = chain(candidates, gap=2.0)
            if not found or not style.whole(found):
                continue
            if chosen is None or found[0].start < chosen[1][0].start:
                chosen = (style, found)
        if chosen is None:
            return [Node(Kind.TEXT, "", start, end)] if start < end else []
        style, found = chosen
        self._record(found, style.number)
        inner = tuple(s for s in styles if s is not style and s.kind is not Kind.PARA)
        nodes = []
        if start < found[0].start:
            nodes.append(Node(Kind.TEXT, "", start, found[0].start))
        tail = _TAIL.search(self.text, found[-1].end, end) if style in LISTS else None
        if tail and _TAIL.search(self.text, start, found[-1].end):
            tail = None  # each entry has its own
        stops = [label.start for label in found[1:]] + [tail.end() if tail else end]
        for label, stop in zip(found, stops, strict=True):
            children = [Node(Kind.LABEL, "", label.start, label.end)]
            children += self._content(label.end, stop, inner)
            nodes.append(
                self._node(style.kind, style.number(label.key), label.start, stop, children)
            )
        if tail:
            nodes.append(Node(Kind.TEXT, "", tail.end(), end))
        return nodes

    def _amending(
        self, found: Sequence[Label], end: int, content: Callable[[int, int], list[Node]]
    ) -> list[Node]:
        nodes = []
        stops = [label.start for label in found[1:]] + [end]
        for label, stop in zip(found, stops, strict=True):
            children = [Node(Kind.LABEL, "", label.start, label.end), *content(label.end, stop)]
            nodes.append(
                self._node(Kind.ARTICLE, to_roman(label.key[0]), label.start, stop, children)
            )
        return nodes

    def _amending_article(self, start: int, end: int) -> list[Node]:
        found = chain(labels.operations(self.text, start, end))
        if not found:
            return self._content(start, end, CONTENT)
        self._record(found, number_text)
        return self._operations(start, end, found, self._operation)

    def _explaining_article(self, start: int, end: int) -> list[Node]:
        found = chain(labels.explained_items(self.text, start, end))
        if not found:
            return self._content(start, end, EXPLAINED)
        self._record(found, number_text)
        return self._operations(start, end, found, self._explained_operation)

    def _operations(
        self,
        start: int,
        end: int,
        found: Sequence[Label],
        content: Callable[[int, int], list[Node]],
    ) -> list[Node]:
        nodes = [Node(Kind.TEXT, "", start, found[0].start)] if start < found[0].start else []
        stops = [label.start for label in found[1:]] + [end]
        for label, stop in zip(found, stops, strict=True):
            children = [Node(Kind.LABEL, "", label.start, label.end), *content(label.end, stop)]
            nodes.append(self._node(Kind.ITEM, number_text(label.key), label.start, stop, children))
        return nodes

    def _operation(self, start: int, end: int) -> list[Node]:
        """The clause of an operation and the wording that it quotes."""
        quotes = _QUOTES.search(self.text, start, end)
        if not quotes or not self.text[quotes.end() : end].strip():
            return [Node(Kind.TEXT, "", start, end)]
        return [
            Node(Kind.TEXT, "", start, quotes.end()),
            self._quoted(quotes.end(), end, CONTENT, explained=False),
        ]

    def _explained_operation(self, start: int, end: int) -> list[Node]:
        return [self._quoted(start, end, EXPLAINED, explained=True)] if start < end else []

    def _quoted(self, start: int, end: int, styles: tuple[Style, ...], *, explained: bool) -> Node:
        candidates = labels.articles(self.text, start, end, explained=explained)
        sure = [c for c in candidates if c.weight > 0]
        found = self._labels(sure, number_text, gap=0.0, far=0.0)
        children = self._sections(start, end, found, styles)
        if not children:
            children = self._headings(start, end) or self._content(start, end, styles)
        return self._node(Kind.QUOTED, "", start, end, children)

    def _explanation(self, start: int, end: int) -> Node:
        gazette = _last(_GAZETTE, self.text, start, end)
        stop = gazette.start() if gazette else end
        last = _last(_BY_ARTICLE, self.text, start, stop)
        by_article = last.end() if last else stop
        general = _GENERAL.search(self.text, start, last.start() if last else stop)
        children = []
        if general:
            heading_end = last.start() if last else stop
            children.append(Node(Kind.HEADING, "", start, general.start()))
            children.append(
                self._node(
                    Kind.GENERAL,
                    "",
                    general.start(),
                    heading_end,
                    (
                        Node(Kind.LABEL, "", general.start(), general.end()),
                        Node(Kind.TEXT, "", general.end(), heading_end),
                    ),
                )
            )
            start_heading = heading_end
        else:
            start_heading = start
        if last:
            romans = chain(labels.roman_articles(self.text, by_article, stop))
            if romans and labels.explained_items(self.text, romans[0].end, romans[0].end + 200):
                articles = self._amending(romans, stop, self._explaining_article)
            else:
                candidates = labels.articles(self.text, by_article, stop, explained=True)
                found = self._labels(candidates, number_text)
                articles = self._sections(by_article, stop, found, EXPLAINED)
            heading_end = articles[0].start if articles else stop
            children.append(Node(Kind.HEADING, "", start_heading, heading_end))
            children += articles
        elif not general:
            children.append(Node(Kind.TEXT, "", start, stop))
        if stop < end:
            children.append(Node(Kind.CLOSING, "", stop, end))
        return self._node(Kind.EXPLANATION, "", start, end, children)

    def _labels(
        self,
        candidates: Sequence[Candidate],
        number: Callable[[Key], str],
        *,
        gap: float = 1.5,
        far: float = 8.0,
    ) -> list[Label]:
        found = chain(candidates, gap=gap, far=far)
        self._record(found, number)
        return found

    def _record(self, found: Sequence[Label], number: Callable[[Key], str]) -> None:
        for label in found:
            if label.repaired:
                self.repairs.append(
                    Repair(
                        label.start,
                        label.end,
                        self.raw[label.start : label.end],
                        number(label.key),
                        "the number that its place in the sequence allows",
                    )
                )

    def _node(
        self, kind: Kind, number: str, start: int, end: int, children: Sequence[Node]
    ) -> Node:
        """A node whose children cover it: gaps become text, empty leaves vanish."""
        filled: list[Node] = []
        position = start
        for child in children:
            if child.end <= child.start:
                continue
            if child.start > position:
                filled.append(Node(Kind.TEXT, "", position, child.start))
            blank_text = child.kind is Kind.TEXT and self.text[child.start : child.end].isspace()
            if blank_text and filled and filled[-1].kind is Kind.LABEL:
                filled[-1] = Node(Kind.LABEL, "", filled[-1].start, child.end)
                position = child.end
                continue
            filled.append(child)
            position = child.end
        if filled and position < end:
            filled.append(Node(Kind.TEXT, "", position, end))
        return Node(kind, number, start, end, tuple(filled))


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text, start, end):
        found = match
    return found
