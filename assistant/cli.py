"""The command line: ``netral``. Heavy modules are imported by the command that needs them."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from assistant.console import AsJson, AsOf, err, out, progress_bar, uncollected
from assistant.eval_cli import eval_app
from assistant.library_cli import library_app
from corpus.errors import InputError, NetralError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Netral: cited answers on the neutrality of Indonesian civil servants (netralitas ASN).",
)
index_app = typer.Typer(no_args_is_help=True, help="Build and inspect the index.")
app.add_typer(index_app, name="index")
app.add_typer(library_app, name="library")
app.add_typer(eval_app, name="eval")


def main() -> None:
    """Run the command line; every known error is one message on stderr and exit status 2."""
    try:
        app()
    except NetralError as error:
        err.print(f"[red]netral:[/] {escape(str(error))}")
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(1)


def _open() -> Any:
    with uncollected(), progress_bar() as advance:
        from assistant.chain import Assistant
        from assistant.settings import Settings

        return Assistant.open(Settings(), advance)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question; '-' reads stdin.")] = None,
    as_json: AsJson = False,
    batch: Annotated[
        Path | None, typer.Option(help="Answer each line (plain or JSON) of this file.")
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Answer a question with citations."""
    if (question is None) == (batch is None):
        raise InputError('Give one question, as in `netral ask "Bolehkah PNS ...?"`, or --batch.')
    if batch is not None:
        if not as_json:
            raise InputError("--batch prints JSON lines; add --json.")
        sys.exit(_ask_batch(batch, as_of))
    text = _stdin() if question == "-" else str(question)
    answer = _open().ask({"question": text, "as_of": as_of and as_of.date()})
    if as_json:
        print(answer.model_dump_json(exclude_none=False))
    else:
        from assistant.terminal import print_answer

        print_answer(out, answer)


def _stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError:
        raise InputError("The question on stdin is not UTF-8 text.") from None


def _ask_batch(path: Path, as_of: datetime | None) -> int:
    """Answer line by line; a bad line prints its error and the others go on."""
    from pydantic import ValidationError

    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}).") from error
    assistant = _open()
    status = 0
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        identifier = f"q{number}"
        try:
            asked = _line(raw, identifier)
            identifier = str(asked.get("id", identifier))
            if as_of and not asked.get("as_of"):
                asked["as_of"] = as_of.date()
            print(assistant.ask(asked).model_dump_json(), flush=True)
        except (InputError, ValidationError) as error:
            reason = (
                str(error)
                if isinstance(error, InputError)
                else "; ".join(
                    f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()
                )
            )
            err.print(f"line {number}: {reason}", markup=False)
            print(json.dumps({"id": identifier, "error": reason}, ensure_ascii=False), flush=True)
            status = 2
    return status


def _line(raw: bytes, identifier: str) -> dict[str, Any]:
    try:
        text = raw.decode("utf-8").strip()
    except UnicodeDecodeError:
        raise InputError("the line is not UTF-8 text") from None
    if not text.startswith("{"):
        return {"id": identifier, "question": text}
    try:
        asked = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"the line is not valid JSON ({error.msg})") from error
    return {"id": identifier, **asked}


@app.command()
def explain(
    question: str,
    after: Annotated[
        list[str] | None,
        typer.Option(help="An earlier question of the conversation; may be given again."),
    ] = None,
    as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:
    """Show how a question is understood, what is found, and why the answer is what it is."""
    from assistant.explain import explain, print_explanation

    asked = {
        "question": question,
        "history": [{"question": turn} for turn in after or ()],
        "as_of": as_of and as_of.date(),
    }
    steps = explain(_open(), asked)
    if as_json:
        print(json.dumps(steps, ensure_ascii=False))
    else:
        print_explanation(out, steps)


@app.command()
def search(
    query: str,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many results.")] = 10,
    as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:
    """Find provisions and decisions."""
    from assistant.terminal import print_results
    from index import HybridRetriever

    day = as_of.date() if as_of else date.today()
    found = HybridRetriever(index=_open().index, k=k, day=day).invoke(query)
    results = [
        {
            **{key: d.metadata[key] for key in ("id", "label", "score", "status")},
            "text": d.page_content,
            **{key: d.metadata[key] for key in ("text_kind", "words")},
        }
        for d in found
    ]
    if as_json:
        print(json.dumps({"query": query, "results": results}, ensure_ascii=False))
    else:
        print_results(out, results)


@app.command()
@library_app.command()
def show(
    what: Annotated[str, typer.Argument(help="An id or a citation: 'Pasal 188 UU 1/2015'.")],
    as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:
    """Print one provision or decision whole, with its versions and relations."""
    from assistant.terminal import print_entry
    from corpus import open_library
    from corpus.describe import describe
    from index.settings import IndexSettings

    settings = IndexSettings()
    library = open_library(settings.library, settings.home)
    entry = describe(library, library.get(what).id, as_of.date() if as_of else date.today())
    if as_json:
        print(json.dumps(entry, ensure_ascii=False))
    else:
        print_entry(out, entry)


@app.command()
def chat(
    host: Annotated[str | None, typer.Option(help="Address to serve on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 0 takes any free one.")] = None,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open a browser.")] = True,
) -> None:
    """Open the chat in the browser."""
    from assistant.settings import Settings

    settings = Settings()
    changes = {"host": host or settings.host, "port": settings.port if port is None else port}
    assistant = _open()
    err.print("[dim]Loading the page ...[/]")
    from assistant.page import serve

    serve(assistant, settings.model_copy(update=changes), open_browser)


@index_app.command("build")
def index_build(
    force: Annotated[bool, typer.Option(help="Build even when the index is up to date.")] = False,
) -> None:
    """Build the index of the library, unless it is up to date."""
    from corpus import open_library
    from index import build_index
    from index.retriever import is_current
    from index.settings import IndexSettings

    settings = IndexSettings()
    with progress_bar() as advance:
        library = open_library(settings.library, settings.home, advance)
    if not force and is_current(settings, library):
        out.print("The index is up to date.")
        return
    with progress_bar() as advance:
        manifest = build_index(settings, library, advance)
    out.print(f"Built: {sum(manifest.counts.values())} rows, recall {manifest.recall:.2f}.")


@index_app.command("status")
def index_status(as_json: AsJson = False) -> None:
    """Say what the index was made from and whether it matches the library."""
    from dataclasses import asdict

    from corpus import open_library
    from index import IndexFolder
    from index.retriever import is_current
    from index.settings import IndexSettings

    settings = IndexSettings()
    manifest = IndexFolder(settings.home).manifest()
    current = is_current(settings, open_library(settings.library, settings.home))
    if as_json:
        print(json.dumps({**asdict(manifest), "current": current}))
        return
    for key, value in asdict(manifest).items():
        out.print(f"{key:12}{value}")
    out.print("matches      yes" if current else "matches      no: run `netral index build`")


@index_app.command("verify")
def index_verify() -> None:
    """Check that every row of the index can be found."""
    from corpus import open_library
    from index.build import verify_index
    from index.settings import IndexSettings

    settings = IndexSettings()
    recall = verify_index(settings, open_library(settings.library, settings.home))
    out.print(f"Every row can be found; recall against exact search {recall:.2f}.")


@index_app.command("ship")
def index_ship() -> None:
    """Write the vectors of the bundled library into the package (for developers)."""
    from corpus import load_library
    from index.build import ship_vectors
    from index.settings import IndexSettings

    with progress_bar() as advance:
        count = ship_vectors(IndexSettings(), load_library(), advance)
    out.print(f"Wrote {count} vectors.")


if __name__ == "__main__":
    main()
