"""English terms to the Indonesian words of the law, from ``data/glossary.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import yaml

GLOSSARY = Path(__file__).parent / "data" / "glossary.yaml"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_CHOICE = re.compile(r"\(([^()]*)\)")


def _spellings(term: str) -> Iterator[str]:
    """The terms that one with choices stands for: "(keep|lose) (his|her) post" is four."""
    parts = _CHOICE.split(term)
    for chosen in product(*(part.split("|") if i % 2 else [part] for i, part in enumerate(parts))):
        yield " ".join("".join(chosen).split())


class Glossary:
    """Dictionary translation of a question's terms (Pirkola 1998): no grammar, only words."""

    def __init__(self, path: Path = GLOSSARY) -> None:
        groups: list[dict[str, Any]] = yaml.load(path.read_text("utf-8"), Loader=_Loader)
        self._terms = {
            term: indonesian
            for group in groups
            for terms, indonesian in group["terms"].items()
            for listed in terms.split(",")
            for term in _spellings(listed)
        }
        longest_first = sorted(self._terms, key=lambda term: (-len(term), term))
        either = [re.escape(term).replace(r"\ ", "[ -]") for term in longest_first]
        self._pattern = re.compile(rf"\b(?:{'|'.join(either)})\b")

    def translate(self, text: str) -> str:
        """The Indonesian words for the English terms of a lower-case text, in its order.

        Commas part them: side by side they would read as phrases that nobody wrote.
        """
        found = (match[0] for match in self._pattern.finditer(text))
        words = (self._terms.get(term) or self._terms.get(term.replace("-", " ")) for term in found)
        return ", ".join(word for word in words if word)
