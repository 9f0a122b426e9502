"""Imported official words under the library's provisions."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus import Identifier, Library, load_library, open_library
from corpus.errors import CitationError
from corpus.intake import OfficialStore
from corpus.official.figures import disagreements, figures
from tests.invented import AMENDING, BASE, import_files, import_texts

FIRST, NOW = date(2015, 3, 1), date(2026, 11, 23)
PARA_1 = "/akn/id/act/uu/2015/1~art_71__para_1"


@pytest.fixture
def folder(mini_library: Callable[[], Path]) -> Path:
    return mini_library()


@pytest.fixture
def both(folder: Path, tmp_path: Path) -> Library:
    import_texts(tmp_path / "home", BASE, AMENDING)
    return open_library(folder, tmp_path / "home")


def _words(library: Library, citation: str, day: date) -> str:
    entry = library.get(citation)
    words = entry.words(entry.shown(day), day)
    assert words is not None
    return words.text


def test_without_imports_the_library_is_what_its_files_say(folder: Path, tmp_path: Path) -> None:
    plain = load_library(folder)
    opened = open_library(folder, tmp_path / "home")
    assert opened.digest == plain.digest
    assert list(opened.entries) == list(plain.entries)


def test_the_words_are_those_of_the_day(both: Library) -> None:
    first = _words(both, "Pasal 71 ayat (1) UU 1/2015", FIRST)
    now = _words(both, "Pasal 71 ayat (1) UU 10/2016", NOW)
    assert "selama masa ajakan" in first
    assert "Lurah dan camat" in now
    assert "kapan pun" in now


def test_page_furniture_splits_the_spans_and_not_the_words(both: Library) -> None:
    entry = both.get(PARA_1)
    words = entry.words(entry.shown(NOW), NOW)
    assert words is not None
    assert "lisan maupun dengan perbuatan" in words.text
    assert len(words.spans) == 2
    joined = " ".join(AMENDING[a:b] for a, b in words.spans)
    assert re.sub(r"\s+", " ", joined).strip() == words.text


def test_what_the_library_does_not_describe_is_found_by_ayat(both: Library) -> None:
    units = {e.id.eid: e for e in both.excerpts()}
    assert {"art_70", "art_71__para_2", "art_189"} <= set(units)
    assert "art_71" not in units
    assert "art_188" not in units  # the library has it
    assert "expl__art_71__para_1" in units
    assert "expl__art_70" not in units  # "Cukup jelas."
    label = both.label(units["art_71__para_2"].id, NOW)
    assert label == "Pasal 71 ayat (2) UU 1/2015 jo. UU 10/2016"


def test_every_portion_of_an_official_text_can_be_cited(both: Library) -> None:
    entry = both.get("Pasal 71 UU 1/2015")
    assert entry.text_kind == "naskah"
    assert [v.from_ for v in entry.versions] == [date(2015, 2, 2), date(2016, 7, 1)]
    assert "(2) Teguran kepada lurah atau camat" in entry.shown(NOW).text
    with pytest.raises(CitationError, match="holds nothing"):
        both.get("Pasal 72 UU 1/2015")


def test_an_ayat_that_an_amendment_dropped_is_no_longer_law(both: Library) -> None:
    entry = both.get("Pasal 71 ayat (3) UU 1/2015")
    assert entry.status(FIRST) == "berlaku"
    assert entry.status(NOW) == "dicabut"


def test_older_words_are_not_quoted_for_a_newer_version(folder: Path, tmp_path: Path) -> None:
    """The base act alone says nothing of the words that UU 10/2016 made."""
    import_texts(tmp_path / "home", BASE)
    library = open_library(folder, tmp_path / "home")
    entry = library.get(PARA_1)
    assert entry.words(entry.shown(FIRST), FIRST) is not None
    assert entry.words(entry.shown(NOW), NOW) is None
    other = library.get("Pasal 70 UU 1/2015")
    assert library.uncertain(other.id) == (
        "UU 10/2016 mengubah peraturan ini dan naskahnya belum diimpor."
    )


def test_an_amending_act_alone_gives_the_words_that_it_quotes(folder: Path, tmp_path: Path) -> None:
    import_texts(tmp_path / "home", AMENDING)
    library = open_library(folder, tmp_path / "home")
    assert "Lurah dan camat" in _words(library, "Pasal 71 ayat (1) UU 1/2015", NOW)
    entry = library.get(PARA_1)
    assert entry.words(entry.shown(FIRST), FIRST) is None
    with pytest.raises(CitationError, match="holds nothing"):
        library.get("Pasal 70 UU 1/2015")


def test_a_text_that_is_not_what_its_identifier_says_is_not_laid(
    folder: Path, tmp_path: Path
) -> None:
    import_texts(tmp_path / "home", BASE, AMENDING.replace("Pasal I\n", "Pasal 1\n"))
    library = open_library(folder, tmp_path / "home")
    assert "selama masa ajakan" in _words(library, "Pasal 71 ayat (1) UU 1/2015", FIRST)
    entry = library.get(PARA_1)
    assert entry.words(entry.shown(NOW), NOW) is None


def test_what_was_read_is_kept_and_read_again_when_a_file_changes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    import_texts(home, BASE)
    first = open_library(folder, home)
    stages: list[str] = []
    again = open_library(folder, home, lambda stage, done, total: stages.append(stage))
    assert not stages
    assert again.digest == first.digest
    assert again.naskah == first.naskah
    (home / "naskah.json").write_text("{broken", encoding="utf-8")
    assert open_library(folder, home).naskah == first.naskah
    import_texts(home, AMENDING)
    changed = open_library(folder, home, lambda stage, done, total: stages.append(stage))
    assert stages
    assert changed.digest != first.digest


def test_figures_are_read_with_their_units_and_in_words() -> None:
    text = (
        "paling singkat 1 (satu) bulan atau 3 tahun, Rp600.000,00 (enam ratus ribu rupiah), "
        "Rp24 juta, 14 (empat belas) hari kerja, 25%, tahun 2015, 3O (tiga puluh) hari"
    )
    assert {f.key for f in figures(text)} == {
        ("bulan", 1),
        ("bulan", 36),
        ("rupiah", 600_000),
        ("rupiah", 24_000_000),
        ("hari", 14),
        ("hari", 30),
        ("persen", 25),
    }


def test_a_figure_that_the_official_words_do_not_hold_is_reported(both: Library) -> None:
    (problem,) = disagreements(both)
    assert problem.startswith("instruments/uu-1-2015.yaml: provisions.1: versions.0.text:")
    assert "'6 bulan'" in problem
    assert "9 bulan" in problem
    assert "Pasal 188 UU 1/2015" in problem


def test_real_words_by_date(official: Path, tmp_path: Path) -> None:
    names = ("2015/1.md", "2015/8.md", "2016/10.md")
    import_files(tmp_path, *(official / "uu" / name for name in names))
    library = open_library(None, tmp_path)
    entry = library.get(Identifier.parse(PARA_1))
    by = {}
    for day in (date(2015, 2, 3), NOW):
        words = entry.words(entry.shown(day), day)
        assert words is not None
        by[day] = words.by.work_text
        raw = next(d.text() for d in OfficialStore(tmp_path).current() if d.sha256 == words.source)
        joined = " ".join(raw[a:b] for a, b in words.spans)
        assert re.sub(r"\s+", " ", joined).strip() == words.text
    assert list(by.values()) == ["/akn/id/act/uu/2015/1", "/akn/id/act/uu/2016/10"]
