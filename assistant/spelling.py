"""Repair of typing errors against the words that the library and the lexicon know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile("[aeiou]")
SHORTEST = 4
"""Shorter words have too many neighbours at distance one to be repaired safely."""
SHORT = 5
"""Words shorter than this are repaired to the core words of the field alone."""
_REPEATED = re.compile(r"([a-z])\1{2,}")
_SPOKEN = (("nge", ""), ("ng", ""), ("ng", "k"), ("ny", "s"), ("ny", "c"), ("n", "t"), ("m", "p"))
"""How spoken verbs begin, and the letter of the root that this swallows (Sneddon 2006, Colloquial
Jakartan Indonesian: *ngumpulin* from *kumpul*)."""
_NASAL = {"b": "mem", "f": "mem", "v": "mem", "c": "men", "d": "men", "j": "men", "z": "men"} | (
    dict.fromkeys("lmnrwy", "me") | dict.fromkeys("aiueogh", "meng")
)
_SWALLOWED = {"p": "mem", "t": "men", "k": "meng", "s": "meny"}
LONG = 8
"""From this length on two errors are repaired, below it one (Damerau 1964: 80 % are one edit)."""


@cache
def _roots() -> frozenset[str]:
    """Indonesian root words of PySastrawi's dictionary (about 30,000)."""
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return frozenset(StemmerFactory().get_words())


class Speller:
    """Repairs words that neither the known words nor an Indonesian dictionary hold."""

    def __init__(
        self, core: Iterable[str], known: Iterable[str], stem: Callable[[str], str]
    ) -> None:
        self._core = sorted(w for w in core if len(w) >= SHORTEST)
        self._known = frozenset(w for w in known if len(w) >= 4 and w.isalpha()).union(self._core)
        self._ordered = sorted(self._known)
        self._stem = stem
        self._skeletons: dict[str, str] = {}
        for word in (*self._core, *self._ordered):  # words of the field have precedence
            self._skeletons.setdefault(_skeleton(word), word)

    def knows(self, word: str) -> bool:
        """Whether the library, the lexicon or an Indonesian dictionary holds a lower-case word."""
        return word in self._known or self._stem(word) in _roots()

    def repair(
        self, text: str, note: Callable[[str, str], None] = lambda found, standard: None
    ) -> str:
        """``text`` with each misspelt word replaced by its one best neighbour, if it has one.

        ``note`` hears of each replacement what stood there and what stands there now.
        """

        def mended(match: re.Match[str]) -> str:
            word = self._word(match.group())
            if word != match.group():
                note(match.group(), word)
            return word

        return _WORD.sub(mended, _REPEATED.sub(r"\1", text))

    def _word(self, word: str) -> str:
        lower = word.lower()
        if len(lower) < SHORTEST or self.knows(lower):
            return word
        if spoken := self._standard_verb(lower):
            return spoken
        full = self._skeletons.get(_skeleton(lower), "")
        if len(lower) < len(full) and _abbreviates(lower, full):
            return full
        limit = 2 if len(lower) >= LONG else 1
        near = process.extract(
            lower,
            self._core if len(lower) < SHORT else self._ordered,
            scorer=OSA.distance,
            score_cutoff=limit,
            limit=None,
        )
        # people rarely mistype the first letter; the same length means letters swapped or wrong
        ranked = sorted((d, abs(len(w) - len(lower)), w) for w, d, _ in near if w[0] == lower[0])
        return ranked[0][2] if ranked else word

    def _standard_verb(self, word: str) -> str:
        """*melaporkan* for *ngelaporin*, *dijadikan* for *dijadiin*; empty when it is no such verb.

        Spoken *-in* stands for *-kan*, *-i* or nothing: the form that the library knows is taken.
        """
        body = word.removesuffix("in") if len(word) > SHORT else word
        passive = body != word and body.startswith("di")
        found = [body[2:]] if passive else [body] if body != word else []
        if not passive:
            found += [lost + body[len(p) :] for p, lost in _SPOKEN if body.startswith(p)]
        for root in found:
            # "diadain" has the shortest of roots, but both ends of a spoken verb
            if len(root) >= (SHORTEST - 1 if passive else SHORTEST) and root in _roots():
                verb = f"di{root}" if passive else _active(root)
                forms = [verb + end for end in (("kan", "i", "") if body != word else ("",))]
                return next((form for form in forms if form in self._known), forms[0])
        return ""


def _active(root: str) -> str:
    """The written verb of a root: *meng-* with its assimilations."""
    first = root[0]
    return _SWALLOWED[first] + root[1:] if first in _SWALLOWED else _NASAL.get(first, "me") + root


def _skeleton(word: str) -> str:
    """A word without its vowels: chats leave them out ("kmpanye", "bupti")."""
    return _VOWEL.sub("", word)


def _abbreviates(short: str, full: str) -> bool:
    """Whether ``short`` is ``full`` with letters left out, its first letter kept."""
    letters = iter(full)
    return short[0] == full[0] and all(letter in letters for letter in short)
