"""From ranked candidates to a drafted answer: which norms lead, and what follows from them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.bearing import Bearing, elsewhere, names_rule
from assistant.compare import compare_decisions, compare_guides, compare_sides
from assistant.draft import Draft, in_force
from assistant.frame import Frame
from assistant.rank import FITTING, Candidate, kind_of
from assistant.say import say, say_history, say_note, say_words
from assistant.verdict import binds, judge, of_modality, verdict_of
from corpus import Entry, Identifier, Library
from corpus.model import Instrument, Norm, Note, NoteKind

LEADS = 4
"""Norms that open an answer: one for each road (criminal, discipline, ethics, election)."""
LIMIT = 12
"""Claims of an answer: more than a dozen are not read."""
CASES = 3
"""Cases that open the answer to a question about cases."""
FOLLOWING = 5
"""Claims kept free for what follows from the leading norms."""
MISSED = 2
"""Leading norms that a comparison adds when its sides do not hold them."""
LIKELY = 0.06
"""Candidates from this probability on are cited; chosen on the training families."""
BESIDE = 0.2
"""... if they have this share of the best candidate's probability."""
NEARLY = 0.4
"""Share of the best candidate's probability that makes another one worth citing whatever it is."""
BEARS = 0.3
"""Bearing from which a less probable one is cited; below it, it answers another question."""
SETTLES = 0.5
"""Share of the best candidate's probability that makes another one its equal."""
SIDES = 0.1
"""Share of the best candidate's probability from which a norm stands for a side of a comparison."""
WARNINGS = 1
PEN = 4
NEWONLY = True
"""Adjustments of cited criminal rules that are said: a second one repeats the first."""

_HEADINGS = {
    Norm.SANCTION: "sanction",
    Norm.PROCEDURE: "procedure",
    Norm.COMPETENCE: "procedure",
    "decision": "decisions",
    "case": "decisions",
    "pattern": "decisions",
    "figure": "figures",
}


def compose(
    frame: Frame, candidates: Sequence[Candidate], notes: Sequence[Note], library: Library
) -> Draft:
    """The drafted answer: leading norms, their sanctions, procedures, decisions, and cautions."""
    draft = Draft(library, frame.day, frame.language)
    bearing = Bearing(frame, candidates, library)
    leads = lead(frame, candidates, library)
    notes = [n for n in (fitting(frame, n, bearing, library) for n in notes) if n]
    if frame.intent == "compare":
        if compare_decisions(draft, frame, library):
            return draft
        guided = compare_guides(draft, frame, notes)
        if compare_sides(draft, frame, _at_least(SIDES, candidates)) or guided:
            for entry in leads[:MISSED]:
                if entry.id not in draft.cited:
                    say(draft, entry, "also", most=1)
            return draft
    draft.unbound = bool(leads) and not any(binds(frame, e, library) for e in leads)
    draft.verdict, leads = judge(frame, leads, candidates, library)
    if frame.intent == "says":
        for cited in frame.cited:
            if str(cited) in library.naskah.rows:
                say_words(draft, library.get(cited))
    quoted = draft.cited
    for entry in leads:
        say(draft, entry, None, quoted=entry.id in quoted)
        if frame.dated or frame.intent == "status" or entry.id in frame.cited:
            say_history(draft, entry, verbatim=frame.intent == "says")
    for note in [n for n in notes if n.kind == "misconception"][:1]:
        say_note(draft, note, "notes")
    for candidate in _likely(frame, candidates, bearing):
        if len(draft.claims()) >= LIMIT - FOLLOWING:
            break
        if candidate.id not in draft.cited and (
            frame.dated or in_force(candidate.entry, frame.day)
        ):
            say(draft, candidate.entry, _heading(candidate.entry), most=1)
    _follow(draft, frame, leads, candidates, bearing)
    _warn(draft, candidates)
    for note in [n for n in notes if n.kind == "tension" or n.kind == _overview(frame)][:1]:
        if any(c not in draft.cited for st in note.statements for c in st.cites) or not NEWONLY:
            say_note(draft, note, "notes")
    return draft


