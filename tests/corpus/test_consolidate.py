from dataclasses import replace
from datetime import date

import pytest

from corpus.errors import InputError
from corpus.identifier import Identifier
from corpus.model import Amendment
from corpus.official.consolidate import Consolidation, consolidate
from corpus.official.structure import parse
from tests.corpus.acts import BASE, DAYS, FIRST, SECOND, amendment, base

BEFORE, AFTER, LAST = date(2031, 5, 1), date(2032, 6, 1), date(2033, 7, 1)
JURY = "Ketentuan Pasal 6 diubah sehingga berbunyi sebagai berikut:\nPasal 6\n"


def portion(eid: str) -> tuple[tuple[str, str], ...]:
    return Identifier.parse(f"{BASE}~{eid}").portion


def words(law: Consolidation, eid: str, day: date) -> str | None:
    """The words of a portion on a day, None where it has none."""
    wording = law.at(day).get(portion(eid))
    return wording.text if wording else None


def by(law: Consolidation, eid: str, day: date) -> Identifier | None:
    wording = law.at(day).get(portion(eid))
    return wording.by if wording else None


def reasons(law: Consolidation) -> list[str]:
    return [o.reason for o in law.outcomes if not o.applied]


def test_a_whole_article_is_replaced_with_all_of_its_ayat() -> None:
    law = consolidate(
        base(),
        [
            amendment(
                "Ketentuan ayat (2) Pasal 2 diubah, sehingga Pasal 2 berbunyi sebagai berikut:\n"
                "Pasal 2\n(1) Peserta wajib mendaftar.\n(2) Pendaftaran dibuka dua bulan.\n"
                "(3) Peserta yang terlambat ditolak."
            )
        ],
    )
    assert reasons(law) == []
    assert "sebulan" in (words(law, "art_2__para_2", BEFORE) or "")
    assert "dua bulan" in (words(law, "art_2__para_2", AFTER) or "")
    # promulgated anew with the article, though its words are the same
    assert by(law, "art_2__para_1", AFTER) == FIRST
    assert by(law, "art_3", AFTER) == BASE
    first, second = law.history(portion("art_2__para_2"))
    assert first.wording
    assert first.wording.until == AFTER
    assert second.wording
    assert second.wording.until is None


def test_an_article_is_inserted_under_its_own_number() -> None:
    law = consolidate(
        base(),
        [
            amendment(
                "Di antara Pasal 6 dan Pasal 7 disisipkan 2 (dua) pasal, yakni Pasal 6A dan "
                "Pasal 6B yang berbunyi sebagai berikut:\nPasal 6A\nJuri digaji desa.\n"
                "Pasal 6B\n(1) Juri bersumpah.\n(2) Sumpah diucapkan di balai."
            )
        ],
    )
    assert reasons(law) == []
    assert words(law, "art_6A", BEFORE) is None
    assert "digaji" in (words(law, "art_6A", AFTER) or "")
    assert "balai" in (words(law, "art_6B__para_2", AFTER) or "")
    articles = [p[0][1] for p in law.at(AFTER) if len(p) == 1 and p[0][0] == "art"]
    assert articles == ["1", "2", "3", "4", "5", "6", "6A", "6B", "7"]


def test_deleted_articles_end_and_keep_their_history() -> None:
    law = consolidate(base(), [amendment("Ketentuan Pasal 6 dihapus.")])
    assert words(law, "art_6", BEFORE)
    assert words(law, "art_6", AFTER) is None
    assert words(law, "expl__art_6", AFTER) is None
    enacted, deleted = law.history(portion("art_6"))
    assert enacted.wording
    assert enacted.wording.until == AFTER
    assert deleted.wording is None
    assert deleted.by == FIRST


def test_a_chapter_is_deleted_with_its_articles() -> None:
    law = consolidate(base(), [amendment("BAB III dihapus.", "Ketentuan Pasal 4 dihapus.")])
    assert reasons(law) == []
    assert words(law, "art_4", AFTER) is None
    assert words(law, "art_5", AFTER) is None
    assert words(law, "art_6", AFTER)


def test_a_number_that_is_kept_free_has_no_words() -> None:
    law = consolidate(
        base(),
        [
            amendment(
                "Ketentuan Pasal 1 angka 1 diubah, serta angka 2 dihapus, sehingga Pasal 1 "
                "berbunyi sebagai berikut:\nPasal 1\nDalam Undang-Undang ini yang dimaksud "
                "dengan:\n1. Lomba adalah perlombaan.\n2. Dihapus.\n3. Panitia adalah kelompok "
                "yang mengatur."
            )
        ],
    )
    assert reasons(law) == []
    assert "perlombaan" in (words(law, "art_1__item_1", AFTER) or "")
    assert words(law, "art_1__item_2", BEFORE)
    assert words(law, "art_1__item_2", AFTER) is None


