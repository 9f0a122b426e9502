"""What was read from the imported files, kept beside them until files or reading change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from corpus.identifier import Identifier
from corpus.intake.store import OfficialStore, Stored
from corpus.kept import write_whole
from corpus.model import Instrument
from corpus.official.naskah import Naskah

Progress = Callable[[str, int, int], None]


def read_naskah(
    home: Path,
    instruments: Mapping[Identifier, Instrument],
    progress: Progress = lambda stage, done, total: None,
) -> Naskah:
    """The official words of what was imported into ``home``; nothing when nothing was.

    The dates of base acts and amendments are those of ``instruments``. What was read is kept in
    ``<home>/naskah.json`` and read again only when files, instruments or this code change.
    ``progress`` hears (stage, done, total). Raises `StoreCorruptError`.
    """
    stored = OfficialStore(home).current()
    if not stored:
        return Naskah()
    key = _key(stored, instruments)
    path = home / "naskah.json"
    kept = _load(path, key)
    if kept is None:
        # the parser, a tenth of a second of imports that most starts do without
        from corpus.official.reading import read

        kept = read(stored, instruments, key, progress)
        _keep(path, kept)
    return kept


def _key(stored: Iterable[Stored], instruments: Mapping[Identifier, Instrument]) -> str:
    """Identity of files, of what the library says of their acts, and of the reading code."""
    digest = hashlib.sha256()
    for item in stored:
        digest.update(f"{item.work} {item.sha256} {item.text_sha256} {item.origin}\n".encode())
    for work, instrument in instruments.items():
        dates = [f"{a.id} {a.in_force}" for a in instrument.amendments]
        held = [provision.at for provision in instrument.provisions]
        begins = instrument.in_force or instrument.issued
        digest.update(f"{work} {begins} {dates} {held}\n".encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _load(path: Path, key: str) -> Naskah | None:
    """What was kept under ``key``; None when there is nothing whole."""
    try:
        data = json.loads(path.read_bytes())
        naskah = Naskah(**data)
    except (OSError, ValueError, TypeError):
        return None
    return naskah if naskah.digest == key else None


def _keep(path: Path, naskah: Naskah) -> None:
    write_whole(path, json.dumps(asdict(naskah), ensure_ascii=False).encode())
