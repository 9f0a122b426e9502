"""What people say of answers, kept as JSON lines for `netral eval add`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from filelock import FileLock
from pydantic import BaseModel, ConfigDict

from assistant.answer import Answer
from corpus.errors import InputError
from index.settings import IndexSettings


class Feedback(BaseModel):
    """What was asked and answered, and what a person said of it."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    question: str
    answer: Answer
    history: tuple[str, ...] = ()
    """The earlier questions of the conversation."""
    liked: bool | None = None
    feedback: str = ""
    """What was wrong or right, in the person's words."""
    correction: str = ""
    """What the answer should have said, in the person's words."""
    right: tuple[int, ...] = ()
    """Numbers of the citations that the person marked right."""
    as_of: date | None = None


def feedback_path(settings: IndexSettings) -> Path:
    """Where feedback is kept: on this machine; it is sent nowhere."""
    return settings.home / "feedback.jsonl"


def keep(path: Path, feedback: Feedback) -> None:
    """Append one exchange; several pages may do so at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_suffix(".lock")), path.open("a", encoding="utf-8") as file:
        file.write(feedback.model_dump_json() + "\n")


def read_text(path: Path) -> str:
    """The kept exchanges. Raises `InputError` when there are none or they cannot be read."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise InputError(
            f"There is no {path}. Mark an answer in the chat, or name a file of exchanges."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read ({error}).") from error
