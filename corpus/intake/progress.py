"""How long work tells what it is at."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Hears (stage, done, total); ``total`` is 0 where it is not known."""


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
