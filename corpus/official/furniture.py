"""Page furniture: headers, page numbers, stamps and catchwords that stand amid the text."""

from __future__ import annotations

import re
from collections import Counter

from rapidfuzz import fuzz

from corpus.official.tree import Span

_EDGE = 3  # lines at the top and foot of a page where running heads stand
_LEAST_PAGES = 3  # pages on which a line must stand to be a running head,
_SHARE = 0.3  # and the share of all pages; left and right pages may differ

# how scanners read "PRESIDEN REPUBLIK INDONESIA" at the head of a page
_HEADER = re.compile(
    r"(?<!\w)[PF][A-Za-z{ ]{5,14}R ?E ?P ?U ?B ?L ?I ?\S{1,3} ?I ?\S{0,4}O ?N ?E ?S ?I ?A\b"
    r"(?! ?,)"
)
_BEFORE_SIGNATURE = re.compile(r"(?:dan|DAN|NEGARA|antara)\s+$")
_PRESIDENT = "PRESIDENREPUBLIKINDONESIA"
_LIKE = 84  # percent of likeness from which a line is that header
_STAMP = re.compile(r"\bSK ?No\.? ?\d{6} ?[A-Z]?\b")
# the number of the printed sheet, "SK No 106893 A", as scanners garble it
_GARBLED_STAMP = re.compile(
    r"(?:(?<=\s): ?)?(?<!\S)(?=\S*[^\w\s])\S{2,5} \S{0,4}[lN1r\]][lri]?[on0] \^?[l1iI(]"
    r"(?=\S*[^\w\s]|\S*\d)\S{1,9}(?: \S{1,5})?? \^?[AIlfn1/'^r]{1,3}[.,']?(?=\s|$)"
)
_PAGE_NUMBER = re.compile(r"(?<![\w.,)])(?:[-–—_] ?\d{1,4} ?[-–—_])(?![\w])")
_LONE_NUMBER = re.compile(r"\s*(?:[-–—_]\s*)?\d{1,4}(?:\s*[-–—_])?\s*")
# a line that the act itself repeats, wherever pages break
_STRUCTURE = re.compile(r"(?i)(?:pasal|ayat|huruf|angka|bab|bagian|paragraf|cukup jelas)\b|[(#]")
_HYPHEN = re.compile(r"(?<=[a-z])(-[^\S\n]*\n\s*)([a-z]{2,})|(?<=[A-Z])(-[^\S\n]*\n\s*)([A-Z]{2,})")
_SITE = re.compile(r"(?:https?://)?www\.[\w.-]+\.(?:go\.id|com|org)\S*")
# a page ends on the first words of the next one: "2. Pejabat 2. Pejabat Pembina"
_REPEAT = re.compile(
    r"(?<![\w.])(?:(?P<label>BAB [IVXL]+|Bagian \w+|Pasal \d+[A-Z]?)(?:\s?(?:\. ?){2,}|…)?\s+"
    r"(?=(?P=label)\b)"
    r"|(?P<open>\(\d{1,2}[a-z]?|\d{1,3}|[a-z])[.)] ?(?P<word>\w+)(?:\s?(?:\. ?)+|…)?\s+"
    r"(?=(?P=open)\S{1,2} ?(?P=word)\b))"
)
_CATCHWORD = re.compile(r"(?<![\w.])[^\s.…]{1,20}(?: [^\s.…]{1,20})?\s?(?:…|(?:\. ?){3,})")


def furniture(raw: str) -> tuple[Span, ...]:
    """Spans of page furniture, in order, disjoint. Only what is certain is taken."""
    printed = (_STAMP, _GARBLED_STAMP, _PAGE_NUMBER, _SITE)
    found = [m.span() for pattern in printed for m in pattern.finditer(raw)]
    found += _headers(raw)
    if "\f" in raw:
        found += _running_heads(raw)
    found += _catchwords(raw)
    bare = blank(raw, _disjoint(found))
    found += [(m.start(), m.end()) for m in _REPEAT.finditer(bare)]
    return _disjoint(found)


def blank(raw: str, spans: tuple[Span, ...]) -> str:
    """The text with these spans blanked, every other character in its place."""
    parts, position = [], 0
    for start, end in spans:
        parts += [raw[position:start], " " * (end - start)]
        position = end
    return "".join(parts) + raw[position:]


def unbroken(text: str) -> str:
    """The text with words that a line's end hyphenates put together in front of that end.

    Every other character stays in its place: "taman-\\nnya x" becomes "tamannya\\n  x".
    """

    def join(match: re.Match[str]) -> str:
        gap, rest = match[1] or match[3], match[2] or match[4]
        return rest + gap[1:] + " "

    return _HYPHEN.sub(join, text)


def _headers(raw: str) -> list[Span]:
    found = []
    for match in _HEADER.finditer(raw):
        letters = "".join(c for c in match.group() if c.isalpha())
        like = fuzz.ratio(letters, _PRESIDENT) >= _LIKE
        if like and not _BEFORE_SIGNATURE.search(raw, max(0, match.start() - 10), match.start()):
            found.append(match.span())
    return found


def _catchwords(raw: str) -> list[Span]:
    """ "Agar . . ." where the text goes on with the same word within the next lines."""
    spans = []
    for match in _CATCHWORD.finditer(raw):
        words = match.group().rstrip(" .…")
        if words and words in raw[match.end() : match.end() + 120]:
            spans.append(match.span())
    return spans


def _running_heads(raw: str) -> list[Span]:
    """Lone numbers at the edges of pages, and lines that stand at one place of many pages."""
    edges: list[tuple[str, int, Span]] = []  # the bare line, its place from top or foot, its span
    start = 0
    pages = raw.split("\f")
    for page in pages:
        lines, position = [], start
        for line in page.split("\n"):
            if line.strip():
                lines.append((_bare(line), (position, position + len(line))))
            position += len(line) + 1
        edges += [(line, place, span) for place, (line, span) in enumerate(lines[:_EDGE])]
        foot = lines[max(_EDGE, len(lines) - _EDGE) :]
        edges += [(line, -place, span) for place, (line, span) in enumerate(foot[::-1], 1)]
        start += len(page) + 1
    counts = Counter((line, place) for line, place, _ in edges)
    often = max(_LEAST_PAGES, len(pages) * _SHARE)
    return [
        span
        for line, place, span in edges
        if not line or (counts[line, place] >= often and not _STRUCTURE.match(line))
    ]


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
