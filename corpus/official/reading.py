"""From the imported files to the words of each portion by date: parsed, consolidated, kept."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import CitationError
from corpus.identifier import Identifier
from corpus.intake.store import OfficialStore, Stored
from corpus.model import Amendment, Instrument
from corpus.official.amendment import read_amendments
from corpus.official.consolidate import Act, consolidate
from corpus.official.naskah import Naskah
from corpus.official.structure import parse
from corpus.official.tree import Document
from corpus.official.wording import Wording

SHORTEST = 10
"""Characters of a wording that says something; shorter ones are labels that lost their text."""

Progress = Callable[[str, int, int], None]


def read_naskah(
    home: Path,
    instruments: Mapping[Identifier, Instrument],
    progress: Progress = lambda stage, done, total: None,
) -> Naskah:
    """The official words of what was imported into ``home``; nothing when nothing was.

    The dates of base acts and amendments are those of ``instruments``. What was read is kept in
    ``<home>/naskah.json`` and read again only when files, dates or this code change.
    ``progress`` hears (stage, done, total). Raises `StoreCorruptError`.
    """
    stored = OfficialStore(home).current()
    if not stored:
        return Naskah()
    key = _key(stored, instruments)
    path = home / "naskah.json"
    kept = _load(path, key)
    if kept is None:
        kept = _read(stored, instruments, key, progress)
        _keep(path, kept)
    return kept


def _read(
    stored: list[Stored],
    instruments: Mapping[Identifier, Instrument],
    key: str,
    progress: Progress,
) -> Naskah:
    documents: dict[Identifier, Document] = {}
    for done, item in enumerate(stored):
        progress("parse", done, len(stored))
        documents[item.work] = parse(item.text())
    progress("parse", len(stored), len(stored))
    files = {item.work: item for item in stored}
    amending = _amending(documents, instruments)
    wordings: dict[Identifier, list[Wording]] = {}
    unread: dict[Identifier, tuple[Identifier, ...]] = {}
    doubted: list[Identifier] = []
    for work in [w for w in documents if w.doctype == "act" and w not in amending]:
        instrument = instruments.get(work)
        known = instrument.amendments if instrument else ()
        laid = [a for a in known if a.id in documents and a.in_force]
        named = [Amendment(id=i) for i, base in amending.items() if base == work]
        begins = (instrument.in_force or instrument.issued) if instrument else None
        consolidated = consolidate(
            _act(files[work], documents[work], begins or date.min),
            [_act(files[a.id], documents[a.id], a.in_force or date.min) for a in laid],
            {a.id: a for a in (*named, *known)}.values(),
        )
        for wording in consolidated.wordings():
            if len(wording.text) >= SHORTEST and _printable(wording.id):
                wordings.setdefault(wording.id, []).append(wording)
        doubted += [
            wording.id
            for wording in consolidated.wordings()
            for doubt in consolidated.doubts(wording.id.portion)
            if wording.from_ < doubt.day and (wording.until is None or doubt.day < wording.until)
        ]
        unread[work] = tuple(a.id for a in consolidated.unread)
    return Naskah(
        wordings={i: tuple(found) for i, found in wordings.items()},
        origins={item.sha256: item.origin for item in stored},
        unread={work: acts for work, acts in unread.items() if acts},
        doubted=frozenset(doubted),
        digest=key,
    )


def _amending(
    documents: Mapping[Identifier, Document], instruments: Mapping[Identifier, Instrument]
) -> dict[Identifier, Identifier]:
    """The imported acts that amend another one, and which."""
    known = {a.id: i.id for i in instruments.values() for a in i.amendments}
    found = {}
    for work, document in documents.items():
        read = None if work in instruments else read_amendments(document)
        base = known.get(work) or (read.amends if read else None)
        if base is not None:
            found[work] = base
    return found


def _act(item: Stored, document: Document, in_force: date) -> Act:
    return Act(item.work, document, item.sha256, in_force, item.pages)


def _printable(identifier: Identifier) -> bool:
    """Whether the portion can be written down and read again: OCR may leave a number that not."""
    try:
        return Identifier.parse(str(identifier)) == identifier
    except CitationError:
        return False


def _key(stored: Iterable[Stored], instruments: Mapping[Identifier, Instrument]) -> str:
    """Identity of files, dates and reading code."""
    digest = hashlib.sha256()
    for item in stored:
        digest.update(f"{item.work} {item.sha256} {item.text_sha256} {item.origin}\n".encode())
    for work, instrument in instruments.items():
        dates = [f"{a.id} {a.in_force}" for a in instrument.amendments]
        digest.update(f"{work} {instrument.in_force or instrument.issued} {dates}\n".encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _load(path: Path, key: str) -> Naskah | None:
    """What was kept under ``key``; None when there is nothing whole."""
    try:
        data = json.loads(path.read_bytes())
        if data["key"] != key:
            return None
        rows = [_wording(row) for row in data["wordings"]]
        wordings: dict[Identifier, tuple[Wording, ...]] = {}
        for row in rows:
            wordings[row.id] = (*wordings.get(row.id, ()), row)
        return Naskah(
            wordings=wordings,
            origins=data["origins"],
            unread={
                Identifier.parse(work): tuple(map(Identifier.parse, acts))
                for work, acts in data["unread"].items()
            },
            doubted=frozenset(map(Identifier.parse, data["doubted"])),
            digest=key,
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _keep(path: Path, naskah: Naskah) -> None:
    data = {
        "key": naskah.digest,
        "origins": naskah.origins,
        "unread": {str(work): list(map(str, acts)) for work, acts in naskah.unread.items()},
        "doubted": sorted(map(str, naskah.doubted)),
        "wordings": [_row(w) for found in naskah.wordings.values() for w in found],
    }
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    os.replace(fresh, path)


def _row(wording: Wording) -> dict[str, Any]:
    return {
        "id": str(wording.id),
        "text": wording.text,
        "from": wording.from_.isoformat(),
        "until": wording.until.isoformat() if wording.until else None,
        "by": str(wording.by),
        "source": wording.source,
        "spans": wording.spans,
        "page": wording.page,
    }


def _wording(row: Mapping[str, Any]) -> Wording:
    return Wording(
        id=Identifier.parse(row["id"]),
        text=row["text"],
        from_=date.fromisoformat(row["from"]),
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        by=Identifier.parse(row["by"]),
        source=row["source"],
        spans=tuple((start, end) for start, end in row["spans"]),
        page=row["page"],
    )
