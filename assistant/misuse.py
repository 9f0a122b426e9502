"""What is refused whatever it asks: help with a breach, orders to the machine, private data.

Ill goals cannot be listed: there are too many. What honest people ask can. Of the training
questions that have an answer, hardly one speaks to the machine, gives it an order other than to
explain the law, or asks for a way to do something other than to report, refuse or avoid. So an
order or a request for a way is refused unless its goal is one of these (`explain`, `lawful`); the
words for ill goals only say so where the request is less plain. What neither shows is judged by
meaning (`Likeness`), and only where no word asks for the law.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.lexicon import Lexicon, Mention
from index import Index
from index.settings import DEFAULT_MODEL

if TYPE_CHECKING:
    from assistant.frame import Frame

LIKENESS = Path(__file__).parent / "data" / "misuse.json"

ON_OTHERS = frozenset({"ajakan", "pengerahan", "tekanan_atasan", "politik_uang"})
"""Acts of the vocabulary that work on other people: no lawful way of doing them is asked for."""
_ILL = frozenset({"hide", "obstruct", "bribe"})
"""Ill goals that may stand before the request ("supaya tidak ketahuan, caranya apa?"); of the
others, what stands before it is most often told of someone else."""
_START = r"(?:^|(?<=[.!?:;] )|(?<=\btolong )|(?<=\bmohon )|(?<=\bcoba )|(?<=\blalu )|(?<=\bterus ))"
_ORDER = re.compile(rf"{_START}(?!me[mnl]|meng|di|ber|ter|per|pen|ke)[a-z]{{3,}}kan(?:lah)?\b")
"""An Indonesian order: a stem with -kan and no prefix, where a clause begins."""
_NO_ORDER = frozenset(
    "sedangkan bahkan bukan akan ikan makan jangankan misalkan andaikan rekan".split()
)
_ENGLISH_ORDER = re.compile(
    r"(?:^|(?<=[.!?:] ))(?:please |just )?"
    r"(?!(?:is|are|was|were|do|does|did|can|could|may|must|should|would|will|shall|has|have|had|"
    r"what|who|whose|whom|which|when|where|why|how|if|as|at|in|on|for|to|from|by|of|under|over|"
    r"after|before|during|while|because|since|and|or|but|so|then|that|this|these|there|not|also|"
    r"even|once|until|within|with|without|given|am|it|its|about|against|between|through|say|both|"
    r"all|despite|besides|every|like|police|now|although|though|unless|whereas|whether|upon|per|"
    r"across|among|behind|beyond|inside|outside|near|off|past|towards?|throughout|yes|no|hello|hi|"
    r"dear|well|only|each|any|some|another|neither|either|one|two|three)\b)"
    r"[a-z]+(?<!ing)(?<!ed)(?<!s)(?<!ly) (?:up |out )?(?:with )?"
    r"(?:an?|the|me|us|my|your|our|some|as|that|every|wording)\b"
)
"""An English order: a bare word before an article or pronoun, where a sentence begins."""

_OWN = re.compile(r"\b(?:saya|aku|kami|kita|i|my|me|we|our|us|agar|supaya|biar|sehingga|so that)\b")
"""Speaks of the asker or an aim: a bare topic does not ask for help."""
_BARE = re.compile(r"(?:(?:mem)?buat|bikin|(?:me)?n?tulis|susun|rancang|karang|atur|cari)")
_WHETHER = re.compile(r"\b(?:apakah|whether)\b")


def misuse(text: str, lexicon: Lexicon, acts: bool, english: bool) -> str:
    """ "wrongdoing", "injection", "privacy", or empty.

    ``text``: the question, standardised; ``acts``: whether it names an act for a side.
    """
    found = lexicon.mentions("misuse", text)
    for kind in ("injection", "privacy"):
        if any(m.code == kind for m in found):
            return kind
    explained = [m for m in found if m.code == "explain"]
    if not explained and any(m.code == "machine" for m in found):
        return "injection"
    orders = [m for m in _orders(text, english) if not _within(m, explained)]
    return "wrongdoing" if _helps(text, found, orders, lexicon, acts) else ""


def asks_law(text: str, lexicon: Lexicon) -> bool:
    """Whether some word of it asks for the law or names a lawful aim."""
    lawful = {"lawful", "explain"}.intersection(lexicon.codes("misuse", text))
    asks = {"permission", "duty"}.intersection(lexicon.codes("asks", text))
    return bool(lawful or asks or _WHETHER.search(text) or lexicon.codes("asks_law", text))


def _orders(text: str, english: bool) -> list[Mention]:
    pattern = _ENGLISH_ORDER if english else _ORDER
    return [
        Mention("make", m.start(), m.end())
        for m in pattern.finditer(text)
        if m.group() not in _NO_ORDER
    ]


def _within(mention: Mention, others: list[Mention]) -> bool:
    return any(o.start <= mention.end and mention.start <= o.end for o in others)


def _helps(
    text: str, found: list[Mention], orders: list[Mention], lexicon: Lexicon, partisan: bool
) -> bool:
    """Whether it asks for help, and its goal is not first of all a lawful one."""
    explained = [m for m in found if m.code == "explain"]
    made = [m for m in found if m.code == "make" and not _within(m, explained)]
    asks = [m for m in lexicon.mentions("asks", text) if m.code in {"permission", "duty"}]
    ruled = max((m.start for m in asks), default=-1)
    # of a bare stem, what it asks behind it says that it is no order ("bikin status ..., boleh?"),
    # or before it, that "buat" means "for" ("boleh minta salinan, buat pegangan?")
    made = [
        m
        for m in made
        if not _BARE.fullmatch(text[m.start : m.end])
        or (m.start > ruled and not (asks and text[m.start - 2 : m.end] == ", buat"))
    ]
    made += orders
    ways = [m for m in found if m.code == "way" and not _within(m, explained)]
    of_law = bool(explained or lexicon.codes("asks_law", text))
    asked = [*made, *ways, *(m for m in found if m.code == "means")]
    if not asked and not of_law and not asks:
        asked = [m for m in found if m.code == "want"]
    if not asked:
        return False
    start = min(m.start for m in asked)
    goals = [m.start for m in found if m.code in _ILL]
    goals += [m.start for m in found if m.code in {"deceive", "press"} and m.start >= start]
    if partisan:
        goals += [m.start for m in found if m.code == "dodge"]
    if made or ways:
        acts = lexicon.mentions("acts", text)
        goals += [m.start for m in acts if m.code in ON_OTHERS and m.start >= start]
    if made:
        goals += [m.start for m in found if m.code == "campaign"]
    lawful = [m.start for m in found if m.code == "lawful" and m.start >= start]
    if goals:
        return not any(at <= max(goals) for at in lawful)
    return bool(made or (ways and partisan)) and not of_law and not lawful


class Likeness:
    """How like a question's own vector is to what is refused, along one direction, shape (d,).

    Fitted on the training families (`netral eval train`, `evals/misuse.py`).
    """

    def __init__(self, direction: np.ndarray, threshold: float) -> None:
        self.direction = direction
        self.threshold = threshold

    @classmethod
    def load(cls, path: Path = LIKENESS) -> Likeness:
        data = json.loads(path.read_text("utf-8"))
        return cls(np.array(data["direction"]), data["threshold"])

    def judged(self, frame: Frame, index: Index) -> Frame:
        """The frame, marked when it asks for no law and means what is refused.

        A bare topic is no request: it has to speak of the asker or of an aim.
        """
        if frame.wrongdoing or frame.of_law or index.manifest.model != DEFAULT_MODEL:
            return frame
        if not _OWN.search(frame.text):
            return frame
        like = float(np.dot(index.vector(frame.text), self.direction)) > self.threshold
        return replace(frame, wrongdoing="wrongdoing") if like else frame
