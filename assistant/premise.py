"""What a question takes to be so: the library's notes on what is often said wrongly."""

from __future__ import annotations

from collections.abc import Set

from assistant.frame import Frame
from assistant.ruling import ELECTIONS, named
from corpus import Library
from corpus.model import Note


def states(frame: Frame, note: Note) -> bool:
    """Whether the question states the belief that the note corrects."""
    return named(note.when, frame.text)


def stated(frame: Frame, library: Library) -> list[Note]:
    """The notes on beliefs that the question states, of its persons and its election."""
    found = [note for note in library.notes.values() if states(frame, note)]
    asked = ELECTIONS & set(frame.regimes)
    return [
        note
        for note in found
        if _meet(_subjects(frame, library), set(note.addressees))
        and _meet(asked, ELECTIONS & set(note.regimes))
    ]


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
