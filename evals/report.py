"""The report: one self-contained HTML page, made from the lines alone.

Every figure carries what it is the mean of (``data-system``, ``data-metric``, ``data-part``);
the page holds every line's values, and a click on a figure lists the questions behind it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from corpus import Identifier, Library
from corpus.errors import InputError
from evals import plots, tables
from evals.ablations import ABLATIONS
from evals.lines import Line, path_of, read_lines
from evals.questions import SPLITS, portions
from evals.run import figures, parts
from evals.statistics import Bin, Mean, calibration_error, mean, reliability
from evals.tricks import TRICKS
from index.build import Progress

_FOLDER = Path(__file__).parent / "page"
WORST = 20
MAIN = "netral"
_RANK = {"hallucinated": 0, "refused": 1, "incomplete": 2, "accurate": 3}

Lines = dict[str, list[Line]]


def load_results(folder: Path) -> Lines:
    """The lines of every system in a folder, Netral first. Raises `InputError` without Netral's."""
    found = {}
    for path in sorted(folder.glob("*.jsonl")):
        lines = read_lines(path)
        if lines:
            found[lines[0].system] = lines
    if MAIN not in found:
        raise InputError(
            f"There are no results of Netral in {folder}. Run `netral eval run` first."
        )
    return {MAIN: found.pop(MAIN), **found}


def write_report(folder: Path, target: Path, library: Library, progress: Progress) -> str:
    """Write the page; returns its figures as Markdown. Raises as `load_results` does."""
    progress("report", 0, 2)
    lines = load_results(folder)
    progress("report", 1, 2)
    target.write_text(page(lines, library), encoding="utf-8")
    progress("report", 2, 2)
    return markdown(lines)


def markdown(lines: Lines) -> str:
    """The same figures as Markdown tables."""
    ours = lines[MAIN]
    return "\n\n".join(
        [
            tables.headline(without_variants(lines)),
            "Error tree (train and dev):",
            tables.error_tree(open_lines(ours)),
            f"Calibration of abstention: {_calibrated(calibration(ours))}.",
            tables.by_system(lines, (MAIN, *ABLATIONS), tables.ABLATED),
            tables.by_system(lines, (MAIN, *TRICKS), tables.TRICKS),
            "",
        ]
    )


def without_variants(lines: Lines) -> Lines:
    """Netral and the baselines."""
    return {n: own for n, own in lines.items() if n not in ABLATIONS and n not in TRICKS}


def calibration(lines: Sequence[Line]) -> list[Bin]:
    """Stated probability of scope against whether the question has an answer."""
    stated = [line for line in lines if line.scope is not None]
    return reliability(
        [line.scope or 0.0 for line in stated], [not line.question.abstain for line in stated]
    )


def _calibrated(points: Sequence[Bin]) -> str:
    if not points:
        return "no answer states a probability"
    count = sum(point.n for point in points)
    return f"expected error {calibration_error(points):.3f} over {count} questions"


def open_lines(lines: Sequence[Line]) -> list[Line]:
    """Train and dev: answers to test questions are not laid before those who mend the system."""
    return [line for line in lines if line.split != "test"]


def worst(lines: Sequence[Line], count: int = WORST) -> list[Line]:
    """The worst answers: hallucinated, then wrongly refused, then incomplete; most faults first."""
    missed = [line for line in lines if line.label and line.label.branch]
    return sorted(missed, key=_badness)[:count]


def _badness(line: Line) -> tuple[int, int, str]:
    assert line.label is not None
    return _RANK[line.label.label], -len(line.label.reasons), line.id


def page(lines: Lines, library: Library) -> str:
    """The whole page as HTML."""
    ours = lines[MAIN]
    main = without_variants(lines)
    sections = [
        _section("Headline", _headline(main)),
        _section("Systems", _systems(main)),
        _section("By split, stratum and style", _parts(ours)),
        _section("When it refuses", _refusals(ours)),
        _section("Where it goes wrong", _errors(ours)),
        _section("Netral less a part", _less(lines)),
        _section("Cheap tricks", _tricks(lines)),
        _judged(lines),
        _section(f"The {WORST} worst answers of train and dev", _worst(ours, library)),
        _section("Every question", _questions(ours)),
    ]
    data = {
        name: [
            {"id": x.id, "split": x.split, "stratum": x.question.stratum, "style": x.question.style}
            | {"family": x.question.family, "metrics": x.metrics}
            for x in own
        ]
        for name, own in lines.items()
    }
    return (
        (_FOLDER / "report.html")
        .read_text("utf-8")
        .format(
            css=(_FOLDER / "report.css").read_text("utf-8"),
            js=(_FOLDER / "report.js").read_text("utf-8"),
            intro=_intro(lines),
            contents="".join(sections),
            # "</" would end the script element
            data=json.dumps(data, ensure_ascii=False).replace("</", "<\\/"),
        )
    )


