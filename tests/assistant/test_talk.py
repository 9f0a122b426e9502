"""Conversations: follow-ups, several questions in one, comparisons, denials, and who is named."""

from typing import Any

import pytest

from assistant import Answer, Assistant
from assistant.explain import explain


def follow(assistant: Assistant, *questions: str) -> Answer:
    """The answer to the last of some questions, each with what was answered before it."""
    turns: list[dict[str, str]] = []
    for question in questions:
        answer = assistant.ask({"question": question, "history": turns})
        turns.append({"question": question, "answer": answer.answer})
    return answer


def labels(answer: Answer) -> list[str]:
    return [c.label for c in answer.citations]


@pytest.mark.parametrize(
    ("before", "then", "read_as"),
    [
        (
            "Berapa lama penyidikan tindak pidana pemilu?",
            "kalau pilkada?",
            "berapa lama penyidikan tindak pidana pilkada?",
        ),
        (
            "May a soldier join a political party?",
            "What about the police?",
            "may a police join a political party?",
        ),
        (
            "Apa isi Pasal 71 ayat (1) UU Pilkada?",
            "ayat 2?",
            "apa isi pasal 71 ayat 2 uu pilkada?",
        ),
        (
            "Putusan Andoolo itu soal apa?",
            "kalau yang Pinrang?",
            "putusan pinrang itu tentang apa?",
        ),
        (
            "Berapa ASN terbukti melanggar di Pilkada 2020?",
            "kalau Pemilu 2024?",
            "berapa asn terbukti melanggar di pemilu 2024?",
        ),
    ],
)
def test_a_follow_up_puts_one_thing_in_the_place_of_another(
    assistant: Assistant, before: str, then: str, read_as: str
) -> None:
    answer = follow(assistant, before, then)
    assert answer.standalone_question.lower() == read_as
    assert not answer.abstained


@pytest.mark.parametrize(
    ("before", "then", "told"),
    [
        (
            "Berapa ancaman pidana kepala desa yang memihak peserta pemilu?",
            "Kalau kejadiannya waktu pilkada?",
            "kepala desa yang memihak peserta pilkada?",
        ),
        (
            "Apa sanksi ASN yang menyukai unggahan calon?",
            "terus kalau dia kepala desa?",
            "sanksi kepala desa yang menyukai",
        ),
        (
            "Apa akibatnya kalau PNS atau CPNS menjadi pengurus partai politik?",
            "Kalau dosennya non-PNS bagaimana, sama akibatnya?",
            "kalau dosen menjadi pengurus partai politik?",
        ),
    ],
)
def test_what_takes_a_place_in_the_last_question_leaves_no_hole(
    assistant: Assistant, before: str, then: str, told: str
) -> None:
    assert told in follow(assistant, before, then).standalone_question


def test_what_was_told_stays_when_another_act_is_asked_about(assistant: Assistant) -> None:
    answer = follow(
        assistant,
        "Suami saya jadi calon bupati, saya guru PNS. Boleh hadir di kampanyenya?",
        "Kalau naik mobil dinas?",
    )
    assert "suami saya jadi calon bupati" in answer.standalone_question
    assert "kendaraan dinas" in answer.standalone_question


@pytest.mark.parametrize(
    "new_topic",
    [
        "Berapa lama pengadilan negeri memutus perkara pidana pemilu?",
        "Apa isi Pasal 29 huruf j UU Desa?",
        "Bolehkah guru memakai mobil dinas untuk mengantar baliho caleg?",
    ],
)
def test_a_new_topic_inherits_nothing(assistant: Assistant, new_topic: str) -> None:
    answer = follow(assistant, "Bolehkah bupati mengganti kepala dinas?", new_topic)
    assert answer.standalone_question == new_topic


def test_a_rule_of_the_last_answer_can_be_pointed_at(assistant: Assistant) -> None:
    first = assistant.ask("Boleh PNS pasang baliho calon bupati?")
    then = follow(assistant, first.question, "Apa bunyi aturan yang kedua tadi?")
    assert first.citations[1].label in then.standalone_question
    assert then.citations[0].id == first.citations[1].id


