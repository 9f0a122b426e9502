"""The figures of amendments and references, from files of invented acts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from typer.testing import CliRunner

from assistant.library_cli import library_app
from corpus import Library
from corpus.official.tally import (
    amendments_markdown,
    consolidations_of,
    references_markdown,
    work_of,
)
from tests.corpus.acts import BASE, FIRST, amendment, base

GOOD = "Ketentuan Pasal 6 diubah sehingga berbunyi sebagai berikut:\nPasal 6\nJuri wajib adil."
BAD = "Ketentuan Pasal 60 dihapus."


def files(*clauses: str) -> list[tuple[str, str]]:
    """The base act and an amendment of it, as names and words."""
    return [
        ("uu/2031/7.md", base().document.raw),
        ("uu/2032/3.md", amendment(*clauses).document.raw),
    ]


def test_acts_are_found_dated_and_laid_over_each_other(library: Library) -> None:
    (law,) = consolidations_of(files(GOOD), library)
    assert law.base == BASE
    article = (("art", "6"),)
    # the day on which each says that it was promulgated
    assert [e.day for e in law.history(article)] == [date(2031, 5, 2), date(2032, 5, 2)]
    assert "adil" in law.at(date(2032, 5, 2))[article].text


def test_an_act_without_its_base_or_without_a_date_is_left_out(library: Library) -> None:
    assert consolidations_of(files(GOOD)[1:], library) == []
    undated = [(name, raw.replace("2 Mei", "dua")) for name, raw in files(GOOD)]
    assert consolidations_of(undated, library) == []


def test_a_file_is_known_by_its_path_or_its_title() -> None:
    raw = amendment(GOOD).document.raw
    assert work_of("uu/2032/3.md", raw) == FIRST
    assert work_of("berkas.txt", raw) == FIRST
    assert work_of("berkas.txt", "Tanpa judul.") is None


def test_what_was_not_applied_is_told_with_its_reason(library: Library) -> None:
    markdown = amendments_markdown(consolidations_of(files(GOOD, BAD), library), library.names)
    assert "| UU 7/2031 | UU 3/2032 | 2 | 2 | 1 | 0 | 0 | 1 | 0 | 1 | 1 | 0 |" in markdown
    assert "- UU 3/2032 angka 2 (delete Pasal 60): Pasal 60 is not in force." in markdown
    whole = amendments_markdown(consolidations_of(files(GOOD), library), library.names)
    assert "Every operation was applied." in whole


def test_references_are_counted_per_file(library: Library) -> None:
    texts = files(GOOD)
    markdown = references_markdown(texts, consolidations_of(texts, library))
    row = next(line for line in markdown.splitlines() if line.startswith("| uu/2031/7.md |"))
    # "Undang-Undang ini" four times and the title, ayat (1) once
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert int(cells[1]) == sum(int(cell) for cell in cells[2:6])
    assert cells[3] == "1"
    assert cells[6] == cells[1]


def test_the_command_renews_its_blocks_in_a_page(tmp_path: Path) -> None:
    for name, raw in files(GOOD, BAD):
        file = tmp_path / "law" / name
        file.parent.mkdir(parents=True)
        file.write_text(raw, "utf-8")
    page = tmp_path / "page.md"
    page.write_text("Before.\n<!-- amendments -->\nold\n<!-- end of amendments -->\n", "utf-8")
    ran = CliRunner().invoke(library_app, ["parse-report", str(tmp_path / "law"), "-o", str(page)])
    assert ran.exit_code == 0
    text = page.read_text("utf-8")
    assert text.startswith("Before.\n<!-- amendments -->\n| base |")
    assert "old" not in text
    assert "Pasal 60 is not in force" in text
    assert "| uu/2032/3.md |" in text
