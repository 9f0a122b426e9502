"""The commands of ``netral eval``: measure, compare, report, add a question, judge, train."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.console import err, out, progress_bar

eval_app = typer.Typer(no_args_is_help=True, help="Measure the answers.")

Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Folder of the results; in NETRAL_HOME by default."),
]
Split = Annotated[str | None, typer.Option(help="train, dev or test; all when left out.")]
DEFAULT_SYSTEMS = ("netral", "baselines")


def _folder(output: Path | None) -> Path:
    from assistant.settings import Settings

    return output or Settings().home / "eval"


def _bench() -> Any:
    from assistant.chain import Assistant
    from evals.settings import EvalSettings
    from evals.systems import Bench

    settings = EvalSettings()
    with progress_bar() as advance:
        assistant = Assistant.open(settings, advance)
    return Bench(assistant, settings.embedding_model, settings.llm)


@eval_app.command("run")
def eval_run(
    system: Annotated[
        list[str] | None,
        typer.Option(
            help="A system, or netral, baselines, ablations, tricks, all; may be given again. "
            "netral and baselines by default."
        ),
    ] = None,
    split: Split = None,
    stratum: Annotated[str | None, typer.Option(help="Only this stratum.")] = None,
    output: Output = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Start again; by default a stopped run goes on.")
    ] = False,
    judge: Annotated[
        str | None,
        typer.Option(help="provider:model of a language model whose judgement is shown apart."),
    ] = None,
    gate: Annotated[
        bool, typer.Option("--gate", help="Fail when a figure is under evals/floors.toml.")
    ] = False,
) -> None:
    """Ask the evaluation questions and print the figures."""
    from evals.judge import judge_lines
    from evals.run import Filter, require_floors, run
    from evals.tables import headline, judged

    folder = _folder(output)
    bench = _bench()
    names = system or DEFAULT_SYSTEMS
    with progress_bar() as advance:
        lines = run(bench, names, Filter(split, stratum), folder, fresh, advance)
        if judge:
            lines = judge_lines(lines, judge, folder, advance)
    out.print(headline(lines), markup=False, soft_wrap=True)
    if judge:
        out.print("\n" + judged(lines), markup=False, soft_wrap=True)
    err.print(f"Every question with its answer: {folder}")
    if gate:
        require_floors(lines["netral"])


@eval_app.command("tricks")
def eval_tricks(split: Split = None, output: Output = None) -> None:
    """Print what cheap tricks score on *correct and grounded*, beside Netral."""
    from evals.run import Filter, run
    from evals.tables import tricks

    bench = _bench()
    with progress_bar() as advance:
        lines = run(bench, ["netral", "tricks"], Filter(split), _folder(output), False, advance)
    out.print(tricks(lines), markup=False, soft_wrap=True)


@eval_app.command("check")
def eval_check() -> None:
    """Check the questions against the library; say how many there are of each kind."""
    from corpus import load_library
    from corpus.errors import InputError
    from evals.check import check_questions
    from evals.questions import load_questions
    from evals.tables import counts
    from index.settings import IndexSettings

    questions = load_questions()
    problems = check_questions(questions, load_library(IndexSettings().library))
    if problems:
        raise InputError("The evaluation set has problems:\n" + "\n".join(problems))
    out.print(counts(questions), markup=False, soft_wrap=True)


@eval_app.command("train")
def eval_train() -> None:
    """Fit the adapter, the ranker and the scope model on the training families."""
    from assistant.settings import Settings
    from evals.train import train

    with progress_bar() as advance:
        weights = train(Settings(), advance)
    out.print(weights, markup=False)
