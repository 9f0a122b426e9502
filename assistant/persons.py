"""Whose a status or an act is that a question names: of the one who asks, or of somebody else."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.lexicon import Mention

_MINE = r"(?:\s+(?:saya|aku|kami|kandung|ipar|tiri))"
_KIN = (
    r"(?:(?:suami|istri|isteri|bini|anak|kakak|adik|mertua|ipar|sepupu|keponakan|pacar|menantu|"
    rf"orang tua|ortu)(?:nya|ku)?{_MINE}*|(?:laki|bapak|ayah|bokap|ibu|mama|nyokap|abang|saudara|"
    rf"paman|om|tante|bibi|kakek|nenek)(?:nya|ku|{_MINE}+))"
)
"""Words that address anybody too ("bapak", "ibu") are relatives only with whose they are."""
_KIN_EN = (
    r"my (?:husband|wife|father|mother|dad|mum|mom|son|daughter|brother|sister|uncle|aunt|cousin|"
    r"(?:father|mother|brother|sister)-in-law|boyfriend|girlfriend)(?:'s| is| was| works as)?"
    r"(?: an?| in the)?"
)
_OTHER = rf"(?:{_KIN}|(?:teman|kawan|rekan|tetangga){_MINE}*|orang lain)"
_SAID = (
    r"(?:\s+(?:adalah|itu|seorang|hanya|juga|kerja|bekerja|jadi|sebagai|anggota|yang|sudah))*\s+$"
)
_OF_KIN = re.compile(rf"\b(?:{_KIN}|{_KIN_EN}){_SAID}")
"""What stands before a status that a relative has ("ayah saya polisi")."""
_OF_OTHER = re.compile(rf"\b(?:{_OTHER}|{_KIN_EN}){_SAID}")
_OF_SELF = re.compile(
    rf"\b(?:saya|aku|kami|i am|i'm|i work as|i)(?:,? (?!{_OTHER})\w+){{0,2}},? (?:an? )?$"
)
_BY_OTHER = re.compile(
    rf"^(?:\w+\s+){{0,2}}{_OTHER}(?:\s+(?:yang|tidak|warga biasa))*(?:\s+\w+)?\s+$"
)
"""What stands in a clause before an act that somebody else does, with the verb at most between."""
_PASSIVE = re.compile(
    rf"\bdi(?!suruh|ajak|minta|paksa|perintah|tawar)\w{{4,}}\s+(?:oleh\s+)?{_OTHER}\b"
)
"""What others do, behind what it is done to ("foto saya diunggah orang lain")."""
_THEY = re.compile(rf"\b(?:{_KIN}|{_KIN_EN}|dia|ia|beliau|mereka|he|she|they)\b")
_I = re.compile(r"\b(?:saya|aku|kami|i|we)\b")
_MAY_I = re.compile(
    r"\b(?:boleh|bisa|dapat)(?:kah)?(?: tidak)? (?:saya|aku|kami)\b(?! (?:\w+ )?(?:di\w+|kena))|"
    r"\b(?:saya|aku|kami)(?: (?:tetap|masih|juga|sendiri))* (?:boleh|bisa|dapat)"
    r"(?! (?:\w+ )?(?:di\w+|kena))|"
    r"\b(?:may|can|could) (?:i|we)\b(?! be\b)"
)
"""Asks for an act of one's own, not for what follows from another's."""
_CLAUSE = re.compile(r"[.,;?!]+\s*")


def of_relatives(mentions: Sequence[Mention], text: str) -> frozenset[str]:
    """The codes that a text says of relatives of the one who asks alone."""
    theirs = [m for m in mentions if _OF_KIN.search(text[: m.start])]
    return frozenset({m.code for m in theirs} - {m.code for m in mentions if m not in theirs})


def of_self(mentions: Sequence[Mention], text: str) -> frozenset[str]:
    """The codes that a text says of the one who asks."""
    said = ((m.code, text[: m.start]) for m in mentions)
    return frozenset(
        c for c, ahead in said if _OF_SELF.search(ahead) and not _OF_OTHER.search(ahead)
    )


def asks_leave(text: str) -> bool:
    """Whether the last clause asks whether the one who asks may do something."""
    return bool(_MAY_I.search(last_clause(text)))


def asks_of_self(text: str) -> bool:
    """Whether the last clause asks of the one who asks: it speaks of nobody else."""
    return not _THEY.search(last_clause(text))


def names_self(text: str) -> bool:
    """Whether the last clause says "I"."""
    return bool(_I.search(last_clause(text))) and asks_of_self(text)


def last_clause(text: str) -> str:
    """What a text says after its last comma or full stop."""
    return next((c for c in reversed(_CLAUSE.split(text)) if c.strip()), "")


def by_others(mentions: Sequence[Mention], acts: Collection[str], text: str) -> bool:
    """Whether others than the one who asks do all that a text says of these acts."""
    found = [m for m in mentions if m.code in acts]
    return bool(found) and all(_by_other(m, text) for m in found)


def _by_other(mention: Mention, text: str) -> bool:
    start = max((m.end() for m in _CLAUSE.finditer(text[: mention.start])), default=0)
    clause = _CLAUSE.split(text[mention.start :], maxsplit=1)[0]
    return bool(_BY_OTHER.search(text[start : mention.start]) or _PASSIVE.search(clause))
