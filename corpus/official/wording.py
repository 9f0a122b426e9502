"""The official words of one portion between two dates, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.identifier import Identifier
from corpus.official.tree import Span


@dataclass(frozen=True)
class Wording:
    """One wording of a portion of a base act.

    ``id``: the portion under the base act; ``text``: `Document.text` of its node; ``by``: the act
    whose file holds these words (the base act or an amending one); ``source``: SHA-256 of that
    file; ``spans``: where the words stand in the file's extracted text; ``page``: 1-based page of
    the file, None where it has no pages.
    """

    id: Identifier
    text: str
    from_: date
    until: date | None
    by: Identifier
    source: str
    spans: tuple[Span, ...]
    page: int | None = None
