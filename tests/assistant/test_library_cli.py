"""`netral library import` and its neighbours as a user types them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import HANGS
from tests.corpus.intake.conftest import SMALL_ACT

WORK = "/akn/id/act/pp/2031/7"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def _netral(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant.cli", "library", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "NETRAL_HOME": str(home), "COLUMNS": "200"},
        timeout=HANGS,
        check=False,
    )


def test_a_folder_is_imported_and_one_bad_file_does_not_stop_the_others(
    home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    (folder / "dalam").mkdir(parents=True)
    (folder / "a.txt").write_text(SMALL_ACT)
    (folder / "b.txt").write_text("Sekadar catatan.")
    (folder / "dalam" / "c.md").write_text(SMALL_ACT.replace("NOMOR 7", "NOMOR 8"))
    done = _netral(home, "import", str(folder))
    assert done.returncode == 2
    assert f"imported   {WORK}  text  {folder / 'a.txt'}" in done.stdout
    assert "2 imported, 0 unchanged, 1 failed." in done.stdout
    assert "b.txt: The text does not begin with a heading" in done.stderr
    assert "1 of 3 files failed" in done.stderr
    assert "Traceback" not in done.stderr
    (folder / "b.txt").unlink()
    again = _netral(home, "import", str(folder))
    assert again.returncode == 0
    assert "0 imported, 2 unchanged, 0 failed." in again.stdout


def test_imported_lists_the_current_file_and_the_older_one(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    for text in (SMALL_ACT, SMALL_ACT + "\n"):
        file.write_text(text)
        assert _netral(home, "import", str(file)).returncode == 0
    listed = _netral(home, "imported").stdout.splitlines()
    assert [line.split()[:2] for line in listed] == [["older", WORK], ["current", WORK]]
    rows = [json.loads(line) for line in _netral(home, "imported", "--json").stdout.splitlines()]
    assert [row["current"] for row in rows] == [False, True]
    assert rows[1]["work"] == WORK
    assert rows[1]["origin"] == str(file)
    removed = _netral(home, "remove", WORK)
    assert "Removed 2 file(s)" in removed.stdout
    assert _netral(home, "imported").stdout == ""


def test_an_id_overrides_the_heading_and_says_so(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(SMALL_ACT)
    done = _netral(home, "import", str(file), "--id", "/akn/id/act/uu/2016/10")
    assert done.returncode == 0
    assert f"but its heading names {WORK}" in done.stderr


def test_jdihn_is_written(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(SMALL_ACT)
    _netral(home, "import", str(file))
    done = _netral(home, "jdihn", "--output", str(tmp_path / "jdihn.json"))
    assert "Wrote 1 records" in done.stdout
    record = json.loads((tmp_path / "jdihn.json").read_text())[0]
    assert (record["singkatanJenis"], record["noPeraturan"]) == ("PP", "7")
    assert record["fileDownload"] == "a.txt"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "tidak-ada.pdf"), "no such file"),
        (("import", "tidak[/ada].pdf"), "tidak[/ada].pdf: There is no such file"),
        (("import", "."), "nothing to import"),
        (("import", "a", "b", "--id", WORK), "--id names one work"),
        (("import", "a", "--id", "uu/2016/10"), "is not an identifier"),
        (("import", "a", "--id", WORK + "~art_1"), "name the whole one"),
        (("import", "https://example.com/a.pdf"), "not a host of the Indonesian state"),
        (("import", "http://peraturan.go.id/a.pdf"), "not a plain https address"),
        (("fetch", "/akn/id/act/uu/1900/1"), "names no official file"),
        (("remove", WORK), "holds no text"),
    ],
)
def test_bad_arguments_are_one_clear_sentence(
    arguments: tuple[str, ...], said: str, home: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    arguments = tuple(str(empty) if a == "." else a for a in arguments)
    done = _netral(home, *arguments)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
