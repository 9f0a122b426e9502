"""Sentences of a stored text, and of a question as it is typed."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"'(])")
_TYPED_END = re.compile(r"(?<=[.!?])\s+(?=\S)")
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


def typed_sentences(question: str) -> list[str]:
    """The sentences of a question, which people begin with small letters, too."""
    return _TYPED_END.split(" ".join(question.split()))


def questions_of(question: str) -> str:
    """The sentences with a question mark, of several; else nothing."""
    parts = typed_sentences(question)
    return " ".join(part for part in parts if part.endswith("?")) if len(parts) > 1 else ""


def asking_part(question: str) -> str:
    """The last sentence with a question mark, or the last one, of several; else nothing."""
    parts = typed_sentences(question)
    if len(parts) < 2:
        return ""
    asking = [part for part in parts if part.endswith("?")]
    return (asking or parts)[-1]