def _intro(lines: Lines) -> str:
    ours = lines[MAIN]
    days = sorted({line.today.isoformat() for line in ours})
    splits = Counter(line.split for line in ours)
    held = ", ".join(f"{splits[s]} {s}" for s in SPLITS)
    return (
        f"<p>{len(ours)} questions ({held}) in {len({x.question.family for x in ours})} paraphrase "
        f"families, answered on {escape(' and '.join(days))}. Intervals are 95 % bootstrap "
        "intervals that resample families. Click a figure to list the questions behind it; the "
        "full answers are in the JSON lines beside this page "
        f"({', '.join(_file(name) for name in lines)}). Metrics and labels are defined in "
        "<code>evals/metrics.py</code> and <code>evals/label.py</code>.</p>" + _unlike(lines)
    )


def _unlike(lines: Lines) -> str:
    """A warning when systems were not asked the same questions."""
    asked = {frozenset(line.id for line in own) for own in lines.values()}
    if len(asked) == 1:
        return ""
    return (
        "<p><strong>Not every system was asked the same questions</strong>: see the numbers of "
        "questions before comparing, or use <code>netral eval compare</code>, which pairs them.</p>"
    )


def _file(system: str) -> str:
    name = escape(path_of(Path(), system).name)
    return f'<a href="{name}">{name}</a>'


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{body}</section>"


def _headline(lines: Lines) -> str:
    shown = {name: figures(own) for name, own in lines.items()}
    rows = [["questions", "", *(str(len(own)) for own in lines.values())]]
    for metric in tables.HEADLINE:
        cells = [own.get(metric) for own in shown.values()]
        if any(cells):
            most = max(cell.n for cell in cells if cell)
            rows.append(
                [escape(metric), str(most)]
                + [_cell(c, name, metric) for name, c in zip(shown, cells, strict=True)]
            )
    return _table(["metric", "n", *shown], rows)


def _systems(lines: Lines) -> str:
    drawn = []
    for metric in ("right in all", "correct and grounded", "recall@5"):
        found = {name: figures(own).get(metric) for name, own in lines.items()}
        kept = {name: value for name, value in found.items() if value}
        drawn.append(_plot(plots.intervals(kept, f"{metric} (number of questions)"), metric))
    return "".join(drawn)


def _parts(ours: Sequence[Line]) -> str:
    rows, drawn = [], {}
    for kind, members in parts(ours).items():
        for name, own in sorted(members.items()):
            means = figures(own)
            cells = [_cell(means.get(m), MAIN, m, f"{kind}={name}") for m in tables.BY_PART]
            rows.append([escape(f"{kind}: {name}"), str(len(own)), *cells])
            drawn[f"{kind}: {name}"] = means["right in all"]
    plot = plots.intervals(drawn, "right in all: accurate, or rightly refused")
    return _plot(plot, "right in all by part") + _table(
        ["netral, by part", "n", *tables.BY_PART], rows
    )


def _refusals(ours: Sequence[Line]) -> str:
    matrix = Counter((line.question.abstain, line.answer.abstained) for line in ours if line.answer)
    rows = [
        [name, str(matrix[due, False]), str(matrix[due, True])]
        for name, due in (("has an answer", False), ("must be refused", True))
    ]
    points = calibration(ours)
    table = _table(["the question", "answered", "refused"], rows)
    error = (
        f"<p>Calibration: {_calibrated(points)}; where a rule decides (a cited article, help with "
        "wrongdoing, an empty question) there is no probability.</p>"
    )
    if not points:
        return table + error
    plot = plots.reliability_plot(points, "Calibration of the decision to answer")
    return table + error + _plot(plot, "calibration")


def _errors(ours: Sequence[Line]) -> str:
    held = open_lines(ours)
    missed = [line.label for line in held if line.label and line.label.branch]
    counts = Counter(str(given.branch) for given in missed)
    ordered = dict(counts.most_common())
    note = (
        f"<p>{len(missed)} of {len(held)} answers on train and dev; test is counted above and "
        "not laid open. A branch is the first step that went wrong.</p>"
    )
    if not ordered:
        return note
    classes = ("hallucinated", "incomplete", "refused")
    by_class = Counter((str(given.branch), str(given.label)) for given in missed)
    rows = [
        [escape(b), str(n), *(str(by_class[b, c]) for c in classes)] for b, n in ordered.items()
    ]
    plot = plots.bars(ordered, "answers by branch of the error tree")
    return note + _plot(plot, "error tree") + _table(["branch", "answers", *classes], rows)


