"""The one-line verdict: what a person would ask, and what must not be said to them."""

from datetime import date

import pytest

from assistant import Answer, Assistant

GENERAL = "norma umum netralitas"


def ask(assistant: Assistant, question: str) -> Answer:
    answer = assistant.ask(question)
    assert not answer.abstained, question
    return answer


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Tidak boleh kan PNS pasang stiker calon di mobil pribadi?", "dilarang"),
        ("PNS cuma disuruh bagi kaos paslon, tidak melanggar kan?", "dilarang"),
        ("Dapatkah paslon mencantumkan camat dalam tim kampanyenya?", "dilarang"),
        ("harus mundur dulu gak kalau guru PPPK nyaleg?", "wajib"),
        ("Bolehkah tenaga honorer ikut kampanye calon bupati?", "dilarang"),
        ("Tenaga honorer wajib netral gak?", "wajib"),
        ("Bolehkah PNS nyoblos di TPS?", "boleh"),
        ("PNS boleh memilih di pemilu?", "boleh"),
        ("PNS yang diperiksa boleh minta salinan berita acara?", "boleh"),
        ("Bolehkah penyidik pilkada menggeledah tanpa izin ketua pengadilan negeri?", "boleh"),
        ("Dapatkah penjatuhan sanksi moral didelegasikan?", "boleh"),
        ("Bolehkah satu pelanggaran disiplin dihukum dua kali?", "dilarang"),
        ("PNS hadir kampanye cuma menyimak visi misi tanpa atribut, boleh?", "bersyarat"),
        # what the norm makes it depend on is left open, or stated
        ("PNS mau masuk partai, pengunduran dirinya boleh ditunda kantor?", "bersyarat"),
        (
            "PNS mau masuk partai tapi tanggung jawab kasnya belum beres, surat mundurnya boleh "
            "ditunda kantor?",
            "boleh",
        ),
        ("PNS lagi diperiksa soal kampanye, boleh dibebaskan dulu dari jabatannya?", "bersyarat"),
        ("PNS terancam hukuman berat, boleh dibebaskan dulu dari tugas jabatannya?", "boleh"),
        ("CLTN boleh diteken sekda aja ga atas nama bupati?", "dilarang"),
        ("PNS sudah dipanggil dua kali tidak hadir, boleh hukuman diputus tanpa dia?", "boleh"),
        ("Boleh nggak langsung dihukum disiplin tanpa diperiksa?", "dilarang"),
        ("Kadis mau maafin aja stafnya yang terbukti kampanye, boleh?", "dilarang"),
        ("Kalau sudah terbukti melanggar disiplin, pejabat wajib menghukum?", "wajib"),
        ("Bolehkah BUMDes menyumbang dana kampanye pilkada?", "dilarang"),
        ("Paslon pilkada boleh kasih makan siang ke peserta kampanye?", "boleh"),
        ("Timses bagi sembako ke warga supaya pilih calon bupati, boleh?", "dilarang"),
        ("Istri saya caleg, saya ASN, boleh saya share postingan kampanyenya?", "dilarang"),
        ("Suami saya calon bupati, saya PNS, boleh foto keluarga tanpa simbol jari?", "boleh"),
        ("Gagal jadi anggota DPD, boleh batalin surat mundur dan balik jadi PNS?", "dilarang"),
        ("Bolehkah Bawaslu menjatuhkan hukuman disiplin kepada ASN?", "dilarang"),
        ("Bolehkah Bawaslu merekomendasikan hasil pengawasan netralitas ASN?", "boleh"),
        ("Putusan majelis kode etik boleh dibanding?", "dilarang"),
    ],
)
def test_what_is_asked_for_is_answered_in_one_word(
    assistant: Assistant, question: str, verdict: str
) -> None:
    assert ask(assistant, question).verdict == verdict