def test_ayat_and_huruf_are_inserted_and_added() -> None:
    law = consolidate(
        base(),
        [
            amendment(
                "Di antara ayat (1) dan ayat (2) Pasal 2 disisipkan 1 (satu) ayat, yakni ayat "
                "(1a) sehingga Pasal 2 berbunyi sebagai berikut:\nPasal 2\n(1) Peserta wajib "
                "mendaftar.\n(1a) Mendaftar tidak dipungut biaya.\n(2) Pendaftaran sebagaimana "
                "dimaksud pada ayat (1) dibuka sebulan.\n(3) Peserta yang terlambat ditolak.",
                "Ketentuan Pasal 3 ditambahkan 1 (satu) huruf, yakni huruf d sehingga Pasal 3 "
                "berbunyi sebagai berikut:\nPasal 3\nPeserta memenuhi syarat:\na. tinggal di "
                "desa;\nb. berumur cukup;\nc. membayar iuran; dan\nd. sehat.",
            )
        ],
    )
    assert reasons(law) == []
    assert "biaya" in (words(law, "art_2__para_1a", AFTER) or "")
    assert "sehat" in (words(law, "art_3__point_d", AFTER) or "")
    assert words(law, "art_3__point_d", BEFORE) is None


def test_words_that_change_without_being_named_are_listed() -> None:
    law = consolidate(
        base(),
        [
            amendment(
                "Ketentuan ayat (2) Pasal 2 diubah, sehingga Pasal 2 berbunyi sebagai berikut:\n"
                "Pasal 2\n(1) Peserta wajib mendaftar.\n(2) Pendaftaran dibuka dua bulan.\n"
                "(3) Peserta yang terlambat diterima."
            )
        ],
    )
    (outcome,) = law.outcomes
    assert outcome.applied
    assert outcome.unnamed == (portion("art_2__para_3"),)


def test_the_penjelasan_goes_with_its_article() -> None:
    law = consolidate(
        base(),
        [
            amendment(
                JURY + "Juri wajib adil.",
                explained="Pasal I\nAngka 1\nPasal 6\nAdil berarti menilai sama.\n"
                "Pasal II\nCukup jelas.\n",
            )
        ],
    )
    assert "menolong" in (words(law, "expl__art_6", BEFORE) or "")
    assert "menilai sama" in (words(law, "expl__art_6", AFTER) or "")
    assert by(law, "expl__art_2", AFTER) == BASE


def test_an_older_penjelasan_that_nothing_replaces_is_told() -> None:
    law = consolidate(base(), [amendment(JURY + "Juri wajib adil.")])
    (outcome,) = law.outcomes
    assert outcome.unexplained == (portion("art_6"),)
    assert by(law, "expl__art_6", AFTER) == BASE


def test_the_penjelasan_alone_changes() -> None:
    law = consolidate(
        base(),
        [
            amendment(
                "Ketentuan Pasal 6 tetap, dengan perubahan penjelasan Pasal 6, sehingga "
                "penjelasan Pasal 6 menjadi sebagaimana ditetapkan dalam penjelasan pasal demi "
                "pasal Undang-Undang ini.",
                explained="Pasal I\nAngka 1\nPasal 6\nMemihak berarti memberi nilai lebih.\n"
                "Pasal II\nCukup jelas.\n",
            )
        ],
    )
    assert reasons(law) == []
    assert by(law, "art_6", AFTER) == BASE
    assert "nilai lebih" in (words(law, "expl__art_6", AFTER) or "")


def test_a_second_amendment_works_on_the_first() -> None:
    inserted = (
        "Di antara Pasal 6 dan Pasal 7 disisipkan 1 (satu) pasal, yakni Pasal 6A yang berbunyi "
        "sebagai berikut:\nPasal 6A\nJuri digaji desa."
    )
    law = consolidate(
        base(),
        [
            amendment("Ketentuan Pasal 6A dihapus.", JURY + "Juri wajib sopan.", by=SECOND),
            amendment(inserted, JURY + "Juri wajib adil."),
        ],
    )
    assert reasons(law) == []
    assert [e.by for e in law.history(portion("art_6"))] == [BASE, FIRST, SECOND]
    assert "adil" in (words(law, "art_6", date(2033, 6, 30)) or "")
    assert "sopan" in (words(law, "art_6", LAST) or "")
    assert words(law, "art_6A", date(2033, 6, 30))
    assert words(law, "art_6A", LAST) is None


