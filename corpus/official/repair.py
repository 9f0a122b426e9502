"""What a scanner may have meant by a number, and how sure that is."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from corpus.official.numbering import Key
from corpus.official.tree import Repair

# letters that scanners read for digits
_DIGITS = {
    "O": "0", "o": "0", "Q": "0",
    "l": "1", "I": "1", "i": "1", "!": "1", "|": "1", "L": "1", "J": "1",
    "t": "1", "r": "1", "f": "1",
    "Z": "27", "z": "2",
    "A": "4", "a": "4",
    "S": "5", "s": "5",
    "b": "6", "G": "6",
    "T": "7",
    "B": "8",
    "g": "9", "q": "9",
}  # fmt: skip
_PLAIN = re.compile(r"(\d{1,4})([A-Za-z]{0,2})")
_MOST = 8  # readings that are kept

# a number that says itself once more in words: "1O (sepuluh)", "25o/o (dua puluh lima persen)"
_SPOKEN = re.compile(
    r"(?<![\w.,])(?P<n>[\dOolISZB]{1,4}?)(?P<percent> ?(?:%|o/o|oh|ok|Yo|7o))? ?"
    r"\((?P<words>[a-z]+(?: [a-z]+){0,6}?)(?P<persen> persen| per seratus)?\)"
)
_YEAR = re.compile(r"(?<=[Tt]ahun )[12l][\dOoIlL]{3}(?!\w)")
_REFERRED_PARA = re.compile(r"(?<=ayat )\((?P<n>[2-9])[1l](?=[\s,;.])")  # "ayat (21,"
_UNITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()


@lru_cache(maxsize=4096)
def read_number(token: str) -> tuple[tuple[Key, ...], frozenset[Key]]:
    """What a numeral may say: all readings, the literal one first, and those that are repairs.

    ``"187B"`` may be 187B or 1878; ``"2T"`` may be 2T or 27; ``"Ol"`` is none at all, for a
    number has no zero in front.
    """
    readings: list[Key] = []
    match = _PLAIN.fullmatch(token)
    if match and not match[1].startswith("0"):
        readings.append((int(match[1]), match[2]))
    literal = len(readings)
    parts = [_DIGITS.get(c, c if c.isdigit() else "") for c in token]
    if all(parts) and len(token) <= 4:
        readings += [(int("".join(p)), "") for p in product(*parts) if p[0] != "0"]
    if token[-1:].isupper() and len(token) > 1 and all(parts[:-1]) and len(token) <= 5:
        readings += [(int("".join(p)), token[-1]) for p in product(*parts[:-1]) if p[0] != "0"]
    kept = tuple(dict.fromkeys(readings))[:_MOST]
    return kept, frozenset(kept[literal:])


def repair_numbers(raw: str) -> list[Repair]:
    """Numbers in running text that are certain though misread, in no order.

    A number that its words repeat, a year, and a reference to an *ayat* whose bracket became a
    digit. A reading that leaves a doubt ("2OLZ" may be 2012 or 2017) is none.
    """
    found = []
    for match in _SPOKEN.finditer(raw):
        value = spoken_number(match["words"])
        readings, _ = read_number(match["n"])
        if value is None or (value, "") not in readings:
            continue
        read = f"{value}{'%' if match['percent'] else ''}"
        printed = match["n"] + (match["percent"] or "").strip()
        if bool(match["percent"]) == bool(match["persen"]) and printed != read:
            end = match.end("percent") if match["percent"] else match.end("n")
            why = "the words beside it say so"
            found.append(Repair(match.start(), end, raw[match.start() : end], read, why))
    for match in _YEAR.finditer(raw):
        years = {
            n for n, suffix in read_number(match.group())[0] if 1900 <= n < 2100 and not suffix
        }
        if len(years) == 1 and not match.group().isdigit():
            found.append(Repair(*match.span(), match.group(), str(years.pop()), "a year"))
    for match in _REFERRED_PARA.finditer(raw):
        why = "a bracket that is never closed"
        found.append(Repair(*match.span(), match.group(), f"({match['n']})", why))
    return found


def spoken_number(words: str) -> int | None:
    """The value of a number in words up to 999: "dua puluh satu" is 21; None where it is none."""
    value, last = 0, 0
    for word in words.split():
        if word in _UNITS:
            last = _UNITS.index(word)
            value += last
        elif word in ("seratus", "ratus"):
            value, last = (100 if word == "seratus" else value * 100), 0
        elif word in ("puluh", "belas") and 0 < last < 10:
            value += last * 9 if word == "puluh" else 10
            last = 0
        else:
            return None
    return value
