"""Which work a text is."""

import pytest

from corpus.errors import IntakeError
from corpus.intake.heading import recognise

KNOWN = {
    "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 90 TAHUN 2031\nTENTANG\nKEBUN": "act/uu/2031/90",
    "UNDANG–UNDANG REPUBLIK INDONESIA NOMOR 9O TAHUN 2O3l TENTANG KEBUN": "act/uu/2031/90",
    "SALINAN\n\nPERATURAN PEMERINTAH REPUBLIK INDONESIA PERATURAN PEMERINTAH REPUBLIK INDONESIA "
    "NOMOR 07 TAHUN 2031 TENTANG KEBUN": "act/pp/2031/7",
    "PERATURAN PEMERINTAH PENGGANTI UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 1 TAHUN 2031\n"
    "TENTANG KEBUN": "act/perppu/2031/1",
    "PERATURAN PRESIDEN REPUBLIK INDONESIA NOMOR 2 TAHUN 2031 TENTANG X": "act/perpres/2031/2",
    "PERATURAN BADAN PENGAWAS PEMILIHAN UMUM REPUBLIK INDONESIA NOMOR 3 TAHUN 2031 TENTANG X": (
        "act/perbawaslu/2031/3"
    ),
    "UNDANG-UNDANG REPUBLIK INDONESIA NOMOR 8 TAHUN 2031 TENTANG PERUBAHAN ATAS UNDANG-UNDANG "
    "NOMOR 1 TAHUN 2030 TENTANG KEBUN": "act/uu/2031/8",
    "PUTUSAN\nNomor 136/PUU-XXII/2031\nDEMI KEADILAN": "judgment/mk/2031/136-puu-xxii",
    "PUTUSAN\nNOMOR 1/PHPU.PRES-XXII/2031\n": "judgment/mk/2031/1-phpu-pres-xxii",
    "P U T U S A N\nNomor 98/Pid.Sus/2031/PN Cth\nPengadilan Negeri Kota Contoh yang mengadili": (
        "judgment/pn-kota-contoh/2031/98-pid-sus"
    ),
}


@pytest.mark.parametrize("text", KNOWN)
def test_a_heading_names_the_work(text: str) -> None:
    assert str(recognise(text)) == f"/akn/id/{KNOWN[text]}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Catatan tentang Undang-Undang Nomor 5 Tahun 2031 tentang Kebun",
        "PERATURAN MENTERI KEBUN NOMOR 5 TAHUN 2031 TENTANG PELAKSANAAN UNDANG-UNDANG NOMOR 1 "
        "TAHUN 2030 TENTANG KEBUN",
        "UNDANG-UNDANG REPUBLIK INDONESIA NOMOR ... TAHUN ... TENTANG KEBUN",
        "UNDANG-UNDANG REPUBLIK INDONESIA NOMOR 5 TAHUN 203 TENTANG KEBUN",
        "Nomor 98/Pid.Sus/2031/PN Cth tanpa nama pengadilan",
        "x" * 20_000 + " UNDANG-UNDANG NOMOR 1 TAHUN 2030 TENTANG KEBUN",
    ],
)
def test_a_text_without_a_heading_of_its_own_stays_unnamed(text: str) -> None:
    assert recognise(text) is None


@pytest.mark.parametrize("before", ["RANCANGAN", "PENJELASAN\nATAS", "LAMPIRAN"])
def test_what_is_not_the_act_itself_is_refused(before: str) -> None:
    with pytest.raises(IntakeError, match="import the act itself"):
        recognise(f"{before}\nUNDANG-UNDANG REPUBLIK INDONESIA NOMOR 1 TAHUN 2031 TENTANG KEBUN")
