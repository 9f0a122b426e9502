from __future__ import annotations

import pytest

from corpus import Library
from corpus.identifier import Identifier
from corpus.official.references import (
    Form,
    Reference,
    decision_references,
    references,
    relations,
)
from corpus.official.structure import parse
from tests.corpus.acts import BASE, BASE_BODY, FIRST, amendment, base, text

BODY = """BAB I KETENTUAN UMUM
Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan:
1. Lomba adalah pertandingan.
2. Juri adalah orang yang menilai:
a. tari; dan
b. nyanyi sebagaimana dimaksud dalam huruf a.
Pasal 2
(1) Peserta wajib mendaftar.
(2) Pendaftaran sebagaimana dimaksud pada ayat (1) memuat:
a. nama; dan
b. alamat selain sebagaimana dimaksud dalam huruf a.
(3) Kelompok PLACE didaftar oleh ketuanya.
(4) Ketua hadir.
Pasal 3
Panitia bersidang.
Pasal 4
(1) Juri bersumpah.
(2) Sumpah diucapkan.
(3) Sumpah dicatat.
Pasal 5
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
"""
EXPLAINED = """Pasal 1
Cukup jelas.
Pasal 2
Ayat (1) Cukup jelas. Ayat (2) Nama sebagaimana dimaksud pada ayat (2) huruf a adalah nama kecil. \
Ayat (3) Cukup jelas.
Pasal 3
Cukup jelas.
"""


def found(place: str) -> list[tuple[str, str, str, bool]]:
    """The references of Pasal 2 ayat (3) with these words in it: words, target, form, certain."""
    raw = text(7, 2031, "LOMBA DESA", BODY.replace("PLACE", place), EXPLAINED)
    return [
        (raw[slice(*r.span)], f"{r.target.work_text[8:]}~{r.target.eid}", r.form.value, r.certain)
        for r in references(parse(raw), BASE)
        if r.source.eid == "art_2__para_3"
    ]


OWN = "act/uu/2031/7~"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("menurut Pasal 4", [("Pasal 4", OWN + "art_4", "pinpoint", True)]),
        (
            "sebagaimana dimaksud dalam Pasal 4 ayat (1) dan ayat (3)",
            [
                ("Pasal 4 ayat (1)", OWN + "art_4__para_1", "pinpoint", True),
                ("ayat (3)", OWN + "art_4__para_3", "pinpoint", True),
            ],
        ),
        (
            "menurut Pasal 3 sampai dengan Pasal 5",
            [
                ("Pasal 3", OWN + "art_3", "pinpoint", True),
                ("Pasal 5", OWN + "art_4", "pinpoint", True),
                ("Pasal 5", OWN + "art_5", "pinpoint", True),
            ],
        ),
        (
            "sebagaimana dimaksud pada ayat (2) huruf a",
            [("ayat (2) huruf a", OWN + "art_2__para_2__point_a", "relative", True)],
        ),
        ("dalam pasal ini", [("pasal ini", OWN + "art_2", "relative", True)]),
        ("pada ayat ini", [("ayat ini", OWN + "art_2__para_3", "relative", True)]),
        ("menurut Undang-Undang ini", [("Undang-Undang ini", OWN, "this_act", True)]),
        (
            "menurut Pasal 4 Undang-Undang ini",
            [
                ("Undang-Undang ini", OWN, "this_act", True),
                ("Pasal 4", OWN + "art_4", "pinpoint", True),
            ],
        ),
        (
            "menurut Undang-Undang Nomor 5 Tahun 2014 tentang Lomba Kota",
            [("Undang-Undang Nomor 5 Tahun 2014", "act/uu/2014/5~", "other_act", True)],
        ),
        (
            "menurut Pasal 3 dan Pasal 4 ayat (1) Peraturan Pemerintah Republik Indonesia Nomor 9 "
            "Tahun 2020",
            [
                (
                    "Peraturan Pemerintah Republik Indonesia Nomor 9 Tahun 2020",
                    "act/pp/2020/9~",
                    "other_act",
                    True,
                ),
                ("Pasal 3", "act/pp/2020/9~art_3", "other_act", True),
                ("Pasal 4 ayat (1)", "act/pp/2020/9~art_4__para_1", "other_act", True),
            ],
        ),
        (
            "menurut Peraturan Pemerintah Pengganti Undang-Undang Nomor 1 Tahun 2014",
            [
                (
                    "Peraturan Pemerintah Pengganti Undang-Undang Nomor 1 Tahun 2014",
                    "act/perppu/2014/1~",
                    "other_act",
                    True,
                )
            ],
        ),
        # the article is this act's, the act that follows stands beside it
        (
            "menurut Pasal 4 dan Undang-Undang Nomor 5 Tahun 2014",
            [
                ("Pasal 4", OWN + "art_4", "pinpoint", True),
                ("Undang-Undang Nomor 5 Tahun 2014", "act/uu/2014/5~", "other_act", True),
            ],
        ),
        # what is not there is told
        ("menurut Pasal 44", [("Pasal 44", OWN + "art_44", "pinpoint", False)]),
        ("pada ayat (9)", [("ayat (9)", OWN + "art_2__para_9", "relative", False)]),
        # and these are left out
        ("menurut Pasal 4 Undang-Undang Dasar Negara Republik Indonesia Tahun 1945", []),
        ("menurut Pasal 4 Kitab Undang-Undang Hukum Acara Pidana", []),
        ("menurut Pasal 4 Peraturan Menteri tentang Lomba", []),
        ("menurut Pasal 4, Pasal 3, dan 22D ayat (2) Undang-Undang Dasar Negara", []),
        ("menurut pajak Pasal 4 yang diatur dalam Peraturan Daerah", []),
        ("menurut pasal l2l ayat (1)", []),
        ("ayat ^(2) huruf a", []),
        ("dengan Pasal 4 pengacuannya diganti", []),
        ("dengan ayat suci dan huruf besar", []),
    ],
)
def test_references_name_what_they_mean(
    place: str, expected: list[tuple[str, str, str, bool]]
) -> None:
    assert sorted(found(place)) == sorted(expected)


