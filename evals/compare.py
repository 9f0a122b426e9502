"""Two results side by side: which figures differ, by how much, and in which questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import InputError
from evals.lines import Line, path_of, read_lines
from evals.statistics import Difference, difference
from evals.tables import HEADLINE, table

LISTED = 40
"""Changed questions that are printed; all of them stand in the two files."""


@dataclass(frozen=True)
class Change:
    """A question whose answer is worth more or less in B than in A."""

    first: Line
    second: Line

    @property
    def better(self) -> bool:
        return self.second.metrics["right in all"] > self.first.metrics["right in all"]


@dataclass(frozen=True)
class Comparison:
    """``n`` questions that both answered, the difference of every metric, and what changed."""

    n: int
    differences: dict[str, Difference]
    changes: list[Change]

    def markdown(self, names: tuple[str, str]) -> str:
        """The differences as a table, then the changed questions."""
        rows = []
        for name, found in self.differences.items():
            by = found.mean
            cell = f"{by.value:+.3f} [{by.low:+.2f}, {by.high:+.2f}]"
            rows.append([name, str(by.n), cell, f"{found.p:.3f}"])
        parts = [
            f"{self.n} questions; B = {names[1]} less A = {names[0]}:",
            table(["metric", "n", "B - A", "p"], rows),
        ]
        for title, wanted in (("Better in B", True), ("Worse in B", False)):
            changed = [c for c in self.changes if c.better is wanted]
            parts.append(f"{title}: {len(changed)}")
            parts.append("\n".join(map(_said, changed[:LISTED])))
        return "\n\n".join(part for part in parts if part)


def _said(change: Change) -> str:
    first, second = change.first, change.second
    reasons = (first if change.better else second).label
    why = f" ({reasons.reasons[0]})" if reasons and reasons.reasons else ""
    return f"- {first.id} {_name(first)} -> {_name(second)}{why}: {first.question.question}"


def _name(line: Line) -> str:
    return line.label.label if line.label else "-"


def read_results(what: str, folder: Path) -> list[Line]:
    """The lines of a file, or of a system by name in ``folder``. Raises `InputError` for none."""
    path = Path(what) if what.endswith(".jsonl") else path_of(folder, what)
    lines = read_lines(path)
    if not lines:
        raise InputError(
            f"There are no results in {path}. Run `netral eval run --system ...` first, or name a "
            "file of results."
        )
    return lines


def compare(first: Sequence[Line], second: Sequence[Line]) -> Comparison:
    """Paired by question. Raises `InputError` when no question was answered by both."""
    others = {line.id: line for line in second}
    pairs = [(line, others[line.id]) for line in first if line.id in others]
    if not pairs:
        raise InputError("The two results have no question in common.")
    differences = {}
    for name in HEADLINE:
        held = [(a, b) for a, b in pairs if name in a.metrics and name in b.metrics]
        if held:
            differences[name] = difference(
                [a.metrics[name] for a, _ in held],
                [b.metrics[name] for _, b in held],
                [a.question.family for a, _ in held],
            )
    changes = [
        Change(a, b)
        for a, b in pairs
        if "right in all" in a.metrics
        and "right in all" in b.metrics
        and a.metrics["right in all"] != b.metrics["right in all"]
    ]
    return Comparison(len(pairs), differences, changes)
