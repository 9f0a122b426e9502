"""Places in a text that may be labels: articles, paragraphs, list entries, headings.

Every finder looks at the words around a label, never at the sequence (that is `chain`'s part).
Line breaks count for little: extracted pages break lines anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from corpus.official.numbering import Candidate, Key, letter_key, ordinal, roman
from corpus.official.repair import read_number
from corpus.official.tree import Kind

_LEFT = 60  # characters in front of a label that are looked at
_RIGHT = 60
_CATCHWORD = 60  # a label that comes again this near announces the next page
_SPECKS = " \n\r\t\f-–^_'`"  # white space and what scanners make of dust
_LEAST = -4.0  # below this weight a place is a reference, whatever the sequence says

# words after which "Pasal 71" is a reference
_REFERS = frozenset(
    "dalam pada dan atau dan/atau dengan ketentuan dimaksud maksud antara sampai jo jo. juncto "
    "oleh dari menurut berdasarkan melanggar penjelasan pasal huruf angka ayat setelah sesudah "
    "sebelum yakni yaitu serta menjadi hingga sehingga terhadap atas ke bunyi di bahwa untuk "
    "selain kecuali memenuhi termasuk tentang s.d s.d. frasa rumusan isi pengacuannya mengenai "
    "kepada melalui rancangan acuan seluruh".split()
)
# words before which it is one
_REFERRED = re.compile(
    r"\s*(?:[,;)/]|\.\s*(?:[a-z(]|$)|ayat\b|huruf\b|angka\b|dan\b|atau\b|sampai\b|jo\b|s\.d|"
    r"Undang[- ]{1,2}[Uu]ndang\s+(?:Nomor|Dasar)|UUD\b|KUHP?\b)"
)
# no reference goes on like this
_OPENS = re.compile(r"[\s.,:^'-]*\([1l]\)\s+[A-Z]")
_EXPLAINED = re.compile(
    r"\s*(?:Cukup\s+\W?je[l1]as|Dihapus|Ayat\s*\(|Huruf\s+[a-z]\b|Yang\s+dimaksud)"
)

_ARTICLE = re.compile(
    r"(?<![\w-])(?:[Pp] ?[ao] ?[s5] ?[ao][ .-]?[lJ1I|t!i7d\]]|[Pp]asd|PASAL)"
    r"\s*(?P<n>[0-9A-Za-z!|]{1,6})(?!\w)"
)
_SPACED = re.compile(r"(?: [0-9IlO!|]{1,2}){1,2}(?![\w.)])")  # "Pasal 2 1" where 21 is meant
# a page that put "Pasal" in one column and "12 Cukup jelas" in another
_BARE_ARTICLE = re.compile(
    r"(?<=[.;\"”l-]\s)(?P<n>[0-9lIOLZSotr]{1,3})(?=\s+(?:Cukup\s+\W?je[l1]as|Ayat\s*\(|Huruf\s?a\b|"
    r"Yang\s+dimaksud))"
)
_ROMAN_ARTICLE = re.compile(r"(?<![\w-])(?:Pasal|PASAL)\s+(?P<n>[IVX]{1,4})(?!\w)")
_PARA = re.compile(
    r"(?<![\w(])[({\[lI|]\s?(?P<n>\d{1,2}[a-z]?|[0-9OolIiLZSsAaUtTBgq]{1,2})"
    r"(?P<close>\s?[)}\]]|[lIt1|!])(?=\.?\s|\.?[A-Z][a-z]|$)"
)
_POINT = re.compile(r"(?<![\w.(/\-–])(?P<n>[a-z]\d?|([a-z])\2)\s?\.(?=\s)")
_ITEM = re.compile(r"(?<![\w.(/,\-–])(?P<n>\d ?\d|[\dlIO]{1,3}|[fti])\s?\.(?=\s)")
# before a clause that names its operation, the label's stop may be lost or misread
_OPERATION_LABEL = re.compile(
    r"(?<![\w.(/,\-–])(?P<n>\d ?\d ?\d?|[\dlIOoZSBgi|!]{1,3})\s?[.,:]?(?=\s)"
)
_POINT_BRACKET = re.compile(r"(?<![\w.(/\-–])(?P<n>[a-z]\d?|([a-z])\2)\s?\)(?=\s)")
_ITEM_BRACKET = re.compile(r"(?<![\w.(/,\-–])(?P<n>\d{1,2})\s?[)lI\]}](?=\s)")
_EXPLAINED_PARA = re.compile(
    r"(?<!\w)Ay[ao][tl]\s*[({\[]?\s?(?P<n>\d{1,2}[a-z]?|[\dOolIiLZSsaAUt]{1,2})[)}\]lIt1|!]?(?!\w)"
)
_EXPLAINED_POINT = re.compile(r"(?<!\w)Hu(?:ruf|rnf|nrf)\s*(?P<n>[a-z]\d?|([a-z])\2|[I1])(?!\w)")
_EXPLAINED_ITEM = re.compile(r"(?<!\w)Angk[ao]\s*(?P<n>[\dOolIiLZSs]{1,3})(?!\w)")
_OPERATION = re.compile(
    r"\s*(?:K[ec]t[ec]n\w{3,6}|Di\s?[ao]n\w{3,4}|Pas[ao]\S|Judul|Penjelasan|B[Aa][Bb]|Setelah|Sesudah|"
    r"Bagian|Paragraf|Ay[ao][tl]|Huruf|Angka|Mengubah|Menghapus|Menambah|Menyisipkan|Substansi|Frasa|"
    r"Kata|Lampiran)(?!\w)"
    r"(?=[^;]{0,600}?\b"
    r"(?:di ?[un]b|di ?h[ao]p|di ?s[il1]s|di ?t[ao]mb|b[ec]rbun|di ?g[ao]nt|di ?c[ao]b|t[ec]tap\b))"
)
_REFERS_SMALL = frozenset(
    "ayat ayal ayat( pasal huruf angka nomor no no. dan atau pada dalam s.d. sampai dengan bab "
    "butir tahun".split()
)

_HEADINGS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.BOOK, re.compile(r"(?<!\w)BUKU\s+(?P<n>[IVX]+|KE\w+|PERTAMA)(?!\w)")),
    (Kind.CHAPTER, re.compile(r"(?<!\w)BAB\s+(?P<n>[IVXLl1T]+[A-Z]?)(?!\w)")),
    (
        Kind.PART,
        re.compile(r"(?<!\w)Bagian\s+(?P<n>Ke\w+(?:\s+(?:Belas|Puluh))?|Pertama)(?!\w)"),
    ),
    (Kind.PARAGRAPH, re.compile(r"(?<!\w)Paragraf\s*(?P<n>\d{1,2}[A-Z]?|[lI])(?!\w)")),
)


@dataclass(frozen=True)
class Heading:
    """A label of a book, chapter, part or paragraph (*paragraf*)."""

    kind: Kind
    number: str
    start: int


def articles(text: str, start: int, end: int, *, explained: bool = False) -> list[Candidate]:
    """Candidates for "Pasal 71". ``explained``: in the explanation, where most are short."""
    found = []
    matches = list(_ARTICLE.finditer(text, start, end))
    for match, later in zip_longest(matches, matches[1:]):
        if later and later["n"] == match["n"] and later.start() < match.end() + _CATCHWORD:
            continue
        spaced = _SPACED.match(text, match.end()) if len(match["n"]) < 3 else None
        for token, stop in ((match["n"], match.end()),) + (
            ((match["n"] + spaced.group().replace(" ", ""), spaced.end()),) if spaced else ()
        ):
            readings, repaired = read_number(token)
            if stop > match.end():
                repaired = frozenset(readings)
            weight = _article_weight(text, match.start(), stop)
            if explained and _EXPLAINED.match(text, stop):
                weight += 3
            if match.group()[0] == "p":
                weight -= 1
            if readings and weight > _LEAST:
                found.append(Candidate(match.start(), stop, weight, readings, repaired))
    if explained:
        for match in _BARE_ARTICLE.finditer(text, start, end):
            readings, _ = read_number(match["n"])
            found.append(Candidate(match.start(), match.end(), -1.0, readings, frozenset(readings)))
        found.sort(key=lambda c: c.start)
    return found


def roman_articles(text: str, start: int, end: int) -> list[Candidate]:
    """Candidates for the "Pasal I" of an amending act."""
    found = []
    for match in _ROMAN_ARTICLE.finditer(text, start, end):
        number = roman(match["n"])
        weight = _article_weight(text, match.start(), match.end())
        if number and weight > 0:
            found.append(Candidate(match.start(), match.end(), weight, ((number, ""),)))
    return found


def _article_weight(text: str, start: int, end: int) -> float:
    left = text[max(0, start - _LEFT) : start]
    right = text[end : end + _RIGHT]
    before = left.rstrip(_SPECKS)
    new_line = not before or "\n" in left[len(before) :]
    lone = new_line and right.lstrip(" .").startswith("\n")
    weight = float(new_line) + 2 * lone
    if not before or before[-1] in '.;:"”':
        weight += 2
    elif before[-1] == ",":
        weight -= 4
    word = _last_word(before)
    if before and before[-1] not in '.;:"”':
        if word.lower() in _REFERS and not word.isupper():
            weight -= 7
        elif word.islower():
            weight -= 2
    if _OPENS.match(right):
        weight += 6
    elif _REFERRED.match(right):
        weight -= 6
    following = right.lstrip(" \n\r\t\f^.'`")
    if following[:1].islower():
        weight -= 3
    elif following[:1].isupper() or following.startswith(("(", "{", "[")):
        weight += 2
    return weight


def _last_word(before: str) -> str:
    words = before.rsplit(maxsplit=1)
    return words[-1].strip("()[]{}'\"“”,;:!?-–^*") if words else ""


def paras(text: str, start: int, end: int) -> list[Candidate]:
    """Candidates for "(1)" that opens an *ayat*. Labels with no words between them are none:
    such runs are a column that the scanner read apart from its text."""
    found = []
    matches = list(_PARA.finditer(text, start, end))
    for index, match in enumerate(matches):
        after = matches[index + 1].start() if index + 1 < len(matches) else end
        before = matches[index - 1].end() if index else start - 1
        if not text[match.end() : after].strip() and after < end:
            continue
        if index and not text[before : match.start()].strip():
            continue
        readings, repaired = _para_number(match)
        weight = _small_weight(text, start, match.start(), match.end())
        if weight is not None and readings:
            found.append(Candidate(match.start(), match.end(), weight, readings, repaired))
    return found


def _para_number(match: re.Match[str]) -> tuple[tuple[Key, ...], frozenset[Key]]:
    readings, repaired = read_number(match["n"])
    if match.group()[0] == "(" and match["close"][-1] == ")":
        return readings, repaired
    if match["close"] in "1lI":  # "(41": mostly a bracket, seldom a digit
        more, _ = read_number(match["n"] + match["close"])
        readings = tuple(dict.fromkeys(readings + more))
    return readings, frozenset(readings)


def points(text: str, start: int, end: int) -> list[Candidate]:
    """Candidates for "a." """
    return _entries(_POINT, text, start, end, letters=True)


def items(text: str, start: int, end: int) -> list[Candidate]:
    """Candidates for "1." """
    return _entries(_ITEM, text, start, end)


def bracket_points(text: str, start: int, end: int) -> list[Candidate]:
    """Candidates for "a)" """
    return _entries(_POINT_BRACKET, text, start, end, letters=True)


def bracket_items(text: str, start: int, end: int) -> list[Candidate]:
    """Candidates for "1)" """
    return _entries(_ITEM_BRACKET, text, start, end)


def operations(text: str, start: int, end: int) -> list[Candidate]:
    """Candidates for the numbered items of an amending article."""
    found = _entries(_OPERATION_LABEL, text, start, end)
    return [c for c in found if _OPERATION.match(text, c.end)]


def explained_paras(text: str, start: int, end: int) -> list[Candidate]:
    """Candidates for "Ayat (1)" in an explanation."""
    return _entries(_EXPLAINED_PARA, text, start, end, capital=True)


def explained_points(text: str, start: int, end: int) -> list[Candidate]:
    """Candidates for "Huruf a" in an explanation."""
    return _entries(_EXPLAINED_POINT, text, start, end, letters=True, capital=True)


def explained_items(text: str, start: int, end: int) -> list[Candidate]:
    """Candidates for "Angka 1" in an explanation."""
    return _entries(_EXPLAINED_ITEM, text, start, end, capital=True)


def _entries(
    pattern: re.Pattern[str],
    text: str,
    start: int,
    end: int,
    *,
    letters: bool = False,
    capital: bool = False,
) -> list[Candidate]:
    found = []
    for match in pattern.finditer(text, start, end):
        readings: tuple[Key, ...]
        if letters:
            readings, repaired = _letter(match["n"])
        else:
            readings, repaired = read_number(match["n"].replace(" ", ""))
            if match.group()[-1] in "lI]}":
                repaired = frozenset(readings)
        weight = _small_weight(text, start, match.start(), match.end(), capital=capital)
        if weight is not None and readings:
            found.append(Candidate(match.start(), match.end(), weight, readings, repaired))
    return found


def _letter(token: str) -> tuple[tuple[Key, ...], frozenset[Key]]:
    if token in ("I", "1"):  # a small l
        return (letter_key("l"),), frozenset({letter_key("l")})
    return (letter_key(token),), frozenset()


def _small_weight(
    text: str, floor: int, start: int, end: int, *, capital: bool = False
) -> float | None:
    """None where the words around say that it is a reference. ``floor``: nothing before counts."""
    left = text[max(floor, start - _LEFT) : start]
    before = left.rstrip()
    new_line = not before or "\n" in left[len(before) :]
    weight = float(new_line)
    if not before or before[-1] in ";:":
        weight += 2
    elif before[-1] in '.”"':
        weight += 1.5
    elif before[-1] == ",":
        weight += 0.5
    else:
        last = _last_word(before).lower()
        if last in ("dan", "atau", "dan/atau") and before[: -len(last)].rstrip()[-1:] in (";", ","):
            weight += 2
        elif last in ("pada", "dalam") and text[end : end + 3].strip()[:1].isupper():
            weight -= 2  # a line is lost: "dimaksud pada (3) Setiap"
        elif last in _REFERS_SMALL:
            return None
        else:
            weight -= 0 if capital else 1
    following = text[end : end + 20].lstrip(" \n\r\t\f^.'`")
    if following[:1] in (",", ";", ")"):
        return None
    return weight + (0.5 if following[:1].isupper() else 0)


def headings(text: str, start: int, end: int) -> Iterator[Heading]:
    """Labels of books, chapters, parts and paragraphs between two places, in order."""
    found = []
    for kind, pattern in _HEADINGS:
        for match in pattern.finditer(text, start, end):
            before = text[max(start, match.start() - _LEFT) : match.start()].rstrip()
            refers = not before.endswith((".", ";", ":")) and _last_word(before).lower() in _REFERS
            if before.endswith(",") or refers:
                continue
            found.append(Heading(kind, _heading_number(kind, match["n"]), match.start()))
    yield from sorted(found, key=lambda h: h.start)


def _heading_number(kind: Kind, token: str) -> str:
    if kind is Kind.CHAPTER:
        return token.replace("l", "I").replace("1", "I").replace("T", "I")
    if kind is Kind.PARAGRAPH:
        return token.replace("l", "1").replace("I", "1")
    number = ordinal(token)
    return " ".join(token.split()).title() if number else token
