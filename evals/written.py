"""Answers that a baseline or a trick puts together, in the assistant's own form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant import Answer, Citation, Claim
from corpus import Identifier, Library
from corpus.model import Confidence, Version
from evals.questions import EvalQuestion

Said = tuple[str, Sequence[str]]
"""A statement and the printed ids that it cites."""


def write_answer(
    question: EvalQuestion,
    said: Sequence[Said],
    retrieved: Sequence[str],
    library: Library,
    verdict: str | None = None,
    shown: str | None = None,
    wordings: dict[str, Version] | None = None,
) -> Answer:
    """An answer of these statements; nothing said is a refusal.

    Every citation quotes the whole wording of the day (or that of ``wordings``); ids that the
    library does not hold are cited with an empty quote. ``shown``: the text, when it is not the
    statements one below the other.
    """
    day = question.as_of or date.today()
    ids = list(dict.fromkeys(i for _, cited in said for i in cited))
    numbers = {identifier: n for n, identifier in enumerate(ids, start=1)}
    return Answer(
        id=question.id,
        question=question.question,
        standalone_question=question.question,
        language="en" if question.style == "english" else "id",
        as_of=day.isoformat(),
        abstained=not said,
        abstain_reason=None if said else "not_in_library",
        verdict=verdict if said else None,
        answer=shown if shown is not None else "\n\n".join(text for text, _ in said),
        claims=tuple(
            Claim(text=text, citations=tuple(numbers[i] for i in cited)) for text, cited in said
        ),
        citations=tuple(_cite(n, i, day, library, wordings or {}) for i, n in numbers.items()),
        retrieved=tuple(retrieved),
        mode="extractive",
        timing_ms={},
    )


def _cite(
    n: int, printed: str, day: date, library: Library, wordings: dict[str, Version]
) -> Citation:
    entry = library.entries.get(Identifier.parse(printed))
    version = wordings.get(printed) or (entry.shown(day) if entry else None)
    unsure = entry is not None and entry.evidence.confidence is Confidence.PERLU_CEK
    return Citation(
        n=n,
        id=printed,
        label=library.label(entry.id, day) if entry else printed,
        kind=entry.kind if entry else "regulation",
        status="berlaku" if printed in wordings or entry is None else entry.status(day).value,
        text_kind=entry.text_kind.value if entry else "ringkasan",
        quote=version.text if version else "",
        url=entry.url if entry else None,
        confidence=entry.evidence.confidence.value if entry else "pasti",
        reason=entry.evidence.reason if entry and unsure else None,
    )
