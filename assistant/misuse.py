"""What is refused whatever it asks: help with a breach, orders to the machine, private data.

Ill goals cannot be listed: there are too many. What honest people ask can. Of the training
questions that have an answer, hardly one speaks to the machine, gives it an order other than to
explain the law, or asks for a way to do something other than to report, refuse or avoid. So an
order or a request for a way is refused unless its goal is one of these (`explain`, `lawful`); the
words for ill goals only say so where the request is less plain.
"""

from __future__ import annotations

import re

from assistant.lexicon import Lexicon, Mention

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
    r"all|despite|besides|every|like|police)\b)"
    r"[a-z]+(?<!ing)(?<!ed)(?<!s)(?<!ly) (?:up |out )?(?:with )?"
    r"(?:an?|the|me|us|my|your|our|some|as|that|every|wording)\b"
)
"""An English order: a bare word before an article or pronoun, where a sentence begins."""


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
    made = [m for m in found if m.code == "make" and not _within(m, explained)] + orders
    ways = [m for m in found if m.code == "way"]
    of_law = bool(explained or lexicon.codes("asks_law", text))
    asked = [*made, *ways, *(m for m in found if m.code == "means")]
    if not asked and not of_law:
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
