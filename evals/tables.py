"""The figures as Markdown, for the terminal, the README and the data card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from evals.lines import Line
from evals.questions import SPLITS, EvalQuestion
from evals.run import figures, parts
from evals.statistics import Mean

HEADLINE = (
    "correct and grounded",
    "right in all",
    "hallucinated",
    "recall@5",
    "recall@10",
    "mrr",
    "ndcg@10",
    "citation recall",
    "citation precision",
    "claim support",
    "quote match",
    "gold precision",
    "key facts",
    "nothing forbidden",
    "verdict",
    "answered",
    "refused",
    "refusal right",
)
BY_PART = ("correct and grounded", "right in all", "recall@5", "citation recall", "key facts")
TRICKS = ("correct and grounded", "refused", "right in all", "hallucinated")
Lines = Mapping[str, Sequence[Line]]


def headline(lines: Lines) -> str:
    """Metrics by system with 95 % intervals; then Netral's by split, stratum and style."""
    means = {name: figures(own) for name, own in lines.items()}
    rows = []
    for metric in HEADLINE:
        cells = [means[name].get(metric) for name in means]
        if any(cells):
            n = max(cell.n for cell in cells if cell)
            shares = [f"{count / len(held):.3f}" for count in (right, same)]
            rows.append([name, str(len(held)), *shares])
    return table(["system", "judged", "right, says the judge", "as the label says"], rows)


def _right(line: Line) -> bool:
    return line.label is not None and line.label.branch is None


def counts(questions: Sequence[EvalQuestion]) -> str:
    """Questions and families by stratum and style, and by split."""
    rows = []
    for kind in ("stratum", "style"):
        found = Counter(getattr(q, kind) for q in questions)
        for name, _ in sorted(found.items(), key=lambda item: (-item[1], item[0])):
            own = [q for q in questions if getattr(q, kind) == name]
            rows.append([f"{kind}: {name}", *_counted(own)])
    rows.append(["all", *_counted(questions)])
    return table(["", "questions", "families", *SPLITS], rows)


def _counted(questions: Sequence[EvalQuestion]) -> list[str]:
    splits = Counter(q.split for q in questions)
    families = {q.family for q in questions}
    return [str(len(questions)), str(len(families)), *(str(splits[s]) for s in SPLITS)]


def cell_text(mean: Mean | None) -> str:
    return str(mean) if mean else "-"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; the first column is text, the others are figures."""
    lines = [header, ["---", *("---:" for _ in header[1:])], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
