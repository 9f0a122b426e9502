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
Stratum = Annotated[str | None, typer.Option(help="Only this stratum.")]
DEFAULT_SYSTEMS = ("netral", "baselines")


def _folder(output: Path | None) -> Path:
    from assistant.settings import Settings

    return output or Settings().home / "eval"


def _bench(home: Path | None = None) -> Any:
    """Library and index as they are today, in NETRAL_HOME or another home.

    The assistant has no model: a model is a system.
    """
    from assistant.chain import Assistant
    from assistant.settings import Settings
    from corpus import open_library
    from corpus.errors import IndexMismatchError
    from evals.systems import Bench
    from index import build_index

    settings = Settings(home=home) if home else Settings()
    plain = settings.model_copy(update={"llm": None})
    with progress_bar() as advance:
        try:
            assistant = Assistant.open(plain, advance)
        except IndexMismatchError:  # the library or the chunker changed since
            library = open_library(settings.library, settings.home, advance)
            build_index(settings, library, advance, wait=600)
            assistant = Assistant.open(plain, advance)
    return Bench(assistant, settings)


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
    stratum: Stratum = None,
    output: Output = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Start again; by default a stopped run goes on.")
    ] = False,
    judge: Annotated[
        str | None,
        typer.Option(help="provider:model of a language model whose judgement is shown apart."),
    ] = None,
    gate: Annotated[
        bool,
        typer.Option(
            "--gate",
            help="Ask the splits with floors alone; fail when a figure is under evals/floors.toml.",
        ),
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
        lines = run(bench, names, Filter(split, stratum, gate), folder, fresh, advance)
        if judge:
            lines = judge_lines(lines, judge, folder, advance)
    out.print(headline(lines), markup=False, soft_wrap=True)
    if judge:
        out.print("\n" + judged(lines), markup=False, soft_wrap=True)
    err.print(f"Every question with its answer: {folder}")
    if gate:
        require_floors(lines["netral"])


@eval_app.command("table")
def eval_table(
    split: Split = "test",
    stratum: Stratum = None,
    imported: Annotated[
        Path | None,
        typer.Option(
            help="Another NETRAL_HOME, into which official texts were imported: a column more."
        ),
    ] = None,
    output: Output = None,
) -> None:
    """Print Netral beside the baselines and itself less a part, on the held-out questions."""
    from corpus.errors import InputError
    from evals.run import Filter, run
    from evals.tables import HELD_OUT, HELD_OUT_SYSTEMS, by_metric

    folder, wanted = _folder(output), Filter(split, stratum)
    bench = _bench()
    other = _bench(imported) if imported else None
    if other and not other.library.naskah.digest:
        raise InputError(
            f"No official text was imported into {imported}. "
            f"Run `netral library import FOLDER` with NETRAL_HOME={imported} first."
        )
    with progress_bar() as advance:
        lines = run(bench, HELD_OUT_SYSTEMS, wanted, folder, False, advance)
        if other:
            with_texts = run(other, ["netral"], wanted, folder / "imported", False, advance)
            lines["with official texts"] = with_texts["netral"]
    out.print(by_metric(lines, HELD_OUT), markup=False, soft_wrap=True)


@eval_app.command("tricks")
def eval_tricks(split: Split = None, output: Output = None) -> None:
    """Print what cheap tricks score on *correct and grounded*, beside Netral."""
    from evals.run import Filter, run
    from evals.tables import TRICKS, by_system

    bench = _bench()
    with progress_bar() as advance:
        lines = run(bench, ["netral", "tricks"], Filter(split), _folder(output), False, advance)
    out.print(by_system(lines, lines, TRICKS), markup=False, soft_wrap=True)


@eval_app.command("compare")
def eval_compare(
    first: Annotated[str, typer.Argument(help="A: a system's name, or a file of results.")],
    second: Annotated[str, typer.Argument(help="B: the same.")],
    output: Output = None,
) -> None:
    """Say how the figures of B differ from those of A, and in which questions."""
    from evals.compare import compare, read_results

    a, b = (read_results(what, _folder(output)) for what in (first, second))
    out.print(compare(a, b).markdown((first, second)), markup=False, soft_wrap=True)


@eval_app.command("report")
def eval_report(
    output: Output = None,
    page: Annotated[
        Path | None, typer.Option(help="The HTML file; report.html in the results' folder.")
    ] = None,
    markdown: Annotated[
        Path | None, typer.Option(help="Write the same figures as Markdown to this file, too.")
    ] = None,
) -> None:
    """Write one self-contained HTML page on the results that are there."""
    from assistant.settings import Settings
    from corpus import load_library
    from evals.report import write_report

    folder = _folder(output)
    target = page or folder / "report.html"
    with progress_bar() as advance:
        text = write_report(folder, target, load_library(Settings().library), advance)
    if markdown:
        markdown.write_text(text, encoding="utf-8")
    out.print(f"Wrote {target}.", markup=False)


@eval_app.command("sample")
def eval_sample(
    file: Annotated[Path, typer.Option("--to", help="The sheet to write.")],
    count: Annotated[int, typer.Option("-n", min=1, help="How many answers.")] = 40,
    seed: Annotated[int, typer.Option(help="Another seed draws other answers.")] = 0,
    system: Annotated[str, typer.Option(help="Whose answers.")] = "netral",
    split: Split = "test",
    output: Output = None,
) -> None:
    """Write a sheet of answers to be judged by reading, without gold and labels."""
    from corpus.errors import InputError
    from evals.compare import read_results
    from evals.sheet import sample, sheet

    if file.exists():
        raise InputError(f"{file} is there already; it may hold judgements. Give another name.")
    lines = [x for x in read_results(system, _folder(output)) if split in (None, x.split)]
    drawn = sample(lines, count, seed)
    file.write_text(sheet(drawn), encoding="utf-8")
    out.print(f"Wrote {len(drawn)} answers to {file}.", markup=False)


@eval_app.command("agreement")
def eval_agreement(
    file: Annotated[Path, typer.Argument(help="The filled-in sheet.")],
    system: Annotated[str, typer.Option(help="Whose answers it holds.")] = "netral",
    output: Output = None,
) -> None:
    """Say how far the reader and the automatic label agree, with Cohen's kappa."""
    from evals.compare import read_results
    from evals.sheet import agreement, read_sheet

    lines = {line.id: line for line in read_results(system, _folder(output))}
    out.print(agreement(read_sheet(file), lines).markdown(), markup=False, soft_wrap=True)


@eval_app.command("add")
def eval_add(
    file: Annotated[
        str | None,
        typer.Argument(help="Exchanges as JSON lines; '-' is stdin; the chat's feedback if none."),
    ] = None,
    to: Annotated[
        Path | None, typer.Option(help="Append drafts here; drafts.jsonl in NETRAL_HOME.")
    ] = None,
) -> None:
    """Turn chat exchanges with feedback into draft questions; name what each still lacks."""
    import sys

    from assistant.feedback import feedback_path, read_text
    from assistant.settings import Settings
    from corpus import load_library
    from evals.draft import append_drafts, draft, lacking, read_exchanges
    from evals.questions import load_questions

    settings = Settings()
    source = file or str(feedback_path(settings))
    text = sys.stdin.read() if source == "-" else read_text(Path(source))
    drafts = [draft(exchange) for exchange in read_exchanges(text, source)]
    target = to or settings.home / "drafts.jsonl"
    fresh = append_drafts(target, drafts)
    library, known = load_library(settings.library), load_questions()
    for question in fresh:
        out.print(question.id, markup=False)
        for problem in lacking(question, library, known) or ["nothing is missing"]:
            out.print(f"  {problem.removeprefix(f'{question.id}: ')}", markup=False)
    out.print(f"{len(fresh)} new draft(s) in {target}; {len(drafts) - len(fresh)} there already.")


@eval_app.command("check")
def eval_check(
    file: Annotated[
        Path | None, typer.Argument(help="Check this file of questions (drafts, say) alone.")
    ] = None,
) -> None:
    """Check the questions against the library; say how many there are of each kind."""
    from corpus import load_library
    from corpus.errors import InputError
    from evals.check import check_questions
    from evals.questions import load_questions, read_questions
    from evals.tables import counts
    from index.settings import IndexSettings

    questions = read_questions(file) if file else load_questions()
    problems = check_questions(questions, load_library(IndexSettings().library))
    if problems:
        raise InputError("The evaluation set has problems:\n" + "\n".join(problems))
    out.print(counts(questions), markup=False, soft_wrap=True)


@eval_app.command("grounding")
def eval_grounding() -> None:
    """Measure the check of a model's claims: true ones that pass, changed ones that do not."""
    from assistant.settings import Settings
    from evals.grounding import measure

    with progress_bar() as advance:
        figures = measure(Settings(llm=None), advance)
    out.print(figures, markup=False, soft_wrap=True)


@eval_app.command("bench")
def eval_bench(
    size: Annotated[
        list[int] | None,
        typer.Option(help="Generated chunks to measure the index at; may be given again."),
    ] = None,
) -> None:
    """Measure what an answer costs and how the index grows; write docs/performance.md."""
    from assistant.settings import Settings
    from evals.bench import bench, write

    with progress_bar() as advance:
        measured = bench(Settings(llm=None), size or (), advance)
    out.print(write(measured), markup=False, soft_wrap=True)


@eval_app.command("train")
def eval_train() -> None:
    """Fit the adapter, the ranker and the scope model on the training families."""
    from assistant.settings import Settings
    from evals.train import train

    with progress_bar() as advance:
        weights = train(Settings(), advance)
    out.print(weights, markup=False)
