"""Which work a text is, by the heading that it begins with."""

from __future__ import annotations

import re

from corpus.errors import IntakeError
from corpus.identifier import Identifier

REACH = 6000
"""Characters in which the heading must begin: leaves room for a cover sheet before it."""

# the issuer as the heading has it, and the kind in the identifier; a longer name comes before one
# that it begins with
_KINDS = {
    "PERATURAN PEMERINTAH PENGGANTI UNDANG-UNDANG": "perppu",
    "PERATURAN PEMERINTAH": "pp",
    "PERATURAN PRESIDEN": "perpres",
    "PERATURAN BADAN PENGAWAS PEMILIHAN UMUM": "perbawaslu",
    "PERATURAN KOMISI PEMILIHAN UMUM": "pkpu",
    "PERATURAN BADAN KEPEGAWAIAN NEGARA": "peraturan-bkn",
    "PERATURAN KEPALA BADAN KEPEGAWAIAN NEGARA": "peraturan-bkn",
    "SURAT EDARAN MENTERI PENDAYAGUNAAN APARATUR NEGARA DAN REFORMASI BIROKRASI": "se-menpanrb",
    "UNDANG-UNDANG": "uu",
}
# letters that OCR reads for digits; certain only where a number must stand
_DIGITS = str.maketrans("OoIlLZSB", "00111258")
_NUMBER = r"[\dOoIlLZSB]{1,4}"


def _pattern(name: str) -> str:
    """A name in any spacing, with any of the hyphens that typesetters use."""
    return re.escape(name).replace(r"\ ", r"\s+").replace(r"\-", r"\s?[-\u2010-\u2015]\s?")


_ACT = re.compile(
    r"\b(?P<kind>{})(?:\s+REPUBLIK\s+INDONESIA)?\s+NOMOR\s*:?\s+(?P<number>{})\s+"
    r"TAHUN\s+(?P<year>{})\s+TENTANG\b".format("|".join(map(_pattern, _KINDS)), _NUMBER, _NUMBER)
)
_FOLDED = {re.sub(r"\W", "", name): kind for name, kind in _KINDS.items()}
# a heading after one of these is not the heading of the act itself
_NOT_ITSELF = {
    "RANCANGAN": "a draft (rancangan) and not law",
    "PENJELASAN ATAS": "an explanation (penjelasan) without its act",
    "LAMPIRAN": "an annex (lampiran) without its act",
}
_BEFORE = re.compile(rf"\b({'|'.join(map(_pattern, _NOT_ITSELF))})\s*\Z")
# an act that is named in the title of another one: "... TENTANG PELAKSANAAN UNDANG-UNDANG NOMOR 5"
_IN_A_TITLE = re.compile(r"\bTENTANG\b")
_CASE = re.compile(
    r"\b(?:NOMOR|Nomor|No\.?)\s*:?\s*(?P<number>\d+)\s*/\s*(?P<type>[A-Za-z.-]+?)\s*"
    r"(?:/\s*(?P<year>\d{4})\s*/\s*(?P<court>PN|PT)\b|-(?P<volume>[IVXLC]+)\s*/\s*(?P<mk>\d{4})\b)"
)
_COURT = re.compile(
    r"\bPengadilan\s+(?:Negeri|Tinggi)\s+(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)*)"
    r"|\bPENGADILAN\s+(?:NEGERI|TINGGI)\s+(?P<capitals>[A-Z]+(?: [A-Z]+)*)\s*[\n,;.]"
)


def recognise(text: str) -> Identifier | None:
    """The work that ``text`` is, None when it has no heading that is certain.

    Raises `IntakeError` for a draft, and for an explanation or annex alone.
    """
    head = text[: REACH * 2]
    act = _ACT.search(head)
    case = _CASE.search(head)
    if case and case.start() < REACH and not (act and act.start() < case.start()):
        return _decision(case, head)
    if not act or act.start() >= REACH:
        return None
    if _IN_A_TITLE.search(head, 0, act.start()):
        return None
    before = _BEFORE.search(head, 0, act.start())
    if before:
        what = _NOT_ITSELF[" ".join(before[1].split())]
        raise IntakeError(f"The text is {what}: import the act itself.")
    number, year = (act[name].translate(_DIGITS) for name in ("number", "year"))
    kind = _FOLDED[re.sub(r"\W", "", act["kind"])]
    if len(year) != 4 or not number.isdigit():
        return None
    return Identifier("act", kind, int(year), str(int(number)))


def _decision(case: re.Match[str], head: str) -> Identifier | None:
    """``136/PUU-XXII/2024`` of the Constitutional Court, ``98/Pid.Sus/2024/PN Pbg`` of a court."""
    slug = re.sub(r"[^a-z0-9]+", "-", case["type"].lower())
    if case["mk"]:
        return Identifier(
            "judgment", "mk", int(case["mk"]), f"{case['number']}-{slug}-{case['volume'].lower()}"
        )
    court = _COURT.search(head)
    if not court:
        return None
    place = (court["place"] or court["capitals"]).lower().replace(" ", "-")
    return Identifier(
        "judgment",
        f"{case['court'].lower()}-{place}",
        int(case["year"]),
        f"{case['number']}-{slug}",
    )