def _all(source: str) -> list[Reference]:
    raw = text(7, 2031, "LOMBA DESA", BODY.replace("PLACE", "desa"), EXPLAINED)
    return [r for r in references(parse(raw), BASE) if r.source.eid == source]


def test_a_huruf_is_that_of_the_list_in_which_it_is_said() -> None:
    (inside_ayat,) = _all("art_2__para_2__point_b")
    assert inside_ayat.target.eid == "art_2__para_2__point_a"
    (inside_definition,) = _all("art_1__item_2__point_b")
    assert inside_definition.target.eid == "art_1__item_2__point_a"


def test_the_penjelasan_speaks_of_the_body_and_its_headings_are_no_references() -> None:
    (said,) = [r for r in _all("expl__art_2__para_2") if r.form is Form.RELATIVE]
    assert said.target.eid == "art_2__para_2__point_a"
    assert _all("expl__art_2__para_1") == []
    assert _all("expl__art_1") == []


def test_an_amending_act_speaks_of_the_act_that_it_amends() -> None:
    act = amendment(
        "Ketentuan ayat (2) Pasal 2 diubah, sehingga Pasal 2 berbunyi sebagai berikut:\n"
        "Pasal 2\n(1) Peserta wajib mendaftar.\n(2) Pendaftaran sebagaimana dimaksud pada ayat "
        "(1) menurut Pasal 6 dan Undang-Undang ini dibuka.\n(3) Peserta yang terlambat ditolak.",
        explained="Pasal I\nAngka 1\nPasal 2\nAyat (1) Lihat ayat (3). Ayat (2) Cukup jelas.\n"
        "Pasal II\nCukup jelas.\n",
    )
    known = base().document.portions
    told = [
        (str(r.source), str(r.target))
        for r in references(act.document, FIRST, BASE, known)
        if "art_2__para_2" in str(r.source)
    ]
    assert told == [
        (f"{BASE}~art_2__para_2", f"{BASE}~art_2__para_1"),
        (f"{BASE}~art_2__para_2", f"{BASE}~art_6"),
        (f"{BASE}~art_2__para_2", str(BASE)),
    ]
    assert (f"{BASE}~expl__art_2__para_1", f"{BASE}~art_2__para_3") in [
        (str(r.source), str(r.target)) for r in references(act.document, FIRST, BASE, known)
    ]
    # a clause is an operation, no reference
    own = [
        r.source.eid for r in references(act.document, FIRST, BASE, known) if r.source.work == FIRST
    ]
    assert not any(eid.startswith("art_I_") for eid in own)


def test_references_become_relations_of_the_portion_that_makes_them() -> None:
    body = BASE_BODY.replace("dibuka sebulan", "menurut Pasal 6, Pasal 99, dan ayat (1) dibuka")
    linked = relations(references(base(body).document, BASE))
    source = Identifier.parse(f"{BASE}~art_2__para_2")
    assert [str(r.target) for r in linked[source]] == [
        f"{BASE}~art_2__para_1",
        f"{BASE}~art_6",
    ]


def test_spans_hold_the_words_of_the_reference() -> None:
    document = base().document
    for reference in references(document, BASE):
        words = document.raw[slice(*reference.span)]
        assert words == words.strip()
        assert words.lower().startswith(("pasal", "ayat", "huruf", "angka", "undang"))


def test_a_decision_names_articles_and_means_them_again(library: Library) -> None:
    said = (
        "Terdakwa melanggar Pasal 188 UU 1/2015. Unsur pasal a quo terpenuhi. Selanjutnya "
        "Pasal 494 dan Pasal 280 UU 7/2017 tidak didakwakan, pasal tersebut tidak dibuktikan."
    )
    named = [
        (said[c.start : c.end], str(c.identifier)) for c in decision_references(said, library.names)
    ]
    assert ("pasal a quo", "/akn/id/act/uu/2015/1~art_188") in named
    assert "/akn/id/act/uu/2017/7~art_494" in [i for _, i in named]
    # which of the two it means is not certain
    assert "pasal tersebut" not in [words for words, _ in named]
    assert decision_references("Pasal a quo tidak jelas.", library.names) == []


def test_an_article_tied_to_a_code_by_jo_alone_is_left_out(library: Library) -> None:
    said = "Pasal 188 jo. Pasal 71 ayat (1) jo. Pasal 55 KUHP lama"
    named = [str(c.identifier) for c in decision_references(said, library.names)]
    assert named == ["/akn/id/act/uu/1946/1~art_55"]
