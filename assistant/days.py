"""The day that a question is about, where it names one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from assistant.lexicon import Lexicon

_YEAR = re.compile(
    r"(?<![\d/.(])((?:19|20)\d{2})\b(?!\s*/|[.,]?\d| (?:ribu|juta|rupiah|orang)\b|"
    r" (?:\w+ ){0,2}(?:law|act|regulation|circular|decree|letter|amendment)\b)"
)
_OPEN = re.compile(
    r"\b(?:(?:uu|undang-undang|pp|perp?pu|perpres|perbawaslu|pkpu|skb|se|surat|edaran|putusan|kasus|"
    r"perkara|decree|circular|decision|ruling)(?: (?!di |pada |waktu |saat |tahun |\d{4})[a-z\d-]+)"
    r"{0,2}(?: tentang(?: [a-z-]+){1,3})?|"
    r"(?:per)?aturan(?: (?:disiplin|lama|baru|pengganti(?:nya)?))?|ketentuan|nomor|no|"
    r"\d+[a-z]?|law|act|regulations?|rules?|sejak|since|mulai|from)\W+"
    r"(?:(?:tahun|of|the|in|pemilu|pilkada)\W+)*$"
)
"""What stands before a year in which nothing is placed: a law that it names ("SKB 2022", "UU ASN
tahun 2014"), or the beginning of a time that lasts."""
_LIFE = re.compile(
    r"\b(?:pensiun|diangkat|masuk|lulus|menikah|lahir|bergabung|bekerja|mengabdi|retired|joined|"
    r"appointed|hired|born|graduated)(?:\W+\w+){0,4}\W+$"
)
"""What stands before a year of somebody's life, in which the question is not placed."""
_EARLY = re.compile(r"\b(?:awal|early|beginning of)\s+$")
LAST = 31
"""The day of a month or year that names none: what came in it counts."""
_BEFORE = re.compile(
    r"\b(?:sebelum|before)\s+(?:(?:ada|adanya|keluar|putusan|ruling|tahun|the)\s+)*"
    r"(?:((?:19|20)\d{2})\b(?!\s*/)|mk\b)"
)
"""Puts a question before a year or a decision of the Constitutional Court."""
_AFTER = re.compile(r"\b(?:sesudah|setelah|after)\b")
_NUMBERS = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_ENGLISH_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_YEARS_AGO = re.compile(
    rf"\b(\d|{'|'.join(_NUMBERS)}) tahun (?:yang )?(?:lalu|silam)\b|"
    rf"\b(\d|{'|'.join(_ENGLISH_NUMBERS)}) years? ago\b"
)
_MONTH_FIRST = re.compile(
    r"\b((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.? (\d{1,2})(?:st|nd|rd|th)?,? "
    r"(?=(?:19|20)\d{2}\b)"
)
"""A day as Americans write it ("May 5, 2019")."""
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?(?: of)?\s+$")


def day_in(text: str, lexicon: Lexicon, today: date) -> date | None:
    """A day, month or year that the question puts itself in ("pada 1 Maret 2023");
    never one after ``today``."""
    text = _MONTH_FIRST.sub(r"\2 \1 ", text)
    years = [
        y
        for y in _YEAR.finditer(text)
        if not (_OPEN.search(text[: y.start()]) or _LIFE.search(text[: y.start()]))
    ]
    if len({y[1] for y in years}) > 1:
        return None  # of an act and its trial in another year, it asks which law applies
    for month in lexicon.mentions("months", text):
        day = _DAY.search(text[: month.start])
        if day and _OPEN.search(text[: day.start()]):
            continue  # of a law that bears that date
        for year in years:
            if not text[month.end : year.start()].strip():
                number, early = int(month.code), _EARLY.search(text[: month.start])
                last = 1 if early else LAST
                return _valid(int(year[1]), number, int(day[1]) if day else last, today)
    if years:
        before = _BEFORE.search(text)
        goes_back = before is not None and before.start(1) == years[0].start()
        ended = goes_back and not _AFTER.search(text)
        return _valid(int(years[0][1]) - ended, 12, LAST, today)
    ago = _YEARS_AGO.search(text)
    if ago:
        numeral = ago[1] or ago[2]
        numbers = _NUMBERS if ago[1] else _ENGLISH_NUMBERS
        count = int(numeral) if numeral.isdigit() else numbers.index(numeral) + 1
        return _valid(today.year - count, today.month, today.day, today)
    return None


def day_before(text: str, decided: Sequence[date]) -> date | None:
    """The last day before the year or decision that the question goes back behind.

    ``decided``: the days of the decisions that it cites.
    """
    before = _BEFORE.search(text)
    if before is None or _AFTER.search(text):
        return None
    if before[1]:
        return date(int(before[1]) - 1, 12, 31)
    return min(decided) - timedelta(days=1) if decided else None


def _valid(year: int, month: int, day: int, today: date) -> date | None:
    """The date, the last day of the month for an impossible one; never after ``today``."""
    try:
        found = date(year, month, day)
    except ValueError:
        first_next = date(year + month // 12, month % 12 + 1, 1) if 1 <= month <= 12 else None
        if first_next is None:
            return None
        found = first_next - timedelta(days=1)
    return min(found, today)
