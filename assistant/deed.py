"""Whether a text says of an office that it does something: who acts, in what grammatical form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from assistant.circumstances import named
from corpus.model import Attribution, Deed
from corpus.vocabulary import Vocabulary

_OTHERS_DO = (
    "siapa|rekomendasi|merekomendasikan|meneruskan|meminta|minta|mengusulkan|usul|menyurati|supaya"
    "|agar|dasar|bahan|digunakan|dipakai|dijadikan|bukti|ppk|bupati|wali kota|gubernur|hakim"
    "|sebelum|sesudah|setelah|karena|lalu|kepada"
    "|whether|recommends?|asks?|before|after"
)
"""Words after which the verb is of somebody else than the office before it."""
_PLACE = r"(?: (?:kabupaten|kota|provinsi|pusat|kecamatan|setempat|daerah|kami|saya|itu|langsung))*"
_MAKES = (
    r"(?:mem)?(?:buat|bikin)(?:kan|in)?|menyusun|susun|menerbitkan|terbitkan|nerbitin|mengeluarkan"
    r"|keluarin|meneken|teken|neken|menandatangani|tanda tangan\w*|menetapkan|tetapkan|menyiapkan"
    r"|siapkan|nyiapin|(?:me)?(?:ny|s)etujui|(?:meng)?umumkan"
    r"|menyatakan|(?:meng)?gelar|signs?|signing|issues?|issued|draws up|drafts?"
)
_MADE = (
    r"di(?:buat|bikin|susun|terbitkan|keluarkan|teken|tandatangani|tetapkan|siapkan|setujui|umumkan|gelar)(?:kan|in)?"
    r"|diizinkan|dinyatakan|dari|from|signed|issued|drafted"
)
_TITLE = r"(?:ketua|komisioner|anggota|pihak|pak|bu|ibu|bapak|the|head of the)"
_IS = r"(?:hanya|cuma|cuman|itu|adalah|ya|is|are)(?: (?:hanya|cuma|the|only))?"
_BY = r"(?: (?:oleh|sama|by))(?: the)?"
_CLAUSE_ENDS = r"(?= (?:kan|ya|bukan|toh|dong|right|correct)\b|[,.;:?!]|$)"


def attributed(taken: Attribution, text: str, vocabulary: Vocabulary) -> Iterator[re.Match[str]]:
    """Where a text says that one of the offices does the deed."""
    words = tuple(w for code in taken.offices for w in vocabulary.offices[code])
    if not named(words, text):
        return  # most texts name none of them: the long patterns are not even compiled
    for pattern in _patterns(words, vocabulary.deeds[taken.deed]):
        yield from pattern.finditer(text)


@cache
def _patterns(offices: tuple[str, ...], deed: Deed) -> list[re.Pattern[str]]:
    office = rf"(?:{_TITLE} )?{_one(offices)}"
    between = rf"(?: (?!(?:{_OTHERS_DO})\b|{office}\b)[^\s,.;:?!]+)"
    any_word = rf"(?: (?!(?:{_OTHERS_DO})\b)[^\s,.;:?!]+)"
    near, far = rf"{between}{{0,3}}", rf"{between}{{0,6}}"
    forms = []
    acts = [*deed.does, *(rf"(?:{_MAKES}){near} {paper}" for paper in deed.papers)]
    if acts:
        who = rf"(?:yang|who){far} {_one(acts)}{far}"
        forms += [
            rf"{office}{far} {_one(acts)}",
            rf"{who} {office}{_PLACE}{_CLAUSE_ENDS}",
            rf"{who} {_IS} {office}",
        ]
    if deed.done:
        forms += [rf"{_one(deed.done)} {office}", rf"{_one(deed.done)}{near}{_BY} {office}"]
    if deed.papers:
        forms.append(rf"{_one(deed.papers)}\w*{any_word}{{0,10}} (?:{_MADE})(?:{_BY})? {office}")
        forms.append(rf"{office}[’']s {_one(deed.papers)}")
    if deed.brought:
        forms.append(rf"{_one(deed.brought)}\w*{far} (?:ke|kepada|to|with)(?: the)? {office}")
    return [re.compile(rf"\b{form}\b") for form in forms]


def _one(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"
