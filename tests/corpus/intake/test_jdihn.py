"""JDIHN metadata, in and out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus import Library, load_library
from corpus.errors import IntakeError
from corpus.identifier import Identifier
from corpus.intake.jdihn import FIELDS, read_records, record_of, work_of
from tests.corpus.intake.conftest import SMALL_ACT, SMALL_WORK, Import

RECORD = {
    "idData": "17",
    "tahun_pengundangan": "2031",
    "jenis": "Peraturan Pemerintah",
    "noPeraturan": "7",
    "judul": "Kebun Contoh",
    "singkatanJenis": "PP",
    "sumber": "LN 2031/9",
    "fileDownload": "kebun.txt",
    "lain": "tidak dikenal",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kebun.txt"
    path.write_text("Salinan tanpa kepala.\nPasal 1\nKebun disiram.")
    return path


@pytest.mark.parametrize("name", ["kebun.json", "jdihn.json"])
def test_metadata_beside_a_file_names_its_work(name: str, file: Path, take_in: Import) -> None:
    records: Any = RECORD if name == "kebun.json" else [{"fileDownload": "x.pdf"}, RECORD]
    file.with_name(name).write_text(json.dumps(records))
    stored = take_in(file)
    assert stored.work == SMALL_WORK
    assert stored.metadata == {k: v for k, v in RECORD.items() if k in FIELDS}


def test_metadata_that_contradicts_the_heading_is_not_believed(file: Path, take_in: Import) -> None:
    file.write_text(SMALL_ACT.replace("NOMOR 7", "NOMOR 8"))
    file.with_name("jdihn.json").write_text(json.dumps([RECORD]))
    with pytest.raises(IntakeError, match=r"2031/8.*2031/7.*--id"):
        take_in(file)
    assert take_in(file, work=SMALL_WORK).work == SMALL_WORK


def test_broken_metadata_says_which_file(file: Path, take_in: Import) -> None:
    file.with_name("kebun.json").write_text("{")
    with pytest.raises(IntakeError, match=r"kebun\.json beside it is not valid JSON"):
        take_in(file)


@pytest.mark.parametrize(
    ("change", "work"),
    [
        ({}, SMALL_WORK),
        ({"singkatanJenis": ""}, SMALL_WORK),
        ({"singkatanJenis": "UU", "jenis": "UNDANG-UNDANG"}, Identifier("act", "uu", 2031, "7")),
        ({"singkatanJenis": "X", "jenis": "Peraturan Menteri"}, None),
        ({"noPeraturan": "7A"}, None),
        ({"tahun_pengundangan": "31"}, None),
    ],
)
def test_the_work_of_a_record(change: dict[str, str], work: Identifier | None) -> None:
    assert work_of({**RECORD, **change}) == work


def test_what_went_in_comes_out(
    file: Path,
    take_in: Import,
    tmp_path: Path,
    mini: dict[str, Any],
    mini_library: Callable[[], Path],
) -> None:
    file.with_name("jdihn.json").write_text(json.dumps([RECORD]))
    out = record_of(take_in(file), load_library(mini_library()))
    assert list(out) == list(FIELDS)
    for name in ("idData", "judul", "sumber", "noPeraturan", "fileDownload"):
        assert out[name] == RECORD[name]
    again = tmp_path / "again.json"
    again.write_text(json.dumps([out]))
    assert work_of(read_records(again)[0]) == SMALL_WORK


def test_the_library_fills_what_the_file_does_not_say(
    take_in: Import, tmp_path: Path, library: Library
) -> None:
    path = tmp_path / "uu.txt"
    path.write_text(SMALL_ACT)
    out = record_of(take_in(path, work=Identifier("act", "uu", 2014, "5")), library)
    assert (out["singkatanJenis"], out["noPeraturan"]) == ("UU", "5")
    assert out["status"] == "Tidak Berlaku"
    assert out["tanggal_penetapan"].startswith("2014-")
