"""The numbers that a word processor or browser draws before the items of a list."""

from __future__ import annotations

from string import ascii_lowercase

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def numeral(number: int, style: str) -> str:
    """``number`` in a style of Word (``decimal``, ``lowerLetter``, ``upperRoman`` ...).

    Empty for bullets, for styles without numbers and for what a style cannot count.
    """
    if style == "decimal":
        return str(number)
    if not 0 < number < 4000:
        return ""
    match style.removeprefix("lower").removeprefix("upper"):
        case "Letter":  # after z come aa, bb, cc
            turns, place = divmod(number - 1, 26)
            text = ascii_lowercase[place] * (turns + 1)
        case "Roman":
            text = ""
            for value, letters in _ROMAN:
                times, number = divmod(number, value)
                text += letters * times
        case _:
            return ""
    return text.upper() if style.startswith("upper") else text
