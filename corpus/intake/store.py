"""The official texts that were taken in: raw files, their text, and where they came from.

``<home>/official/<sha256>/`` holds one file (an *expression* of a work): ``original``, ``text.txt``
and ``record.json``. A folder is written aside and renamed, so it is whole or not there.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import Field

from corpus.errors import NetralError, StoreBusyError, StoreCorruptError
from corpus.identifier import Identifier
from corpus.intake.extracted import Extracted, FileKind
from corpus.model import Id, Strict

_SHA = re.compile(r"[0-9a-f]{64}")
_ASIDE = ".new-"


class Stored(Strict):
    """One file of the store. The fields from ``pages`` on are those of `Extracted`."""

    work: Id
    sha256: str
    """Of the raw file."""
    origin: str
    """The path or URL that it was taken from."""
    imported: datetime
    """UTC. Of several expressions of a work, the one imported last is current."""
    kind: FileKind
    text_sha256: str
    pages: tuple[int, ...] = ()
    sections: tuple[tuple[str, int], ...] = ()
    margins: tuple[str, ...] = ()
    metadata: dict[str, str] = Field(default_factory=dict)
    folder: Path = Field(exclude=True)

    @property
    def original(self) -> Path:
        """The raw file, byte for byte."""
        return self.folder / "original"

    @property
    def path(self) -> Path:
        """The extracted text."""
        return self.folder / "text.txt"

    def text(self) -> str:
        """The extracted text. Raises `StoreCorruptError` when it is not what was stored."""
        try:
            data = self.path.read_bytes()
        except OSError:
            data = b""
        if _sha256(data) != self.text_sha256:
            raise StoreCorruptError(
                f"The text of {self.work} in {self.folder} was changed or lost. "
                f"Run `netral library import {self.origin}` to take it in again."
            )
        return data.decode("utf-8")


class OfficialStore:
    """Read what was taken in; `writing` adds to it."""

    def __init__(self, home: Path) -> None:
        self.root = home / "official"

    def documents(self) -> list[Stored]:
        """Every expression, by work and then by time of import. Raises `StoreCorruptError`."""
        try:
            folders = [f for f in self.root.iterdir() if _SHA.fullmatch(f.name)]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise NetralError(f"{self.root} cannot be read ({error.strerror}).") from error
        return sorted(map(_read, folders), key=lambda d: (d.work, d.imported))

    def current(self) -> list[Stored]:
        """The expression of each work that was imported last, by work."""
        return list({d.work: d for d in self.documents()}.values())

    @property
    def digest(self) -> str:
        """SHA-256 that changes exactly when the works of `current` or their texts do."""
        rows = (f"{d.work} {d.sha256} {d.text_sha256}\n" for d in self.current())
        return _sha256("".join(rows).encode())

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """The store's one writer.

        Raises `StoreBusyError` when another process is writing, `NetralError` when the disk does
        not take it.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with FileLock(self.root / "write.lock", timeout=0):
                for path in self.root.glob(f"{_ASIDE}*"):  # left by a killed writer
                    shutil.rmtree(path, ignore_errors=True)
                yield Writer(self)
        except Timeout:
            raise StoreBusyError(
                f"Another process is importing into {self.root}. Try again when it is done."
            ) from None
        except OSError as error:
            raise NetralError(
                f"{self.root} cannot be written ({error}). "
                "Free some space there, or point NETRAL_HOME to another folder."
            ) from error


class Writer:
    """Adds and removes files while the store is locked."""

    def __init__(self, store: OfficialStore) -> None:
        self._store = store

    @contextmanager
    def aside(self) -> Iterator[Path]:
        """A folder beside the stored ones to prepare a file in; gone afterwards unless added."""
        folder = self._store.root / f"{_ASIDE}{uuid.uuid4().hex}"
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def find(self, sha256: str) -> Stored | None:
        """The stored file with these raw bytes, unless its text was damaged."""
        folder = self._store.root / sha256
        try:
            stored = _read(folder)
            stored.text()
            return stored
        except StoreCorruptError:
            return None

    def add(
        self, folder: Path, sha256: str, work: Identifier, origin: str, extracted: Extracted
    ) -> Stored:
        """Store the file that stands as ``original`` in a folder from `aside`."""
        text = extracted.text.encode("utf-8")
        place = self._store.root / sha256
        shutil.rmtree(place, ignore_errors=True)  # `find` found it damaged
        stored = Stored(
            work=work,
            sha256=sha256,
            origin=origin,
            imported=self._next_moment(),
            kind=extracted.kind,
            text_sha256=_sha256(text),
            pages=extracted.pages,
            sections=extracted.sections,
            margins=extracted.margins,
            metadata=extracted.metadata,
            folder=place,
        )
        (folder / "text.txt").write_bytes(text)
        (folder / "record.json").write_text(stored.model_dump_json(indent=1), encoding="utf-8")
        for path in (*folder.iterdir(), folder):
            _sync(path)
        folder.rename(place)
        _sync(self._store.root)
        return stored

    def remove(self, work: Identifier) -> int:
        """Remove every expression of a work; returns how many there were."""
        found = [d for d in self._store.documents() if d.work == work]
        for document in found:
            gone = self._store.root / f"{_ASIDE}{uuid.uuid4().hex}"
            document.folder.rename(gone)
            shutil.rmtree(gone)
        return len(found)

    def _next_moment(self) -> datetime:
        """Now, but after every earlier import even where the clock was set back."""
        last = max((d.imported for d in self._store.documents()), default=None)
        now = datetime.now(UTC)
        return now if last is None or now > last else last + timedelta(microseconds=1)


def _read(folder: Path) -> Stored:
    try:
        record = json.loads((folder / "record.json").read_bytes())
        return Stored(**record, folder=folder)
    except (OSError, ValueError, TypeError) as error:  # pydantic's is a ValueError
        raise StoreCorruptError(
            f"{folder} cannot be read as an imported file. "
            "Delete that folder, then import the file again."
        ) from error


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
