"""The report's plots, drawn with matplotlib as SVG; colours of Okabe & Ito, safe for the
colour-blind, and nothing told by colour alone."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from corpus.errors import NetralError
from evals.scale import Size
from evals.statistics import Bin, Mean

BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#595959"


def intervals(rows: Mapping[str, Mean], title: str) -> str:
    """A dot and its 95 % interval for each name, in the order given, as SVG."""
    plt = _matplotlib()
    names = list(rows)
    figure, axes = plt.subplots(figsize=(7.2, 0.9 + 0.29 * len(names)), layout="constrained")
    places = range(len(names), 0, -1)
    for place, mean in zip(places, rows.values(), strict=True):
        axes.plot([mean.low, mean.high], [place, place], color=BLUE, linewidth=2.2)
        axes.plot([mean.value], [place], "o", color=BLUE, markersize=6)
        axes.annotate(f"{mean.value:.2f}", (1.02, place), va="center", fontsize=9, color=GREY)
    axes.set_yticks(list(places), [f"{name} ({rows[name].n})" for name in names], fontsize=9)
    axes.set_xlim(0, 1.1)
    axes.set_xticks([0, 0.2, 0.4, 0.6, 0.8, 1.0])
    axes.set_ylim(0.3, len(names) + 0.7)
    return _svg(plt, figure, axes, title)


def reliability_plot(points: Sequence[Bin], title: str) -> str:
    """Stated probability against the share that was true, with the diagonal, as SVG."""
    plt = _matplotlib()
    figure, axes = plt.subplots(figsize=(4.6, 4.2), layout="constrained")
    axes.plot([0, 1], [0, 1], "--", color=GREY, linewidth=1, label="perfectly calibrated")
    axes.plot(
        [p.stated for p in points],
        [p.true for p in points],
        "-o",
        color=ORANGE,
        label="Netral (number of questions)",
    )
    for point in points:
        axes.annotate(
            str(point.n),
            (point.stated, point.true),
            textcoords="offset points",
            xytext=(7, -11),
            fontsize=8,
            color=GREY,
        )
    axes.set_xlabel("stated probability that the question belongs to the field")
    axes.set_ylabel("share of them that do")
    axes.set_xlim(-0.03, 1.06)
    axes.set_ylim(-0.06, 1.06)
    axes.legend(fontsize=8, loc="upper left", frameon=False)
    return _svg(plt, figure, axes, title)


def bars(counts: Mapping[str, int], title: str) -> str:
    """A bar and its number for each name, in the order given, as SVG."""
    plt = _matplotlib()
    names = list(counts)
    figure, axes = plt.subplots(figsize=(7.2, 0.9 + 0.32 * len(names)), layout="constrained")
    drawn = axes.barh(names[::-1], [counts[n] for n in names[::-1]], color=BLUE, height=0.6)
    axes.bar_label(drawn, padding=3, fontsize=9)
    return _svg(plt, figure, axes, title)


def growth(sizes: Sequence[Size]) -> str:
    """Retrieval, memory, disk and build time over the number of chunks, both axes logarithmic."""
    plt = _matplotlib()
    figure, axes = plt.subplots(2, 2, figsize=(7.2, 5.2), layout="constrained")
    chunks = [size.chunks for size in sizes]
    panels = (
        ("retrieval, ms", {"p95": [s.p95 for s in sizes], "p50": [s.p50 for s in sizes]}),
        ("memory, MB", {"peak": [s.memory for s in sizes]}),
        ("disk, MB", {"index": [s.disk for s in sizes]}),
        ("build, s", {"build": [s.build_s for s in sizes]}),
    )
    for place, (title, lines) in zip(axes.flat, panels, strict=True):
        for (name, values), marker, colour in zip(
            lines.items(), "os", (ORANGE, BLUE), strict=False
        ):
            place.loglog(chunks, values, f"-{marker}", color=colour, label=name)
        if len(lines) > 1:
            place.legend(fontsize=8, frameon=False)
        place.set_title(title, fontsize=9, loc="left")
        place.set_ylim(bottom=1 if title.startswith("retrieval") else None)
        place.grid(axis="y", color="#dddddd", linewidth=0.7)
        place.set_xlabel("chunks", fontsize=8)
        place.set_xticks(chunks, [f"{n:,}" for n in chunks], fontsize=7)
        place.minorticks_off()  # under two decades their labels stand on each other
    return _svg(plt, figure, axes.flat[0], panels[0][0])


def _matplotlib() -> Any:
    try:
        import matplotlib
    except ImportError:
        raise NetralError(
            "The report's plots need matplotlib. Install it: pip install matplotlib"
        ) from None
    matplotlib.use("svg")
    # text stays text (searchable, small), and the same figures give the same bytes
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "netral"})
    from matplotlib import pyplot

    return pyplot


def _svg(plt: Any, figure: Any, axes: Any, title: str) -> str:
    axes.set_title(title, fontsize=10, loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="x", color="#dddddd", linewidth=0.7)
    axes.set_axisbelow(True)
    written = io.StringIO()
    figure.savefig(written, format="svg", metadata={"Date": None})
    plt.close(figure)
    text = written.getvalue()
    return text[text.index("<svg") :]
