"""The law on a date: which wording holds, and with which status."""

from __future__ import annotations

from datetime import date

import pytest

from corpus import Library

U1 = "/akn/id/act/uu/2015/1"
A5 = "/akn/id/act/uu/2014/5"
A20 = "/akn/id/act/uu/2023/20"
D94 = "/akn/id/act/pp/2021/94"
D53 = "/akn/id/act/pp/2010/53"
KASN = "/akn/id/act/se-menpanrb/2024/4~topic_1"
U26 = "/akn/id/act/uu/2026/1~topic_1"


@pytest.mark.parametrize(
    ("identifier", "day", "says"),
    [
        # Pasal 71 ayat (1): limited to the campaign until UU 10/2016
        (f"{U1}~art_71__para_1", "2015-02-02", "selama masa kampanye"),
        (f"{U1}~art_71__para_1", "2016-06-30", "selama masa kampanye"),
        (f"{U1}~art_71__para_1", "2016-07-01", "tidak lagi dibatasi masa kampanye"),
        (f"{U1}~art_71__para_1", "2024-10-01", "pejabat daerah"),
        # Pasal 188: TNI/Polri since MK 136
        (f"{U1}~art_188", "2020-12-09", "^Pejabat negara, pejabat ASN, dan kepala desa/lurah"),
        (f"{U1}~art_188", "2024-11-13", "^Pejabat negara, pejabat ASN, dan kepala desa/lurah"),
        (f"{U1}~art_188", "2024-11-14", "anggota TNI/Polri"),
        # Pasal 139: recommendation until MK 104, decision since
        (f"{U1}~art_139", "2025-07-29", "Bawaslu membuat rekomendasi"),
        (f"{U1}~art_139", "2025-07-30", 'dibaca "putusan" Bawaslu'),
        # PP 53/2010 until PP 94/2021, and the part that survives
        (f"{D53}~art_4__item_15", "2020-12-09", "mendukung calon kepala daerah"),
        (f"{D53}~art_7__para_3", "2021-08-30", "^Hukuman disiplin sedang PNS berupa penundaan"),
        (f"{D53}~art_7__para_3", "2021-08-31", "sampai ada PP tentang gaji dan tunjangan"),
        (f"{D94}~art_5__point_n", "2021-08-31", "tujuh cara"),
        # UU 5/2014 until 31-10-2023
        (f"{A5}~art_2__point_f", "2023-10-30", "Netralitas"),
        (f"{A20}~art_24__para_1__point_d", "2023-10-31", "wajib menjaga netralitas"),
        # MK 41/PUU-XII/2014
        (f"{A5}~art_119", "2015-07-07", "wajib menyatakan mundur dari PNS sejak mendaftar"),
        (f"{A5}~art_119", "2015-07-08", "sejak ditetapkan sebagai calon"),
        (f"{A5}~art_123__para_3", "2015-01-01", "sejak mendaftar"),
        # KASN's hand-over
        (KASN, "2024-09-04", "BKN melaksanakan pengawasan"),
        # UU 1/2026
        (U26, "2026-01-02", "menghapus pidana minimum khusus"),
    ],
)
def test_the_wording_in_force_on_a_day(
    library: Library, identifier: str, day: str, says: str
) -> None:
    version = library.get(identifier).at(date.fromisoformat(day))
    assert version is not None
    start = says.removeprefix("^")
    assert version.text.startswith(start) if says.startswith("^") else start in version.text


@pytest.mark.parametrize(
    ("identifier", "day", "status"),
    [
        (f"{D53}~art_4__item_15", "2021-08-31", "dicabut"),
        (A5, "2023-10-31", "dicabut"),
        (f"{A5}~art_31__para_1__point_a", "2023-10-31", "dicabut"),
        (f"{A20}~art_24__para_1__point_d", "2023-10-30", "belum_berlaku"),
        (KASN, "2024-09-03", "belum_berlaku"),
        (U26, "2026-01-01", "belum_berlaku"),
        (f"{D94}~art_5__point_n", "2021-08-30", "belum_berlaku"),
        (f"{U1}~art_188", "2024-11-13", "berlaku"),
    ],
)
def test_the_status_on_a_day(library: Library, identifier: str, day: str, status: str) -> None:
    entry = library.get(identifier)
    assert entry.status(date.fromisoformat(day)).value == status
    if status != "berlaku":
        assert entry.at(date.fromisoformat(day)) is None


def test_a_wording_names_who_made_it(library: Library) -> None:
    label = library.label(library.resolve("Pasal 188 UU Pilkada"), date(2024, 11, 14))
    assert label == "Pasal 188 UU 1/2015 jo. Putusan MK 136/PUU-XXII/2024"
    assert library.label(library.resolve("Pasal 188 UU Pilkada"), date(2024, 11, 13)) == (
        "Pasal 188 UU 1/2015"
    )


def test_a_date_that_is_not_established_is_not_stated(library: Library) -> None:
    from corpus.describe import describe

    entry = library.get("Pasal 1 Perbawaslu 6/2018")
    assert describe(library, entry.id, date(2024, 1, 1))["versions"][0]["from"] is None
