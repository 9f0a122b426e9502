"""Invented acts on village contests, small enough to read, in the shape of official texts."""

from __future__ import annotations

from datetime import date

from corpus.identifier import Identifier
from corpus.official.consolidate import Act
from corpus.official.structure import parse

BASE = Identifier("act", "uu", 2031, "7")
FIRST = Identifier("act", "uu", 2032, "3")
SECOND = Identifier("act", "uu", 2033, "9")
DAYS = {BASE: date(2031, 5, 1), FIRST: date(2032, 6, 1), SECOND: date(2033, 7, 1)}
TITLE = "UNDANG-UNDANG NOMOR 7 TAHUN 2031 TENTANG LOMBA DESA"

BASE_BODY = """BAB I KETENTUAN UMUM
Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan:
1. Lomba adalah pertandingan antardesa.
2. Juri adalah orang yang menilai.
3. Panitia adalah kelompok yang mengatur.
BAB II PESERTA
Pasal 2
(1) Peserta wajib mendaftar.
(2) Pendaftaran sebagaimana dimaksud pada ayat (1) dibuka sebulan.
(3) Peserta yang terlambat ditolak.
Pasal 3
Peserta memenuhi syarat:
a. tinggal di desa;
b. berumur cukup; dan
c. membayar iuran.
BAB III UJI COBA
Pasal 4
Uji coba diadakan sebelum lomba.
Pasal 5
Hasil uji coba diumumkan panitia.
BAB IV PENUTUP
Pasal 6
Juri dilarang memihak peserta.
Pasal 7
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
"""
BASE_EXPLAINED = """Pasal 1
Cukup jelas.
Pasal 2
Ayat (1) Pendaftaran dilakukan di balai. Ayat (2) Cukup jelas. Ayat (3) Cukup jelas.
Pasal 3
Cukup jelas.
Pasal 4
Cukup jelas.
Pasal 5
Cukup jelas.
Pasal 6
Yang dimaksud dengan memihak adalah menolong.
Pasal 7
Cukup jelas.
"""


def text(number: int, year: int, about: str, body: str, explained: str) -> str:
    """An act in the words of an official file."""
    name = f"UNDANG-UNDANG REPUBLIK INDONESIA NOMOR {number} TAHUN {year} TENTANG {about}"
    return f"""{name}
DENGAN RAHMAT TUHAN YANG MAHA ESA PRESIDEN REPUBLIK INDONESIA,
Menimbang :

a. bahwa lomba perlu diatur;
b. bahwa untuk itu perlu membentuk undang-undang;
Mengingat :

1. Pasal 20 Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;
MEMUTUSKAN:
Menetapkan : UNDANG-UNDANG TENTANG {about}.
{body}Agar setiap orang mengetahuinya, memerintahkan pengundangan Undang-Undang ini dengan \
penempatannya dalam Lembaran Negara Republik Indonesia. Disahkan di Jakarta pada tanggal 1 Mei \
{year} PRESIDEN REPUBLIK INDONESIA, ttd. NAMA Diundangkan di Jakarta pada tanggal 2 Mei {year} \
MENTERI, ttd. NAMA LEMBARAN NEGARA REPUBLIK INDONESIA TAHUN {year} \
NOMOR {number} PENJELASAN ATAS {name} I. UMUM Lomba desa perlu tertib. II. PASAL DEMI PASAL
{explained}TAMBAHAN LEMBARAN NEGARA REPUBLIK INDONESIA NOMOR 1
"""


def base(body: str = BASE_BODY, explained: str = BASE_EXPLAINED) -> Act:
    return _act(BASE, text(7, 2031, "LOMBA DESA", body, explained))


def amendment(*items: str, by: Identifier = FIRST, explained: str = "") -> Act:
    """An act whose Pasal I holds these clauses, each with what it quotes, numbered from 1.

    ``explained``: the penjelasan, by default "Cukup jelas" for each clause's article.
    """
    already = "" if by == FIRST else f" sebagaimana telah diubah dengan {_named(FIRST)}"
    clauses = "".join(f"{n}. {item}\n" for n, item in enumerate(items, start=1))
    body = (
        "Pasal I\n"
        f"Beberapa ketentuan dalam {_named(BASE)} tentang Lomba Desa (Lembaran Negara Republik "
        f"Indonesia Tahun 2031 Nomor 7){already}, diubah sebagai berikut:\n"
        f"{clauses}Pasal II\nUndang-Undang ini mulai berlaku pada tanggal diundangkan.\n"
    )
    about = "PERUBAHAN ATAS " + TITLE
    assert by.year is not None
    return _act(by, text(int(by.number), by.year, about, body, explained))


def _named(act: Identifier) -> str:
    return f"Undang-Undang Nomor {act.number} Tahun {act.year}"


def _act(work: Identifier, raw: str) -> Act:
    return Act(work, parse(raw), f"{work.number}{work.year}", DAYS[work])
