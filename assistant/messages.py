"""Fixed sentences around the law, read from ``data/messages.yaml``."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "en": "January February March April May June July August September October November December",
}


@cache
def _messages() -> dict[str, Any]:
    path = Path(__file__).parent / "data" / "messages.yaml"
    data: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=_Loader)
    return data


def message(key: str, language: str, **values: str) -> str:
    """The sentence at ``key`` ("abstain.unclear") in ``id`` or ``en``, with values filled in."""
    node = _messages()
    for part in key.split("."):
        node = node[part]
    text: str = node[language]
    return text.format(**values) if values else text


def examples(language: str) -> list[str]:
    """Questions to start with."""
    return [example[language] for example in _messages()["examples"]]


def written(day: date, language: str) -> str:
    """14 November 2024."""
    return f"{day.day} {_MONTHS[language].split()[day.month - 1]} {day.year}"
