"""What every command prints with, and the options that several commands share."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

AsOf = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="State the law as of this date (YYYY-MM-DD)."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A progress callback that draws on stderr, one bar a stage."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description:8}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True) as bars:
        tasks: dict[str, Any] = {}

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage)
            bars.update(tasks[stage], completed=done, total=total)

        yield advance


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave out the garbage collector while a command starts.

    Nearly all that is imported and opened stays: looking through it again and again finds
    nothing and takes a sixth of the start. Afterwards it counts as old, looked through rarely.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # into the oldest generation
        gc.enable()
