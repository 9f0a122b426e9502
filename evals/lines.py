"""Results as JSON lines, one a question and system; kept, so that a run can go on."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant import Answer
from corpus import Library
from evals.label import Label
from evals.outcome import Outcome
from evals.questions import EvalQuestion

ROOT = Path(__file__).parents[1]
ANSWERING = ("corpus", "index", "assistant")
"""Packages whose code and data decide an answer."""
OF_EVALS = ("outcome.py", "systems.py", "baselines.py", "ablations.py", "tricks.py", "models.py")
"""Modules of this package that decide what a system gives."""
_MATTERS = (".py", ".yaml", ".json", ".npz")
_SCREEN = {"console", "feedback", "page", "panel", "rating", "terminal"}
"""Modules of the assistant that show answers and do not make them, besides the command lines."""


class Line(BaseModel):
    """One question, what one system gave for it, and what that is worth."""

    model_config = ConfigDict(frozen=True)

    key: str
    """Digest of what was asked, of whom, over which library, by which code and weights."""
    system: str
    question: EvalQuestion
    split: str
    today: date
    retrieved: tuple[str, ...]
    answer: Answer | None
    scope: float | None
    metrics: dict[str, float] = {}
    label: Label | None = None
    judge: str | None = None
    """What a language model said of the answer; counts nowhere but in its own table."""

    @property
    def id(self) -> str:
        return self.question.id

    def outcome(self) -> Outcome:
        return Outcome(self.question, self.retrieved, self.answer, self.scope, self.today)


def identity(library: Library, model: str) -> str:
    """Digest of everything but the question that an answer depends on.

    The library's files, the embedding model's name, code, data and weights of `ANSWERING`, and
    the systems of this package. The date is left out: a run of yesterday is continued.
    """
    digest = hashlib.sha256(f"{library.digest}\n{model}".encode())
    files = [p for package in ANSWERING for p in sorted((ROOT / package).rglob("*"))]
    files += [ROOT / "evals" / name for name in OF_EVALS]
    for path in files:
        shows = path.stem in _SCREEN or path.stem.endswith("cli")
        if path.suffix in _MATTERS and path.is_file() and not shows:
            digest.update(path.relative_to(ROOT).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def key_of(question: EvalQuestion, system: str, identity: str) -> str:
    """The key of one line: gold is not part of it, so that mended gold needs no new answer."""
    asked = json.dumps(question.asked(), sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(f"{identity}\n{system}\n{asked}".encode()).hexdigest()[:24]


def path_of(folder: Path, system: str) -> Path:
    """The file of one system's lines."""
    return folder / f"{system.replace(' ', '-')}.jsonl"


def read_lines(path: Path) -> list[Line]:
    """The whole lines of a file, in order; a line that was cut off by a kill is left out."""
    if not path.is_file():
        return []
    lines = []
    for raw in path.read_bytes().splitlines():
        try:
            lines.append(Line.model_validate_json(raw))
        except ValidationError:  # cut off, or written by an older version: it is answered anew
            continue
    return lines


def append_line(path: Path, line: Line) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(line.model_dump_json() + "\n")


def write_lines(path: Path, lines: Iterable[Line]) -> None:
    """Replace the file; a reader sees the old one or the new one."""
    fresh = path.with_suffix(f".{os.getpid()}.tmp")
    fresh.write_text("".join(line.model_dump_json() + "\n" for line in lines), encoding="utf-8")
    os.replace(fresh, path)
