"""Whether a question is asked in Indonesian or in English."""

from __future__ import annotations

import re

_ENGLISH = frozenset(
    "the is are of what how can may must who does did when which if my was were and or not it's "
    "allowed under civil servant servants should will has have they for by with this that why "
    "where about after before since he she his her their there be been would could "
    "article penalty penalties sanction election elections campaign candidate candidates party "
    "official officials teacher village head law explain difference compare report court decision "
    "ruling".split()
)
"""Function words and words of this field: one of them shows that a text is English."""
_EITHER = frozenset("a an i in on at to do it us as am me no so but".split())
"""English words that stand in Indonesian ones too ("III/a", "bikin in"): they count beside others
of the two lists, two of them make one."""
_INDONESIAN = frozenset(
    "yang yg dan di apa apakah bolehkah boleh saya kami kita kalau bagaimana berapa siapa itu ini "
    "untuk dengan dari pada tidak sudah belum ada jika bila oleh atau sanksi pasal gimana kah ke "
    "nya aja sih dong kok nih tuh deh gak ga nggak bisa harus kena jadi ikut soal kapan mana "
    "adalah akan telah sedang para bagi seorang".split()
)
_SHAPED = re.compile(
    r"\b(?:[a-z]{4,}(?:kan|nya|kah|lah)|(?!member)mem[bp][a-z]{4,}|men[gjyc][a-z]{4,})\b"
)
"""Words that are built as only Indonesian ones are."""
_WORD = re.compile(r"[a-z']+")


def language_of(text: str) -> str:
    """``en`` when English function words outnumber Indonesian words, else ``id``.

    Without a word of either, a text is Indonesian: keywords and regional languages are.
    """
    words = _WORD.findall(text.lower())
    english = sum(w in _ENGLISH for w in words) + len(_EITHER.intersection(words)) // 2
    indonesian = sum(w in _INDONESIAN for w in words) + len(_SHAPED.findall(text.lower()))
    return "en" if english > indonesian else "id"
