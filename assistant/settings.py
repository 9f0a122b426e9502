"""Settings of the assistant, on top of those of the index."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from index.settings import IndexSettings


class Settings(IndexSettings):
    """``NETRAL_LANG``, ``NETRAL_HOST``, ``NETRAL_PORT``, ``NETRAL_LLM``, ``NETRAL_LLM_URL``,
    ``NETRAL_LLM_TIMEOUT``, and the settings of the index."""

    lang: Literal["id", "en"] = "id"
    """Language of the page when it opens; answers follow the question's language."""
    host: str = "127.0.0.1"
    port: int = 7860
    llm: str | None = None
    """``provider:model`` (`ollama:llama3.1`, `openai:gpt-4o-mini`); no model when None."""
    llm_url: str | None = None
    """Base URL of the model's server; the provider's own when None."""
    llm_timeout: float = Field(default=60.0, gt=0)
    """Seconds for a whole reply of the model."""
