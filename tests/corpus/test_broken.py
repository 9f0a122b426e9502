"""Deliberately broken copies: each fault is named with its file and its field."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus import load_library
from corpus.check import check_library
from corpus.errors import LibraryError

UU = "instruments/uu-1-2015.yaml"
PN = "decisions/pn-contoh.yaml"
NOTE = "notes/salah-paham.yaml"
Break = Callable[[dict[str, Any]], object]


def _article(mini: dict[str, Any], number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = mini[UU]["provisions"][number]
    return found


LOADING: dict[str, tuple[Break, str, str]] = {
    "unknown field": (lambda m: m[UU].update(colour="red"), UU, "colour"),
    "missing label": (lambda m: m[UU].pop("label"), UU, "label"),
    "bad identifier": (lambda m: m[UU].update(id="uu-1-2015"), UU, "id"),
    "bad portion": (lambda m: _article(m).update(at="pasal_71"), UU, "pasal_71"),
    "impossible date": (
        lambda m: _article(m)["versions"][0].update({"from": "2015-02-30"}),
        UU,
        "provisions.0.versions.0.from",
    ),
    "versions out of order": (
        lambda m: _article(m)["versions"].reverse(),
        UU,
        "provisions.0",
    ),
    "versions that overlap": (
        lambda m: _article(m)["versions"][0].update(until="2017-01-01"),
        UU,
        "overlap",
    ),
    "until before from": (
        lambda m: _article(m)["versions"][0].update(until="2014-01-01"),
        UU,
        "not after from",
    ),
    "missing source": (lambda m: _article(m).pop("sources"), UU, "provisions.0.sources"),
    "empty sources": (lambda m: _article(m).update(sources=[]), UU, "provisions.0.sources"),
    "pasti from memory": (lambda m: _article(m).update(sources=["INGAT"]), UU, "INGAT"),
    "turn on nothing": (
        lambda m: _article(m).update(turns=[{"verdict": None, "when": []}]),
        UU,
        "provisions.0.turns.0.when",
    ),
    "turn on an unknown circumstance": (
        lambda m: _article(m).update(turns=[{"verdict": None, "when": ["raining"]}]),
        UU,
        "circumstances",
    ),
    "perlu-cek without reason": (
        lambda m: _article(m).update(confidence="perlu-cek"),
        UU,
        "needs a reason",
    ),
    "duplicate portion": (lambda m: _article(m, 1).update(at="art_71__para_1"), UU, "provisions.1"),
    "dangling relation": (
        lambda m: _article(m, 1)["relations"][0].update(target="/akn/id/act/uu/2015/1~art_72"),
        UU,
        "relations.0.target",
    ),
    "unknown amending act": (
        lambda m: _article(m)["versions"][1].update(by="/akn/id/act/uu/2018/99"),
        UU,
        "versions.1.by",
    ),
    "unknown relation type": (
        lambda m: _article(m, 1)["relations"][0].update(type="punishes"),
        UU,
        "relations.0.type",
    ),
    "unknown act": (lambda m: _article(m).update(acts=["joget"]), UU, "acts"),
    "unknown addressee": (lambda m: _article(m).update(addressees=["alien"]), UU, "addressees"),
    "decision without a fact": (lambda m: m[PN].pop("sentence"), PN, "sentence"),
    "decision applying nothing known": (
        lambda m: m[PN]["relations"][0].update(target="/akn/id/act/uu/2015/1~art_1"),
        PN,
        "relations.0.target",
    ),
    "note citing nothing known": (
        lambda m: m[NOTE][0]["statements"][0].update(cites=["/akn/id/act/uu/2015/1~art_2"]),
        f"{NOTE}[0]",
        "statements.0.cites",
    ),
    "repealed before in force": (
        lambda m: m[UU].update(repealed={"on": "2010-01-01", "by": "/akn/id/act/uu/2016/10"}),
        UU,
        "repealed.on",
    ),
    "empty file": (lambda m: m.update({UU: ""}), UU, "empty"),
    "not YAML": (lambda m: m.update({UU: "id: [unclosed"}), UU, "YAML"),
}


@pytest.mark.parametrize("fault", LOADING)
def test_a_broken_copy_does_not_load_and_says_where(
    fault: str, mini: dict[str, Any], mini_library: Callable[[], Path]
) -> None:
    harm, file, field = LOADING[fault]
    harm(mini)
    with pytest.raises(LibraryError) as caught:
        load_library(mini_library())
    assert any(p.startswith(file) and field in p for p in caught.value.problems), caught.value


CHECKING: dict[str, tuple[Break, str, str]] = {
    "unknown source": (lambda m: _article(m).update(sources=["KORAN"]), UU, "sources.0"),
    "label that reads back as another": (
        lambda m: m[PN].update(label="UU 1/2015"),
        PN,
        "label",
    ),
    "reference to an article that is not there": (
        lambda m: _article(m)["versions"][1].update(
            text="Lihat juga Pasal 72 UU 1/2015 tentang itu."
        ),
        UU,
        "Pasal 72",
    ),
    "full name of a person": (
        lambda m: m[PN]["office"].update(value="lurah bernama Budi Santoso"),
        PN,
        "initials",
    ),
    "English figure of its own": (
        lambda m: _article(m)["versions"][1].update(en="A lurah may not, for 12 months."),
        UU,
        "12",
    ),
    "too few phrases": (lambda m: _article(m).update(phrases=["satu"]), UU, "phrases"),
    "act that amends itself": (
        lambda m: m[UU].update(relations=[{"type": "amends", "target": "/akn/id/act/uu/2015/1"}]),
        UU,
        "itself",
    ),
}


@pytest.mark.parametrize("fault", CHECKING)
def test_the_check_names_file_and_field(
    fault: str, mini: dict[str, Any], mini_library: Callable[[], Path]
) -> None:
    harm, file, field = CHECKING[fault]
    harm(mini)
    problems = check_library(load_library(mini_library()))
    assert any(p.startswith(file) and field in p for p in problems), problems


def test_a_sentence_copied_from_an_official_text_is_found(
    mini: dict[str, Any], mini_library: Callable[[], Path], tmp_path: Path
) -> None:
    sentence = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas duabelas x y"
    official = tmp_path / "official"
    official.mkdir()
    (official / "1.md").write_text(f"Pasal 1\n{sentence} z", encoding="utf-8")
    _article(mini)["versions"][1]["text"] = f"Lurah {sentence}."
    problems = check_library(load_library(mini_library()), official)
    assert any("word for word" in p and "versions.1.text" in p for p in problems)


def test_the_small_library_itself_is_sound(mini_library: Callable[[], Path]) -> None:
    assert check_library(load_library(mini_library())) == []


def test_a_folder_that_is_no_library_says_so(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="vocabulary"):
        load_library(tmp_path)
