"""Whether a sentence that a model wrote is carried by the passage that it cites.

Pure: no model is asked. Every number, date, pinpoint, name, modal and absolute of the claim must
stand in the cited passage, its exception must come with a rule, and its words must be those of
the passage (`SUPPORT`). A claim is refused for the first fault found; what cannot be read as one
of these falls to the comparison of words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.facts import Facts, read_facts
from assistant.rules import Rule, Stem, absolutes, content, rules
from assistant.sentences import sentences

Fault = Literal[
    "form",
    "number",
    "date",
    "reference",
    "name",
    "subject",
    "absolute",
    "choice",
    "modality",
    "support",
]

SUPPORT = 0.7
"""Least share of a claim's content stems that must stand in one or two sentences of its source.

By `netral eval grounding` the lowest threshold at which the words alone let no claim with another
source pass (0.6 % do at 0.6), and 97 % of the paraphrases; at 0.8 that is 92 %.
"""
GOVERNED = 0.5
"""Least share of the stems that a claim's modal governs which the source's must govern too."""
LONGEST = 600
"""Characters of a claim; two sentences of law are shorter."""
GOVERNING = 4
"""Stems after a claim's modal that say what it governs; later ones are when, where and how."""
BESIDE = 4
"""Content words between a name and its neighbour in the source, at most."""
HEAD = 2
"""Stems after a modal that say what it is about."""

_MARKUP = re.compile(r"[<>`*_#|\\\[\]{}~^]|https?:|www\.|\w@\w|[^\S ]|&\w+;")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_TOKEN = re.compile(r"[^\W\d_]+")
_READ_APART = frozenset(
    "pasal ayat huruf angka butir poin pokok lampiran penjelasan uu pp perpres perbawaslu pkpu no "
    "nomor tahun rp article paragraph point item annex law regulation government decree januari "
    "februari maret april mei juni juli agustus september oktober november desember january "
    "february march may june july august october december".split()
)


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
    groups that hold it; ``proper``: lower-case words that the library writes with a capital;
    ``known``: every word of the library.
    """

    stem: Stem
    codes: Callable[[str], frozenset[str]]
    wider: Callable[[str], frozenset[str]]
    proper: frozenset[str]
    known: frozenset[str]


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
    # numbers, modals and words must meet in one place of the passage, not anywhere in it
    best: Fault = "support"
    for place in places(source.text):
        found = _misfit(sentence, stated, place, source, reading)
        if found is None:
            return None
        best = found if found != "support" else best
    return best


def places(text: str) -> list[str]:
    """Each sentence of a passage, and each with the next, which often omits the subject."""
    parts = sentences(text)
    return parts + [f"{a} {b}" for a, b in itertools.pairwise(parts)]


def _misfit(
    sentence: str, stated: Facts, place: str, source: Source, reading: Reading
) -> Fault | None:
    here = f"{place} {source.label}"
    if support(sentence, here, reading) < SUPPORT:
        return "support"
    if not _names(sentence, here, reading):
        return "name"
    if not _about(sentence, here, source.codes, reading):
        return "subject"
    if not stated.quantities <= read_facts(place).quantities:
        return "number"
    if not absolutes(sentence, reading.stem) <= absolutes(place, reading.stem):
        return "absolute"
    if not stated.choices <= read_facts(here).choices:
        return "choice"
    own = rules(sentence, reading.stem)
    given = rules(place, reading.stem)
    if not all(any(_governs(g, o) for g in given) for o in own):
        return "modality"
    if any(_left_out(g, own, sentence, reading) for g in given):
        return "modality"
    return None


def _governs(given: Rule, stated: Rule) -> bool:
    """Whether the source's rule is of the same kind and about what the claim's is about.

    "Dilarang ikut kampanye" may be told as "ikut kampanye dilarang": then what stands before.
    """
    if given.kind != stated.kind:
        return False
    if not stated.scope and not stated.around:
        return True
    reach = set(given.scope) or given.around
    inverted = set(stated.scope) <= reach | given.around and _share(stated.around, reach)
    return _share(stated.scope[:GOVERNING], reach) or inverted


def _share(stems: Collection[str], reach: Collection[str]) -> bool:
    return bool(stems) and len(set(stems) & set(reach)) / len(set(stems)) >= GOVERNED


def _left_out(given: Rule, own: Sequence[Rule], sentence: str, reading: Reading) -> bool:
    """Whether the claim states what the source forbids, demands, allows or denies, without that.

    An exception must come along with any rule that it limits.
    """
    kinds = {r.kind for r in own}
    if given.kind == "except":
        return "except" not in kinds and bool(kinds & {"ban", "duty", "allow"})
    said = set(content(sentence, reading.stem))
    head = set(given.scope[:HEAD]) or given.around
    if not head or len(head & said) / len(head) <= GOVERNED:
        return False
    first = set(given.scope[:1]) or head
    return not any(o.kind == given.kind and first & _core(o) for o in own)


def _core(rule: Rule) -> frozenset[str]:
    """What a rule is about first; a modal, unlike a negation, may come after that."""
    if rule.kind == "not":
        return frozenset(rule.scope[:HEAD]) or rule.around
    return frozenset(rule.scope[:GOVERNING]) | rule.around


def _dated(date: tuple[int | None, int, int | None], held: Facts) -> bool:
    """Whether the source holds the date, or a day of the month and year that the claim names."""
    day, month, year = date
    return any(month == m and year in (None, y) and day in (None, d) for d, m, y in held.dates)


def _names(sentence: str, here: str, reading: Reading) -> bool:
    """Whether every proper name of the claim stands in its source, beside a word that it has there.

    A capital inside the sentence marks a name. At its start, where every word has one, and in
    lower case, those words do that the library always writes with a capital or does not know.
    """
    words = _TOKEN.findall(sentence)
    names = {w.lower() for w in words[1:] if w != w.lower()} | {w for w in words if w.isupper()}
    names |= {w.lower() for w in words} & reading.proper
    if words and words[0].lower() not in reading.known:
        names.add(words[0].lower())
    # groups of persons and elections ("PNS", "Pilkada") are compared by their codes
    names = {w for w in (n.lower() for n in names) if not reading.codes(w)} - _READ_APART
    own = content(sentence, reading.stem)
    held = content(here, reading.stem)
    near = {
        (stem, other)
        for i, stem in enumerate(held)
        for other in held[max(0, i - BESIDE) : i + BESIDE + 1]
    }
    for stem in {s for name in names for s in content(name, reading.stem)}:
        if stem not in held:
            return False
        neighbours = [
            {(stem, other) for other in own[max(0, i - 1) : i + 2] if other != stem}
            for i, word in enumerate(own)
            if word == stem
        ]
        if any(pairs and not pairs & near for pairs in neighbours):
            return False
    return True


def _about(sentence: str, here: str, codes: frozenset[str], reading: Reading) -> bool:
    """Whether the claim speaks of the persons, elections and stages of its source, or of a
    narrower group."""
    held = codes | reading.codes(here)
    return all(reading.wider(code) & held for code in reading.codes(sentence))
