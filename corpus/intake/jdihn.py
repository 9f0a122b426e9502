"""Metadata in the format of the JDIHN integration (the national network of legal archives).

One JSON object a document, or a list of them; `FIELDS` are its keys.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import IntakeError
from corpus.identifier import Identifier
from corpus.intake.store import Stored
from corpus.library import Library

FIELDS = (
    "idData",
    "tahun_pengundangan",
    "tanggal_penetapan",
    "tanggal_pengundangan",
    "jenis",
    "noPeraturan",
    "judul",
    "singkatanJenis",
    "tempatTerbit",
    "penerbit",
    "sumber",
    "subjek",
    "status",
    "bahasa",
    "bidangHukum",
    "teuBadan",
    "fileDownload",
    "urlDownload",
    "abstrak",
)
LIST_NAME = "jdihn.json"
"""The file of a folder that describes its other files, each by its ``fileDownload``."""
_LARGEST = 16 << 20

_KINDS = {
    "uu": ("UU", "Undang-Undang"),
    "perppu": ("PERPPU", "Peraturan Pemerintah Pengganti Undang-Undang"),
    "pp": ("PP", "Peraturan Pemerintah"),
    "perpres": ("PERPRES", "Peraturan Presiden"),
    "perbawaslu": ("PERBAWASLU", "Peraturan Badan Pengawas Pemilihan Umum"),
    "pkpu": ("PKPU", "Peraturan Komisi Pemilihan Umum"),
    "peraturan-bkn": ("PERBKN", "Peraturan Badan Kepegawaian Negara"),
}
_SPOKEN = {name.lower(): kind for kind, names in _KINDS.items() for name in names}

Metadata = dict[str, str]


def metadata_beside(path: Path) -> Metadata:
    """What the JDIHN files beside ``path`` say about it; empty when there are none.

    They are ``<its name>.json``, and `LIST_NAME` where a record names the file. Raises
    `IntakeError` when one of them cannot be read.
    """
    own = path.with_suffix(".json")
    if own != path and own.is_file():
        records = read_records(own)
        if len(records) == 1:
            return records[0]
    listed = path.with_name(LIST_NAME)
    records = read_records(listed) if listed.is_file() else []
    return next((r for r in records if r.get("fileDownload") == path.name), {})


def read_records(path: Path) -> list[Metadata]:
    """The records of a JDIHN file, known fields only. Raises `IntakeError`."""
    try:
        if path.stat().st_size > _LARGEST:
            raise IntakeError(f"{path.name} beside it is larger than {_LARGEST >> 20} MB.")
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise IntakeError(f"{path.name} beside it is not valid JSON: mend or remove it.") from error
    rows: list[Any] = data if isinstance(data, list) else [data]
    records = [
        {name: str(row[name]).strip() for name in FIELDS if row.get(name) not in (None, "")}
        for row in rows
        if isinstance(row, dict)
    ]
    return [record for record in records if record]


def work_of(metadata: Metadata) -> Identifier | None:
    """The act that a record describes, None where it does not say so in known words."""
    names = (metadata.get("singkatanJenis", ""), metadata.get("jenis", ""))
    kind = next((_SPOKEN[n.lower()] for n in names if n.lower() in _SPOKEN), None)
    number, year = metadata.get("noPeraturan", ""), metadata.get("tahun_pengundangan", "")
    if kind is None or not number.isdecimal() or not (year.isdecimal() and len(year) == 4):
        return None
    return Identifier("act", kind, int(year), str(int(number)))


def record_of(stored: Stored, library: Library) -> Metadata:
    """A stored file as a JDIHN record: what was imported with it, else what the library knows."""
    work = stored.work
    short, long = _KINDS.get(work.kind, (work.kind.upper(), ""))
    known = {
        "idData": str(work),
        "tahun_pengundangan": str(work.year or ""),
        "jenis": "Putusan" if work.doctype == "judgment" else long,
        "noPeraturan": work.number,
        "singkatanJenis": short,
        "bahasa": "Indonesia",
        "fileDownload": stored.origin.rpartition("/")[2],
        "urlDownload": stored.origin if stored.origin.startswith("https://") else "",
    }
    instrument = library.instruments.get(work)
    if instrument:
        repealed = instrument.repealed and instrument.repealed.on <= date.today()
        known |= {
            "judul": instrument.title,
            "tanggal_penetapan": str(instrument.issued or ""),
            "sumber": instrument.gazette or "",
            # whether an act still holds in part is more than the library says
            "status": "Tidak Berlaku" if repealed else "",
        }
    return {name: stored.metadata.get(name) or known.get(name, "") for name in FIELDS}
