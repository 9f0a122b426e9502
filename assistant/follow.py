"""What follows from the leading norms: one step along the law's own links."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.choice import LEADS, Choice
from assistant.draft import Draft, in_force
from assistant.rank import Candidate
from assistant.ruling import ELECTIONS
from assistant.say import say
from corpus import Entry, Identifier, Library
from corpus.model import Note, NoteKind

WARNINGS = 1
"""Adjustments of cited criminal rules that are said: a second one repeats the first."""
FOLLOWED = 2
"""Leading norms whose links are followed."""
SIMILAR = 40
"""Candidates among which a decision on the same act is similar enough to be told."""
_OF_MINIMUM = re.compile(r"\bminimum\b")
_BOUNDED = re.compile(
    r"\d+ (?:(?:hari|bulan) )?sampai \d+ (?:bulan|tahun)\b|\b(?:paling (?:singkat|sedikit)|minimum)"
)
"""A penalty with a lower bound."""
_STEPS: tuple[tuple[str, str, int], ...] = (
    ("sanctioned_by", "sanction", 2),
    ("sanction_of", "also", 1),
    ("explains", "also", 1),
    ("explained_by", "also", 1),
    ("has_procedure", "procedure", 1),
    ("applied_in", "decisions", 2),
)
"""Relation, section and the most that is said of it."""


def follow(draft: Draft, choice: Choice, leads: Sequence[Entry], most: int) -> None:
    """Add what the leading norms are linked to, best candidates first, up to ``most`` claims."""
    frame = choice.frame
    if frame.intent in {"figures", "compare"}:
        return
    order = {c.id: i for i, c in enumerate(choice.candidates)}
    penal = "penalty" in frame.intents or "hukuman_disiplin" in frame.acts
    for type_, heading, count in _STEPS:
        punishes = type_ == "sanctioned_by"
        if frame.intent == "decisions" and not punishes:
            continue
        said = 0
        for entry in leads[: LEADS if punishes and penal else FOLLOWED]:
            targets = _linked(entry, type_, order, draft.library)
            if type_ in {"sanction_of", "explains"} and any(t.id in draft.cited for t in targets):
                continue  # the norm behind a sanction or explanation stands there already
            for target in targets:
                if said >= count or len(draft.claims()) >= most:
                    break
                if (
                    target.id not in draft.cited
                    and _relevant(choice, target, type_, order)
                    and ((punishes and penal) or choice.bears(target))
                ):
                    say(draft, target, heading, most=1)
                    said += 1


def warn(draft: Draft, candidates: Sequence[Candidate]) -> None:
    """Add what adjusts a cited criminal provision on this day (UU 1/2026).

    What becomes of minimum penalties is said only beside a provision that has one.
    """
    order = {c.id: i for i, c in enumerate(candidates)}
    found: dict[Identifier, list[str]] = {}
    for cited in list(draft.cited):
        for holder in family(cited, draft.library):
            for adjusting in draft.library.related(holder, "adjusted_by"):
                text = draft.library.entries[cited].shown(draft.day).text
                found.setdefault(adjusting, []).append(text)
    ranked = sorted(found, key=lambda i: (order.get(i, len(order)), i))
    for identifier in ranked[:WARNINGS]:
        entry = draft.library.entries[identifier]
        if in_force(entry, draft.day) and identifier not in draft.cited:
            bounded = any(_BOUNDED.search(text) for text in found[identifier])
            say(draft, entry, "notes", most=2, omit=None if bounded else _OF_MINIMUM)


def tensions(choice: Choice, leads: Sequence[Entry]) -> list[Note]:
    """Notes on a tension between a leading norm and another rule, of the first norms first.

    Both are in force, and the other rule is for the election and the persons of the question.
    """
    library = choice.library
    found = []
    for lead in leads[:FOLLOWED]:
        others = [library.get(i) for i in library.related(lead.id, "in_tension_with")]
        pairs = [
            {lead.id, other.id}
            for other in others
            if in_force(lead, choice.frame.day)
            and in_force(other, choice.frame.day)
            and ELECTIONS.isdisjoint(set(other.facets.regimes) - set(choice.frame.regimes))
            and not choice.for_others(lead)
            and not choice.for_others(other)
        ]
        found += [
            note
            for note in library.notes.values()
            if note.kind is NoteKind.TENSION
            and any(pair <= set(s.cites) for pair in pairs for s in note.statements)
        ]
    return found


def family(identifier: Identifier, library: Library) -> list[Identifier]:
    """The portion itself, then what holds it, nearest first: relations of a whole pasal count."""
    family = [identifier]
    holder = identifier.parent
    while holder is not None and holder.portion:
        family.append(holder)
        holder = holder.parent
    return family


def _linked(
    entry: Entry, type_: str, order: dict[Identifier, int], library: Library
) -> list[Entry]:
    found = [
        target
        for holder in family(entry.id, library)
        for target in library.related(holder, type_)
        if target in library.entries
    ]
    found.sort(key=lambda i: order.get(i, len(order)))
    return [library.entries[i] for i in dict.fromkeys(found)]


def _relevant(choice: Choice, target: Entry, type_: str, order: dict[Identifier, int]) -> bool:
    """Whether a linked entry is worth saying: in force, for this case, asked for, or alike."""
    if not in_force(target, choice.frame.day):
        return False
    if choice.elsewhere(target) or choice.for_others(target):
        return False
    if type_ == "has_procedure":
        return not {"procedure", "penalty"}.isdisjoint(choice.frame.intents)
    if type_ == "applied_in":
        alike = set(choice.frame.acts) & set(target.facets.acts)
        return bool(alike) and order.get(target.id, SIMILAR) < SIMILAR
    return True
