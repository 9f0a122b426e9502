"""The store: nothing doubled, nothing lost, one writer."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import IntakeError, NetralError, StoreBusyError, StoreCorruptError
from corpus.identifier import Identifier
from corpus.intake import OfficialStore
from tests.conftest import HANGS
from tests.corpus.intake.conftest import SMALL_ACT, SMALL_WORK, Import


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pp.txt"
    path.write_text(SMALL_ACT)
    return path


def test_what_is_imported_is_kept_with_its_origin(
    file: Path, store: OfficialStore, take_in: Import
) -> None:
    stored = take_in(file)
    assert store.documents() == store.current() == [stored]
    assert stored.work == SMALL_WORK
    assert stored.original.read_bytes() == file.read_bytes()
    assert stored.origin == str(file)
    assert stored.path.read_text() == stored.text() == SMALL_ACT


def test_the_same_bytes_again_do_nothing(
    file: Path, store: OfficialStore, take_in: Import, contents: Callable[[], dict[str, bytes]]
) -> None:
    take_in(file)
    before, digest = contents(), store.digest
    copy = file.with_name("copy.md")
    copy.write_bytes(file.read_bytes())
    take_in(copy)
    assert contents() == before
    assert store.digest == digest
    with pytest.raises(IntakeError, match="netral library remove"):
        take_in(file, work=Identifier("act", "uu", 2031, "1"))


def test_a_changed_file_takes_the_place_of_the_old_one_which_is_kept(
    file: Path, store: OfficialStore, take_in: Import
) -> None:
    old = take_in(file)
    digest = store.digest
    file.write_text(SMALL_ACT.replace("pagi hari", "siang hari"))
    new = take_in(file)
    assert store.documents() == [old, new]
    assert store.current() == [new]
    assert store.digest != digest
    assert "pagi hari" in old.text()


def test_the_newer_import_is_current_even_when_the_clock_was_set_back(
    file: Path, store: OfficialStore, take_in: Import
) -> None:
    take_in(file)
    record = next(store.root.glob("*/record.json"))
    record.write_text(record.read_text().replace('"imported": "20', '"imported": "29'))
    file.write_text(SMALL_ACT + "\n")
    new = take_in(file)
    assert store.current() == [new]


def test_remove_leaves_the_other_works(
    file: Path, store: OfficialStore, take_in: Import, tmp_path: Path
) -> None:
    take_in(file)
    other = tmp_path / "other.txt"
    other.write_text(SMALL_ACT.replace("NOMOR 7", "NOMOR 8"))
    kept = take_in(other)
    with store.writing() as writer:
        assert writer.remove(SMALL_WORK) == 1
        assert writer.remove(SMALL_WORK) == 0
    assert store.documents() == [kept]


def test_two_writers_one_is_told(store: OfficialStore) -> None:
    with (
        store.writing(),
        pytest.raises(StoreBusyError, match="Another process is importing"),
        OfficialStore(store.root.parent).writing(),
    ):
        pass


def test_damage_is_noticed_and_a_new_import_mends_it(
    file: Path, store: OfficialStore, take_in: Import
) -> None:
    stored = take_in(file)
    stored.path.write_text("palsu")
    with pytest.raises(StoreCorruptError, match="netral library import"):
        stored.text()
    assert take_in(file).text() == SMALL_ACT
    (stored.folder / "record.json").write_text("{")
    with pytest.raises(StoreCorruptError, match="Delete that folder"):
        store.documents()
    take_in(file)
    assert len(store.documents()) == 1


def test_a_home_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with (
        pytest.raises(NetralError, match="NETRAL_HOME"),
        OfficialStore(tmp_path / "home").writing(),
    ):
        pass


_IMPORT = """
import sys
from pathlib import Path
from corpus.intake import OfficialStore
from corpus.intake.fetch import Fetcher
from corpus.intake.take import find_sources, take
store = OfficialStore(Path(sys.argv[1]))
print("go", flush=True)
with store.writing() as writer:
    for source in find_sources([sys.argv[2]]):
        take(writer, Fetcher(store), source)
"""


def _importing(home: Path, folder: Path) -> subprocess.Popen[bytes]:
    """A process that has started to import."""
    run = subprocess.Popen(
        [sys.executable, "-c", _IMPORT, str(home), str(folder)],
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
    )
    assert run.stdout
    assert run.stdout.readline() == b"go\n"
    return run


@pytest.mark.slow
def test_killed_at_any_moment_it_opens_and_goes_on(tmp_path: Path, store: OfficialStore) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(12):
        text = SMALL_ACT.replace("NOMOR 7", f"NOMOR {number + 1}")
        (folder / f"{number:02}.txt").write_text(text + "\nPasal 4\nIsi." * 20_000)
    undisturbed = _importing(tmp_path / "undisturbed", folder)
    started = time.monotonic()
    assert undisturbed.wait(timeout=HANGS) == 0
    latest = time.monotonic() - started
    choose = random.Random(5)
    killed = 0
    while killed < 8:
        run = _importing(store.root.parent, folder)
        time.sleep(choose.uniform(0.0, latest))
        run.send_signal(signal.SIGKILL)
        if run.wait() == -signal.SIGKILL:
            killed += 1
        else:  # it was through: less was left to do, or the machine is faster now
            latest /= 2
        for document in store.documents():  # opens, and all that is there is whole
            assert document.text().startswith("PERATURAN")
            assert document.original.stat().st_size == os.path.getsize(document.origin)
    assert _importing(store.root.parent, folder).wait(timeout=HANGS) == 0
    assert [d.work.number for d in store.documents()] == [str(n) for n in range(1, 13)]
    assert not list(store.root.glob(".new-*")), "what killed imports left is removed"
