import pytest

from corpus.identifier import Identifier
from corpus.official.pinpoint import find_runs, resolve

HERE = (("art", "9"), ("para", "2"), ("point", "b"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pasal 7 ayat (2) huruf r", ["art_7__para_2__point_r"]),
        (
            "Pasal 7 ayat (2) huruf r dan huruf s",
            ["art_7__para_2__point_r", "art_7__para_2__point_s"],
        ),
        ("Pasal 5, Pasal 6A, dan Pasal 7", ["art_5", "art_6A", "art_7"]),
        ("ayat (1)", ["art_9__para_1"]),
        ("huruf a", ["art_9__para_2__point_a"]),
        ("ayat (1) dan ayat (3)", ["art_9__para_1", "art_9__para_3"]),
        ("ayat (1) huruf a atau huruf c", ["art_9__para_1__point_a", "art_9__para_1__point_c"]),
        ("ayat (1) sampai dengan ayat (3)", ["art_9__para_1", "art_9__para_2", "art_9__para_3"]),
        ("Pasal 4 s.d. Pasal 6", ["art_4", "art_5", "art_6"]),
        ("ayat (2) Pasal 8", ["art_8__para_2"]),
        ("huruf c ayat (2) Pasal 8", ["art_8__para_2__point_c"]),
        ("Pasal 1 angka 3 huruf a", ["art_1__item_3__point_a"]),
        ("ayat ( 1a )", ["art_9__para_1a"]),
        ("huruf d.", ["art_9__para_2__point_d"]),
    ],
)
def test_pinpoints_are_completed_from_their_place(text: str, expected: list[str]) -> None:
    found = [p.portion for run in find_runs(text) for p in resolve(run, HERE)]
    assert [Identifier("act", "uu", 2031, "7", p).eid for p in found] == expected


def test_the_reading_that_exists_is_taken() -> None:
    known = {(("art", "9"), ("point", "a"))}
    (run,) = find_runs("sebagaimana dimaksud dalam huruf a")
    (pinpoint,) = resolve(run, HERE, known.__contains__)
    assert pinpoint.portion == (("art", "9"), ("point", "a"))


@pytest.mark.parametrize("text", ["ayat suci", "huruf besar", "angka kematian", "pasal karet", ""])
def test_other_uses_of_the_words_are_no_pinpoints(text: str) -> None:
    assert list(find_runs(text)) == []
