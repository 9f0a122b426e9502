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


class Source(_Frozen):
    """The imported file that official words stand in: its SHA-256 and where it came from."""

    sha256: str
    origin: str


class Citation(_Frozen):
    """A source of the answer; ``quote`` stands verbatim in the stored text of ``id``.

    Of an imported official text (``text_kind`` naskah) it stands at ``spans`` of the file's
    extracted text, white space folded, and ``summary`` is the ringkasan passage behind the claim.
    """

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
    summary: str | None = None
    source: Source | None = None
    spans: tuple[tuple[int, int], ...] = ()
    """Start and end (exclusive) in characters; several where a page header stands between."""
    page: int | None = None
    """1-based page of the file, where it has pages."""

    @property
    def passage(self) -> str:
        """What the library stores behind the claim: the ringkasan, else the official words."""
        return self.summary or self.quote


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
