"""Decisions by the places that people call them by: "putusan Andoolo", "kasus Kades Tarik"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from corpus.citation import fold
from corpus.identifier import Identifier
from corpus.model import Decision

_PROPER = r"[A-Z]\w+(?: (?:[A-Z]\w+|[IVX]+\b))*"
_SEAT = re.compile(rf"\b(?:PN|PTUN|PT) ({_PROPER})")
_REGION = re.compile(rf"\b(?:Kabupaten|Kota) ({_PROPER})")
_OFFICE = re.compile(
    rf"\b(?:Kepala Desa|Lurah|Camat|[Kk]uwu|Wali Nagari|Hukum Tua|kepala desa) ({_PROPER})"
)
_HEADS = r"kades|kepala desa|kuwu|wali nagari|hukum tua|camat|lurah"
_OFFICE_BEFORE = re.compile(rf"\b(?:{_HEADS})\s+$", re.I)
_CUE = (
    rf"(?:putusan|kasus|perkara|vonis|pn|ptun|pengadilan negeri|kabupaten|kota|{_HEADS}|"
    r"di|dan|dengan|vs|versus|and|case|ruling|court)\s+"
)
_NAMED_SEAT = re.compile(r"\b(?:pn|ptun|pengadilan negeri)\s+([a-z]{4,})", re.I)
_NAMED_CASE = re.compile(rf"\b(?i:kasus|perkara|vonis) (?i:(?:{_HEADS}|di) )*([A-Z][a-z]{{3,}})\b")
SHORTEST = 4
"""Letters of a place name that is looked for: Camat Ibu's district is also every mother."""


@dataclass(frozen=True)
class Places:
    """Decisions by folded place name."""

    decisions: Mapping[str, tuple[Identifier, ...]]
    accused: frozenset[str]
    """Villages and districts whose head stood trial."""
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> Places:
        """Seats of courts, regions of elections, and the villages or districts of the accused."""
        named: dict[str, list[Identifier]] = {}
        accused: set[str] = set()
        for decision in decisions:
            court, election, office = (
                getattr(decision, field).value or "" for field in ("court", "election", "office")
            )
            heads = _OFFICE.findall(f"{office}; {decision.title}")
            accused.update(map(fold, heads))
            spoken = [
                *_SEAT.findall(court),
                *_REGION.findall(f"{court}; {election}; {decision.title}"),
                *heads,
            ]
            for name in dict.fromkeys(map(fold, spoken)):
                if len(name) >= SHORTEST:
                    named.setdefault(name, []).append(decision.id)
        ordered = sorted(named, key=lambda name: (-len(name), name))
        body = "|".join(map(re.escape, ordered)) or r"(?!)"
        pattern = re.compile(rf"\b({body})\b", re.I)
        return cls({n: tuple(ids) for n, ids in named.items()}, frozenset(accused), pattern)

    def unheld(self, text: str, is_word: Callable[[str], bool]) -> list[str]:
        """Courts ("PN Takalar") and cases ("kasus Takalar") of places without a decision here.

        ``is_word`` tells a lower-case word that is no place.
        """
        named = [("putusan PN", w) for w in _NAMED_SEAT.findall(text)]
        named += [("kasus", w) for w in _NAMED_CASE.findall(text)]
        return [
            f"{what} {place.title()}"
            for what, place in named
            if fold(place) not in self.decisions and not is_word(place.lower())
        ]

    def names_accused(self, text: str) -> bool:
        """Whether ``text`` calls one who stood trial by office and place ("Camat Tarik")."""
        return any(
            fold(match[0]) in self.accused and _OFFICE_BEFORE.search(text[: match.start()])
            for match in self.pattern.finditer(text)
        )

    def find(self, text: str) -> list[Identifier]:
        """Decisions of the places named in ``text``, in the order of naming.

        Some places are also words (Tarik, Sumber): in lower case a name counts only after a word
        that announces it.
        """
        found: list[Identifier] = []
        for match in self.pattern.finditer(text):
            announced = re.search(rf"\b{_CUE}$", text[: match.start()], re.I)
            if match[0][0].isupper() or announced:
                found += self.decisions[fold(match[0])]
        return list(dict.fromkeys(found))
