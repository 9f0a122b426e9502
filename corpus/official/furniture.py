"""Page furniture: headers, page numbers, stamps and catchwords that stand amid the text."""

from __future__ import annotations

import re
from collections import Counter

from corpus.official.tree import Span

_EDGE = 3  # lines at the top and foot of a page where running heads stand
_OFTEN = 3  # pages on which a line must stand to be a running head

# one letter off at most, and capitals only: the signature at the end is cut off with its title
_HEADER = re.compile(
    r"(?<!NEGARA )(?<!dan )(?<!DAN )(?<!\w)P ?R ?[EF] ?[ST] ?I ?D ?[EI] ?[NM]? +"
    r"R ?E ?P ?U ?B ?L ?I ?[KC(]{1,2} +"
    r"I[N{I]{1,2}[DO]{1,2}[ON]{1,2}E ?S ?I ?A(?!\w)(?! ?,)"
)
_STAMP = re.compile(r"\bSK ?No\.? ?\d{6} ?[A-Z]?\b")
_PAGE_NUMBER = re.compile(r"(?<![\w.,)])(?:[-–—_] ?\d{1,4} ?[-–—_])(?![\w])")
_LONE_NUMBER = re.compile(r"\s*(?:[-–—_]\s*)?\d{1,4}(?:\s*[-–—_])?\s*")
_SITE = re.compile(r"(?:https?://)?www\.[\w.-]+\.(?:go\.id|com|org)\S*")
# a page ends on the first words of the next one: "2. Pejabat 2. Pejabat Pembina"
_REPEAT = re.compile(
    r"(?<![\w.])(?P<word>(?:BAB [IVXL]+|Bagian \w+|Pasal \d+[A-Z]?|[Aa]yat \(\d+\)"
    r"|\(\d{1,2}[a-z]?\) ?\w+|\d{1,3}\. ?\w+|[a-z]\. ?\w+))(?:\s?(?:\. ?){2,}|…)?\s+(?=(?P=word)\b)"
)
_CATCHWORD = re.compile(r"(?<![\w.])[^\s.…]{1,20}(?: [^\s.…]{1,20})?\s?(?:…|(?:\. ?){3,})")


def furniture(raw: str) -> tuple[Span, ...]:
    """Spans of page furniture, in order, disjoint. Only what is certain is taken."""
    found = [m.span() for p in (_HEADER, _STAMP, _PAGE_NUMBER, _SITE) for m in p.finditer(raw)]
    found += [(m.start(), m.end()) for m in _REPEAT.finditer(raw)]
    found += _catchwords(raw)
    if "\f" in raw:
        found += _running_heads(raw)
    return _disjoint(found)


def blank(raw: str, spans: tuple[Span, ...]) -> str:
    """The text with these spans blanked, every other character in its place."""
    parts, position = [], 0
    for start, end in spans:
        parts += [raw[position:start], " " * (end - start)]
        position = end
    return "".join(parts) + raw[position:]


def _catchwords(raw: str) -> list[Span]:
    """ "Agar . . ." where the text goes on with the same word within the next lines."""
    spans = []
    for match in _CATCHWORD.finditer(raw):
        words = match.group().rstrip(" .…")
        if words and words in raw[match.end() : match.end() + 120]:
            spans.append(match.span())
    return spans


def _running_heads(raw: str) -> list[Span]:
    edges: list[tuple[str, Span]] = []
    start = 0
    for page in raw.split("\f"):
        lines, position = [], start
        for line in page.split("\n"):
            if line.strip():
                lines.append((line, (position, position + len(line))))
            position += len(line) + 1
        near = lines if len(lines) <= 2 * _EDGE else lines[:_EDGE] + lines[-_EDGE:]
        edges += [(_bare(line), span) for line, span in near]
        start += len(page) + 1
    counts = Counter(line for line, _ in edges)
    return [span for line, span in edges if not line or counts[line] >= _OFTEN]


def _bare(line: str) -> str:
    """A line without its page number; empty when it holds nothing else."""
    return "" if _LONE_NUMBER.fullmatch(line) else re.sub(r"\d+", "#", line).strip()


def _disjoint(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return tuple(merged)
