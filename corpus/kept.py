"""The checked library, kept in ``<home>/library.json`` until its files or this code change.

Plain JSON, validated as it is read: unlike a pickle it runs nothing, whoever may have written to
the folder. Its first line names what it was made from and the SHA-256 of the rest, so that a
torn or altered file is not read. Reading the YAML files takes five times as long.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import uuid
from pathlib import Path

import pydantic

from corpus.library import Library
from corpus.model import CHECKED, Decision, Instrument, Note, Report, Strict
from corpus.vocabulary import Vocabulary

FILE = "library.json"


class _Parts(Strict):
    vocabulary: Vocabulary
    sources: dict[str, str]
    instruments: tuple[Instrument, ...]
    decisions: tuple[Decision, ...]
    reports: tuple[Report, ...]
    notes: tuple[Note, ...]
    origin: dict[str, str]


def kept_library(home: Path, digest: str) -> Library | None:
    """The library of this ``digest`` as it was kept; None when there is nothing whole of it."""
    try:
        head, _, body = (home / FILE).read_bytes().partition(b"\n")
        if head != _head(digest, body):
            return None
        parts = _Parts.model_validate_json(body, context=CHECKED)
    except (OSError, ValueError):
        return None
    return Library(
        parts.vocabulary,
        parts.sources,
        parts.instruments,
        parts.decisions,
        parts.reports,
        parts.notes,
        digest,
        parts.origin,
    )


def keep_library(home: Path, library: Library) -> None:
    """Keep a checked library, in place of what was kept; where that is impossible do nothing."""
    parts = _Parts(
        vocabulary=library.vocabulary,
        sources=library.sources,
        instruments=tuple(library.instruments.values()),
        decisions=tuple(library.decisions.values()),
        reports=tuple(library.reports.values()),
        notes=tuple(library.notes.values()),
        origin=library.origin,
    )
    body = parts.model_dump_json(by_alias=True, exclude_unset=True).encode()
    with contextlib.suppress(OSError):
        home.mkdir(parents=True, exist_ok=True)
        write_whole(home / FILE, _head(library.digest, body) + b"\n" + body)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that readers see the old one or the new one; of several writers the last
    counts. Raises `OSError`."""
    fresh = path.with_name(f".{path.name}-{uuid.uuid4().hex[:12]}")
    try:
        fresh.write_bytes(data)
        os.replace(fresh, path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _head(digest: str, body: bytes) -> bytes:
    """What the first line says: identity of the library's files and of the code, and the rest."""
    made = hashlib.sha256(f"{digest} {pydantic.VERSION}\n".encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        made.update(file.read_bytes())
    return f"{made.hexdigest()} {hashlib.sha256(body).hexdigest()}".encode()
