"""The evaluation questions: typed, checked, and split by paraphrase family."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus import Identifier, Library
from corpus.errors import InputError

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
    status: Literal["draft"] | None = None
    """A draft is not asked: a person has still to read the law and fill in what is missing."""

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
    return [q for path in sorted(folder.glob("*.jsonl")) for q in read_questions(path)]


def read_questions(path: Path) -> list[EvalQuestion]:
    """The questions of one file. Raises `InputError` naming file and line."""
    questions: list[EvalQuestion] = []
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read ({error}).") from error
    for number, line in enumerate(lines, start=1):
        try:
            questions.append(EvalQuestion.model_validate(json.loads(line)))
        except (ValidationError, ValueError) as error:
            raise InputError(f"{path.name}:{number}: {error}") from error
    return questions


@lru_cache(maxsize=8192)
def portions(gold: Identifier, library: Library) -> tuple[Identifier, ...]:
    """The entries that satisfy a gold identifier: itself, or finer portions of the same pasal."""
    finer = [i for i in library.entries if gold.portion and gold.contains(i) and i != gold]
    return (gold, *finer) if gold in library.entries else tuple(finer)


def alternatives(question: EvalQuestion, library: Library) -> list[set[str]]:
    """For each gold group the printed ids of the entries that satisfy it."""
    return [
        {str(i) for gold in group for i in portions(Identifier.parse(gold), library)}
        for group in question.gold
    ]