@pytest.mark.parametrize(
    ("question", "other", "verdicts"),
    [
        (
            "Tim pemeriksa boleh dibentuk untuk pelanggaran tingkat sedang?",
            "Tim pemeriksa wajib dibentuk untuk pelanggaran tingkat berat?",
            ("boleh", "wajib"),
        ),
        (
            "Bolehkah kepala desa menjadi anggota biasa partai?",
            "Bolehkah kepala desa menjadi ketua partai?",
            ("boleh", "dilarang"),
        ),
        (
            "Bupati boleh ganti kepala dinas 3 bulan sebelum penetapan paslon?",
            "Bupati ganti kepala dinas 3 bulan sebelum penetapan paslon dengan izin tertulis "
            "menteri dalam negeri, boleh?",
            ("dilarang", "bersyarat"),
        ),
    ],
)
def test_what_a_norm_excepts_or_contrasts_turns_the_verdict(
    assistant: Assistant, question: str, other: str, verdicts: tuple[str, str]
) -> None:
    given = ask(assistant, question), ask(assistant, other)
    assert (given[0].verdict, given[1].verdict) == verdicts
    assert given[0].citations[0].id == given[1].citations[0].id


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("PPPK cuma nonton kampanye boleh?", "bersyarat"),
        ("Guru PPPK hadir di kampanye sekadar mendengarkan, apakah melanggar?", "bersyarat"),
        ("PPPK hadir kampanye pakai kaos calon boleh?", "dilarang"),
        ("PPPK joget di kampanye paslon boleh?", "dilarang"),
    ],
)
def test_watching_a_campaign_is_judged_alike_for_all_civil_servants(
    assistant: Assistant, question: str, verdict: str
) -> None:
    assert ask(assistant, question).verdict == verdict


def test_leave_does_not_make_a_campaign_conditional(assistant: Assistant) -> None:
    answer = ask(assistant, "Saya PNS ambil cuti tahunan lalu jadi jurkam calon gubernur, boleh?")
    assert answer.verdict == "dilarang"
    assert "pp/2017/11~art_334" not in answer.citations[0].id


def test_a_rule_for_spouses_gives_no_verdict_for_others(assistant: Assistant) -> None:
    spouse = ask(assistant, "Suami saya calon bupati, saya PNS. Bolehkah saya berfoto dengannya?")
    assert "se-menpanrb/2023/18" in spouse.citations[0].id
    other = ask(assistant, "Saya PNS. Bolehkah saya berfoto dengan calon bupati?")
    assert "se-menpanrb/2023/18" not in other.citations[0].id
    assert other.verdict == "dilarang"


