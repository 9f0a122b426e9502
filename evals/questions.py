"""The evaluation questions: typed, checked, and split by paraphrase family."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus import Identifier, Library
from corpus.errors import CitationError, InputError

FOLDER = Path(__file__).parent / "questions"
SPLITS = ("train", "dev", "test")
Style = Literal["lay", "formal", "slang", "typo", "keywords", "english"]


class Exchange(BaseModel):
    """An earlier turn of a follow-up question."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    question: str
    answer: str = ""


class EvalQuestion(BaseModel):
    """One question with its gold. See ``evals/README.md`` for the labelling rules."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    family: str
    stratum: str
    style: Style
    question: str
    gold: tuple[tuple[str, ...], ...] = ()
    """Groups of alternative pinpoints; an answer needs one of each group."""
    facts: tuple[str, ...] = ()
    """Case-insensitive patterns of what a right answer states."""
    forbidden: tuple[str, ...] = ()
    verdict: Literal["dilarang", "wajib", "boleh", "bersyarat"] | None = None
    abstain: bool = False
    abstain_reason: str | None = None
    as_of: date | None = None
    history: tuple[Exchange, ...] = Field(default=())
    reason: str

    @property
    def split(self) -> str:
        """Train 50 %, dev 20 %, test 30 %, by a hash of the family: paraphrases stay together."""
        bucket = hashlib.sha256(self.family.encode()).digest()[0] / 256
        return "train" if bucket < 0.5 else "dev" if bucket < 0.7 else "test"

    def asked(self) -> dict[str, object]:
        """The question as `assistant.Assistant.ask` takes it."""
        return {
            "id": self.id,
            "question": self.question,
            "as_of": self.as_of,
            "history": [turn.model_dump() for turn in self.history],
        }


def load_questions(folder: Path = FOLDER) -> list[EvalQuestion]:
    """All questions, in order of file and line. Raises `InputError` naming file and line."""
    questions: list[EvalQuestion] = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            try:
                questions.append(EvalQuestion.model_validate(json.loads(line)))
            except (ValidationError, ValueError) as error:
                raise InputError(f"{path.name}:{number}: {error}") from error
    return questions


def check_questions(questions: Sequence[EvalQuestion], library: Library) -> list[str]:
    """Problems of the set: unknown gold, patterns that the gold does not bear, leaks, repeats."""
    problems: list[str] = []
    ids: set[str] = set()
    for question in questions:
        if question.id in ids:
            problems.append(f"{question.id}: the id stands twice")
        ids.add(question.id)
        problems += _gold_problems(question, library)
        if question.abstain and (question.gold or question.verdict):
            problems.append(f"{question.id}: an abstention has no gold and no verdict")
        if not question.abstain and not question.gold:
            problems.append(f"{question.id}: gold is missing")
    return problems + _leaks(questions, library)


def _gold_problems(question: EvalQuestion, library: Library) -> list[str]:
    problems = []
    texts: list[str] = []
    for group in question.gold:
        for gold in group:
            try:
                entries = portions(Identifier.parse(gold), library)
            except CitationError as error:
                problems.append(f"{question.id}: {error}")
                continue
            if not entries:
                problems.append(f"{question.id}: {gold} is not in the library")
            for identifier in entries:
                entry = library.entries[identifier]
                texts += [library.label(identifier), *(v.text for v in entry.versions)]
                texts += [v.en or "" for v in entry.versions]
    held = "\n".join(texts)
    for pattern in question.facts:
        try:
            if not re.search(pattern, held, re.I):
                problems.append(f"{question.id}: {pattern!r} does not stand in the gold's texts")
        except re.error as error:
            problems.append(f"{question.id}: {pattern!r} is not a pattern ({error})")
    return problems


def portions(gold: Identifier, library: Library) -> list[Identifier]:
    """The entries that satisfy a gold identifier: itself, or finer portions of the same pasal."""
    if gold in library.entries:
        return [
            gold,
            *(i for i in library.entries if gold.portion and gold.contains(i) and i != gold),
        ]
    return [i for i in library.entries if gold.portion and gold.contains(i)]


def _leaks(questions: Iterable[EvalQuestion], library: Library) -> list[str]:
    """A library phrase that repeats a question would make the measurement worthless."""
    asked = {_plain(q.question): q.id for q in questions}
    carriers = [(str(e.id), e.facets.phrases) for e in library.entries.values()]
    carriers += [(n.id, (n.claim, *n.phrases)) for n in library.notes.values()]
    carriers += list(library.vocabulary.outside.items())
    return [
        f"{asked[_plain(phrase)]}: the phrase {phrase!r} of {name} repeats the question"
        for name, phrases in carriers
        for phrase in phrases
        if _plain(phrase) in asked
    ]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
