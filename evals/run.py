"""Running the evaluation: per-question lines, the table, the floors."""

from __future__ import annotations

import json
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import Assistant, Settings
from corpus.errors import InputError, NetralError
from evals.metrics import Mean, Outcome, means, measure
from evals.questions import SPLITS, EvalQuestion, check_questions, load_questions
from evals.systems import systems
from index.build import Progress

FLOORS = Path(__file__).parent / "floors.toml"
HEADLINE = (
    "recall@5",
    "recall@10",
    "mrr",
    "ndcg@10",
    "citation recall",
    "citation precision",
    "gold precision",
    "key facts",
    "nothing forbidden",
    "verdict",
    "answered",
    "refused",
    "refusal right",
)


@dataclass(frozen=True)
class Report:
    """Means by system, and for Netral by stratum, style and split."""

    by_system: Mapping[str, Mapping[str, Mean]]
    by_part: Mapping[str, Mapping[str, Mean]]

    def table(self) -> str:
        """Markdown: metrics by system, then Netral's by part."""
        names = list(self.by_system)
        lines = [f"| metric | n | {' | '.join(names)} |", "|---|---:|" + "---:|" * len(names)]
        for metric in HEADLINE:
            cells = [self.by_system[name].get(metric) for name in names]
            counts = [mean.n for mean in cells if mean]
            if counts:
                lines.append(f"| {metric} | {max(counts)} | {' | '.join(map(_cell, cells))} |")
        if self.by_part:
            shown = ("recall@5", "citation recall", "key facts", "verdict", "refusal right")
            lines += ["", f"| netral, by part | n | {' | '.join(shown)} |"]
            lines.append("|---|---:|" + "---:|" * len(shown))
            for part, row in self.by_part.items():
                most = max(mean.n for mean in row.values())
                cells_ = " | ".join(_cell(row.get(m)) for m in shown)
                lines.append(f"| {part} | {most} | {cells_} |")
        return "\n".join(lines)

    def require_floors(self) -> None:
        """Raise `NetralError` when a figure of Netral is under its floor in ``floors.toml``."""
        floors = tomllib.loads(FLOORS.read_text("utf-8"))
        under = []
        for part, figures in floors.items():
            means_ = self.by_system["netral"] if part == "all" else self.by_part.get(part, {})
            for name, floor in figures.items():
                mean = means_.get(name)
                if mean is None or mean.value < floor:
                    under.append(f"{part}: {name} {_cell(mean)} < {floor}")
        if under:
            raise NetralError("Under the floor of evals/floors.toml:\n" + "\n".join(under))


def _cell(mean: Mean | None) -> str:
    return f"{mean.value:.3f} [{mean.low:.2f}, {mean.high:.2f}]" if mean else "-"


def run(
    settings: Settings,
    split: str | None,
    stratum: str | None,
    chosen: Sequence[str] | None,
    output: Path,
    progress: Progress,
) -> Report:
    """Run the questions; write ``<system>.jsonl`` and ``report.md`` into ``output``.

    Raises `InputError` for an unknown split or system or an invalid set.
    """
    if split is not None and split not in SPLITS:
        raise InputError(f"There is no split {split!r}; there are: {', '.join(SPLITS)}.")
    assistant = Assistant.open(settings, progress)
    questions = load_questions()
    problems = check_questions(questions, assistant.library)
    if problems:
        raise InputError("The evaluation set has problems:\n" + "\n".join(problems))
    kept = [
        q
        for q in questions
        if (split is None or q.split == split) and (stratum is None or q.stratum == stratum)
    ]
    if not kept:
        raise InputError("No question matches.")
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        known = systems(assistant, Path(scratch))
        for name in chosen or ():
            if name not in known:
                raise InputError(f"There is no system {name!r}; there are: {', '.join(known)}.")
        rows: dict[str, list[tuple[EvalQuestion, dict[str, float]]]] = {}
        for name in chosen or known:
            rows[name] = []
            with (output / f"{name.replace(' ', '-')}.jsonl").open("w", encoding="utf-8") as file:
                for done, question in enumerate(kept, start=1):
                    outcome = known[name](question)
                    values = measure(outcome, assistant.library)
                    file.write(_line(outcome, values) + "\n")
                    rows[name].append((question, values))
                    progress(name, done, len(kept))
    report = Report(
        {name: means([v for _, v in own]) for name, own in rows.items()},
        _parts(rows.get("netral", [])),
    )
    (output / "report.md").write_text(f"# Evaluation\n\n{report.table()}\n", encoding="utf-8")
    return report


def _parts(rows: Sequence[tuple[EvalQuestion, dict[str, float]]]) -> dict[str, dict[str, Mean]]:
    parts: dict[str, list[dict[str, float]]] = {}
    for question, values in rows:
        for part in (question.split, question.stratum, question.style):
            parts.setdefault(part, []).append(values)
    return {part: means(own) for part, own in parts.items()}


def _line(outcome: Outcome, values: Mapping[str, float]) -> str:
    question, answer = outcome.question, outcome.answer
    return json.dumps(
        {
            "id": question.id,
            "question": question.question,
            "split": question.split,
            "gold": question.gold,
            "retrieved": outcome.retrieved[:10],
            "cited": [c.id for c in answer.citations] if answer else None,
            "verdict": answer.verdict if answer else None,
            "abstained": answer.abstained if answer else None,
            "answer": answer.answer if answer else None,
            "metrics": values,
        },
        ensure_ascii=False,
    )
