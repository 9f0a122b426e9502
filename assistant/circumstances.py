"""Whether a question names a circumstance on which a norm's verdict turns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from functools import cache

from assistant.lexicon import begin, beginnings
from corpus.vocabulary import Circumstance

_DENIED = re.compile(
    r"\b(?:tanpa|belum|bukan|enggan|malas|ogah|menolak|batal|urung|without|not?|nobody|never|"
    r"(?!can't|mustn't)\w+n't|lack(?:s|ing)?|"
    r"(?<!boleh )(?<!bisa )(?<!dapat )(?<!atau )(?<!apa )(?<!perlu )(?<!harus )(?<!wajib )"
    r"tidak(?! (?:lagi )?(?:boleh|bisa|dapat|harus|wajib|perlu|mesti)\b))"
    r"(?:\s+(?!tapi\b|tetapi\b|namun\b|but\b)\w[\w-]*){0,4}\s+$"
)
"""What denies a word behind it, with up to four words between: "tidak mau ambil cuti". Behind
"boleh" and the like, "tidak" just asks; before them, it denies them."""

_ABSENT = re.compile(
    r"^(?:\s+(?!dan\b|and\b|atau\b|or\b|tanpa\b|saja\b)\w[\w-]*){0,3}\s+"
    r"(?:(?:tidak|belum)(?: pernah| juga| kunjung| sempat)? "
    r"(?:ada|keluar|turun|terbit|dapat|punya|di(?!perlukan|butuhkan|wajibkan|haruskan|minta\b)\w+)|"
    r"(?:was|were|has|have|had)(?: not|n't| never)(?: yet| ever)?(?: been)? "
    r"(?:obtained|given|granted|requested|sought|asked|received|issued|approved|come)|"
    r"(?:was|were) never (?:obtained|given|granted|requested|sought|asked|received|issued))\b"
)
"""What denies a word before it, with up to three words between: "izin menteri belum keluar"."""
_PRESENT = re.compile(
    r"^(?:\s+(?!dan\b|and\b|atau\b|or\b)\w[\w-]*){0,3}\s+"
    r"(?:(?:sudah|telah) (?!tidak\b|bukan\b|habis\b|lewat\b)\w+|"
    r"(?:has|have|had|was|were)(?: already)?(?: been)? "
    r"(?:obtained|given|granted|issued|approved))\b"
)
"""What says that the thing before it is there, whatever is denied earlier in the sentence."""


@cache
def _worded(pattern: str) -> tuple[re.Pattern[str], Set[str] | None]:
    """A pattern of the library as whole words, and their `begin`; there are more of them than `re`
    itself keeps."""
    return re.compile(rf"\b(?:{pattern})\b"), begin(pattern)


def found(pattern: str, text: str) -> Iterator[re.Match[str]]:
    """Where a text holds a pattern of the library, as whole words."""
    worded, first = _worded(pattern)
    may_be = first is None or not first.isdisjoint(beginnings(text))
    return worded.finditer(text) if may_be else iter(())


def named(patterns: Iterable[str], text: str) -> bool:
    """Whether a text holds one of the library's patterns."""
    return any(any(found(pattern, text)) for pattern in patterns)


def holds(circumstance: Circumstance, text: str) -> bool:
    """Whether a text says that a circumstance is the case."""
    return (
        named(circumstance.words, text)
        or _any(circumstance.done, text, denied=False)
        or _any(circumstance.lacking, text, denied=True)
    )


def _any(patterns: Iterable[str], text: str, *, denied: bool) -> bool:
    """Whether a text denies, or does not deny, one of the patterns somewhere."""
    return any(
        _denied(text, match) is denied for pattern in patterns for match in found(pattern, text)
    )


def _denied(text: str, match: re.Match[str]) -> bool:
    """Whether a text denies what it says at a match, before or behind it."""
    before, behind = text[: match.start()], text[match.end() :]
    if _ABSENT.search(behind):
        return True
    return bool(_DENIED.search(before)) and not _PRESENT.search(behind)
