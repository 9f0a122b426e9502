"""Sentences of a stored text, and the one that a statement rests on."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"'(])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:jo|no|hlm|dll|dsb|a\.n|s\.d|mis|yg|Rp|ay|hrf|ps|Kab|Kec)\.)$", re.I
)
_WORD = re.compile(r"\w+")


def sentences(text: str) -> list[str]:
    """The sentences of ``text`` in order, each verbatim; abbreviations do not end one."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if not _ABBREVIATION.search(text[start : match.start()]):
            found.append(text[start : match.start()])
            start = match.end()
    return [s for s in (*found, text[start:]) if s.strip()]


def best_sentence(statement: str, text: str) -> str:
    """The sentence of ``text`` that shares most words with ``statement``; the first on a tie."""
    words = set(_WORD.findall(statement.lower()))

    def overlap(sentence: str) -> float:
        own = set(_WORD.findall(sentence.lower()))
        return len(words & own) / (len(own) or 1) ** 0.5

    return max(sentences(text), key=overlap)