def _overview(frame: Frame) -> NoteKind | None:
    """Overviews belong to questions about more than one norm: who handles what, how many."""
    return NoteKind.GUIDE if frame.intent in {"procedure", "figures"} else None


def lead(frame: Frame, candidates: Sequence[Candidate], library: Library) -> list[Entry]:
    """The entries that open the answer: those it cites, else the most probable."""
    bearing = Bearing(frame, candidates, library)
    likely = _likely(frame, candidates, bearing)
    exact = [c for c in candidates if c.id in frame.cited or _inside(c, frame)]
    if exact and isinstance(exact[0].entry.source, Instrument) and frame.intent != "status":
        # a whole law is named to say where the answer stands: its fitting provisions go first
        named = [c for c in likely if c.id.portion and c.id.work in frame.cited]
        exact = named or exact
    if exact:
        return [c.entry for c in exact[:LEADS]]
    likely = likely[:LEADS] or list(candidates[:1])
    if frame.intent == "decisions":
        fitting = [
            c for c in _at_least(BESIDE, candidates) if kind_of(c.entry) in FITTING["decisions"]
        ]
        cases = [
            c
            for c in fitting
            if c is fitting[0] or _holds(frame, c, fitting[0].probability, bearing)
        ]
        likely = [*cases[:CASES], *(c for c in likely if c not in cases)][:LEADS]
    likely.sort(key=lambda c: not binds(frame, c.entry, library))
    near = likely[0].probability * SETTLES
    # what settles the question goes first, if it is nearly as probable as the best
    settling = [c for c in likely if c.probability >= near and _settles(frame, c.entry, library)]
    settling.sort(
        key=lambda c: (
            not of_modality(frame, c.entry),
            not set(frame.acts) & set(c.entry.facets.acts),
        )
    )
    likely = settling[:1] + [c for c in likely if c not in settling[:1]]
    return [c.entry for c in likely]


def _settles(frame: Frame, entry: Entry, library: Library) -> bool:
    """Whether an entry is of the kind that answers the question, and binds whom it names."""
    kinds = FITTING.get(frame.intent, frozenset())
    fits = kind_of(entry) in kinds or ("may" in frame.intents and verdict_of(entry) is not None)
    return fits and binds(frame, entry, library)


def _likely(frame: Frame, candidates: Sequence[Candidate], bearing: Bearing) -> list[Candidate]:
    """Candidates worth citing, best first: probable ones that are as good as the best or tied to
    what is needed, and for no other election or stage than the question's."""
    best = max((c.probability for c in candidates), default=0.0)
    floor = max(LIKELY, BESIDE * best)
    return [c for c in candidates if c.probability >= floor and _holds(frame, c, best, bearing)]


def _holds(frame: Frame, candidate: Candidate, best: float, bearing: Bearing) -> bool:
    if candidate.id in frame.cited or _inside(candidate, frame):
        return True
    if elsewhere(frame, candidate.entry):
        return False
    if bearing(candidate.entry) >= BEARS:
        return True
    # beside a rule that the question cites stands only what is tied to it
    cites = any(names_rule(c) for c in frame.cited)
    return candidate.probability >= NEARLY * best and not cites


