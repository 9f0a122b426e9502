"""What a question takes to be so: the library's notes on what is often said wrongly."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache

from assistant.circumstances import found, named
from assistant.deed import attributed
from assistant.frame import Frame
from assistant.ruling import ELECTIONS, apart
from corpus import Library
from corpus.model import Note

_DENIAL = re.compile(
    r"\b(?:tidak|bukan|belum|tanpa|not|never|no longer|cannot|nor)\b|n't\b", re.IGNORECASE
)
_DENIED = re.compile(r"\b(?:bukan|tidak|belum|not|never)(?: \w+)?\s*$", re.IGNORECASE)
"""A denial just before what it denies ("tidak semua", "bukan Bawaslu yang")."""
_NOT_NEUTRAL = re.compile(r"\b(?:tidak|bukan|not) ne[ut]+ral\b", re.IGNORECASE)
"""What somebody is said to be: it denies nothing else."""
_ASIDE = re.compile(r" ?\([^)]*\)")


def states(frame: Frame, note: Note, library: Library) -> bool:
    """Whether the question states the belief that the note corrects, on a day when it is mistaken.

    Who denies it holds the right one ("bukan ke KASN"); a pattern with a denial of its own says
    itself what is denied.
    """
    if note.since and frame.day < note.since:
        return False
    if any(_stated(pattern, frame.text) for pattern in note.when):
        return True
    if not note.takes:
        return False
    persons = _subjects(frame, library)
    text = _ASIDE.sub("", frame.text)
    return any(
        _affirmed(match, text)
        for taken in note.takes
        if (not taken.to or persons & set(taken.to)) and not named(taken.unless, text)
        for match in attributed(taken, text, library.vocabulary)
    )


def _stated(pattern: str, text: str) -> bool:
    return any(_denies(pattern) or _affirmed(match, text) for match in found(pattern, text))


def _affirmed(match: re.Match[str], text: str) -> bool:
    said = _NOT_NEUTRAL.sub("", match[0])
    return not _DENIAL.search(said) and not _DENIED.search(text[: match.start()])


@cache
def _denies(pattern: str) -> bool:
    return bool(_DENIAL.search(pattern))


def stated(frame: Frame, library: Library) -> list[Note]:
    """The notes on beliefs that the question states, of its persons and its election."""
    asked, persons = ELECTIONS & set(frame.regimes), _subjects(frame, library)
    return [
        note
        for note in library.notes.values()
        if _meet(persons, set(note.addressees))
        and _meet(asked, ELECTIONS & set(note.regimes))
        and states(frame, note, library)
    ]


def told(frame: Frame, note: Note, library: Library) -> Note:
    """The note without what it says of the other election than the question's, if it says more."""
    entries = library.entries
    own = tuple(
        s for s in note.statements if not all(apart(frame, entries[cited]) for cited in s.cites)
    )
    return note.model_copy(update={"statements": own}) if own else note


def concerns(frame: Frame, note: Note, library: Library) -> bool:
    """Whether nothing that the question names differs from what the note is about."""
    return (
        _meet(set(frame.acts), set(note.acts))
        and _meet(_subjects(frame, library), set(note.addressees))
        and _meet(set(frame.regimes), set(note.regimes))
    )


def _subjects(frame: Frame, library: Library) -> set[str]:
    return {w for s in frame.subjects for w in library.vocabulary.wider.get(s, {s})}


def _meet(asked: Set[str], held: Set[str]) -> bool:
    return not (asked and held) or bool(asked & held)
