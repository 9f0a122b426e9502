"""What every command prints with, and the options that several commands share."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

AsOf = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="State the law as of this date (YYYY-MM-DD)."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
