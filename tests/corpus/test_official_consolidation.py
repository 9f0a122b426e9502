"""UU 1/2015 with UU 8/2015 and UU 10/2016 over it; each row was read in the three files."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from corpus import Library
from corpus.identifier import Identifier
from corpus.official.consolidate import Act, Consolidation, consolidate
from corpus.official.structure import parse

BASE = Identifier("act", "uu", 2015, "1")
FIRST = Identifier("act", "uu", 2015, "8")
SECOND = Identifier("act", "uu", 2016, "10")
DAYS = (date(2015, 2, 3), date(2015, 4, 1), date(2026, 11, 23))
Words = tuple[Identifier, str] | None


def read(official: Path, work: Identifier, in_force: date | None) -> Act:
    assert in_force is not None
    raw = (official / work.kind / str(work.year) / f"{work.number}.md").read_text(encoding="utf-8")
    return Act(work, parse(raw), hashlib.sha256(raw.encode()).hexdigest(), in_force)


@pytest.fixture(scope="module")
def law(official: Path, library: Library) -> Consolidation:
    instrument = library.instruments[BASE]
    dates = {a.id: a.in_force for a in instrument.amendments}
    return consolidate(
        read(official, BASE, instrument.in_force),
        [read(official, act, dates[act]) for act in (FIRST, SECOND)],
        instrument.amendments,
    )


def first(words: str) -> tuple[Identifier, str]:
    return FIRST, words


def second(words: str) -> tuple[Identifier, str]:
    return SECOND, words


def old(words: str) -> tuple[Identifier, str]:
    return BASE, words


@pytest.mark.parametrize(
    ("eid", "expected"),
    [
        # changed twice, from huruf right under the article to ayat
        (
            "art_7",
            (
                old("telah mengikuti Uji Publik"),
                first("surat keterangan catatan kepolisian"),
                second("bebas dari penyalahgunaan narkotika"),
            ),
        ),
        ("art_7__point_d", (old("Uji Publik"), None, None)),
        ("art_7__para_2__point_d", (None, None, None)),
        ("art_7__para_2__point_t", (None, None, second("secara tertulis pengunduran diri"))),
        (
            "art_70__para_2",
            (
                old("izin cuti Kampanye"),
                first("izin cuti kampanye"),
                second("mengajukan izin kampanye"),
            ),
        ),
        (
            "art_71",
            (
                old("selama masa Kampanye"),
                old("selama masa Kampanye"),
                second("kecuali mendapat persetujuan tertulis"),
            ),
        ),
        # the penjelasan alone changed in 2015
        (
            "expl__art_71__para_2",
            (
                old("mengisi kekosongan jabatan"),
                first("menunjuk pejabat pelaksana tugas"),
                second("menunjuk pejabat pelaksana tugas"),
            ),
        ),
        (
            "art_73__para_2",
            (
                old("dan dikenai sanksi pidana"),
                old("dan dikenai sanksi pidana"),
                second("dapat dikenai sanksi administrasi"),
            ),
        ),
        (
            "art_134",
            (
                old("a. Pemilih;"),
                first("Indonesia yang memiliki hak pilih"),
                first("Indonesia yang memiliki hak pilih"),
            ),
        ),
        (
            "art_146",
            (
                old("hari sejak laporan diterima"),
                old("hari sejak laporan diterima"),
                second("sentra penegakan hukum terpadu"),
            ),
        ),
        # its clause stands in the middle of a line in UU 8/2015
        (
            "art_162__para_3",
            (
                old("dilarang melakukan penggantian pejabat"),
                first("dilarang melakukan penggantian pejabat"),
                second("harus mendapatkan persetujuan tertulis"),
            ),
        ),
        ("art_187A", (None, None, second("Pidana yang sama diterapkan"))),
        ("art_187B", (None, None, second("menerima imbalan dalam bentuk apapun"))),
        ("art_187C", (None, None, second("memberi imbalan pada proses"))),
        ("art_187D", (None, None, second("Pengurus lembaga pemantau Pemilihan"))),
        (
            "art_189",
            (
                old("Calon Gubernur, Calon Bupati, dan"),
                first("Calon Wakil Gubernur, Calon Bupati"),
                first("Calon Wakil Gubernur, Calon Bupati"),
            ),
        ),
        # parts that are left out or kept free
        ("art_1__item_2", (old("Uji Publik adalah pengujian"), None, None)),
        ("art_3__para_2", (old("mengikuti proses Uji Publik"), None, None)),
        ("art_197__para_2", (old("hasil penghitungan cepat"), None, None)),
        (
            "art_166__para_2",
            (None, first("dukungan Anggaran Pendapatan Belanja Negara"), None),
        ),
        # deleted alone, and by a chapter
        ("art_4", (old("mengenai berakhirnya masa jabatan"), None, None)),
        ("art_37", (old("masa pendaftaran bakal Calon"), None, None)),
        # inserted, and what was inserted changed
        ("art_10A", (None, first("memegang tanggung jawab akhir"), first("tanggung jawab akhir"))),
        ("art_160A__para_2", (None, first("wakil Pemerintah"), second("dalam jangka waktu"))),
        ("art_205A", (None, first("Pada saat Undang-Undang ini"), first("Pada saat"))),
        ("art_205B", (None, None, second("Pada saat Undang-Undang ini"))),
        ("art_135A__para_1", (None, None, second("terstruktur, sistematis, dan masif"))),
        ("art_10__point_b1", (None, None, second("dengan segera rekomendasi"))),
        ("art_16__para_1a", (None, None, second("dilaksanakan secara terbuka"))),
        ("art_42__para_4a", (None, None, second("tidak dilaksanakan oleh pimpinan"))),
        ("art_42__para_5a", (None, None, second("pimpinan Partai Politik tingkat Pusat"))),
        # added, then the article promulgated anew
        ("art_27__para_4", (None, first("Kewajiban Pengawas TPS"), first("Kewajiban"))),
        (
            "art_68__para_5",
            (None, first("dilarang memberikan komentar"), second("dilarang memberikan komentar")),
        ),
        ("art_127__point_g", (None, first("merumuskan pengaduan"), first("merumuskan pengaduan"))),
        # the penjelasan alone changed in 2016
        (
            "art_20__point_d",
            (
                old("mengangkat petugas pemutakhiran"),
                first("mengusulkan calon petugas"),
                first("mengusulkan calon petugas"),
            ),
        ),
        ("expl__art_20__point_c", (None, None, second("verifikasi dukungan calon perseorangan"))),
        # changed, then deleted
        (
            "art_196",
            (old("Ketua dan anggota KPPS"), first("Calon Wakil Gubernur, pasangan"), None),
        ),
        # never touched
        ("art_188", (old("dengan sengaja melanggar ketentuan"),) * 3),
        ("art_135", (old("diteruskan oleh Bawaslu kepada"),) * 3),
    ],
)
def test_the_words_are_those_of_the_right_law(
    law: Consolidation, eid: str, expected: tuple[Words, Words, Words]
) -> None:
    portion = Identifier.parse(f"{BASE}~{eid}").portion
    for day, words in zip(DAYS, expected, strict=True):
        wording = law.at(day).get(portion)
        if words is None:
            assert wording is None, day
        else:
            assert wording is not None, day
            assert wording.by == words[0], day
            assert words[1] in wording.text, day


def test_pasal_71_has_its_versions(law: Consolidation) -> None:
    article = (("art", "71"),)
    assert [e.by for e in law.history(article)] == [BASE, SECOND]
    # UU 8/2015 leaves the article and gives it a new penjelasan
    assert [e.by for e in law.history((("expl", ""), *article))] == [BASE, FIRST, SECOND]


def test_every_operation_is_read_and_told(law: Consolidation) -> None:
    clauses = {
        act: {o.operation.item for o in law.outcomes if o.act == act} for act in (FIRST, SECOND)
    }
    assert clauses[FIRST] == {str(n) for n in range(1, 118)}
    assert clauses[SECOND] == {str(n) for n in range(1, 68)}
    assert [o.reason for o in law.outcomes if not o.applied] == []
    assert [str(a.id) for a in law.unread] == ["/akn/id/act/uu/2020/6"]


def test_the_articles_in_force_are_those_that_the_clauses_leave(law: Consolidation) -> None:
    counts = [sum(len(p) == 1 and p[0][0] == "art" for p in law.at(day)) for day in DAYS]
    # 206, then 16 deleted and 7 inserted, then 1 deleted and 35 inserted
    assert counts == [206, 197, 231]


def test_the_library_names_the_same_act_and_day_for_each_version(
    law: Consolidation, library: Library
) -> None:
    compared = 0
    for entry in library.provisions():
        if entry.id.work != BASE:
            continue
        for version in entry.versions:
            if version.by and version.by.doctype == "judgment":
                continue  # a decision changes how words are read, not the words
            wording = law.at(version.from_)[entry.id.portion]
            assert wording.by == (version.by or BASE), entry.id
            assert wording.from_ == version.from_, entry.id
            compared += 1
    assert compared > 50


def test_a_government_regulation_is_consolidated_too(official: Path) -> None:
    base, change = Identifier("act", "pp", 2014, "43"), Identifier("act", "pp", 2015, "47")
    law = consolidate(
        read(official, base, date(2014, 6, 3)), [read(official, change, date(2015, 6, 30))]
    )
    assert [o.reason for o in law.outcomes if not o.applied] == []
    assert len({o.operation.item for o in law.outcomes}) == 41
    at = law.at(date(2020, 1, 1))
    assert at[(("art", "5"),)].by == change
    assert at[(("art", "4"),)].by == base
    assert (("art", "1"), ("item", "14")) not in at
    assert (("art", "136"), ("para", "4")) not in at
