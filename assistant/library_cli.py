"""The commands of ``netral library``: look into the library, check it, add to it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.console import AsJson, err, out, progress_bar
from corpus.errors import InputError, IntakeError, NetralError

if TYPE_CHECKING:
    from corpus import Identifier
    from corpus.intake.take import Source, Taken

_LISTED = {"work", "sha256", "origin", "imported", "kind", "metadata"}

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


@library_app.command("import")
def library_import(
    places: Annotated[
        list[str], typer.Argument(metavar="FILE|FOLDER|URL...", help="What to take in.")
    ],
    identifier: Annotated[
        str | None, typer.Option("--id", help="The work, as /akn/id/act/uu/2016/10; one file only.")
    ] = None,
) -> None:
    """Take official texts in: PDF, scan, image, DOCX, HTML, text, Markdown, decision XML."""
    from corpus.intake.take import find_sources

    _take(find_sources(places, _work(identifier) if identifier else None))


@library_app.command("fetch")
def library_fetch(
    identifiers: Annotated[
        list[str] | None, typer.Argument(metavar="[ID...]", help="All missing ones by default.")
    ] = None,
) -> None:
    """Download and take in the official files of the library's acts, from government hosts."""
    from corpus import load_library
    from corpus.intake import OfficialStore
    from corpus.intake.fetch import official_addresses
    from corpus.intake.take import Source
    from index.settings import IndexSettings

    settings = IndexSettings()
    addresses = official_addresses(load_library(settings.library))
    if identifiers:
        works = [_work(identifier) for identifier in identifiers]
        unknown = [str(work) for work in works if work not in addresses]
        if unknown:
            raise InputError(
                f"The library names no official file of {', '.join(unknown)}: "
                "download it yourself and run `netral library import`."
            )
    else:
        there = {document.work for document in OfficialStore(settings.home).documents()}
        works = [work for work in addresses if work not in there]
    _take([Source(addresses[work], named=work) for work in works])


def _take(sources: list[Source]) -> None:
    """Take every source in; a bad one does not stop the others. Raises when one was bad."""
    from corpus.intake import OfficialStore
    from corpus.intake.fetch import Fetcher
    from corpus.intake.take import take
    from index.settings import IndexSettings

    store = OfficialStore(IndexSettings().home)
    fetcher = Fetcher(store)
    taken, failed = [], []
    with store.writing() as writer, progress_bar() as advance:
        for number, source in enumerate(sources):
            advance("import", number, len(sources))
            try:
                taken.append(take(writer, fetcher, source, advance))
            except IntakeError as error:
                failed.append(f"{source.place}: {error}")
        advance("import", len(sources), len(sources))
    _report(taken, failed)


def _work(identifier: str) -> Identifier:
    from corpus import Identifier

    work = Identifier.parse(identifier)
    if work.portion:
        raise InputError(f"{identifier} is a part of a work: name the whole one, {work.work}.")
    return work


def _report(taken: list[Taken], failed: list[str]) -> None:
    """One line a file, then the counts; raises when a file failed."""
    for item in taken:
        stored = item.stored
        line = f"{'imported ' if item.new else 'unchanged'}  {stored.work}  {stored.kind}"
        line += f", {len(stored.pages)} pages" if stored.pages else ""
        out.print(f"{line}  {stored.origin}", markup=False, soft_wrap=True)
        if item.heading and item.heading != stored.work:
            err.print(f"  but its heading names {item.heading}", markup=False)
    if len(taken) + len(failed) == len(failed) == 1:
        raise IntakeError(failed[0])
    for sentence in failed:
        err.print(f"failed     {sentence}", markup=False, soft_wrap=True)
    new = sum(item.new for item in taken)
    out.print(f"{new} imported, {len(taken) - new} unchanged, {len(failed)} failed.")
    if failed:
        raise IntakeError(f"{len(failed)} of {len(taken) + len(failed)} files failed; see above.")


@library_app.command("imported")
def library_imported(as_json: AsJson = False) -> None:
    """List the official texts in the store; a later import of a work takes an older one's place."""
    from corpus.intake import OfficialStore
    from index.settings import IndexSettings

    store = OfficialStore(IndexSettings().home)
    current = {d.sha256 for d in store.current()}
    for stored in store.documents():
        is_current = stored.sha256 in current
        if as_json:
            row = stored.model_dump(mode="json", include=_LISTED)
            print(json.dumps(row | {"current": is_current}, ensure_ascii=False))
            continue
        mark = "current" if is_current else "older  "
        line = f"{mark}  {stored.work}  {stored.kind}  {stored.imported:%Y-%m-%d %H:%M}"
        out.print(f"{line}  {stored.sha256[:12]}  {stored.origin}", markup=False, soft_wrap=True)


@library_app.command("remove")
def library_remove(
    identifier: Annotated[str, typer.Argument(help="The work, as /akn/id/act/uu/2016/10.")],
) -> None:
    """Remove an official text and its older files from the store."""
    from corpus.intake import OfficialStore
    from index.settings import IndexSettings

    work = _work(identifier)
    with OfficialStore(IndexSettings().home).writing() as writer:
        count = writer.remove(work)
    if not count:
        raise InputError(f"The store holds no text of {work}: see `netral library imported`.")
    out.print(f"Removed {count} file(s) of {work}.")


@library_app.command("jdihn")
def library_jdihn(
    output: Annotated[Path, typer.Option("--output", "-o", help="The JSON file to write.")] = Path(
        "jdihn.json"
    ),
) -> None:
    """Write the metadata of the imported texts in the JDIHN integration format."""
    from corpus import load_library
    from corpus.intake import OfficialStore
    from corpus.intake.jdihn import record_of
    from index.settings import IndexSettings

    settings = IndexSettings()
    library = load_library(settings.library)
    records = [record_of(d, library) for d in OfficialStore(settings.home).current()]
    text = json.dumps(records, ensure_ascii=False, indent=1)
    try:
        output.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{output} cannot be written ({error.strerror}).") from error
    out.print(f"Wrote {len(records)} records to {output}.")


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