def test_before_a_decision_the_law_is_that_of_the_day_before(assistant: Assistant) -> None:
    answer = follow(
        assistant,
        "Apa ancaman pidana kepala desa yang memihak calon di pilkada?",
        "sebelum MK 136 gimana?",
    )
    assert answer.as_of == "2024-11-13"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "Kalau PNS jadi timses, siapa yang periksa, berapa lama, dan bisa banding gak?",
            ["siapa yang periksa", "berapa lama", "bisa banding gak"],
        ),
        (
            "Terangkan berturut-turut pemanggilan, pembentukan tim, dan pembebasan sementara.",
            ["pemanggilan", "pembentukan tim", "pembebasan sementara"],
        ),
        (
            "Is consent required for a reshuffle, and what penalty is attached?",
            ["Is consent required for a reshuffle", "what penalty is attached"],
        ),
    ],
)
def test_several_questions_in_one_are_shown_apart(
    assistant: Assistant, question: str, asked: list[str]
) -> None:
    steps = explain(assistant, {"question": question})
    assert [part["focus"] for part in steps["parts"]] == asked


@pytest.mark.parametrize(
    "question",
    [
        "Bolehkah PNS hadir untuk mendengar visi, misi, dan program calon?",
        "Siapa yang membina dan mengawasi netralitas tenaga honorer?",
        "Bolehkah lurah, camat, dan kepala dinas ikut kampanye, ya kan?",
        "Kalau saya menikah dengan calon, melangkah ke panggung, dan berfoto, boleh?",
    ],
)
def test_a_question_with_commas_stays_one(assistant: Assistant, question: str) -> None:
    assert explain(assistant, {"question": question})["parts"] == []


def test_each_thing_to_explain_is_answered(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Susun garis waktu perkara pidana pemilu: batas lapor, lama penyidikan, lama sidang di "
        "pengadilan negeri."
    )
    for pasal in ("Pasal 454 ayat (6)", "Pasal 480", "Pasal 482"):
        assert any(label.startswith(pasal) for label in labels(answer)), pasal


def test_a_part_that_the_library_does_not_hold_is_said_so(assistant: Assistant) -> None:
    answer = assistant.ask("Bolehkah PNS ikut kampanye, dan berapa gaji pokok PNS golongan tiga?")
    assert not answer.abstained
    assert "“berapa gaji pokok PNS golongan tiga” di luar bidang Netral" in answer.answer


def test_parts_that_differ_have_each_its_verdict(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Istri saya caleg: boleh nggak saya foto bareng, boleh nggak saya ikut kampanye?"
    )
    assert answer.verdict is None
    assert "*boleh nggak saya foto bareng* — **Bergantung syaratnya.**" in answer.answer
    assert "*boleh nggak saya ikut kampanye* — **Dilarang.**" in answer.answer


def test_when_and_what_get_no_verdict_of_another_question(assistant: Assistant) -> None:
    answer = follow(assistant, "Bolehkah PNS ikut kampanye calon bupati?", "sanksinya?")
    assert answer.verdict is None


def test_a_law_of_one_part_does_not_answer_the_other(assistant: Assistant) -> None:
    answer = assistant.ask(
        "SKB 2022 masih berlaku sesudah KASN bubar? siapa yang ngawasi sekarang?"
    )
    assert "*siapa yang ngawasi sekarang* — " in answer.answer
    assert any(c.text.startswith("Tugas dan fungsi KASN beralih") for c in answer.claims)


def test_parts_are_about_the_election_of_the_whole(assistant: Assistant) -> None:
    answer = assistant.ask("Kalau PNS maju pilkada kapan harus mundur, kalau kalah bisa balik?")
    assert labels(answer)[0].startswith("Pasal 7 ayat (2) huruf t UU 1/2015")
    assert "*kalau kalah bisa balik* — " in answer.answer


def test_an_english_answer_says_that_a_record_is_indonesian(assistant: Assistant) -> None:
    answer = assistant.ask("What did the court decide in the Andoolo case?")
    assert "*Indonesian record:* Office: " in answer.answer


@pytest.mark.parametrize(
    ("question", "header", "cited"),
    [
        (
            "beda sanksi ikut kampanye vs jadi anggota partai?",
            "|  | ikut kampanye | menjadi anggota atau pengurus partai |",
            "Pasal 2 ayat (2) PP 37/2004",
        ),
        (
            "sebelum dan sesudah MK 136 apa bedanya buat TNI",
            "|  | Sebelum 14 November 2024 | Sejak 14 November 2024 |",
            "Pasal 188 UU 1/2015",
        ),
        (
            "beda SE MenPANRB 1/2023 dengan surat MenPANRB B/36/2018 soal istri calon",
            "|  | SE MenPANRB 1/2023 | Surat MenPANRB B/36/M.SM.00.00/2018 |",
            "pokok 1 Surat MenPANRB B/36/M.SM.00.00/2018",
        ),
    ],
)
def test_acts_laws_and_days_are_compared_side_by_side(
    assistant: Assistant, question: str, header: str, cited: str
) -> None:
    answer = assistant.ask(question)
    assert header in answer.answer
    assert cited in labels(answer)


