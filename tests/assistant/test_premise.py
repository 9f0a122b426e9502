"""What a question takes offices to do that others do."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.premise import stated


def beliefs(assistant: Assistant, question: str) -> set[str]:
    frame = assistant.understand({"question": question})["frame"]
    return {note.id for note in stated(frame, assistant.library) if note.takes}


@pytest.mark.parametrize(
    ("question", "corrected"),
    [
        # who acts stands before the verb, behind it, in a cleft, or behind the paper
        ("Kapolres akan menurunkan pangkat saya, PNS yang jadi timses. Kapan?", "menghukum ASN"),
        ("Saya PNS, minggu depan dipecat Bawaslu. Bisa banding?", "Bawaslu menghukum ASN"),
        ("Yang bikin SK turun pangkat camat kami nanti KPU. Berapa lama?", "menghukum ASN"),
        ("SK pemecatan saya sebagai PNS diteken ketua KPU, sah?", "menghukum ASN"),
        ("Can the police demote my aunt, a PNS teacher, for campaigning?", "punish ASN"),
        ("Kepala dinas menyiapkan SK pembebasan jabatan saya, PNS. Sah?", "hukuman disiplin berat"),
        ("Kaur desa kami diberhentikan camat karena jadi timses. Sah?", "perangkat desa"),
        ("Gakkumdu memvonis kades bersalah, bandingnya ke mana?", "menjatuhkan pidana"),
        ("Sanksi moral buat PNS diumumkan Bawaslu, ya?", "sanksi moral"),
        ("Keberatan hukuman disiplin saya kirim ke Bawaslu, alamatnya?", "keberatan atas hukuman"),
        ("CLTN saya cukup diteken kepala sekolah, kan?", "cuti di luar tanggungan negara"),
    ],
)
def test_an_office_that_does_not_do_it_is_corrected(
    assistant: Assistant, question: str, corrected: str
) -> None:
    first = assistant.ask(question).claims[0].text
    assert first.startswith(("Tidak tepat", "It is not correct"))
    assert corrected in first


@pytest.mark.parametrize(
    "question",
    [
        "Bawaslu merekomendasikan agar PPK menjatuhkan hukuman kepada PNS. Berapa lama?",
        "Bawaslu tidak bisa memecat PNS, kan?",
        "Siapa yang menghukum PNS setelah Bawaslu menyatakan ia melanggar?",
        "Inspektorat memeriksa PNS dan PPK yang menghukum. Benar?",
        "Kapolres memecat anggota polisi yang jadi timses. Boleh?",
        "Anggota KPPS dipecat KPU karena memihak. Dia juga PNS, kena apa?",
        "Kepala dinas menjatuhkan teguran kepada saya, PNS. Boleh?",
        "Kepala desa memberhentikan sekdes yang kampanye. Betul dia yang berwenang?",
        "Kades dipecat bupati karena kampanye. Boleh?",
        "Bawaslu meneruskan dugaan pidana ke polisi paling lama berapa jam?",
        "Camat kami divonis denda berapa?",
        "Keberatan saya ajukan ke bupati dengan tembusan BKN. Tepat?",
    ],
)
def test_who_does_what_is_his_is_not_corrected(assistant: Assistant, question: str) -> None:
    assert not beliefs(assistant, question)
