"""Sentences of a stored text."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"'(])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:jo|no|hlm|dll|dsb|a\.n|s\.d|mis|yg|Rp|ay|hrf|ps|Kab|Kec)\.)$", re.I
)


def sentences(text: str) -> list[str]:
    """The sentences of ``text`` in order, each verbatim; abbreviations do not end one."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if not _ABBREVIATION.search(text[start : match.start()]):
            found.append(text[start : match.start()])
            start = match.end()
    return [s for s in (*found, text[start:]) if s.strip()]
