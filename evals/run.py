"""Running the evaluation: systems over questions, lines kept, figures made from the lines."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

from corpus import Library
from corpus.errors import InputError, NetralError
from evals.check import check_questions
from evals.label import label
from evals.lines import Line, append_line, identity, key_of, path_of, read_lines, write_lines
from evals.metrics import measure
from evals.outcome import Outcome
from evals.questions import SPLITS, EvalQuestion, load_questions
from evals.statistics import Mean, means
from evals.systems import Bench, System, chosen_systems
from index.build import Progress

FLOORS = Path(__file__).parent / "floors.toml"


@dataclass(frozen=True)
class Filter:
    """Which questions are asked; None takes all."""

    split: str | None = None
    stratum: str | None = None
    floored: bool = False
    """Only splits that have floors: asking the others opens and closes no gate."""

    def keep(self, questions: Iterable[EvalQuestion]) -> list[EvalQuestion]:
        """Raises `InputError` when nothing is left."""
        if self.split is not None and self.split not in SPLITS:
            raise InputError(f"There is no split {self.split!r}; there are: {', '.join(SPLITS)}.")
        asked = list(questions)
        splits = set(_floors(FLOORS)) if self.floored else set(SPLITS)
        kept = [
            q
            for q in asked
            if q.split in splits
            and self.split in (None, q.split)
            and self.stratum in (None, q.stratum)
        ]
        if not kept:
            strata = ", ".join(sorted({q.stratum for q in asked}))
            raise InputError(f"No question is of stratum {self.stratum!r}; there are: {strata}.")
        return kept


def run(
    bench: Bench,
    names: Sequence[str],
    wanted: Filter,
    folder: Path,
    fresh: bool,
    progress: Progress,
) -> dict[str, list[Line]]:
    """Ask every system every question that it has not answered yet; its lines, by system.

    Lines are written to ``<folder>/<system>.jsonl`` as they come; a run that was stopped goes on
    where it was, unless ``fresh``. Metrics and labels are worked out anew every time. Raises
    `InputError` for an unknown system, split or stratum or a set with problems, `NetralError`
    when another run writes to the folder.
    """
    everything = load_questions()
    problems = check_questions(everything, bench.library)
    if problems:
        raise InputError("The evaluation set has problems:\n" + "\n".join(problems))
    kept = wanted.keep(everything)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / "run.lock", timeout=0), TemporaryDirectory() as scratch:
            systems = chosen_systems(names, bench, Path(scratch))
            code = identity(bench.library, bench.settings.embedding_model)
            return {
                name: _answer(name, system, kept, everything, bench, code, folder, fresh, progress)
                for name, system in systems.items()
            }
    except Timeout:
        raise NetralError(
            f"Another run writes to {folder}. Wait for it, or give another --output."
        ) from None


def _answer(
    name: str,
    system: System,
    asked: Sequence[EvalQuestion],
    everything: Sequence[EvalQuestion],
    bench: Bench,
    code: str,
    folder: Path,
    fresh: bool,
    progress: Progress,
) -> list[Line]:
    path = path_of(folder, name)
    keys = {q.id: key_of(q, name, code) for q in everything}
    known = {} if fresh else {line.key: line for line in read_lines(path)}
    write_lines(path, known.values())
    for done, question in enumerate(asked, start=1):
        key = keys[question.id]
        if key not in known:
            outcome = system(question)
            known[key] = line_of(key, name, outcome)
            append_line(path, known[key])
        progress(name, done, len(asked))
    # other splits' lines stay, those of another library or code go
    current = [
        valued(known[keys[q.id]].model_copy(update={"question": q}), bench.library)
        for q in everything
        if keys[q.id] in known
    ]
    write_lines(path, current)
    ids = {q.id for q in asked}
    return [line for line in current if line.id in ids]


def line_of(key: str, system: str, outcome: Outcome) -> Line:
    return Line(
        key=key,
        system=system,
        question=outcome.question,
        split=outcome.question.split,
        today=date.today(),
        retrieved=outcome.retrieved,
        answer=outcome.answer,
        scope=outcome.scope,
    )


def valued(line: Line, library: Library) -> Line:
    """The line with its metrics and label."""
    outcome = line.outcome()
    given = label(outcome, library) if outcome.answer else None
    return line.model_copy(update={"metrics": measure(outcome, library), "label": given})


def figures(lines: Sequence[Line]) -> dict[str, Mean]:
    """The mean of every metric over these lines, by name."""
    return means([line.metrics for line in lines], [line.question.family for line in lines])


def parts(lines: Sequence[Line]) -> dict[str, dict[str, list[Line]]]:
    """The lines by split, stratum and style."""
    found: dict[str, dict[str, list[Line]]] = {"split": {}, "stratum": {}, "style": {}}
    for line in lines:
        for kind, name in (
            ("split", line.split),
            ("stratum", line.question.stratum),
            ("style", line.question.style),
        ):
            found[kind].setdefault(name, []).append(line)
    return found


def _floors(path: Path) -> Mapping[str, Mapping[str, float]]:
    """For each split that has some, its floors by metric."""
    floors: Mapping[str, Mapping[str, float]] = tomllib.loads(path.read_text("utf-8"))
    return floors


def require_floors(lines: Sequence[Line], path: Path = FLOORS) -> None:
    """Raise `NetralError` when a split's figure is under its floor in ``floors.toml``."""
    floors = _floors(path)
    by_split = parts(lines)["split"]
    under = []
    for split, wanted in floors.items():
        found = figures(by_split.get(split, []))
        for name, floor in wanted.items():
            value = found.get(name)
            if value is None or value.value < floor:
                under.append(f"{split}: {name} {value or 'was not measured'} < {floor}")
    if under:
        raise NetralError("Under the floor of evals/floors.toml:\n" + "\n".join(under))
