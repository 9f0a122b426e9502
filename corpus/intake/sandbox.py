"""Reading a file in a child process, so that no file can hang, fill or crash this one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.errors import IntakeError
from corpus.intake.extracted import Extracted, FileKind
from corpus.intake.limits import Limits

_PACKAGES = Path(__file__).parents[2]


def read_aside(path: Path, kind: FileKind, limits: Limits) -> Extracted:
    """Extract ``path`` in a child process under ``limits``. Raises `IntakeError`."""
    command = [sys.executable, "-m", "corpus.intake.worker"]
    command += [str(path.resolve()), kind, json.dumps(asdict(limits))]
    code, output = run(command, limits.seconds)
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise _too_long(limits.seconds)
    try:
        result: dict[str, Any] = json.loads(output)
    except ValueError:
        raise IntakeError(
            "The file is damaged, or reading it takes more than "
            f"{limits.memory >> 20:,} MB of memory."
        ) from None
    if "error" in result:
        raise IntakeError(result["error"])
    return Extracted(
        text=result["text"],
        kind=FileKind(result["kind"]),
        pages=tuple(result["pages"]),
        sections=tuple((name, start) for name, start in result["sections"]),
        margins=tuple(result["margins"]),
        unread=tuple(result["unread"]),
        metadata=result["metadata"],
    )


def limited(command: list[str], limits: Limits) -> list[str]:
    """A command that runs another program under ``limits`` of memory and processor time."""
    launcher = [sys.executable, "-m", "corpus.intake.limits", json.dumps(asdict(limits))]
    return [*launcher, *command]


def run(command: list[str], seconds: float) -> tuple[int, bytes]:
    """Exit status and output of a command; it and its children end after ``seconds``.

    Raises `IntakeError` when the time is over.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(_PACKAGES), *sys.path])},
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=seconds)
    except BaseException as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if isinstance(error, subprocess.TimeoutExpired):
            raise _too_long(seconds) from None
        raise
    return process.returncode, output


def _too_long(seconds: float) -> IntakeError:
    return IntakeError(f"Reading the file takes longer than {seconds:,.0f} seconds.")
