"""The figures of a parse: what is expected, found and missing, and the table made of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpus.official.report import read_folder, report, table, write_block

LAW = "".join(f"Pasal {n}\nTaman nomor {n} dibuka setiap hari.\n" for n in range(1, 7))
AMENDMENT = """MEMUTUSKAN:
Menetapkan: PERUBAHAN.
Pasal I
Beberapa ketentuan diubah sebagai berikut:
1. Di antara Pasal 2 dan Pasal 3 disisipkan 2 (dua) pasal, yakni Pasal 2A dan Pasal 2B sehingga
berbunyi sebagai berikut:
Pasal 2A
Taman dijaga.
{second}
Penjaga digaji.
2. Ketentuan Pasal 5 dihapus.
Pasal II
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
"""


def test_a_whole_law_has_nothing_missing() -> None:
    row = report("taman.md", LAW)
    assert (row.expected, row.found, row.missing, row.split) == (6, 6, (), ())
    assert row.assigned == 1.0


def test_missing_and_empty_articles_are_named() -> None:
    raw = LAW.replace("Pasal 3\n", "").replace("Taman nomor 5 dibuka setiap hari.", "")
    row = report("taman.md", raw)
    assert (row.expected, row.found) == (6, 5)
    assert row.missing == ("3",)
    assert row.split == ("5",)
    assert row.doubtful == 1


@pytest.mark.parametrize(
    ("second", "missing"), [("Pasal 2B", ()), ("Pasal dua B", ("new wording of item 1",))]
)
def test_new_wordings_are_counted_against_their_clause(
    second: str, missing: tuple[str, ...]
) -> None:
    row = report("perubahan.md", AMENDMENT.format(second=second))
    assert row.missing == missing
    assert row.expected == 4


def test_the_table_is_renewed_and_the_words_around_it_stay(tmp_path: Path) -> None:
    (tmp_path / "uu").mkdir()
    (tmp_path / "uu" / "1.md").write_text(LAW, "utf-8")
    (tmp_path / "uu" / "2.txt").write_bytes(b"\xff\xfe no law")
    (tmp_path / "uu" / "3.pdf").write_bytes(b"%PDF")
    rows = [report(name, raw) for name, raw in read_folder(tmp_path)]
    assert [row.name for row in rows] == ["uu/1.md", "uu/2.txt"]
    page = tmp_path / "page.md"
    write_block(page, "parse-report", table(rows))
    page.write_text("Before.\n" + page.read_text("utf-8") + "After.\n", "utf-8")
    write_block(page, "parse-report", table(rows[:1]))
    text = page.read_text("utf-8")
    assert text.startswith("Before.\n")
    assert text.endswith("After.\n")
    assert table(rows[:1]) in text
    assert "uu/2.txt" not in text


def test_the_command_prints_the_table_and_says_what_is_wrong(tmp_path: Path) -> None:
    from assistant.library_cli import library_app
    from corpus.errors import NetralError

    run = CliRunner().invoke
    missing = run(library_app, ["parse-report", str(tmp_path / "nowhere")])
    assert isinstance(missing.exception, NetralError)
    empty = run(library_app, ["parse-report", str(tmp_path)])
    assert isinstance(empty.exception, NetralError)
    (tmp_path / "1.md").write_text(LAW, "utf-8")
    assert "| 1.md |" in run(library_app, ["parse-report", str(tmp_path)]).stdout
