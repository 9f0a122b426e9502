"""A draft question from a chat exchange: what the person said was right and wrong about it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.feedback import Feedback
from assistant.language import language_of
from corpus import Library
from corpus.errors import InputError
from evals.check import check_question
from evals.questions import EvalQuestion, Exchange, read_questions

STRATUM = "general"
"""Where a draft is filed until a person says better."""


def read_exchanges(text: str, source: str) -> list[Feedback]:
    """Exchanges of JSON lines (or one JSON object). Raises `InputError` naming line and field."""
    try:
        rows: list[tuple[int, Any]] = [(1, json.loads(text))]
    except ValueError:
        rows = []
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                try:
                    rows.append((number, json.loads(line)))
                except ValueError as error:
                    raise InputError(f"{source}:{number} is not JSON ({error}).") from error
    exchanges = []
    for number, row in rows:
        try:
            exchanges.append(Feedback.model_validate(row))
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"])) or "the line"
            raise InputError(
                f"{source}:{number} is not an exchange: {field}: {first['msg']}. It needs question "
                "and answer (as `netral ask --json` prints it); feedback, correction and right are "
                "optional."
            ) from error
    if not exchanges:
        raise InputError(f"{source} holds no exchange.")
    return exchanges


def draft(exchange: Feedback) -> EvalQuestion:
    """The draft: gold from the citations that were marked right, the person's words as reason.

    A liked answer has all its citations right; a liked refusal was rightly refused. Everything
    that needs a reading of the law (facts, verdict, stratum, family) is left to a person.
    """
    answer = exchange.answer
    digest = hashlib.sha256(f"{exchange.question}\n{exchange.history}".encode()).hexdigest()[:8]
    numbers = set(exchange.right)
    if exchange.liked and not numbers:
        numbers = {c.n for c in answer.citations}
    return EvalQuestion(
        id=f"draft-{digest}",
        family=f"draft-{digest}",
        stratum=STRATUM,
        style="english" if language_of(exchange.question.lower()) == "en" else "lay",
        question=exchange.question,
        gold=tuple((c.id,) for c in answer.citations if c.n in numbers),
        verdict=answer.verdict if exchange.liked else None,
        abstain=bool(exchange.liked and answer.abstained),
        as_of=exchange.as_of,
        history=tuple(Exchange(question=q) for q in exchange.history),
        reason=" / ".join(t.strip() for t in (exchange.feedback, exchange.correction) if t.strip()),
        status="draft",
    )


def lacking(question: EvalQuestion, library: Library, known: Sequence[EvalQuestion]) -> list[str]:
    """What a person must add before a draft can measure anything; empty when nothing is missing."""
    problems = check_question(question.model_copy(update={"status": None}), library)
    if any((q.history, q.question) == (question.history, question.question) for q in known):
        problems.append(f"{question.id}: the set asks this already")
    if not question.abstain and not question.facts and not question.verdict:
        problems.append(
            f"{question.id}: facts or a verdict are missing: what must a right answer say?"
        )
    return problems


def append_drafts(path: Path, drafts: Sequence[EvalQuestion]) -> list[EvalQuestion]:
    """Append the drafts that the file does not hold yet; returns them. What is there stays."""
    known = {q.id for q in read_questions(path)} if path.is_file() else set()
    fresh = list({d.id: d for d in drafts if d.id not in known}.values())
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        for question in fresh:
            file.write(question.model_dump_json(exclude_defaults=True) + "\n")
    return fresh
