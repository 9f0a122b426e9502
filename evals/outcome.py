"""What a system gave for one question, and where its words stand in the library."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from assistant import Answer, Citation
from corpus import Entry, Identifier, Library
from corpus.errors import CitationError
from corpus.model import Version
from evals.questions import EvalQuestion

_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


@dataclass(frozen=True)
class Outcome:
    """What a system gave for one question."""

    question: EvalQuestion
    retrieved: tuple[str, ...]
    answer: Answer | None
    """None for a baseline that only retrieves."""
    scope: float | None = None
    """Stated probability that the question belongs to the field; None where a rule decided."""
    today: date = date.min
    """The day on which it was asked."""

    @property
    def day(self) -> date:
        """The day whose law is asked for.

        The gold's date; else, when the question itself names a year, the day that the system read
        out of it (nothing else in the gold says which); else the day on which it was asked.
        """
        if self.question.as_of:
            return self.question.as_of
        told = " ".join([*(t.question for t in self.question.history), self.question.question])
        if self.answer and _YEAR.search(told):
            return date.fromisoformat(self.answer.as_of)
        return self.today

    @property
    def english(self) -> bool:
        """Whether an English answer was due: its claims cannot share words with the passages."""
        answered = self.answer is not None and self.answer.language == "en"
        return answered and self.question.style == "english"


def entry_of(citation: Citation, library: Library) -> Entry | None:
    """The entry that a citation names; None when the library holds no such thing."""
    try:
        return library.entries.get(Identifier.parse(citation.id))
    except CitationError:
        return None


def quoted(citation: Citation, library: Library) -> Version | None:
    """The wording in which the quote stands verbatim; None when it stands in none."""
    entry = entry_of(citation, library)
    if entry is None or not citation.quote.strip():
        return None
    return next((v for v in entry.versions if citation.quote in v.text), None)


System = Callable[[EvalQuestion], Outcome]
"""What is measured: a question in, an outcome out."""
