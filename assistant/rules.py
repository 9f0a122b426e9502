"""What a sentence makes of an act: rules of modality and what they govern, absolutes.

Pure readers of Indonesian and English text, for a claim and its source alike: see
`assistant.facts`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.facts import NUMERALS

Stem = Callable[[str], str]

# Modality, longest first. "not" before a modal decides with it: "tidak boleh" is a prohibition.
_MODALS = (
    ("allow", r"tidak (?:di)?larang|not (?:prohibited|forbidden|banned)"),
    ("free", r"(?:tidak|tak|bukan) (?:perlu|wajib|harus|diwajibkan|diharuskan|kewajiban)|"
             r"(?:not|n't) (?:have to|required|obliged)|need not"),
    ("ban", r"(?:tidak|tak) (?:lagi )?(?:boleh|bisa|dapat|diperbolehkan|dibolehkan|diperkenankan|"
            r"diizinkan|berhak)|dilarang|terlarang|larangan|melarang|jangan|haram|"
            r"prohibit(?:s|ed|ion)?|forbid(?:s|den)?|bann?(?:ed|s)?|"
            r"(?:must|shall|may|can|could) ?not|can't|mustn't|"
            r"not (?:be )?(?:allowed|permitted|entitled)"),
    ("duty", r"(?:di|me)?wajib(?:kan)?|(?:ber)?kewajiban|(?:di)?harus(?:kan)?|mesti|must|shall|"
             r"required|oblig(?:ed|ation|atory)|ha(?:s|ve) to|duty"),
    ("allow", r"(?:diper|di)?boleh(?:kan)?|diperkenankan|diizinkan|dapat|bisa|berhak|mungkin|may|"
              r"can|could|might|allowed|permitted|entitled|free to"),
    ("except", r"(?:ter)?kecuali|except|unless"),
    ("not", r"tidak|bukan|tanpa|belum|tak|not|never|no|without|neither|nor|none|n't"),
)  # fmt: skip
_MODAL = re.compile(
    "|".join(
        rf"(?P<{kind}_{i}>(?<![\w-])(?:{words})(?:lah|kah)?(?![\w-]))"
        for i, (kind, words) in enumerate(_MODALS)
    )
)
_CLAUSE = re.compile(r"[.;:?!]\s|\n")
_SUBORDINATE = re.compile(r"\b(?:yang|which|that|who)\s+$")
_WORD = re.compile(r"[^\W\d_]+")
_EMPTY = frozenset(
    "yang dan di ke dari untuk dengan pada adalah itu ini atau juga oleh dalam sebagai bagi akan "
    "para saya kami kita ia mereka jika bila maka saat ketika agar supaya karena lagi pernah "
    "sedang telah sudah serta tersebut hal secara the a an of to in is are for and or by on with "
    "be been was were it its this that these their they as at from also will has have had any such "
    "do does who which paling lama lambat banyak sedikit singkat maksimal minimal sampai hingga "
    "antara rupiah".split()
).union(NUMERALS)  # numbers and their limits are compared as such

_ABSOLUTES = (
    r"selalu|senantiasa|kapan ?pun|kapan saja|setiap saat|always|at all times|at any time",
    r"tidak pernah|tak pernah|never",
    r"pasti|otomatis|langsung|dijamin|mutlak|tentu|automatic\w*|certain\w*|definite\w*|guaranteed|"
    r"immediately",
    r"semua|seluruh\w*|segala|setiap|tiap|siapa ?pun|siapa saja|apa ?pun|apa saja|mana ?pun|"
    r"all|every\w*|any(?:one|body|thing)?|each|whoever|whatever",
    r"hanya|cuma|saja|semata\w*|only|sole\w*|exclusively|just",
    r"sama sekali|at all|entirely|completely",
    r"puluhan|ratusan|ribuan|jutaan|kebanyakan|sebagian besar|dozens|hundreds|thousands|most",
    r"setengah|separuh|half|dua kali|twice|double",
)
_ABSOLUTE = [re.compile(rf"(?<!\w)(?:{words})(?:nya|lah)?(?!\w)") for words in _ABSOLUTES]


@dataclass(frozen=True)
class Rule:
    """A modal or negation and the stems that it governs: the rest of its clause."""

    kind: str
    scope: tuple[str, ...]
    around: frozenset[str]
    """The stems of the whole clause, for markers that come last ("ikut kampanye dilarang")."""


def content(text: str, stem: Stem) -> tuple[str, ...]:
    """Stems of the words that carry meaning, in order."""
    words = (w for w in _WORD.findall(text.lower()) if w not in _EMPTY and len(w) > 1)
    return tuple(s for s in map(stem, words) if s)


def absolutes(text: str, stem: Stem) -> frozenset[tuple[int, str]]:
    """Absolutes ("semua", "only", ...) by their group, each with the stem that follows it."""
    lower = text.lower()
    return frozenset(
        (group, next(iter(content(lower[match.end() :], stem)), ""))
        for group, pattern in enumerate(_ABSOLUTE)
        for match in pattern.finditer(lower)
    )


def rules(text: str, stem: Stem) -> tuple[Rule, ...]:
    """Modals and negations of a sentence with what they govern.

    A scope ends with its clause or where another modal begins, unless that one stands in a
    relative clause ("keputusan yang dapat merugikan" stays forbidden).
    """
    lower = text.lower()
    found = list(_MODAL.finditer(lower))
    result = []
    for i, match in enumerate(found):
        closed = _CLAUSE.search(lower, match.end())
        end = closed.start() if closed else len(lower)
        for later in found[i + 1 :]:
            if later.start() >= end:
                break
            kind = _modal_kind(later)
            if kind != "not" and not _SUBORDINATE.search(lower[: later.start()]):
                end = later.start()
                break
        opened = max((m.end() for m in _CLAUSE.finditer(lower[: match.start()])), default=0)
        scope = content(_MODAL.sub(" ", lower[match.end() : end]), stem)
        around = content(_MODAL.sub(" ", lower[opened : match.start()]), stem)
        result.append(Rule(_modal_kind(match), scope, frozenset(around)))
    return tuple(result)


def _modal_kind(match: re.Match[str]) -> str:
    return str(match.lastgroup).split("_")[0]
