"""From the printed lines of pages to running text: what stands in the margins is set apart, broken
lines become paragraphs, hyphens of line breaks go. Pure functions; units are PDF points.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

HEAD_ZONE = 0.15
"""Share of the page's height, at the top and at the bottom, where running heads stand."""
LEAST_PAGES = 3
"""On fewer pages nothing is taken for a running head or a marginal column."""
_PARAGRAPH_STEP = 1.2
"""Distance to the line above, in usual distances, from which a paragraph begins."""
_SAME_PLACE = 3.0
_GUTTER = 12.0
"""Least width of the empty strip between the text and a marginal column."""

# words and numbers that may stand alone beside or above the text and belong to it
_LABEL = re.compile(
    r"(?i)(?:pasal|bab|bagian|paragraf|menimbang|mengingat|memperhatikan|mendengar|membaca"
    r"|menetapkan|memutuskan|cukup jelas|huruf|ayat|angka|:|\(?(?:\d{1,3}|[a-z])[a-z]?[.)])"
)
# alone on its line it is a heading: a reference that a line break parts has its full stop
_HEADING = re.compile(r"(?:Pasal\s+\d{1,3}[A-Z]?|BAB\s+[IVXLC]+)$")
_WORD = re.compile(r"\w+(?:-\w+)*")
_LAST = re.compile(r"([^\W\d_]+)-$")
_FIRST = re.compile(r"\w+")
_ENUMERATOR = re.compile(r"(?:\(\d{1,3}[a-z]?\)|(?:[a-z]{1,2}|\d{1,3})[.)])\s")


@dataclass(frozen=True)
class Segment:
    """A stretch of a printed line without a wide gap; ``y0`` < ``y1`` from the page's bottom.

    ``first``: width of its first word. Segments of one printed line share ``line``.
    """

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    first: float
    line: int

    @property
    def height(self) -> float:
        return self.y1 - self.y0


@dataclass(frozen=True)
class Page:
    """The segments of a page in reading order."""

    width: float
    height: float
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Arranged:
    """Running text, where each page starts in it, and what stood in each page's margins."""

    text: str
    pages: tuple[int, ...]
    margins: tuple[str, ...]


def arrange(pages: Sequence[Page]) -> Arranged:
    """The running text of ``pages``."""
    outside = running_heads(pages)
    outside |= marginal_columns(pages, outside)
    body = [
        Page(p.width, p.height, tuple(s for s in p.segments if (n, s) not in outside))
        for n, p in enumerate(pages)
    ]
    margins = tuple(
        " ".join(s.text for s in p.segments if (n, s) in outside) for n, p in enumerate(pages)
    )
    text, starts = _flow(body)
    return Arranged(text, starts, margins if any(margins) else ())


def running_heads(pages: Sequence[Page]) -> set[tuple[int, Segment]]:
    """Segments that stand at one height of most pages with the same words, numbers apart.

    At the height of a running head there is nothing else on the other pages, which tells it from
    a line of the text that happens to be repeated.
    """
    heads: set[tuple[int, Segment]] = set()
    zones: tuple[list[tuple[float, int, Segment]], ...] = ([], [])
    for number, page in enumerate(pages):
        for segment in page.segments:
            if page.height - segment.y1 < HEAD_ZONE * page.height:
                zones[0].append((page.height - segment.y1, number, segment))
            elif segment.y0 < HEAD_ZONE * page.height:
                zones[1].append((segment.y0, number, segment))
    for zone in zones:
        for place in _places(zone):
            wordings = Counter(_fold(segment.text) for _, segment in place)
            wording, count = wordings.most_common(1)[0]
            on_pages = {number for number, s in place if _fold(s.text) == wording}
            if (
                len(on_pages) >= max(LEAST_PAGES, 0.3 * len(pages))
                and count >= 0.6 * len(place)
                and not _LABEL.match(place[0][1].text)
            ):
                heads |= {(n, s) for n, s in place if _fold(s.text) == wording}
    return heads


