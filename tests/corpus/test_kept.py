"""The checked library that is kept beside the index gives the same library, or is not used."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus import Library, open_library
from corpus.errors import LibraryError
from corpus.kept import FILE, kept_library
from tests.conftest import write_library


def _content(library: Library) -> list[object]:
    names = ("instruments", "decisions", "reports", "notes", "vocabulary", "sources", "origin")
    return [library.digest, *(getattr(library, name) for name in names)]


def test_the_kept_library_is_the_one_that_was_read(library: Library, tmp_path: Path) -> None:
    assert kept_library(tmp_path, library.digest) is None
    read = open_library(None, tmp_path)
    kept = kept_library(tmp_path, library.digest)
    assert kept is not None
    assert _content(kept) == _content(read) == _content(library)
    assert [kept.label(i) for i in kept.entries] == [library.label(i) for i in library.entries]


def test_a_changed_file_is_read_again_though_its_time_and_size_are_the_same(
    mini_library: Callable[[], Path], tmp_path: Path
) -> None:
    folder = mini_library()
    first = open_library(folder, tmp_path / "home")
    file = folder / "instruments" / "uu-1-2015.yaml"
    before = file.stat()
    file.write_bytes(file.read_bytes().replace(b"UU Pilkada", b"UU Pilkaca"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    second = open_library(folder, tmp_path / "home")
    assert first.resolve("UU Pilkada") == second.resolve("UU Pilkaca")
    assert not second.citations("UU Pilkada")


def test_a_removed_file_and_a_fault_are_noticed(
    mini_library: Callable[[], Path], tmp_path: Path
) -> None:
    folder = mini_library()
    assert open_library(folder, tmp_path / "home").notes
    for note in (folder / "notes").iterdir():
        note.unlink()
    assert not open_library(folder, tmp_path / "home").notes
    (folder / "instruments" / "uu-1-2015.yaml").write_text("id: [", "utf-8")
    with pytest.raises(LibraryError, match="uu-1-2015"):
        open_library(folder, tmp_path / "home")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: b"",
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw.replace(b"kapan saja", b"tiap tahun"),
        lambda raw: raw.replace(raw[:8], b"00000000", 1),
        lambda raw: raw.partition(b"\n")[0] + b"\n{}",
        lambda raw: b"\x80\x04}q\x00.",
    ],
    ids=["empty", "torn", "altered", "of other code", "without content", "a pickle"],
)
def test_a_spoiled_file_is_not_used_and_is_written_anew(
    mini_library: Callable[[], Path], tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    folder = mini_library()
    whole = open_library(folder, tmp_path)
    raw = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(spoil(raw))
    assert kept_library(tmp_path, whole.digest) is None
    assert _content(open_library(folder, tmp_path)) == _content(whole)
    assert (tmp_path / FILE).read_bytes() == raw


def test_a_home_that_cannot_be_written_to_is_done_without(
    mini_library: Callable[[], Path], tmp_path: Path
) -> None:
    (tmp_path / FILE).mkdir()
    assert open_library(mini_library(), tmp_path).entries
    assert [p.name for p in tmp_path.glob(f"*{FILE}*")] == [FILE]


def test_several_writers_and_readers_of_two_libraries_never_meet_the_other_one(
    mini: dict[str, Any], tmp_path: Path
) -> None:
    folders = [write_library(tmp_path / "with", mini)]
    mini.pop("notes/salah-paham.yaml")
    folders.append(write_library(tmp_path / "without", mini))
    wrong: list[str] = []

    def open_often(folder: Path, notes: bool) -> None:
        for _ in range(10):
            if bool(open_library(folder, tmp_path / "home").notes) is not notes:
                wrong.append(folder.name)

    threads = [
        threading.Thread(target=open_often, args=(folders[n % 2], n % 2 == 0)) for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert [p.name for p in (tmp_path / "home").iterdir()] == [FILE]