def test_a_comparison_is_a_table_of_its_sides(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Bandingkan waktu putus pengadilan negeri untuk pidana pemilu dan pilkada."
    )
    assert "| Pilkada | Pemilu |" in answer.answer
    assert {"Pasal 482 UU 7/2017", "Pasal 148 UU 1/2015"} <= {
        label.split(" jo.")[0] for label in labels(answer)
    }


@pytest.mark.parametrize(
    ("question", "slot", "codes"),
    [
        ("Saya bukan PNS tapi PPPK, boleh jadi anggota partai?", "subjects", {"pppk"}),
        ("Ini bukan pilkada tapi pileg. Boleh kades dukung caleg?", "regimes", {"pemilu"}),
        ("saya tidak ikut kampanye, cuma jemput istri. kena sanksi?", "acts", set()),
        ("Kalau bukan masa kampanye, bolehkah ASN hadir di acara partai?", "stages", set()),
        (
            "I am not a civil servant but a village head; may I campaign?",
            "subjects",
            {"kepala_desa"},
        ),
        ("PNS yang tidak netral kena sanksi apa?", "acts", {"netralitas_umum"}),
        ("PNS tidak boleh jadi timses, bukan?", "acts", {"kampanye_tim"}),
    ],
)
def test_what_is_denied_is_not_what_is_asked_about(
    assistant: Assistant, question: str, slot: str, codes: set[str]
) -> None:
    steps: dict[str, Any] = explain(assistant, {"question": question})
    assert {item["code"] for item in steps[slot]} == codes


def test_someone_whom_no_rule_names_gets_no_rule_of_others(assistant: Assistant) -> None:
    answer = assistant.ask("Ketua RT di kampung saya jadi tim sukses, boleh nggak?")
    assert answer.abstain_reason == "not_in_library"
    assert "tidak memuat aturan yang menyebut orang" in answer.answer


def test_a_refusal_asks_only_for_what_is_missing(assistant: Assistant) -> None:
    answer = assistant.ask("Berapa gaji pokok kepala desa setelah pilkada?")
    assert answer.abstain_reason == "not_in_library"
    assert "Sebutkan perbuatannya, atau tanyakan" in answer.answer


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        (
            "Apa perbedaan hukuman bagi PNS dan PPPK yang tidak netral?",
            {"PP 49/2018", "Pasal 8 ayat (4) PP 94/2021"},
        ),
        (
            "Apa beda sanksi PNS dan PPPK yang ikut partai?",
            {"Pasal 53 ayat (3) huruf c PP 49/2018"},
        ),
        (
            "Bandingkan kades dan lurah yang ikut kampanye pilkada",
            {"Pasal 29 huruf j UU 6/2014", "Pasal 30 UU 6/2014", "Pasal 188 UU 1/2015"},
        ),
        (
            "Apa beda kades dan lurah kalau dukung calon bupati?",
            {"Pasal 71 ayat (1) UU 1/2015", "Pasal 188 UU 1/2015"},
        ),
    ],
)
def test_persons_are_compared_by_rule_crime_and_penalty(
    assistant: Assistant, question: str, cited: set[str]
) -> None:
    answer = assistant.ask(question)
    for label in cited:
        assert any(label in found for found in labels(answer)), label


def test_what_is_said_of_two_persons_is_read_with_each(assistant: Assistant) -> None:
    steps = explain(assistant, {"question": "Apa beda sanksi PNS dan PPPK yang ikut kampanye?"})
    assert all("kampanye" in part["question"] for part in steps["parts"])


def test_a_decision_tells_the_election_and_the_demand_and_marks_what_is_unsure(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Kades Langko dituntut dan dihukum berapa?").answer
    assert "pemilihan: Pemilu 2024 (legislatif)" in answer
    assert "tuntutan: 5 bulan dan denda Rp5 juta" in answer
    unsure = assistant.ask("Putusan PN Depok 2020 soal netralitas, apa hukumannya?").answer
    assert "denda Rp4 juta subsider 2 bulan kurungan (perlu-cek)" in unsure
