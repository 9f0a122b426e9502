"""The library's notes: who opens the citations of a statement finds it there."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Answer
from assistant.draft import Draft
from assistant.say import say_note
from corpus import Library
from corpus.model import Note
from evals.support import SUPPORT, borne, passages
from tests.judged import TODAY

DAYS = (TODAY, date(2024, 11, 27), date(2024, 2, 14), date(2020, 12, 9))
"""The day of asking, and those of the last elections: questions put themselves there."""


@pytest.mark.parametrize(("language", "share"), [("id", SUPPORT), ("en", 0.0)])
def test_citations_bear_what_a_note_says(library: Library, language: str, share: float) -> None:
    """Of English claims the figures, as in the label."""
    unborne = [
        f"{note.id} on {day}: {claim.text}"
        for note in library.notes.values()
        for day in DAYS
        for draft in [_said(library, note, day, language)]
        for claim in draft.claims()
        if not borne(claim, passages(_shown(draft)), share)
    ]
    assert unborne == []


def _said(library: Library, note: Note, day: date, language: str) -> Draft:
    draft = Draft(library, day, language)
    say_note(draft, note, "notes")
    return draft


def _shown(draft: Draft) -> Answer:
    return Answer.model_construct(citations=draft.citations())