def test_an_article_rid_of_an_ayat_without_a_quotation_has_no_words_in_one_piece() -> None:
    law = consolidate(base(), [amendment("Ketentuan Pasal 2 ayat (3) dihapus.")])
    assert reasons(law) == []
    assert words(law, "art_2__para_3", AFTER) is None
    assert by(law, "art_2__para_1", AFTER) == BASE
    assert words(law, "art_2", BEFORE)
    assert words(law, "art_2", AFTER) is None
    assert law.history(portion("art_2"))[-1].outcome == law.outcomes[0]


def test_an_article_rid_of_an_ayat_can_be_changed_again() -> None:
    first = amendment("Pasal 2 ayat (3) dihapus.", "Pasal 2 ayat (2) dihapus.")
    whole = "Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:\nPasal 2\nPeserta hadir."
    law = consolidate(base(), [first, amendment(whole, by=SECOND)])
    assert reasons(law) == []
    assert words(law, "art_2__para_2", AFTER) is None
    assert words(law, "art_2__para_1", AFTER)
    assert "hadir" in (words(law, "art_2", LAST) or "")
    assert words(law, "art_2__para_1", LAST) is None


@pytest.mark.parametrize(
    ("clause", "reason"),
    [
        (
            "Ketentuan Pasal 60 diubah sehingga berbunyi sebagai berikut:\nPasal 60\nJuri adil.",
            "Pasal 60 is not in force",
        ),
        ("Ketentuan Pasal 60 dihapus.", "Pasal 60 is not in force"),
        ("BAB IX dihapus.", "BAB IX was not found"),
        ("Ketentuan Lampiran dihapus.", "annexes are not consolidated"),
        ("Judul BAB II diubah sehingga berbunyi sebagai berikut:\nBAB II JURI", "heading"),
        (
            "Di antara Pasal 5 dan Pasal 6 disisipkan 1 (satu) pasal, yakni Pasal 6A yang "
            "berbunyi sebagai berikut:\nPasal 6A\nJuri digaji.",
            "Pasal 6A does not come after Pasal 5",
        ),
        (
            "Di antara Pasal 5 dan Pasal 6 disisipkan 1 (satu) pasal, yakni Pasal 5A yang "
            "berbunyi sebagai berikut:\nPasal 5B\nJuri digaji.",
            "Pasal 5B, which the clause does not name",
        ),
        (
            "Ketentuan ayat (2) Pasal 2 diubah, sehingga Pasal 2 berbunyi sebagai berikut:\n"
            "Pasal 2\n(1) Peserta wajib mendaftar.\n(2) Pendaftaran dibuka dua bulan.",
            "lacks Pasal 2 ayat (3)",
        ),
        (
            "Ketentuan ayat (3) Pasal 2 dihapus, sehingga Pasal 2 berbunyi sebagai berikut:\n"
            "Pasal 2\n(1) Peserta wajib mendaftar.\n(2) Pendaftaran dibuka sebulan.\n"
            "(3) Peserta yang terlambat ditolak.",
            "Pasal 2 ayat (3) is deleted and yet quoted",
        ),
        (
            "Ketentuan Pasal 2 ditambahkan 1 (satu) ayat, yakni ayat (4) sehingga Pasal 2 "
            "berbunyi sebagai berikut:\nPasal 2\n(1) Peserta wajib mendaftar.\n(2) Pendaftaran "
            "dibuka sebulan.\n(3) Peserta yang terlambat ditolak.",
            "the words of Pasal 2 ayat (4) were not found",
        ),
        (
            "Ketentuan ayat (2) Pasal 2 diubah, sehingga berbunyi sebagai berikut:\n"
            "Pasal 2\n(2) Pendaftaran dibuka dua bulan.",
            "the words of Pasal 2 ayat (2) were not found",
        ),
        (
            "Ketentuan Pasal 6 diubah sehingga berbunyi sebagai berikut:\nJuri wajib adil.",
            "the words of Pasal 6 were not found",
        ),
        (
            "Ketentuan Pasal 6 tetap, dengan perubahan penjelasan Pasal 6.",
            "the new penjelasan of Pasal 6 was not found",
        ),
        ("Ketentuan BAB III diubah sehingga berbunyi:\nBAB III ARENA", "is not replaced"),
        ("Ketentuan Pasal 6 disempurnakan.", "no clause was found"),
        ("Kata juri dalam Pasal 6 diubah menjadi wasit.", "not understood"),
    ],
)
def test_what_is_not_certain_leaves_the_text_as_it_was(clause: str, reason: str) -> None:
    untouched = consolidate(base(), [])
    law = consolidate(base(), [amendment(clause)])
    assert reasons(law)
    assert all(reason in told for told in reasons(law))
    assert law.at(AFTER) == untouched.at(AFTER)


