"""The index folder: which build is current, what it was made from."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import IndexCorruptError, IndexMismatchError, IndexMissingError

REBUILD = "Run `netral index build`."


@dataclass(frozen=True)
class Manifest:
    """What a build was made from and what it holds."""

    library: str
    """SHA-256 of the library's files."""
    model: str
    chunker: int
    dimensions: int
    counts: dict[str, int]
    """Rows by field (``text``, ``phrase``)."""
    recall: float
    """Recall@10 of Chroma's approximate search against exact search, on a sample."""
    built: str
    """UTC time, ISO 8601."""


class IndexFolder:
    """``<home>/index``: one folder a build, and a pointer file that names the current one."""

    def __init__(self, home: Path) -> None:
        self.root = home / "index"
        self.lock_file = self.root / "build.lock"
        self._pointer = self.root / "CURRENT"

    def current(self) -> Path:
        """Folder of the current build.

        Raises `IndexMissingError` when there is none, `IndexCorruptError` when it is gone.
        """
        try:
            name = self._pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            raise IndexMissingError(f"There is no index in {self.root}. {REBUILD}") from None
        except (OSError, UnicodeDecodeError) as error:
            raise IndexCorruptError(
                f"{self._pointer} cannot be read ({error}). {REBUILD}"
            ) from error
        folder = self.root / name
        if not name or folder.parent != self.root or not (folder / "manifest.json").is_file():
            raise IndexCorruptError(f"The index named in {self._pointer} is not whole. {REBUILD}")
        return folder

    def manifest(self) -> Manifest:
        """The current build's manifest. Raises as `current` does."""
        path = self.current() / "manifest.json"
        try:
            return Manifest(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise IndexCorruptError(f"{path} cannot be read ({error}). {REBUILD}") from error

    def write_manifest(self, folder: Path, manifest: Manifest) -> None:
        (folder / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1) + "\n")

    def switch_to(self, folder: Path) -> None:
        """Make ``folder`` the current build, atomically: readers see the old one or the new one."""
        fresh = self.root / f"CURRENT.{os.getpid()}"
        fresh.write_text(folder.name, encoding="utf-8")
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(fresh, self._pointer)


def require_match(manifest: Manifest, library: str, model: str, chunker: int) -> None:
    """Raise `IndexMismatchError` unless the index was made from exactly these."""
    for what, made, wanted in (
        ("another library", manifest.library, library),
        (f"the embedding model {manifest.model!r}, not {model!r}", manifest.model, model),
        ("another chunker version", manifest.chunker, chunker),
    ):
        if made != wanted:
            raise IndexMismatchError(f"The index was made from {what}. {REBUILD}")