def _tricks(lines: Lines) -> str:
    note = (
        "<p>Systems that no one should use; the last two are shown the gold and spoil one thing "
        "about it.</p>"
    )
    return note + _by_system(lines, TRICKS, tables.TRICKS)


def _less(lines: Lines) -> str:
    note = "<p>The weights were not fitted anew without the part.</p>"
    return note + _by_system(lines, ABLATIONS, tables.ABLATED)


def _by_system(lines: Lines, names: Iterable[str], metrics: Sequence[str]) -> str:
    """Netral and these systems, a row each."""
    rows = []
    for name in (MAIN, *(n for n in names if n in lines)):
        means = figures(lines[name])
        cells = [_cell(means.get(m), name, m) for m in metrics]
        rows.append([escape(name), str(len(lines[name])), *cells])
    return _table(["system", "questions", *metrics], rows)


def _judged(lines: Lines) -> str:
    if not any(line.judge for own in lines.values() for line in own):
        return ""
    rows = []
    for name, own in lines.items():
        held = [line for line in own if line.judge]
        if held:
            right = [float(tables.judged_right(line)) for line in held]
            found = mean(right, [line.question.family for line in held])
            rows.append([escape(name), str(found.n), escape(str(found))])
    note = "<p>A language model's opinion. It counts nowhere else.</p>"
    return _section("What a language model thinks", note + _table(["system", "n", "right"], rows))


def _worst(ours: Sequence[Line], library: Library) -> str:
    return "".join(_pair(line, library) for line in worst(open_lines(ours)))


def _pair(line: Line, library: Library) -> str:
    assert line.label is not None
    assert line.answer is not None
    cited = "".join(
        f"<li>[{c.n}] {escape(c.label)} <em>({escape(c.status)})</em></li>"
        for c in line.answer.citations
    )
    told = "".join(f"<p>… {escape(turn.question)}</p>" for turn in line.question.history)
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in line.label.reasons)
    return (
        f'<article id="worst-{escape(line.id)}"><h3><a href="#q-{escape(line.id)}">'
        f"{escape(line.id)}</a> {escape(line.label.label)}: {escape(line.label.branch or '')}</h3>"
        f'<div class="asked">{told}<p>{escape(line.question.question)}</p></div>'
        f"<ul>{reasons}</ul>"
        f'<div class="pair"><div><h4>Answer</h4><pre>{escape(line.answer.answer)}</pre>'
        f"<ul>{cited}</ul></div><div><h4>Gold</h4>{_gold(line, library)}</div></div></article>"
    )


def _gold(line: Line, library: Library) -> str:
    question = line.question
    said = []
    if question.abstain:
        said.append("<p>Must be refused.</p>")
    for group in question.gold:
        options = []
        for identifier in (i for g in group for i in portions(Identifier.parse(g), library)):
            text = library.entries[identifier].shown(line.outcome().day).text
            options.append(f"<li>{escape(library.label(identifier))}: {escape(text)}</li>")
        said.append(f"<p>One of:</p><ul>{''.join(options)}</ul>")
    for name, value in (
        ("Verdict", question.verdict),
        ("Must say", "; ".join(question.facts)),
        ("Why", question.reason),
    ):
        if value:
            said.append(f"<p>{name}: {escape(value)}</p>")
    return "".join(said)


def _questions(ours: Sequence[Line]) -> str:
    metrics = ("right in all", "recall@5", "citation recall", "citation precision", "key facts")
    rows = []
    for line in ours:
        given = line.label
        values = [f"{line.metrics[m]:.2f}" if m in line.metrics else "" for m in metrics]
        rows.append(
            f'<tr id="q-{escape(line.id)}"><td>{escape(line.id)}</td><td>{escape(line.split)}</td>'
            f"<td>{escape(line.question.question)}</td>"
            f"<td>{escape(given.label if given else '')}"
            f"{': ' + escape(given.branch) if given and given.branch else ''}</td>"
            + "".join(f"<td>{value}</td>" for value in values)
            + "</tr>"
        )
    head = "".join(f"<th>{escape(h)}</th>" for h in ("id", "split", "question", "label", *metrics))
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead>{"".join(rows)}</table></div>'


def _cell(value: Mean | None, system: str, metric: str, part: str = "") -> str:
    if value is None:
        return "-"
    return (
        f'<button class="figure" data-system="{escape(system)}" data-metric="{escape(metric)}" '
        f'data-part="{escape(part)}" data-n="{value.n}">{value.value:.3f}</button>'
        f" <small>[{value.low:.2f}, {value.high:.2f}]</small>"
    )


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; the header is text, the cells are HTML."""
    head = "".join(f"<th>{escape(h)}</th>" for h in header)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="wide">{table}</div>'


def _plot(svg: str, name: str) -> str:
    return f'<figure role="img" aria-label="{escape(name)}">{svg}</figure>'
