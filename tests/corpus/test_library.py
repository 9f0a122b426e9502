"""The bundled library: complete, checked, and catalogued."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from corpus import Library
from corpus.catalogue import catalogue
from corpus.check import check_library

DOCS = Path(__file__).parents[2] / "docs"


def test_the_bundled_library_passes_its_own_checks(library: Library) -> None:
    assert check_library(library) == []


def test_no_text_copies_an_official_one(library: Library, official: Path) -> None:
    assert [p for p in check_library(library, official) if "word for word" in p] == []


def test_the_catalogue_is_up_to_date(library: Library) -> None:
    assert (DOCS / "library.md").read_text("utf-8") == catalogue(library), "run `make docs`"


def test_every_group_of_rules_and_decisions_is_held(library: Library) -> None:
    groups = {i.group for i in library.instruments.values()}
    assert len(groups) >= 19
    assert sum(1 for _ in library.provisions()) >= 250
    assert len(library.decisions) >= 55
    assert Counter(r.kind.value for r in library.reports.values())["case"] == 15
    assert Counter(n.kind.value for n in library.notes.values())["misconception"] == 70


def test_relations_can_be_followed_from_prohibition_to_court(library: Library) -> None:
    ban = library.resolve("Pasal 71 ayat (1) UU 1/2015")
    sanctions = library.related(ban, "sanctioned_by")
    assert library.resolve("Pasal 188 UU 1/2015") in sanctions
    procedures = {i for s in sanctions for i in library.related(s, "has_procedure")}
    assert library.resolve("Pasal 148 UU 1/2015") in procedures
    decisions = {i for s in sanctions for i in library.related(s, "applied_in")}
    assert library.resolve("putusan 211/Pid.Sus/2024/PN Pnj") in decisions


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Apa beda putusan Andoolo dan Pinrang?", ["asn", "kepala-dinas"]),
        ("kasus kades tarik gimana", ["kepala-desa-tarik"]),
        ("surat mundurnya bisa ditarik?", []),
        ("sumber hukum putusan itu apa", []),
    ],
)
def test_decisions_are_known_by_their_place(
    library: Library, text: str, numbers: list[str]
) -> None:
    assert [i.number for i in library.decisions_of_places(text)] == numbers
