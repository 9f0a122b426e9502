"""Figures on which a ringkasan and the official words do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from corpus.entry import Entry
from corpus.identifier import Identifier
from corpus.library import Library
from corpus.model import Version

_UNITS = {
    "bulan": ("bulan", 1),
    "tahun": ("bulan", 12),
    "hari": ("hari", 1),
    "minggu": ("hari", 7),
    "persen": ("persen", 1),
    "%": ("persen", 1),
}
"""The unit that each is counted in, and how many of it: 3 tahun are 36 bulan."""
_SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9}
_DIGITS = r"\d+(?:\.\d{3})*(?:,\d+)?"
_SPELLED = r"\s*\([a-z/\s]+\)"
_AMOUNT = re.compile(rf"Rp\.?\s*(?P<number>{_DIGITS})\s*(?P<scale>{'|'.join(_SCALES)})?", re.I)
_AMOUNT_WORDED = re.compile(r"\((?P<words>[a-z\s]+?)\s+rupiah\)", re.I)
_UNIT = rf"(?:(?:kalender|kerja)\s+)?(?P<unit>{'|'.join(map(re.escape, _UNITS))})"
_QUANTITY = re.compile(
    rf"(?P<number>{_DIGITS})(?:{_SPELLED})?\s*"
    rf"(?:(?:sampai|sampai dengan|hingga|-|–|dan|atau)\s*(?P<upper>{_DIGITS})(?:{_SPELLED})?\s*)?"
    rf"{_UNIT}(?![a-z])",
    re.I,
)
_WORDED = re.compile(rf"\((?P<words>[a-z\s]+?)\)\s*{_UNIT}(?![a-z])", re.I)
_BELOW_TWENTY = {
    word: value
    for value, word in enumerate(
        "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()
    )
}
_SCALE_WORDS = {"puluh": 10, "ratus": 100, **_SCALES}
_ONE_OF = {"seratus": "satu ratus", "seribu": "satu ribu", "sejuta": "satu juta"}
# years of laws, elections and dates are names, not figures
_YEAR = range(1900, 2100)


@dataclass(frozen=True, order=True)
class Figure:
    """A number in a unit: ``rupiah``, ``bulan``, ``hari`` or ``persen``."""

    unit: str
    value: float
    shown: str = ""

    @property
    def key(self) -> tuple[str, float]:
        return self.unit, self.value


def figures(text: str) -> list[Figure]:
    """Every amount, duration and percentage of a text, both ends of a range, in order.

    Where a statute spells a number out beside its digits, both readings count: scans garble
    digits more often than words.
    """
    found = []
    for match in _AMOUNT.finditer(text):
        scale = _SCALES.get((match["scale"] or "").lower(), 1)
        found.append(Figure("rupiah", _number(match["number"]) * scale, match.group().strip()))
    for match in _AMOUNT_WORDED.finditer(text):
        if (worded := _worded(match["words"])) is not None:
            found.append(Figure("rupiah", worded, match.group().strip()))
    for match in _QUANTITY.finditer(text):
        for number in (match["number"], match["upper"]):
            if number and not (match["unit"].lower() == "tahun" and _number(number) in _YEAR):
                found.append(_figure(_number(number), match["unit"]))
    for match in _WORDED.finditer(text):
        if (worded := _worded(match["words"])) is not None:
            found.append(_figure(worded, match["unit"]))
    return found


def _figure(number: float, unit: str) -> Figure:
    counted, times = _UNITS[unit.lower()]
    return Figure(counted, number * times, f"{number:g} {unit.lower()}")


def _number(digits: str) -> float:
    return float(digits.replace(".", "").replace(",", "."))


@cache
def _worded(words: str) -> float | None:
    """The number that Indonesian words spell; None when they are not a number."""
    total = group = value = 0
    for word in " ".join(_ONE_OF.get(w, w) for w in words.lower().split()).split():
        if word in _BELOW_TWENTY:
            value = _BELOW_TWENTY[word]
        elif word == "belas":
            value += 10
        elif word in ("puluh", "ratus"):
            group += value * _SCALE_WORDS[word]
            value = 0
        elif word in _SCALES:
            total += (group + value) * _SCALES[word]
            group = value = 0
        else:
            return None
    return float(total + group + value)


def disagreements(library: Library) -> list[str]:
    """Figures of a ringkasan that its official words do not hold, as ``file: field: what``.

    The official words are those of the pinpoint, of the article that it stands in, of their
    penjelasan, and of the articles that the ringkasan names.
    """
    problems = []
    for entry in library.provisions():
        for number, version in enumerate(entry.versions):
            words = entry.words(version, version.from_)
            if words is None:
                continue
            held = [f for text in _official(library, entry, version) for f in figures(text)]
            known = {f.key for f in held}
            own = sorted({f.shown for f in held}) or ["no figure"]
            problems += [
                f"{library.origin[str(entry.id)]}: versions.{number}.text: "
                f"{figure.shown!r} stands in the ringkasan of {library.label(entry.id)}, but not "
                f"in the naskah ({library.naskah.origins[words.source]}), which has "
                f"{', '.join(own)}"
                for figure in dict.fromkeys(figures(version.text))
                if figure.key not in known
            ]
    return problems


def _official(library: Library, entry: Entry, version: Version) -> Iterator[str]:
    places = [entry.id, *library.citations(version.text)]
    for place in dict.fromkeys(p for i in places for p in (i, _article(i))):
        explained = replace(place, portion=(("expl", ""), *place.portion))
        for identifier in (place, explained):
            for wording in library.naskah.of(identifier):
                if wording.until is None or wording.until > version.from_:
                    yield wording.text


def _article(identifier: Identifier) -> Identifier:
    """The article that a portion stands in; itself when it stands in none."""
    for length, (kind, _) in enumerate(identifier.portion, start=1):
        if kind == "art":
            return replace(identifier, portion=identifier.portion[:length])
    return identifier
