"""Claims from a chat model, one by one as they arrive, within a time limit."""

from __future__ import annotations

import json
import queue
import re
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from corpus.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.settings import Settings

Failure = Literal["timeout", "unreachable", "unreadable"]

LONGEST_REPLY = 20_000
"""Characters; a dozen claims have 3,000. A model that goes on is not writing an answer."""

_OBJECT = re.compile(r"\{[^{}]*\}")
_MARKS = re.compile(r"\s*\[\d+(?:\s*[,;]\s*\d+)*\]")


class WritingError(Exception):
    """The model wrote nothing usable; ``failure`` says why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure: Failure = failure


@dataclass(frozen=True)
class Written:
    """A statement as the model wrote it, with the numbers of its sources, all unchecked."""

    claim: str
    sources: tuple[int, ...]


class Writer:
    """A chat model behind `init_chat_model`; ``seconds`` bounds one whole reply."""

    def __init__(self, model: BaseChatModel, seconds: float) -> None:
        self._model = model
        self._seconds = seconds

    @classmethod
    def open(cls, settings: Settings) -> Writer:
        """The model of ``NETRAL_LLM``. Raises `ModelError` when it cannot be set up."""
        name = settings.llm or ""
        provider, _, model = name.partition(":")
        if not provider or not model:
            raise ModelError(
                f"NETRAL_LLM is {name!r}; it must look like provider:model, as in ollama:llama3.1."
            )
        try:
            from langchain.chat_models import init_chat_model

            place: dict[str, Any] = {"base_url": settings.llm_url} if settings.llm_url else {}
            return cls(
                init_chat_model(model, model_provider=provider, **place), settings.llm_timeout
            )
        except ImportError as error:
            raise ModelError(
                f"NETRAL_LLM={name} needs a package that is not installed; install Netral with "
                f"`pip install 'netral[llm]'`, or the one named here: {error}"
            ) from error
        except Exception as error:  # each provider has its own for a missing key or a bad name
            raise ModelError(
                f"NETRAL_LLM={name} cannot be set up: {_first_line(error)} A key goes into the "
                "provider's own variable (OPENAI_API_KEY; any value for a server of your own)."
            ) from error

    def write(self, messages: Sequence[tuple[str, str]]) -> Iterator[Written | str]:
        """What the model writes: claims, and a `str` where it names a verdict.

        Raises `WritingError` when time runs out, the model fails, or no claim can be read.
        """
        text, read, claims = "", 0, 0
        for piece in self._pieces(messages):
            text += piece
            if len(text) > LONGEST_REPLY:
                raise WritingError("unreadable")
            while match := _OBJECT.search(text, read):
                read = match.end()
                found = _parsed(match.group())
                claims += isinstance(found, Written)
                if found is not None:
                    yield found
        if not claims:
            raise WritingError("unreadable")

    def _pieces(self, messages: Sequence[tuple[str, str]]) -> Iterator[str]:
        """Pieces of the reply. A thread reads them: not every provider has a time limit."""
        pieces: queue.SimpleQueue[str | BaseException | None] = queue.SimpleQueue()
        stopped = threading.Event()

        def read() -> None:
            try:
                for chunk in self._model.stream(list(messages)):
                    if stopped.is_set():
                        return
                    pieces.put(str(chunk.text))
                pieces.put(None)
            except BaseException as error:
                pieces.put(error)

        threading.Thread(target=read, name="netral-llm", daemon=True).start()
        until = time.monotonic() + self._seconds
        try:
            while True:
                try:
                    piece = pieces.get(timeout=max(0.0, until - time.monotonic()))
                except queue.Empty:
                    raise WritingError("timeout") from None
                if piece is None:
                    return
                if isinstance(piece, BaseException):
                    raise WritingError("unreachable") from piece
                yield piece
        finally:
            stopped.set()


def _parsed(text: str) -> Written | str | None:
    """A claim or a verdict; None for any other object. A claim with bad sources has none."""
    try:
        data: dict[str, Any] = json.loads(text)
    except ValueError:
        return None
    claim, verdict = data.get("claim"), data.get("verdict")
    if isinstance(claim, str):
        cited = data.get("sources")
        numbers = cited if isinstance(cited, list) else []
        good = all(type(n) is int for n in numbers)
        # marks are printed from the numbers: a model repeats them in its sentence
        return Written(_MARKS.sub("", claim).strip(), tuple(dict.fromkeys(numbers)) if good else ())
    return verdict if isinstance(verdict, str) else None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".") + "."