def _at_least(share: float, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates with this share of the best one's probability."""
    best = max((c.probability for c in candidates), default=0.0)
    return [c for c in candidates if c.probability >= share * best]


_DENIED = re.compile(r"\bbukan ([^;.:,]*\d[^;.:,]*)")
_FIGURE = re.compile(r"\d+")


def fitting(frame: Frame, note: Note, bearing: Bearing, library: Library) -> Note | None:
    """What of a note bears on the question; None when nothing does.

    A correction of a figure is said only where the question holds that figure.
    """
    denied = [set(_FIGURE.findall(d)) for s in note.statements for d in _DENIED.findall(s.text)]
    if denied and not any(d <= set(_FIGURE.findall(frame.question)) for d in denied):
        return None
    borne = [
        s for s in note.statements if any(bearing(library.entries[c]) >= BEARS for c in s.cites)
    ]
    if note.kind is not NoteKind.GUIDE and borne:
        return note
    return note.model_copy(update={"statements": tuple(borne)}) if borne else None


def _inside(candidate: Candidate, frame: Frame) -> bool:
    return any(c.portion and c.contains(candidate.id) for c in frame.cited)


def _heading(entry: Entry) -> str:
    return _HEADINGS.get(kind_of(entry), "also")


def _follow(
    draft: Draft,
    frame: Frame,
    leads: Sequence[Entry],
    candidates: Sequence[Candidate],
    bearing: Bearing,
) -> None:
    """One step along the law's links from the leading norms, best candidates first."""
    order = {c.id: i for i, c in enumerate(candidates)}

    def linked(entry: Entry, *types: str) -> list[Entry]:
        found = [
            target
            for holder in family(entry.id, draft.library)
            for target in draft.library.related(holder, *types)
            if target in draft.library.entries
        ]
        found.sort(key=lambda i: order.get(i, len(order)))
        return [draft.library.entries[i] for i in dict.fromkeys(found)]

    steps: tuple[tuple[str, str, int], ...] = (
        ("sanctioned_by", "sanction", 2),
        ("sanction_of", "also", 1),
        ("explains", "also", 1),
        ("explained_by", "also", 1),
        ("has_procedure", "procedure", 1),
        ("applied_in", "decisions", 2),
    )
    if frame.intent in {"figures", "compare"}:
        return
    penal = "penalty" in frame.intents or "hukuman_disiplin" in frame.acts
    for type_, heading, count in steps:
        if frame.intent == "decisions" and type_ != "sanctioned_by":
            continue
        seen = 0
        punished = type_ == "sanctioned_by" and penal
        for entry in leads[: PEN if punished else 2]:
            for target in linked(entry, type_):
                if seen >= count or len(draft.claims()) >= LIMIT:
                    break
                if target.id in draft.cited or not _relevant(frame, target, order, type_):
                    continue
                sure = type_ == "sanctioned_by" and (entry is leads[0] or penal)
                if bearing(target) < BEARS and not sure:
                    continue
                say(draft, target, heading, most=1)
                seen += 1


def family(identifier: Identifier, library: Library) -> list[Identifier]:
    """The portion itself, then what holds it, nearest first: relations of a whole pasal count."""
    family = [identifier]
    holder = identifier.parent
    while holder is not None and holder.portion:
        family.append(holder)
        holder = holder.parent
    return family


def _relevant(frame: Frame, target: Entry, order: dict[Identifier, int], type_: str) -> bool:
    """Whether a linked entry is worth saying: in force, of this regime, and for decisions alike."""
    if not in_force(target, frame.day):
        return False
    if elsewhere(frame, target):
        return False
    if type_ == "has_procedure" and not {"procedure", "penalty"} & set(frame.intents):
        return False
    if type_ == "applied_in":
        alike = set(frame.acts) & set(target.facets.acts)
        return bool(alike) and order.get(target.id, 99) < 40
    return True


def _warn(draft: Draft, candidates: Sequence[Candidate]) -> None:
    """What adjusts a cited criminal provision on this day (UU 1/2026)."""
    order = {c.id: i for i, c in enumerate(candidates)}
    found: list[Identifier] = []
    for cited in list(draft.cited):
        for holder in family(cited, draft.library):
            found += draft.library.related(holder, "adjusted_by")
    ranked = sorted(dict.fromkeys(found), key=lambda i: (order.get(i, len(order)), i))
    for identifier in ranked[:WARNINGS]:
        entry = draft.library.entries[identifier]
        if in_force(entry, draft.day) and identifier not in draft.cited:
            say(draft, entry, "notes", most=2)