def test_a_clause_that_changes_an_article_twice_is_refused_the_second_time() -> None:
    law = consolidate(base(), [amendment(JURY + "Juri adil.", JURY + "Juri sopan.")])
    assert "another clause of the same act" in reasons(law)[0]
    assert "adil" in (words(law, "art_6", AFTER) or "")


def test_a_refused_operation_is_a_doubt_about_what_it_names() -> None:
    law = consolidate(base(), [amendment("Ketentuan ayat (9) Pasal 2 dihapus.")])
    assert [o.act for o in law.doubts(portion("art_2"))] == [FIRST]
    assert [o.act for o in law.doubts(portion("art_2__para_9"))] == [FIRST]
    assert law.doubts(portion("art_3")) == ()
    assert law.doubts(portion("art_2__para_1")) == ()


def test_acts_whose_text_is_not_there_are_named() -> None:
    late = Identifier("act", "uu", 2040, "6")
    known = [Amendment(id=FIRST, in_force=DAYS[FIRST]), Amendment(id=late)]
    law = consolidate(base(), [amendment(JURY + "Juri sopan.", by=SECOND)], known)
    # the second amendment says that the first came before it
    assert [a.id for a in law.unread] == [FIRST, late]
    assert law.unread_on(BEFORE) == ()
    assert law.unread_on(AFTER) == (FIRST,)
    # its date is not known: it may apply from the first day of its year
    assert law.unread_on(date(2040, 1, 1)) == (FIRST, late)
    undated = consolidate(base(), [amendment(JURY + "Juri sopan.", by=SECOND)])
    assert [a.id for a in undated.unread] == [FIRST]


def test_a_clause_whose_number_is_missing_is_told() -> None:
    act = amendment(
        "Ketentuan Pasal 4 dihapus.",
        "Ketentuan Pasal 5 dihapus.",
        "Ketentuan Pasal 6 dihapus.",
    )
    raw = act.document.raw.replace("2. Ketentuan", "Ketentuan")
    law = consolidate(base(), [replace(act, document=parse(raw))])
    assert [o.operation.item for o in law.outcomes] == ["1", "2", "3"]
    assert ["not understood" in reasons(law)[0], "angka 2 was not found" in reasons(law)[1]] == [
        True,
        True,
    ]
    assert words(law, "art_4", AFTER)
    assert words(law, "art_5", AFTER)
    assert words(law, "art_6", AFTER) is None


def test_a_quotation_that_runs_into_the_next_clause_is_refused() -> None:
    act = amendment(JURY + "Juri wajib adil.", "Ketentuan Pasal 5 disempurnakan.")
    law = consolidate(base(), [act])
    assert reasons(law) == ["what it quotes seems to hold the next clause too"]
    assert by(law, "art_6", AFTER) == BASE


def test_an_act_is_only_laid_over_what_it_amends() -> None:
    plain = replace(base(), id=FIRST, in_force=AFTER)
    with pytest.raises(InputError, match="no Pasal I"):
        consolidate(base(), [plain])
    other = replace(base(), id=Identifier("act", "uu", 2030, "1"))
    with pytest.raises(InputError, match="lay it over that"):
        consolidate(other, [amendment("Ketentuan Pasal 6 dihapus.")])
    early = replace(amendment("Ketentuan Pasal 6 dihapus."), in_force=BEFORE)
    with pytest.raises(InputError, match="must come into force after"):
        consolidate(base(), [early])


def test_every_wording_stands_in_its_file_where_it_says() -> None:
    acts = [base(), amendment(JURY + "Juri wajib adil."), amendment("Pasal 4 dihapus.", by=SECOND)]
    raws = {act.source: act.document.raw for act in acts}
    for wording in consolidate(acts[0], acts[1:]).wordings():
        stands = " ".join(raws[wording.source][a:b] for a, b in wording.spans)
        assert " ".join(stands.split()) == wording.text


def test_the_page_of_a_wording_is_that_on_which_it_begins() -> None:
    act = base()
    third = act.document.raw.index("Pasal 6\nJuri")
    law = consolidate(replace(act, pages=(0, 100, third)), [])
    assert law.at(BEFORE)[portion("art_6")].page == 3
    assert law.at(BEFORE)[portion("art_5")].page == 2
