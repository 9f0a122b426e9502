import pytest

from corpus.identifier import Identifier
from corpus.official.amendment import Action, read_clause


def _eid(portion: tuple[tuple[str, str], ...]) -> str:
    return Identifier("act", "uu", 2015, "1", portion).eid


def _told(clause: str) -> list[tuple[str, list[str]]]:
    return [(o.action.value, [_eid(t) for t in o.targets]) for o in read_clause(clause)]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (
            "1. Ketentuan Pasal 7 diubah sehingga berbunyi sebagai berikut:",
            [("replace", ["art_7"])],
        ),
        ("Pasal 8 diubah, sehingga Pasal 8 berbunyi sebagai berikut:", [("replace", ["art_8"])]),
        ("93. Ketentuan Pasal 16 diubah sehinggga berbunyi:", [("replace", ["art_16"])]),
        ("Ketentuan Pasal 88 dihapus.", [("delete", ["art_88"])]),
        ("12. Pasal 88A dihapus.", [("delete", ["art_88A"])]),
        ("Pasal 4, Pasal 5, dan Pasal 9 dihapus.", [("delete", ["art_4", "art_5", "art_9"])]),
        (
            "Pasal 4 sampai dengan Pasal 7 dihapus.",
            [("delete", ["art_4", "art_5", "art_6", "art_7"])],
        ),
        ("BAB V dihapus.", [("delete", ["chapter_V"])]),
        ("Bagian Kedua BAB V dihapus.", [("delete", ["chapter_V__part_KEDUA"])]),
        (
            "Ketentuan Pasal 7 ayat (2) huruf r dan huruf s diubah sehingga Pasal 7 berbunyi:",
            [("replace", ["art_7__para_2__point_r", "art_7__para_2__point_s"])],
        ),
        (
            "Ketentuan ayat (2) dan ayat (3) Pasal 8 diubah, sehingga Pasal 8 berbunyi:",
            [("replace", ["art_8__para_2", "art_8__para_3"])],
        ),
        (
            "Ketentuan ayat (1) huruf c dan ayat (2) Pasal 65 diubah, sehingga berbunyi:",
            [("replace", ["art_65__para_1__point_c", "art_65__para_2"])],
        ),
        (
            "Ketentuan ayat (3) huruf e dan huruf f Pasal 41 diubah, sehingga berbunyi:",
            [("replace", ["art_41__para_3__point_e", "art_41__para_3__point_f"])],
        ),
        ("ketentuan ayat (2) Pasal 3 diubah:", [("replace", ["art_3__para_2"])]),
        (
            "49. Ketentuan ayat (2) dihapus sehingga Pasal 166 berbunyi sebagai berikut:",
            [("delete", ["art_166__para_2"])],
        ),
        (
            "Ketentuan Pasal 1 angka 1, angka 3, dan angka 4 diubah, serta angka 2 dihapus, "
            "sehingga Pasal 1 berbunyi sebagai berikut:",
            [
                ("replace", ["art_1__item_1", "art_1__item_3", "art_1__item_4"]),
                ("delete", ["art_1__item_2"]),
            ],
        ),
        (
            "Ketentuan ayat (1) dan ayat (5) Pasal 36 diubah dan ayat (4) Pasal 36 dihapus, "
            "sehingga Pasal 36 berbunyi sebagai berikut:",
            [("replace", ["art_36__para_1", "art_36__para_5"]), ("delete", ["art_36__para_4"])],
        ),
        (
            "Ketentuan ayat (4) Pasal 68 diubah dan ditambahkan 1 (satu) ayat, yakni ayat (5), "
            "sehingga Pasal 68 berbunyi sebagai berikut:",
            [("replace", ["art_68__para_4"]), ("add", ["art_68__para_5"])],
        ),
        (
            "Ketentuan Pasal 27 ditambah 2 (dua) ayat, yaitu ayat (3) dan ayat (4) sehingga "
            "Pasal 27 berbunyi sebagai berikut:",
            [("add", ["art_27__para_3", "art_27__para_4"])],
        ),
        (
            "Di antara Pasal 135 dan Pasal 136 disisipkan 1 (satu) pasal, yakni Pasal 135A yang "
            "berbunyi sebagai berikut:",
            [("insert", ["art_135A"])],
        ),
        (
            "Diantara Pasal 187 dan Pasal 188 disisipkan 3 (tiga) pasal, yakni Pasal 187A sampai "
            "dengan Pasal 187C sehingga berbunyi sebagai berikut:",
            [("insert", ["art_187A", "art_187B", "art_187C"])],
        ),
        (
            "Di antara huruf b dan huruf c Pasal 10 disisipkan 1 (satu) huruf, yakni huruf b1 "
            "sehingga Pasal 10 berbunyi sebagai berikut:",
            [("insert", ["art_10__point_b1"])],
        ),
        (
            "Di antara ayat (4) dan ayat (5) Pasal 42 disisipkan 1 (satu) ayat, yakni ayat (4a) "
            "dan di antara ayat (5) dan ayat (6) disisipkan 1 (satu) ayat, yakni ayat (5a), "
            "sehingga Pasal 42 berbunyi sebagai berikut:",
            [("insert", ["art_42__para_4a"]), ("insert", ["art_42__para_5a"])],
        ),
        (
            "Setelah ayat (3) Pasal 5 ditambahkan 1 (satu) ayat baru, yakni ayat (4) sehingga "
            "Pasal 5 berbunyi sebagai berikut:",
            [("add", ["art_5__para_4"])],
        ),
        (
            "Di antara BAB V dan BAB VI disisipkan 1 (satu) bab, yakni BAB VA yang berbunyi:",
            [("insert", ["chapter_VA"])],
        ),
        (
            "Ketentuan ayat (1) Pasal 9 diubah, di antara ayat (1) dan ayat (2) disisipkan "
            "1 (satu) ayat, yakni ayat (1a), ayat (3) dihapus, dan penjelasan ayat (4) diubah "
            "sehingga Pasal 9 berbunyi sebagai berikut:",
            [
                ("replace", ["art_9__para_1"]),
                ("insert", ["art_9__para_1a"]),
                ("delete", ["art_9__para_3"]),
                ("explain", ["art_9__para_4"]),
            ],
        ),
        (
            "Ketentuan Pasal 71 tetap, dengan perubahan penjelasan Pasal 71 ayat (2), sehingga "
            "penjelasan Pasal 71 menjadi sebagaimana ditetapkan dalam penjelasan pasal demi pasal.",
            [("explain", ["art_71__para_2"])],
        ),
        (
            "Penjelasan Pasal 5 ayat (1) diubah sehingga berbunyi sebagaimana tercantum dalam "
            "penjelasan.",
            [("explain", ["art_5__para_1"])],
        ),
        ("Judul BAB IV diubah sehingga berbunyi sebagai berikut:", [("retitle", ["chapter_IV"])]),
        ("Ketentuan Lampiran diubah sehingga berbunyi:", [("replace", ["annex"])]),
    ],
)
def test_each_form_of_clause_is_read(clause: str, expected: list[tuple[str, list[str]]]) -> None:
    assert _told(clause) == expected


