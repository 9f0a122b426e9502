"""Chat spelling, regional words, jargon and everyday English are read as standard words."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from assistant import Assistant
from assistant.lexicon import LEXICON, Lexicon

TODAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("spoken", "standard"),
    [
        ("siapa yg berhak ngehukum pns", "siapa yang berhak menghukum pns"),
        ("aula kantor dijadiin posko", "aula kantor dijadikan posko"),
        ("camat boleeeeh ikut kampanye", "camat boleh ikut kampanye"),
        ("rmh dinas dipake cabup", "rumah dinas dipakai calon bupati"),
        ("yen lurah melu kampanye piye", "kalau lurah ikut kampanye bagaimana"),
        ("perbekel milu kampanye teu meunang", "kepala desa ikut kampanye tidak boleh"),
        ("lhp hukdis dari pybm", "laporan hasil pemeriksaan hukuman disiplin dari pejabat yang"),
        ("putusan onslag sudah inkrah", "lepas dari segala tuntutan sudah berkekuatan hukum tetap"),
        ("pns nyumbang duit ke paslon", "pns menyumbang uang ke pasangan calon"),
    ],
)
def test_odd_words_are_read_as_standard_ones(
    assistant: Assistant, spoken: str, standard: str
) -> None:
    assert standard in assistant.reader.standardise(spoken)


@pytest.mark.parametrize(
    ("question", "subject", "act"),
    [
        ("kuwu nyebarin flyer cagub di fesbuk, aman ga?", "kepala_desa", "medsos_interaksi"),
        ("p3k pasang twibbon paslon boleh?", "pppk", "medsos_unggah"),
        ("bidan desa keliling bagi kaos caleg", "asn", "kegiatan_berpihak"),
        ("sekdis pakai kop surat dinas minta warga coblos petahana", "pejabat_asn", "ajakan"),
        ("dirut perumda ditarik ke panggung kampanye", "pejabat_bumn", "kampanye_melibatkan"),
        ("A nurse tapped the heart icon under a candidate's reel.", "asn", "medsos_interaksi"),
        ("May a headmaster use the office printer for a leaflet?", "pejabat_asn", "alat_peraga"),
        ("Can a kades share a paslon's poster?", "kepala_desa", "medsos_interaksi"),
        ("She works at the land office and shared the governor's clip", "asn", "medsos_interaksi"),
    ],
)
def test_who_and_what_are_recognised_by_everyday_words(
    assistant: Assistant, question: str, subject: str, act: str
) -> None:
    frame = assistant.reader.read(question, TODAY)
    assert subject in frame.subjects
    assert act in frame.acts


def test_a_share_of_something_and_a_post_one_holds_are_no_social_media(
    assistant: Assistant,
) -> None:
    for question in (
        "What share of the reported officials were found at fault?",
        "Can the village head keep his post as an official?",
        "The regent cut my post by one grade over alleged partisanship.",
        "When do I have to give up my post to run, and can I come back?",
    ):
        frame = assistant.reader.read(question, TODAY)
        assert not {"medsos_interaksi", "medsos_unggah"} & set(frame.acts)


def test_english_words_side_by_side_make_no_indonesian_phrase(assistant: Assistant) -> None:
    question = "My cousin, a governor's driver at city hall, wears a candidate's shirt."
    assert not assistant.reader.read(question, TODAY).outsider


@pytest.mark.parametrize(
    "text", ["pemimpin kantor bermain peran", "siapa yang menjamin izin itu", "huruf n angka 5"]
)
def test_standard_words_stay_as_they_are(assistant: Assistant, text: str) -> None:
    assert assistant.reader.standardise(text) == text


def test_a_plain_word_of_the_lexicon_is_found_wherever_it_stands(assistant: Assistant) -> None:
    sections = yaml.safe_load(LEXICON.read_text("utf-8"))
    for section, entries in sections.items():
        for entry in entries:
            plain = [w for w in map(str, entry["words"]) if re.fullmatch("[a-z -]+", w)]
            for word in plain if "code" in entry else ():
                for text in (word, f"{word.upper()}?", f"tadi ({word})"):
                    assert entry["code"] in assistant.lexicon.codes(section, text)


@pytest.mark.parametrize(
    ("word", "spoken"),
    [
        ("(?:me|di)?wajib", ["wajib", "mewajib", "diwajib"]),
        ("(?:hadir|nonton|attend(?:ing)?) debat", ["nonton debat", "attending debat"]),
        ("(?<!calon )(?:wakil )?presiden", ["presiden", "wakil presiden"]),
        ("ikuti? rapat|(?:di)(?:curi|copet)", ["ikut rapat", "ikuti rapat", "dicopet"]),
        (r"nge-?like|\w*netral", ["ngelike", "nge-like", "senetral"]),
        ("(?:x|y){2}z|[kc]amat", ["xyz", "kamat", "camat"]),
    ],
)
def test_a_word_with_optional_and_nested_beginnings_is_found(
    tmp_path: Path, word: str, spoken: list[str]
) -> None:
    file = tmp_path / "lexicon.yaml"
    file.write_text(yaml.safe_dump({"acts": [{"code": "act", "words": [word]}]}), "utf-8")
    lexicon = Lexicon(file)
    for text in spoken:
        assert lexicon.codes("acts", f"apakah {text} boleh?") == ("act",)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("PNS jadi timses tahun 2015, aturan disiplin mana?", date(2015, 12, 31)),
        ("kejadiannya 2019, guru ikut kampanye", date(2019, 12, 31)),
        ("lurah dukung paslon di pilkada 2018", date(2018, 12, 31)),
        ("In 2020 a teacher joined a party", date(2020, 12, 31)),
        ("camat ikut kampanye pada 20 November 2023", date(2023, 11, 20)),
        ("lurah memihak akhir November 2024, kena pasal apa?", date(2024, 11, 30)),
        ("lurah memihak awal November 2024, kena pasal apa?", date(2024, 11, 1)),
        ("On May 5, 2019 a village head joined a rally", date(2019, 5, 5)),
        ("Two years ago my boss campaigned in uniform", date(2024, 1, 5)),
        ("Who watched over neutrality before 2014?", date(2013, 12, 31)),
        ("sebelum tahun 2014 siapa yang mengawasi netralitas?", date(2013, 12, 31)),
        ("pemilu 2029 nanti PNS boleh ikut kampanye?", TODAY),
        ("SKB netralitas 2022 masih berlaku?", None),
        ("UU ASN tahun 2014 mengatur apa?", None),
        ("the 2021 discipline regulation for teachers", None),
        ("SKB Lima Menteri tentang netralitas Tahun 2022 sudah dicabut?", None),
        ("perbuatan tahun 2024 baru disidang Februari 2026", None),
        ("sejak 2023 PPPK boleh ikut kampanye?", None),
    ],
)
def test_a_year_dates_a_question_unless_it_names_a_law(
    assistant: Assistant, question: str, day: date | None
) -> None:
    frame = assistant.reader.read(question, TODAY)
    assert (frame.day if frame.dated else None) == day


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("hitungkan pajak penghasilan PNS III/a", "id"),
        ("share link kampanye on FB grup sekolah", "id"),
        ("kades ngarahkeun warga, saha nu ngahukum", "id"),
        ("camat kampanye sanksi", "id"),
        ("explain article 71", "en"),
        ("and PPPK?", "en"),
    ],
)
def test_english_needs_an_english_word(assistant: Assistant, question: str, language: str) -> None:
    assert assistant.reader.read(question, TODAY).language == language


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("bunyi pasal seratus delapan puluh delapan UU Pilkada", "Pasal 188 UU 1/2015"),
        ("What does article four hundred ninety-four of the election law say?", "Pasal 494"),
        ("apa isi Pasal 188 Putusan MK 136?", "Pasal 188 UU 1/2015"),
    ],
)
def test_an_article_is_known_by_its_number_in_words_or_beside_a_decision(
    assistant: Assistant, question: str, article: str
) -> None:
    answer = assistant.ask(question)
    assert any(c.label.startswith(article) for c in answer.citations[:2])
