"""The figures as Markdown, for the terminal, the README and the data card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

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
    "character precision",
    "character recall",
    "key facts",
    "nothing forbidden",
    "verdict",
    "false premise corrected",
    "answered",
    "refused",
    "refusal right",
)
BY_PART = ("correct and grounded", "right in all", "recall@5", "citation recall", "key facts")
TRICKS = ("correct and grounded", "refused", "right in all", "hallucinated")
"""Where answers are due, where refusals are due, and in all."""
ABLATED = (
    "right in all",
    "correct and grounded",
    "recall@5",
    "citation recall",
    "key facts",
    "verdict",
)
HELD_OUT = (
    "correct and grounded",
    "recall@5",
    "citation recall",
    "citation precision",
    "character precision",
    "character recall",
    "key facts",
    "verdict",
    "false premise corrected",
    "answered",
    "refusal right",
)
HELD_OUT_SYSTEMS = ("netral", "baselines", "less relations", "less understanding")
"""What stands side by side on the held-out questions: see `assistant.eval_cli.eval_table`."""
Lines = Mapping[str, Sequence[Line]]


def headline(lines: Lines) -> str:
    """Metrics by system with 95 % intervals; then Netral's by split, stratum and style."""
    text = by_metric(lines, HEADLINE)
    return text + "\n\n" + by_part(lines["netral"]) if "netral" in lines else text


def by_metric(lines: Lines, metrics: Sequence[str]) -> str:
    """A row for each metric that was measured, a column for each system.

    ``n`` is the most questions behind a figure of the row; a figure over fewer says so itself
    (a citation's precision, say, has no value where a system cited nothing).
    """
    means = {name: figures(own) for name, own in lines.items()}
    rows = [["questions", "", *(str(len(own)) for own in lines.values())]]
    for metric in metrics:
        cells = [own.get(metric) for own in means.values()]
        if any(cells):
            most = max(cell.n for cell in cells if cell)
            shown = [
                f"{cell_text(cell)} (n = {cell.n})" if cell and cell.n < most else cell_text(cell)
                for cell in cells
            ]
            rows.append([metric, str(most), *shown])
    return table(["metric", "n", *means], rows)


def by_part(lines: Sequence[Line]) -> str:
    """Netral's figures by split, stratum and style."""
    rows = []
    for kind, members in parts(lines).items():
        for name, own in sorted(members.items()):
            means = figures(own)
            cells = [cell_text(means.get(metric)) for metric in BY_PART]
            rows.append([f"{kind}: {name}", str(len(own)), *cells])
    return table(["netral, by part", "n", *BY_PART], rows)


def by_system(lines: Lines, names: Iterable[str], metrics: Sequence[str]) -> str:
    """These metrics of the named systems, those that were run, a row each."""
    rows = []
    for name in names:
        if name in lines:
            means = figures(lines[name])
            cells = [cell_text(means.get(metric)) for metric in metrics]
            rows.append([name, str(len(lines[name])), *cells])
    return table(["system", "questions", *metrics], rows)


def error_tree(lines: Sequence[Line]) -> str:
    """How many answers went wrong in which branch, by class."""
    missed = [line.label for line in lines if line.label and line.label.branch]
    branches = Counter(str(given.branch) for given in missed)
    by_class = Counter((str(given.branch), str(given.label)) for given in missed)
    classes = ("hallucinated", "incomplete", "refused")
    rows = [[b, str(n), *(str(by_class[b, c]) for c in classes)] for b, n in branches.most_common()]
    return table(["branch", "answers", *classes], rows)


def judged(lines: Lines) -> str:
    """What the language model found right, beside the label; it gates nothing."""
    rows = []
    for name, own in lines.items():
        held = [line for line in own if line.judge and line.label]
        if held:
            right = [judged_right(line) for line in held]
            same = [r == _right(line) for r, line in zip(right, held, strict=True)]
            shares = [f"{sum(found) / len(held):.3f}" for found in (right, same)]
            rows.append([name, str(len(held)), *shares])
    return table(["system", "judged", "right, says the judge", "as the label says"], rows)


def judged_right(line: Line) -> bool:
    return line.judge == ("refused" if line.question.abstain else "accurate")


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
