"""From a question to a cited answer: understanding, ranking, composing; command line and page."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation, Claim
    from assistant.chain import Assistant
    from assistant.settings import Settings

__all__ = ["Answer", "Assistant", "Citation", "Claim", "Settings"]

_MODULES = {"Assistant": "chain", "Settings": "settings"}


def __getattr__(name: str) -> Any:
    # when first asked for: the command line imports this package before it knows the command
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"assistant.{_MODULES.get(name, 'answer')}"), name)
