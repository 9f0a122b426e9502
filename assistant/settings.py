"""Settings of the assistant, on top of those of the index."""

from __future__ import annotations

from typing import Literal

from index.settings import IndexSettings


class Settings(IndexSettings):
    """``NETRAL_LANG``, ``NETRAL_HOST`` and ``NETRAL_PORT``, and the settings of the index."""

    lang: Literal["id", "en"] = "id"
    """Language of the page when it opens; answers follow the question's language."""
    host: str = "127.0.0.1"
    port: int = 7860
