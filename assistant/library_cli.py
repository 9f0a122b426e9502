"""The commands of ``netral library``: look into the library, check it, add to it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from assistant.console import AsJson, out
from corpus.errors import NetralError

library_app = typer.Typer(no_args_is_help=True, help="Look into the library of law.")


@library_app.command("list")
def library_list(as_json: AsJson = False) -> None:
    """List every instrument, with status and counts."""
    from assistant.terminal import print_overview
    from corpus import load_library
    from corpus.describe import overview
    from index.settings import IndexSettings

    rows = overview(load_library(IndexSettings().library), date.today())
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        print_overview(out, rows)


@library_app.command("check")
def library_check(
    official: Annotated[
        Path | None, typer.Option(help="Folder of official texts that nothing may be copied from.")
    ] = None,
) -> None:
    """Check the library's data; every problem names its file and field."""
    from corpus import load_library
    from corpus.check import check_library
    from index.settings import IndexSettings

    library = load_library(IndexSettings().library)
    problems = check_library(library, official)
    for problem in problems:
        out.print(problem, markup=False)
    if problems:
        raise NetralError(f"The library has {len(problems)} problem(s); correct the fields above.")
    out.print(
        f"{len(library.instruments)} instruments, "
        f"{sum(1 for _ in library.provisions())} provisions, "
        f"{len(library.decisions)} decisions, {len(library.reports)} reports, "
        f"{len(library.notes)} notes: no problems."
    )


@library_app.command("graph")
def library_graph(
    what: Annotated[str, typer.Argument(help="An id or a citation.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The SVG file.")] = Path(
        "graph.svg"
    ),
) -> None:
    """Draw an instrument's or provision's neighbourhood as SVG."""
    from corpus import load_library
    from corpus.graph import draw
    from index.settings import IndexSettings

    library = load_library(IndexSettings().library)
    output.write_text(draw(library, library.get(what).id), encoding="utf-8")
    out.print(f"Wrote {output}.")


@library_app.command("new")
def library_new(
    kind: Annotated[str, typer.Argument(help="instrument or decision")] = "instrument",
) -> None:
    """Print a template for a new instrument or decision."""
    from corpus.template import template

    print(template(kind))


@library_app.command("docs")
def library_docs(
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The Markdown file to write.")
    ] = Path("docs/library.md"),
) -> None:
    """Write the catalogue of the library as Markdown."""
    from corpus import load_library
    from corpus.catalogue import catalogue
    from index.settings import IndexSettings

    output.write_text(catalogue(load_library(IndexSettings().library)), encoding="utf-8")
    out.print(f"Wrote {output}.")


@library_app.command("parse-report")
def library_parse_report(
    folder: Annotated[Path, typer.Argument(help="A folder of official texts (.md, .txt).")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Markdown file whose table is renewed.")
    ] = None,
) -> None:
    """Parse every text of a folder and count: articles found, amendments applied, references."""
    from corpus import load_library
    from corpus.official.report import read_folder, report, table, write_block
    from corpus.official.tally import amendments_markdown, consolidations_of, references_markdown
    from index.settings import IndexSettings

    if not folder.is_dir():
        raise NetralError(f"{folder} is not a folder; name the folder of the official texts.")
    texts = read_folder(folder)
    if not texts:
        raise NetralError(f"{folder} holds no .md or .txt file.")
    library = load_library(IndexSettings().library)
    laws = consolidations_of(texts, library)
    blocks = {
        "parse-report": table(report(name, raw) for name, raw in texts),
        "amendments": amendments_markdown(laws, library.names),
        "references": references_markdown(texts, laws),
    }
    for name, block in blocks.items():
        if output is None:
            print(block)
        else:
            write_block(output, name, block)
    if output is not None:
        out.print(f"Wrote {output}.")
