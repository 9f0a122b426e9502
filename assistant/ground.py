"""Whether a sentence that a model wrote is carried by the passage that it cites.

Pure: no model is asked. Every number, date, pinpoint, name, modal and absolute of the claim must
stand in the cited passage, its exception must come with a rule, and its words must be those of
the passage (`SUPPORT`). A claim is refused for the first fault found; what cannot be read as one
of these falls to the comparison of words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.facts import Facts, Rule, Stem, content, read_facts, rules
from assistant.sentences import sentences

Fault = Literal[
    "form", "number", "date", "reference", "name", "subject", "absolute", "modality", "support"
]

SUPPORT = 0.7
"""Least share of a claim's content stems that must stand in one or two sentences of its source."""
GOVERNED = 0.5
"""Least share of the stems that a claim's modal governs which the source's must govern too."""
LONGEST = 600
"""Characters of a claim; two sentences of law are shorter."""
HEAD = 2
"""Stems after a modal that say what it is about."""

_MARKUP = re.compile(r"[<>`*_#|\\\[\]{}~^]|https?:|www\.|\w@\w|[^\S ]|&\w+;")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_CAPITAL = re.compile(r"(?<![\w-])[^\W\d_]*[A-Z][\w.-]*")
_WORD = re.compile(r"[^\W\d_]+")
_PIN_WORDS = frozenset(
    "pasal ayat huruf angka butir poin pokok lampiran penjelasan uu pp perpres perbawaslu pkpu no "
    "nomor tahun rp article paragraph point item annex law regulation government decree".split()
)
_ANCHORED = frozenset({"ban", "duty", "allow", "free", "except", "not"})


@dataclass(frozen=True)
class Source:
    """A cited passage. ``text`` is in the language of the claim, ``quote`` as it is stored."""

    text: str
    quote: str
    label: str
    codes: frozenset[str]
    """Subjects, elections and stages that the entry is about, beside those that it names."""


@dataclass(frozen=True)
class Reading:
    """What the check knows of the language and the field.

    ``codes``: subjects, elections and stages that a text names; ``wider``: a subject and the
    groups that hold it; ``proper``: lower-case words that the library writes with a capital.
    """

    stem: Stem
    codes: Callable[[str], frozenset[str]]
    wider: Callable[[str], frozenset[str]]
    proper: frozenset[str]


def fault(claim: str, sources: Sequence[Source], reading: Reading) -> Fault | None:
    """What is wrong with ``claim``, or None. Each source must carry the whole claim by itself."""
    if not sources or not claim.strip() or len(claim) > LONGEST or _MARKUP.search(claim):
        return "form"
    for source in sources:
        for sentence in sentences(claim):
            if found := _fault(sentence, source, reading):
                return found
    return None


def support(sentence: str, text: str, reading: Reading) -> float:
    """Share of the content stems of ``sentence`` in ``text``; 0 without any."""
    own = set(content(sentence, reading.stem))
    return len(own & set(content(text, reading.stem))) / len(own) if own else 0.0


def _fault(sentence: str, source: Source, reading: Reading) -> Fault | None:
    named = f"{source.text} {source.quote} {source.label}"
    held = read_facts(named)
    stated = read_facts(sentence)
    if not set(_FIGURE.findall(sentence)) <= set(_FIGURE.findall(named)):
        return "number"
    if not all(_dated(date, held) for date in stated.dates):
        return "date"
    if not stated.works <= held.works or not all(
        any(p.within(h) for h in held.pinpoints) for p in stated.pinpoints
    ):
        return "reference"
    if not _names(sentence, named, reading):
        return "name"
    if not _about(sentence, source, reading):
        return "subject"
    # numbers, modals and words must meet in one place of the passage, not anywhere in it
    best: Fault = "support"
    for place in _places(source.text):
        found = _misfit(sentence, stated, place, source.label, reading)
        if found is None:
            return None
        best = found if found != "support" else best
    return best


def _places(text: str) -> list[str]:
    """Each sentence of a passage, and each with the next, which often omits the subject."""
    parts = sentences(text)
    return parts + [f"{a} {b}" for a, b in itertools.pairwise(parts)]


def _misfit(sentence: str, stated: Facts, place: str, label: str, reading: Reading) -> Fault | None:
    if support(sentence, f"{place} {label}", reading) < SUPPORT:
        return "support"
    held = read_facts(place)
    if not stated.quantities <= held.quantities:
        return "number"
    if not stated.absolutes <= held.absolutes:
        return "absolute"
    own = rules(sentence, reading.stem)
    given = rules(place, reading.stem)
    if not all(any(_governs(g, o) for g in given) for o in own):
        return "modality"
    if any(_left_out(g, own, sentence, reading) for g in given):
        return "modality"
    return None


def _governs(given: Rule, stated: Rule) -> bool:
    """Whether the source's rule is of the same kind and about what the claim's is about."""
    if given.kind != stated.kind:
        return False
    about = set(stated.scope) or stated.around
    reach = set(given.scope) | (set() if stated.scope and given.scope else given.around)
    return not about or len(about & reach) / len(about) >= GOVERNED


def _left_out(given: Rule, own: Sequence[Rule], sentence: str, reading: Reading) -> bool:
    """Whether the claim states what the source forbids, demands, allows or denies, without that.

    An exception must come along with any rule that it limits.
    """
    kinds = {r.kind for r in own}
    if given.kind in kinds:
        return False
    if given.kind == "except":
        return bool(kinds & {"ban", "duty", "allow"})
    said = set(content(sentence, reading.stem))
    head = set(given.scope[:HEAD]) or given.around
    return bool(head) and len(head & said) / len(head) > GOVERNED


def _dated(date: tuple[int | None, int, int | None], held: Facts) -> bool:
    """Whether the source holds the date, or a day of the month and year that the claim names."""
    day, month, year = date
    return any(month == m and year in (None, y) and day in (None, d) for d, m, y in held.dates)


def _names(sentence: str, named: str, reading: Reading) -> bool:
    """Whether every proper name of the claim stands in the source.

    A capital inside the sentence marks one; at its start, where every word has a capital, and in
    lower case, the words count that the library itself always writes with a capital.
    """
    held = set(_WORD.findall(named.lower())) | set(re.findall(r"[\w-]+", named.lower()))
    stems = {reading.stem(w) for w in held}
    first = _WORD.search(sentence)
    for match in _CAPITAL.finditer(sentence):
        word = match.group().lower().strip(".-")
        if first and match.start() == first.start() and not match.group()[1:].isupper():
            continue
        parts = set(re.split(r"[.-]", word)) - {""}
        if not (parts - _PIN_WORDS <= held or reading.stem(word) in stems):
            return False
    words = set(_WORD.findall(sentence.lower()))
    return (words & reading.proper) - _PIN_WORDS <= held


def _about(sentence: str, source: Source, reading: Reading) -> bool:
    """Whether the claim speaks of the persons, elections and stages of its source, or of narrower
    groups."""
    held = source.codes | reading.codes(f"{source.text} {source.quote} {source.label}")
    return all(reading.wider(code) & held for code in reading.codes(sentence))
