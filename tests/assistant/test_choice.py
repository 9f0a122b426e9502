"""What an answer cites beside the rule that decides, and what it leaves out."""

from __future__ import annotations

import pytest

from assistant import Answer, Assistant
from corpus import Identifier

PEMILU, DESA, PP94 = "/akn/id/act/uu/2017/7", "/akn/id/act/uu/2014/6", "/akn/id/act/pp/2021/94"
SKB, ASN = "/akn/id/act/skb/2022/netralitas-asn", "/akn/id/act/uu/2023/20"
ARTICLE_188 = "/akn/id/act/uu/2015/1~art_188"


def cited(answer: Answer) -> list[str]:
    return [c.id for c in answer.citations]


def test_a_question_about_one_election_gets_no_rule_of_the_other(assistant: Assistant) -> None:
    found = cited(assistant.ask("Bolehkah lurah jadi juru kampanye calon bupati di pilkada?"))
    assert found
    assert not [i for i in found if i.startswith(PEMILU)]


def test_before_candidates_are_fixed_the_rules_for_after_it_are_left_out(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("ASN memberi jempol pada unggahan bakal calon bupati, kena apa?")
    assert f"{SKB}~list_kode-etik__item_4" in cited(answer)
    assert f"{SKB}~list_disiplin__item_6" not in cited(answer)


def test_both_sides_stand_where_the_two_are_compared(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Apa beda sanksi ASN memberi jempol pada unggahan bakal calon dan setelah penetapan calon?"
    )
    both = {f"{SKB}~list_kode-etik__item_4", f"{SKB}~list_disiplin__item_6"}
    assert both <= set(cited(answer))


def test_a_village_head_is_not_told_what_binds_village_officials(assistant: Assistant) -> None:
    answer = assistant.ask("Apa sanksi kepala desa yang menjadi pengurus partai politik?")
    found = cited(answer)
    assert f"{DESA}~art_29__point_g" in found or f"{DESA}~art_30" in found
    assert f"{DESA}~art_51__point_g" not in found
    assert f"{DESA}~art_52" not in found


def test_how_a_penalty_is_imposed_is_not_told_who_asks_whether_he_may(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Bolehkah PNS memakai kaus partai saat kampanye?")
    assert answer.verdict == "dilarang"
    assert f"{PP94}~art_27" not in cited(answer)


def test_an_explanation_does_not_stand_without_the_norm_it_explains(assistant: Assistant) -> None:
    found = cited(assistant.ask("Apakah PNS boleh datang ke kampanye sekadar menyimak visi misi?"))
    explanations = [Identifier.parse(i) for i in found if "~expl__art_5" in i]
    assert explanations
    assert all(str(e).replace("~expl__", "~") in found for e in explanations)


@pytest.mark.parametrize(
    "question",
    ["Pasal 29 huruf g UU Desa berbunyi bagaimana?", "Pasal 24 UU ASN 2023 mengatur apa?"],
)
def test_a_wrong_number_that_nobody_named_is_not_corrected(
    assistant: Assistant, question: str
) -> None:
    assert "29/2023" not in assistant.ask(question).answer


def test_a_wrong_number_in_the_question_is_corrected(assistant: Assistant) -> None:
    answer = assistant.ask("Apakah UU ASN nomor 29 tahun 2023 mengatur netralitas ASN?")
    assert "20/2023" in answer.answer
    assert "bukan UU 29/2023" in answer.answer


def test_the_penalty_of_an_official_comes_by_every_road(assistant: Assistant) -> None:
    """Criminal and disciplinary, side by side."""
    answer = assistant.ask("Camat memihak salah satu calon bupati di pilkada, apa saja sanksinya?")
    found = cited(answer)
    assert ARTICLE_188 in found
    assert [i for i in found if i.startswith((f"{PP94}~art_14", f"{PP94}~art_8"))]


def test_beside_a_cited_rule_stands_only_what_is_tied_to_it(assistant: Assistant) -> None:
    answer = assistant.ask("Bunyi Pasal 15 ayat (1) PP 42/2004 apa?")
    found = [Identifier.parse(i) for i in cited(answer)]
    rule = Identifier.parse("/akn/id/act/pp/2004/42~art_15__para_1")
    assert rule in found
    library = assistant.library
    tied = {link.target for link in library.links(rule)}
    acts = set(library.entries[rule].facets.acts)
    for other in found:
        entry = library.entries[other]
        same = other.work == rule.work and other.portion[:1] == rule.portion[:1]
        assert same or other in tied or acts & set(entry.facets.acts)


def test_a_head_of_office_who_lets_a_breach_pass_is_told_the_rule_for_superiors(
    assistant: Assistant,
) -> None:
    answer = assistant.ask(
        "Sekretaris dinas menutup mata saat stafnya jadi tim sukses. Apa hukumannya?"
    )
    assert {f"{PP94}~art_24", f"{PP94}~art_28"} & set(cited(answer))


def test_who_draws_others_into_a_campaign_is_told_his_own_penalty(assistant: Assistant) -> None:
    answer = assistant.ask("Calon bupati menempatkan lurah sebagai juru kampanye, dipidana apa?")
    assert "/akn/id/act/uu/2015/1~art_189" in cited(answer)


def test_beside_a_case_stands_no_rule_of_the_other_election(assistant: Assistant) -> None:
    answer = assistant.ask("Kepala desa Randuharjo di Mojokerto dihukum apa?")
    found = cited(answer)
    assert "/akn/id/judgment/pn-mojokerto/2024/kepala-desa-randuharjo" in found
    assert not [i for i in found if i.startswith((PEMILU, "/akn/id/act/uu/2026/1"))]


def test_leave_does_not_answer_for_the_act_done_during_it(assistant: Assistant) -> None:
    answer = assistant.ask("Selama cuti tahunan, bolehkah PNS ikut kampanye calon gubernur?")
    assert answer.verdict == "dilarang"
    leading = answer.citations[answer.claims[0].citations[0] - 1]
    assert leading.id.startswith((PP94, SKB, "/akn/id/act/uu/2015/1"))


def test_what_is_nearest_to_the_whole_stands_beside_its_sides(assistant: Assistant) -> None:
    found = cited(
        assistant.ask(
            "Bupati mau mengganti camat dua bulan sebelum penetapan calon, dan bupati terpilih mau "
            "menggantinya lagi tiga bulan setelah pelantikan. Apa syarat masing-masing?"
        )
    )
    assert {"/akn/id/act/uu/2015/1~art_71__para_2", "/akn/id/act/uu/2015/1~art_162__para_3"} <= set(
        found
    )


def test_a_law_that_only_says_where_to_look_does_not_hide_its_provisions(
    assistant: Assistant,
) -> None:
    found = cited(assistant.ask("Menurut SKB netralitas 2022, bagaimana soal foto dengan calon?"))
    assert f"{SKB}~list_disiplin__item_7" in found


def test_a_belief_is_corrected_before_the_parts_of_a_question(assistant: Assistant) -> None:
    answer = assistant.ask(
        "PPPK kan tidak wajib netral. Saya PPPK, bolehkah saya jadi timses, dan apa sanksinya?"
    )
    assert answer.claims[0].text.startswith("Tidak tepat bahwa PPPK bebas")


def test_that_a_law_was_repealed_is_said_with_its_rule(assistant: Assistant) -> None:
    answer = assistant.ask("Apa bunyi Pasal 87 ayat (4) huruf c UU 5/2014?")
    assert "dicabut" in " ".join(claim.text for claim in answer.claims[:3])