def _places(
    zone: Iterable[tuple[float, int, Segment]],
) -> Iterator[list[tuple[int, Segment]]]:
    """Segments of all pages grouped by their height on the page."""
    place: list[tuple[int, Segment]] = []
    last = float("-inf")
    for height, number, segment in sorted(zone, key=lambda z: z[0]):
        if place and height - last > _SAME_PLACE:
            yield place
            place = []
        place.append((number, segment))
        last = height
    if place:
        yield place


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", re.sub(r"\d+", "#", text.lower())) or "#"


def marginal_columns(
    pages: Sequence[Page], outside: set[tuple[int, Segment]]
) -> set[tuple[int, Segment]]:
    """Segments in a narrow column beside the text, which an empty strip parts from it throughout.

    A column counts as marginal when it is on most pages and holds little; the labels of a
    hanging layout ("Menimbang", "a.") stand beside the text too and belong to it.
    """
    found: set[tuple[int, Segment]] = set()
    for size in {(p.width, p.height) for p in pages}:
        members = [n for n, p in enumerate(pages) if (p.width, p.height) == size]
        placed = [(n, s) for n in members for s in pages[n].segments if (n, s) not in outside]
        if len(members) < LEAST_PAGES or not placed:
            continue
        columns = [
            [(n, s) for n, s in placed if left <= (s.x0 + s.x1) / 2 <= right]
            for left, right in column_bounds([s for _, s in placed])
        ]
        text = max(columns, key=_letters)
        for column in columns:
            labels = sum(bool(_LABEL.match(s.text)) for _, s in column)
            if (
                column is not text
                and _letters(column) < 0.25 * _letters(text)
                and len({n for n, _ in column}) >= max(LEAST_PAGES, 0.6 * len(members))
                and labels < 0.2 * len(column)
            ):
                found |= set(column)
    return found


def _letters(column: Sequence[tuple[int, Segment]]) -> int:
    return sum(len(s.text) for _, s in column)


def column_bounds(segments: Sequence[Segment]) -> list[tuple[float, float]]:
    """Left and right edges of the columns, from left to right.

    Between two columns there is a strip of `_GUTTER` points that hardly any segment crosses.
    """
    width = int(max(s.x1 for s in segments)) + 2
    change = [0] * (width + 1)
    for segment in segments:
        change[max(0, int(segment.x0))] += 1
        change[max(0, int(segment.x1)) + 1] -= 1
    cover, running = [], 0
    for step in change[:width]:
        running += step
        cover.append(running)
    most = max(cover)
    bounds: list[tuple[float, float]] = []
    for x, count in enumerate(cover):
        if count <= 0.01 * most:
            continue
        if bounds and x - bounds[-1][1] < _GUTTER:
            bounds[-1] = (bounds[-1][0], x + 1)
        else:
            bounds.append((x, x + 1))
    return bounds


@dataclass(frozen=True)
class _Line:
    text: str
    x0: float
    x1: float
    y0: float
    height: float
    first: float
    page: int
    right: float
    """Right edge of the column that it stands in."""


def _flow(pages: Sequence[Page]) -> tuple[str, tuple[int, ...]]:
    """The lines joined to paragraphs, and where each page's first line starts."""
    rights = {
        size: _right_edges([s for p in pages if (p.width, p.height) == size for s in p.segments])
        for size in {(p.width, p.height) for p in pages}
    }
    lines = [
        line
        for number, page in enumerate(pages)
        for line in _lines(number, page, rights[page.width, page.height])
    ]
    spacing = _spacing(lines)
    vocabulary = Counter(w.lower() for line in lines for w in _WORD.findall(line.text))
    pieces: list[str] = []
    length = 0
    starts: dict[int, int] = {}
    indent: float | None = None
    for last, line in pairwise([None, *lines]):
        assert line
        glue = ""
        if last and _continues(last, line, indent, spacing):
            indent = line.x0
            if not _LAST.search(last.text):
                glue = " "
            elif not keeps_hyphen(last.text, line.text, vocabulary):
                pieces[-1] = pieces[-1][:-1]
                length -= 1
        elif last:
            indent = None
            glue = "\n"
        starts.setdefault(line.page, length + len(glue))
        pieces.append(glue + line.text)
        length += len(pieces[-1])
    for number in range(len(pages) - 1, -1, -1):  # an empty page starts where the next one does
        starts.setdefault(number, starts.get(number + 1, length))
    return "".join(pieces), tuple(starts[n] for n in range(len(pages)))


