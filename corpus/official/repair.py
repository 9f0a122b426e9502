"""What an OCR engine may have meant by a number, and how sure that is."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from corpus.official.numbering import Key

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
