"""How much a file may ask for while it is read.

``python -m corpus.intake.limits LIMITS PROGRAM ...`` becomes that program, under these limits.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Far above any official text (the longest laws have about 1,200 pages), far below harm."""

    size: int = 256 << 20
    """Bytes of the raw file."""
    unpacked: int = 256 << 20
    """Bytes that a ZIP or DOCX may unpack to."""
    characters: int = 20_000_000
    pages: int = 5000
    seconds: int = 120
    """Of wall clock and of processor time, each."""
    memory: int = 2 << 30
    """Bytes of address space."""
    ocr_seconds_per_page: int = 90


def apply_limits(limits: Limits) -> None:
    """Limit memory and processor time of this process and its children."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    apply_limits(Limits(**json.loads(sys.argv[1])))
    os.execvp(sys.argv[2], sys.argv[2:])