@pytest.mark.parametrize(
    ("clause", "reason"),
    [
        ("", "empty"),
        ("Ketentuan Pasal 5 disesuaikan.", "Pasal 5 disesuaikan"),
        ('Kata "lurah" dalam Pasal 5 diubah menjadi "camat".', "lurah"),
        ("Ketentuan ayat (2) diubah sehingga berbunyi:", "names no article"),
        ("Ketentuan mengenai wasit Pasal 5 diubah sehingga berbunyi:", "wasit"),
        ("Di antara Pasal 5 dan Pasal 6 diubah sehingga berbunyi:", "nothing is named"),
        (
            "Di antara Pasal 5 dan Pasal 6 disisipkan 2 (dua) pasal, yakni Pasal 5A yang berbunyi:",
            "2 are announced, 1 named",
        ),
        ("Di antara Pasal 5 dan Pasal 6 disisipkan Pasal 5A yang berbunyi:", "Pasal 5A"),
        ("Pasal 5 diubah kecuali ayat (2) sehingga berbunyi:", "kecuali"),
        ("Pasal 5 tetap, dengan perubahan judul sehingga berbunyi:", "judul"),
        ("Ketentuan Pasal 5 diu8ah sehingga berbunyi:", "diu8ah"),
    ],
)
def test_a_clause_that_is_not_understood_is_never_guessed(clause: str, reason: str) -> None:
    (operation,) = read_clause(clause)
    assert operation.action is Action.UNREAD
    assert operation.targets == ()
    assert reason in operation.problem


def test_an_insertion_names_its_neighbours() -> None:
    (operation,) = read_clause(
        "Di antara ayat (1) dan ayat (2) Pasal 16 disisipkan 1 (satu) ayat, yakni ayat (1a) "
        "sehingga Pasal 16 berbunyi sebagai berikut:"
    )
    assert [_eid(n) for n in operation.between] == ["art_16__para_1", "art_16__para_2"]
