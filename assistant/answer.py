"""The answer as it leaves the assistant: claims, citations, and the Markdown that shows them."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Fallback = Literal["timeout", "unreachable", "unreadable", "unsupported", "contradiction"]
AbstainReason = Literal["out_of_scope", "not_in_library", "unclear"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Claim(_Frozen):
    """One statement with the numbers of the citations that carry it."""

    text: str
    citations: tuple[int, ...]


class Citation(_Frozen):
    """A source of the answer; ``quote`` stands verbatim in the stored text of ``id``."""

    n: int
    id: str
    label: str
    kind: Literal["regulation", "decision"]
    status: str
    text_kind: str
    quote: str
    url: str | None
    confidence: str
    reason: str | None
    """Why the source is `perlu-cek`; None when it is `pasti`."""


class Answer(_Frozen):
    """The contract of ``netral ask --json``, field by field."""

    id: str
    question: str
    standalone_question: str
    language: str
    as_of: str
    abstained: bool
    abstain_reason: AbstainReason | None
    verdict: str | None
    answer: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    retrieved: tuple[str, ...]
    mode: Literal["extractive", "llm"]
    dropped: int = 0
    """Claims of a model that their sources do not carry and that were left out."""
    fallback: Fallback | None = None
    """Why the extractive answer stands in for a model's."""
    timing_ms: dict[str, float]