@pytest.mark.parametrize(
    "question",
    [
        "Suami saya anggota tim sukses, saya PNS. Boleh saya ikut rapat timnya?",
        "Istri saya jualan di pasar, saya guru PNS. Boleh saya ikut kampanye calon bupati?",
        "Istri saya pengurus partai, saya PNS. Boleh saya jadi anggota partai?",
    ],
)
def test_a_spouse_who_does_not_run_is_no_candidate(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert answer.verdict == "dilarang"
    assert not any("se-menpanrb/2023/18" in c.id for c in answer.citations)


def test_leave_of_those_in_service_is_not_for_a_pensioner(assistant: Assistant) -> None:
    question = "Pensiunan PNS boleh jadi timses? Dan istri pensiunan yang masih PNS?"
    assert not any("pp/2017/11~art_33" in c.id for c in assistant.ask(question).citations)


def test_who_runs_for_regent_is_under_the_law_of_regional_elections(assistant: Assistant) -> None:
    answer = ask(assistant, "Kades kampanye untuk adiknya yang nyalon bupati, bisa dipenjara?")
    assert not any("act/uu/2017/7" in c.id for c in answer.citations)


def test_a_tension_of_the_leading_norms_is_told(assistant: Assistant) -> None:
    question = "PNS disiplin berat diberhentikan dengan hormat atau tidak dengan hormat?"
    assert "belum selaras" in ask(assistant, question).answer


def test_minimum_penalties_are_spoken_of_only_beside_one(assistant: Assistant) -> None:
    bounded = ask(assistant, "Apa ancaman Pasal 188 UU Pilkada?").answer
    free = ask(assistant, "Apa ancaman Pasal 522 UU Pemilu?").answer
    assert "pidana minimum" in bounded
    assert "UU 1/2026" in bounded
    assert "pidana minimum" not in free
    assert "UU 1/2026" in free


def test_what_carries_out_a_rule_in_force_is_not_said_to_be_pending(assistant: Assistant) -> None:
    question = "Surat Mendagri 1575 soal larangan mutasi sejak kapan dihitung?"
    early = assistant.ask({"question": question, "as_of": "2024-03-25"}).answer
    assert "22 Maret 2024" in early
    assert "29 Maret 2024" in early
    assert "Belum berlaku" not in early


def test_an_act_that_no_rule_names_is_measured_by_the_general_norm_and_says_so(
    assistant: Assistant,
) -> None:
    answer = ask(assistant, "Bolehkah PPPK menjahit kostum panggung calon bupati?")
    assert answer.verdict == "dilarang"
    assert GENERAL in answer.answer
    assert GENERAL not in ask(assistant, "Bolehkah PNS ikut kampanye calon bupati?").answer


@pytest.mark.parametrize(
    "question",
    [
        "Siapa yang memberi cuti petahana yang maju lagi?",
        "Apa sanksi PNS yang menjadi anggota partai?",
        "Berapa lama cuti kampanye petahana?",
        "Apa isi Pasal 71 ayat (1) UU Pilkada?",
        "Bolehkah pensiunan PNS menjadi tim sukses?",
        "Saya tukang ojek, boleh ikut kampanye?",
        "Saya menolak disuruh pasang baliho caleg oleh camat, apa saya salah?",
        "Atasan menyuruh saya memilih calon A, boleh saya tolak?",
        "KASN kan yang mengawasi, berarti saya lapor ke KASN ya?",
        "Bapak saya sudah pensiun dari PNS, saya masih PNS. Boleh kami jadi tim sukses?",
    ],
)
def test_no_verdict_on_another_question_or_on_whom_no_norm_binds(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).verdict is None


def test_a_norm_on_another_act_gives_no_verdict_and_the_answer_says_so(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("PNS boleh pulang lebih awal untuk menjemput anak sekolah?")
    assert answer.verdict is None
    assert answer.abstained or "tidak berarti boleh" in answer.answer


@pytest.mark.parametrize(
    ("question", "opening", "verdict"),
    [
        (
            "Benarkah kepala desa boleh ikut kampanye pilkada?",
            "**Tidak tepat. Dilarang.**",
            "dilarang",
        ),
        ("Honorer boleh ikut kampanye karena bukan ASN, betul?", "**Tidak tepat.", "dilarang"),
        ("PNS tidak boleh jadi tim sukses, benar?", "**Ya. Dilarang.**", "dilarang"),
        (
            "Kata teman, larangan mengganti pejabat tidak berlaku bagi penjabat bupati. Benar?",
            "**Tidak tepat. Dilarang.**",
            "dilarang",
        ),
        (
            "A phone call is enough to summon a PNS to a disciplinary examination. Is that so?",
            "**Not so. Required (wajib).**",
            "wajib",
        ),
        (
            "PNS yang terbukti melanggar tidak usah dihukum kalau sudah minta maaf. Masa begitu?",
            "**Tidak tepat. Wajib.**",
            "wajib",
        ),
        (
            "Suami saya nyaleg. Katanya istri yang PNS haram hadir walau duduk diam, betulkah?",
            "**Tidak tepat. Boleh.**",
            "boleh",
        ),
    ],
)
def test_who_asks_whether_it_is_so_is_told(
    assistant: Assistant, question: str, opening: str, verdict: str
) -> None:
    answer = ask(assistant, question)
    assert answer.answer.startswith(opening)
    assert answer.verdict == verdict


@pytest.mark.parametrize(
    ("question", "correction"),
    [
        (
            "Kapan Bawaslu memecat camat yang tidak netral?",
            "Tidak tepat bahwa Bawaslu menghukum ASN",
        ),
        ("Saya mau lapor ke KASN, alamatnya di mana?", "Tidak tepat bahwa pelanggaran netralitas"),
        (
            "Begitu daftar ke KPU jadi cabup, saya langsung bukan PNS lagi kan?",
            "Tidak tepat bahwa ASN wajib mundur",
        ),
        (
            "cuma tim paslon yg boleh lapor pelanggaran pilkada ya? saya warga biasa",
            "Tidak tepat bahwa hanya peserta",
        ),
        (
            "If I take annual leave, I can campaign for the regent as a civil servant, right?",
            "It is not correct that leave",
        ),
        (
            "Kalau gagal nyaleg surat mundur saya bisa ditarik lagi?",
            "Tidak tepat bahwa pengunduran",
        ),
    ],
)
def test_a_mistaken_belief_is_corrected_before_all_else(
    assistant: Assistant, question: str, correction: str
) -> None:
    assert ask(assistant, question).claims[0].text.startswith(correction)


@pytest.mark.parametrize(
    "question",
    [
        "Lapornya ke BKN, bukan ke KASN lagi kan?",
        "Setahu saya Bawaslu tidak bisa memecat PNS, hanya merekomendasikan. Benar?",
        "Tidak semua ASN bisa kena Pasal 188, hanya pejabat ASN, betul?",
        "Batas lapor pilkada 7 hari dan pemilu 7 hari kerja, benar?",
        "Pengunduran diri caleg tidak bisa ditarik lagi kan?",
        "Pada 2019 laporan netralitas dikirim ke KASN, siapa yang memutus?",
    ],
)
def test_who_holds_the_right_belief_is_not_corrected(assistant: Assistant, question: str) -> None:
    assert not ask(assistant, question).claims[0].text.startswith("Tidak tepat")


@pytest.mark.parametrize(
    "question",
    [
        "Dosen PTN diminta jadi saksi ahli untuk paslon di sidang sengketa MK, boleh?",
        "Kepencet like postingan calon, langsung saya unlike. Melanggar?",
        "ASN boleh membuat postingan netral mengajak orang datang ke TPS?",
    ],
)
def test_what_no_rule_names_gets_no_verdict(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert answer.verdict is None
    assert "perbuatan ini tersendiri tidak ditemukan" in answer.answer


def test_conditions_beside_a_spouse_are_named_unless_the_question_meets_them(
    assistant: Assistant,
) -> None:
    told = ask(
        assistant, "Suami saya calon bupati, saya PNS. Boleh foto dengannya tanpa gaya jari?"
    )
    assert told.verdict == "boleh"
    open_ = ask(assistant, "Suami saya calon bupati, saya PNS. Boleh foto dengannya?")
    assert open_.verdict == "bersyarat"
    assert any("dilarang memakai atribut" in c.text for c in open_.claims)


def test_the_one_who_asks_is_judged_and_not_who_is_compared(assistant: Assistant) -> None:
    answer = ask(
        assistant,
        "Bupati boleh ikut kampanye pemilu asal cuti. Kalau saya camat, boleh ikut tim kampanye?",
    )
    assert answer.verdict == "dilarang"


def test_a_superior_who_orders_comes_before_who_was_ordered(assistant: Assistant) -> None:
    answer = ask(
        assistant,
        "Bos saya camat menyuruh kami tempel stiker paslon, diancam mutasi. Lapor ke mana?",
    )
    assert "dilarang mengambil keputusan" in answer.claims[0].text
    assert any("uu/2015/1~art_71__para_1" in c.id for c in answer.citations)
    assert any("uu/2015/1~art_134" in c.id for c in answer.citations)


@pytest.mark.parametrize(
    ("question", "where"),
    [
        ("Saya staf PNS dipaksa kadis ikut kampanye calon bupati, takut dimutasi. Gimana?", "134"),
        ("dipaksa kadis pasang stiker caleg, kalau nolak takut dimutasi", "454__para_6"),
        (
            "My boss forces me to campaign and threatens a transfer. What can I do?",
            "netralitas-asn~topic_1",
        ),
    ],
)
def test_who_is_pressed_learns_who_may_not_order_it_and_where_to_report(
    assistant: Assistant, question: str, where: str
) -> None:
    answer = ask(assistant, question)
    assert answer.verdict is None
    assert answer.answer.startswith(("*Larangan berikut mengikat", "*The following ban binds"))
    assert any(where in c.id for c in answer.citations)
    assert any("netralitas-asn~topic_1" in c.id for c in answer.citations)


def test_a_ruling_on_a_statute_is_told_in_a_sentence(assistant: Assistant) -> None:
    answer = ask(assistant, "Apa isi Putusan MK 136/PUU-XXII/2024?")
    assert answer.claims[0].text.startswith("Mahkamah Konstitusi pada 14 November 2024 memutus")


def test_a_belief_that_nobody_can_be_punished_is_not_confirmed(assistant: Assistant) -> None:
    answer = assistant.ask("A PPPK nurse who campaigns in uniform cannot be disciplined, right?")
    assert not answer.answer.startswith("**Yes")
    denied = assistant.ask("Guru PNS yang ikut kampanye tidak boleh dihukum kan?")
    assert not denied.answer.startswith("**Ya")


@pytest.mark.parametrize(
    "question",
    [
        "Ayah saya polisi, saya mahasiswa. Boleh saya jadi relawan capres?",
        "Suami saya TNI, saya pedagang di pasar. Boleh gak saya jadi saksi partai di TPS?",
        "Bapak saya lurah, saya karyawan swasta, boleh jadi saksi partai?",
    ],
)
def test_a_relatives_office_does_not_bind_who_asks(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.abstained
    assert "tidak memuat aturan yang menyebut orang" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Anak saya tempel stiker caleg di mobil saya, saya PNS. Melanggar?",
        "Foto saya dengan calon bupati diunggah orang lain tanpa izin, saya PNS, kena?",
        "Saya PNS, mertua saya pasang bendera partai di pagar rumahnya. Apa saya ikut kena?",
    ],
)
def test_what_others_do_is_not_laid_on_who_asks(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert answer.verdict is None
    assert "tentang perbuatan keluarga atau orang lain tidak ditemukan aturan" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Saya suami PNS, istri saya guru PNS bagi kaos caleg. Boleh dia begitu?",
        "Teman saya PNS membagikan video kampanye cabup, bisa dihukum?",
    ],
)
def test_whose_act_is_asked_about_is_judged_by_his_own_office(
    assistant: Assistant, question: str
) -> None:
    assert ask(assistant, question).verdict == "dilarang"


def test_a_late_report_is_answered_by_the_days_that_the_law_gives(assistant: Assistant) -> None:
    answer = ask(
        assistant, "Saya tahu pelanggaran kades 10 hari lalu, masih bisa lapor Bawaslu? pilkada"
    )
    assert answer.verdict is None
    assert answer.citations[0].label.startswith("Pasal 134 ayat (4)")


def test_a_year_of_somebodys_life_dates_no_question(assistant: Assistant) -> None:
    asked = "Saya diangkat PNS tahun 2015. Sekarang saya like status caleg, kena apa?"
    assert ask(assistant, asked).as_of == date.today().isoformat()


@pytest.mark.parametrize(
    ("question", "penalty"),
    [
        ("Guru PNS jadi timses, bisa dipenjara ga?", "kurungan paling lama 1 tahun"),
        ("TNI dukung calon gubernur bisa dipidana?", "penjara 1 sampai 6 bulan"),
        ("Apakah PPPK yang jadi anggota partai bisa dipecat?", "diputus hubungan perjanjian"),
        ("Apakah ada sanksi kalau PNS pakai kaos caleg?", "hukuman disiplin sedang"),
    ],
)
def test_who_asks_whether_an_act_is_punished_is_told_by_what(
    assistant: Assistant, question: str, penalty: str
) -> None:
    answer = ask(assistant, question)
    assert answer.verdict == "dilarang"
    assert answer.answer.startswith("**Ya, dilarang dan ada sanksinya.**")
    assert penalty in answer.claims[0].text


def test_a_dismissal_is_not_confirmed_by_another_penalty(assistant: Assistant) -> None:
    answer = ask(assistant, "Camat jadi tim sukses, bisa dipecat?")
    assert answer.verdict == "dilarang"
    assert not answer.answer.startswith("**Ya")


@pytest.mark.parametrize(
    "question",
    [
        "Bolehkah PNS pengurus partai diberhentikan tidak dengan hormat?",
        "Apakah bupati boleh memberhentikan kades yang ikut kampanye?",
        "Haruskah PNS yang jadi anggota partai dipecat?",
    ],
)
def test_whether_to_punish_is_not_whether_the_act_is_allowed(
    assistant: Assistant, question: str
) -> None:
    answer = ask(assistant, question)
    assert answer.verdict is None
    assert any("berhent" in claim.text for claim in answer.claims[:3])


def test_who_may_punish_by_which_procedure_is_still_judged(assistant: Assistant) -> None:
    assert ask(assistant, "Boleh PPK menjatuhkan hukuman tanpa periksa?").verdict == "dilarang"


def test_a_crime_beside_a_case_is_read_with_what_changed_since(assistant: Assistant) -> None:
    answer = ask(assistant, "Kasus kepala desa yang dipidana karena dukung calon di pilkada")
    assert "PN" in answer.citations[0].label
    assert any("uu/2015/1~art_188" in c.id for c in answer.citations)
    assert any("uu/2026/1" in c.id for c in answer.citations)


def test_courtesy_of_a_letter_is_no_question_about_an_elucidation(assistant: Assistant) -> None:
    question = "apakah tim pemeriksa harus dibentuk untuk dugaan pelanggaran disiplin berat"
    plain, polite = ask(assistant, f"{question}?"), ask(assistant, f"Mohon penjelasan {question}.")
    assert polite.verdict == plain.verdict == "wajib"
    assert polite.citations[0].id == plain.citations[0].id


def test_an_english_relative_asks_nothing(assistant: Assistant) -> None:
    question = "May a civil servant who is on leave join a campaign rally which her party holds?"
    assert ask(assistant, question).verdict == "dilarang"


def test_only_what_is_near_is_confirmed(assistant: Assistant) -> None:
    question = "Semua karyawan BUMN sampai satpam tidak boleh dilibatkan kampanye pilkada, betul?"
    assert not ask(assistant, question).answer.startswith("**Ya.")


@pytest.mark.parametrize(
    ("amount", "verdict"), [("seratus juta", "dilarang"), ("lima puluh juta", "boleh")]
)
def test_amounts_in_words_are_measured(assistant: Assistant, amount: str, verdict: str) -> None:
    question = f"Saya mau menyumbang {amount} rupiah atas nama sendiri ke calon bupati, boleh?"
    assert ask(assistant, question).verdict == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Majelis kode etik kami beranggotakan enam orang. Apa jumlahnya harus ganjil?", "wajib"),
        ("Boleh tidak pejabat yang berwenang menutup kasus tanpa hukuman apa pun?", "dilarang"),
        (
            "A Malaysian friend offers ten million rupiah to a candidate for regent. Allowed?",
            "dilarang",
        ),
        ("Rekening calon bupati terisi uang dari perusahaan daerah. Harus diserahkan?", "wajib"),
        ("A judge joining a presidential campaign team is against the law, right?", "dilarang"),
        ("Adik saya polisi. Pemilu presiden besok dia boleh nyoblos?", "dilarang"),
        ("Pemeriksaan disiplinnya lewat Zoom. Apa tetap perlu berita acara?", "wajib"),
        ("Kades menolak tanda tangan surat karena keluarga kami beda pilihan. Boleh?", "dilarang"),
        ("Perawat RS daerah yang non PNS non PPPK, bolehkah ikut tim kampanye?", "dilarang"),
        ("Bolehkah hakim ikut mencoblos pada pemilu?", "boleh"),
        ("Ketua Bawaslu kota harus menindaklanjuti laporan warga?", "wajib"),
        ("Saudara saya tentara, mau jadi caleg DPR tapi enggan keluar. Bisa?", "dilarang"),
    ],
)
def test_what_is_asked_decides_not_what_stands_beside_it(
    assistant: Assistant, question: str, verdict: str
) -> None:
    assert ask(assistant, question).verdict == verdict


@pytest.mark.parametrize(
    "question",
    [
        "Bawaslu menyatakan camat melanggar, lalu siapa yang menghukumnya?",
        "Kapan terakhir kepala dinas boleh diganti sebelum pilkada?",
        "Camat Sipahutar itu tetap dihukum atau bebas?",
        "What may a regent do when his secretary takes sides?",
    ],
)
def test_who_when_and_how_it_ended_get_no_word_on_whether_one_may(
    assistant: Assistant, question: str
) -> None:
    answer = ask(assistant, question)
    assert not answer.abstained
    assert answer.verdict is None


def test_a_wrong_limit_is_not_confirmed(assistant: Assistant) -> None:
    question = "Perorangan boleh menyumbang paling banyak Rp40 juta ke calon bupati, betul kan?"
    answer = ask(assistant, question)
    assert not answer.answer.startswith("**Ya")
    assert "Rp75.000.000" in answer.answer