def _right_edges(segments: Sequence[Segment]) -> list[tuple[float, float]]:
    """(left edge, right edge that full lines reach) of each column."""
    edges = []
    for left, right in column_bounds(segments) if segments else []:
        reached = sorted(
            s.x1 for s in segments if left <= s.x0 and s.x1 <= right + 1 and len(s.text) > 30
        )
        edges.append((left, reached[int(0.95 * (len(reached) - 1))] if reached else right))
    return edges


def _lines(number: int, page: Page, edges: Sequence[tuple[float, float]]) -> Iterator[_Line]:
    for segments in _printed(page.segments):
        first, last = segments[0], max(segments, key=lambda s: s.x1)
        right = next((r for left, r in reversed(edges) if left <= last.x0 + 1), last.x1)
        yield _Line(
            text=" ".join(s.text for s in segments),
            x0=first.x0,
            x1=last.x1,
            y0=first.y0,
            height=first.height,
            first=first.first,
            page=number,
            right=right,
        )


def _printed(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    """Segments of one printed line, those across a wide gap included."""
    line: list[Segment] = []
    for segment in segments:
        if line:
            last = line[-1]
            level = abs(last.y0 - segment.y0) < 0.3 * last.height and segment.x0 > last.x1 - 1
            if segment.line != last.line and not level:
                yield line
                line = []
        line.append(segment)
    if line:
        yield line


def _spacing(lines: Sequence[_Line]) -> float:
    """The usual distance of two lines of one paragraph: from a full line to the one below it."""
    steps = [
        a.y0 - b.y0
        for a, b in pairwise(lines)
        if a.page == b.page and 0 < a.y0 - b.y0 < 3 * a.height and not _has_room(a, b)
    ]
    return median(steps) if steps else 0.0


def _has_room(last: _Line, line: _Line) -> bool:
    """Whether the first word of ``line`` would have fitted behind ``last``."""
    return last.right - last.x1 > line.first + 0.4 * last.height


def _continues(last: _Line, line: _Line, indent: float | None, spacing: float) -> bool:
    """Whether ``line`` goes on with the paragraph of ``last``.

    A typesetter breaks a line only where the next word does not fit: a line that had room for it
    ended on purpose. ``indent``: left edge of the paragraph's second and later lines, None while
    it has one line.
    """
    step = last.y0 - line.y0
    if last.page == line.page and step > _PARAGRAPH_STEP * spacing:
        return False
    if not 2 / 3 < last.height / line.height < 3 / 2 or _HEADING.match(line.text):
        return False
    broken_word = last.text.endswith("-") and line.text[:1].islower()
    if not broken_word and _has_room(last, line):
        return False
    near = 0.6 * line.height
    if indent is not None:
        return abs(line.x0 - indent) <= near
    if line.x0 > last.x0 + near:  # hanging under a number
        return bool(_ENUMERATOR.match(last.text)) and not _ENUMERATOR.match(line.text)
    return last.x0 - line.x0 < 6 * line.height and (
        last.x0 - line.x0 < near or not _ENUMERATOR.match(line.text)
    )


def keeps_hyphen(before: str, after: str, vocabulary: Mapping[str, int]) -> bool:
    """Whether the hyphen at the end of ``before`` belongs to the word that ``after`` goes on with.

    It does before a capital or a digit ("Undang-Undang"), in a doubled word ("masing-masing",
    "sekurang-kurangnya") and where the text has the word with the hyphen elsewhere
    (``vocabulary``, in lower case), unless it has it without.
    """
    left, right = _LAST.search(before), _FIRST.match(after)
    if not left or not right or not right[0][0].islower():
        return True
    stem, rest = left[1].lower(), right[0].lower()
    if vocabulary.get(stem + rest):
        return False
    # up to four letters of a suffix (-nya, -kan, -lah) may follow the doubled part
    sizes = range(max(3, len(rest) - 4), len(rest) + 1)
    doubled = any(stem.endswith(rest[:size]) for size in sizes)
    return doubled or bool(vocabulary.get(f"{stem}-{rest}"))
