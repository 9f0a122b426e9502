"""Settings of the evaluation, on top of those of the assistant."""

from __future__ import annotations

from assistant import Settings


class EvalSettings(Settings):
    """``NETRAL_LLM``, and the settings of the assistant."""

    llm: str | None = None
    """``provider:model`` of the language model that baselines may use."""
