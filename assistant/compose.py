"""From ranked candidates to a drafted answer: which norms lead, and what follows from them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.choice import Choice
from assistant.compare import compare_decisions, compare_guides, compare_sides
from assistant.draft import Draft, in_force
from assistant.follow import follow, tensions, warn
from assistant.frame import PRESSURE, Frame
from assistant.penalty import punished_by
from assistant.premise import states, told
from assistant.rank import FITTING, Candidate, kind_of
from assistant.ruling import NEUTRALITY, binds, whoever
from assistant.say import say, say_history, say_note, say_words
from assistant.verdict import Judgement, judge, reply, votes_too
from corpus import Entry, Library
from corpus.model import Norm, Note, NoteKind, Verdict

LIMIT = 12
"""Claims of an answer: more than a dozen are not read."""
FOLLOWING = 5
"""Claims kept free for what follows from the leading norms."""
MISSED = 2
"""Leading norms that a comparison adds when its sides do not hold them."""
SIDES = 0.1
"""Share of the best candidate's probability from which a norm stands for a side of a comparison."""

CASES = frozenset({"decisions", "figures"})
"""Intents that ask what happened, beside whatever belief."""
RIGHT = 2
"""Provisions cited by a correction that follow it: what is asked of the wrong one is theirs."""

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
    choice = Choice(frame, candidates, library)
    leads = choice.leads
    notes = [
        part
        for note in notes
        if (
            part := told(frame, note, library)
            if states(frame, note, library)
            else choice.of_note(note)
        )
    ]
    if frame.intent == "compare":
        if compare_decisions(draft, frame, library):
            return draft
        guided = compare_guides(draft, frame, notes)
        if compare_sides(draft, frame, choice.at_least(SIDES)) or guided:
            for entry in leads[:MISSED]:
                if entry.id not in draft.cited:
                    say(draft, entry, "also", most=1)
            return draft
    judgement = judge(frame, leads, candidates, library)
    draft.verdict, draft.general = judgement.verdict, judgement.general
    leads = judgement.leads
    bearing = [*leads, *(c.entry for c in choice.likely)]
    draft.unbound = bool(leads) and not any(binds(frame, e, library) for e in bearing)
    draft.of_another = "vicarious" in frame.modes
    draft.reply = reply(frame, judgement)
    leads, punishing = opening(frame, judgement, choice, library)
    if punishing:
        draft.reply = "punished"
    draft.besides_voting = votes_too(frame, leads, library)
    misconceptions = [n for n in notes if n.kind is NoteKind.MISCONCEPTION]
    belief = _belief(frame, misconceptions, library)
    misconceptions = [belief] if belief else misconceptions[:1]
    if belief:
        say_note(draft, belief, None)
        both_deny, draft.reply = draft.reply == "denied", None
        draft.corrections = len(draft.claims())
        right = _right(belief, library)
        if not (both_deny or _agrees(frame, draft.verdict, belief, right, leads, library)):
            draft.verdict = None  # on something else than what is corrected
        besides = [e for e in leads if e not in right]
        on_it = [e for e in besides if _on_belief(frame, e, belief, right, library)]
        leads = [*right, *(on_it or besides[:1])]
    corrected = draft.cited
    if frame.intent == "says":
        for cited in frame.cited:
            if str(cited) in library.naskah.rows:
                say_words(draft, library.get(cited))
    quoted = draft.cited - corrected
    for entry in leads:
        say(draft, entry, None, quoted=entry.id in quoted)
        if frame.dated or frame.intent == "status" or entry.id in frame.cited:
            say_history(draft, entry, verbatim=frame.intent == "says")
    for note in misconceptions:
        say_note(draft, note, "notes")
    for candidate in choice.likely:
        if len(draft.claims()) >= LIMIT - FOLLOWING:
            break
        if belief and not _on_belief(frame, candidate.entry, belief, leads, library):
            continue
        if candidate.id not in draft.cited and (
            frame.dated or in_force(candidate.entry, frame.day)
        ):
            say(draft, candidate.entry, heading_of(candidate.entry), most=1)
    if draft.verdict or not draft.general:  # what is only near brings no sanction with it
        follow(draft, choice, leads, LIMIT)
    for entry in choice.missing_roads(draft.cited):
        say(draft, entry, "sanction", most=1)
    for entry in choice.route(draft.cited):
        say(draft, entry, "procedure", most=2)
    draft.pressed = frame.pressed and bool(leads) and PRESSURE in leads[0].facets.acts
    warn(draft, candidates)
    beside = [n for n in notes if n.kind == "tension" or n.kind == _overview(frame)]
    for note in (beside or tensions(choice, leads))[:1]:
        new = any(cited not in draft.cited for s in note.statements for cited in s.cites)
        if new or note.kind is NoteKind.TENSION:
            say_note(draft, note, "notes")
    return draft


def opening(
    frame: Frame, judgement: Judgement, choice: Choice, library: Library
) -> tuple[list[Entry], bool]:
    """The leads in the order in which an answer says them, and whether the first one punishes."""
    punishing = punished_by(frame, judgement, [c.entry for c in choice.likely], library)
    rest = [e for e in judgement.leads if e is not punishing]
    return ([punishing, *rest], True) if punishing else (rest, False)


def _belief(frame: Frame, notes: Sequence[Note], library: Library) -> Note | None:
    """The note whose belief the question states; of several, the one on fewest others than the
    persons that it names."""
    found = [n for n in notes if states(frame, n, library)]
    on_them = [n for n in found if set(n.addressees) & set(frame.subjects)]
    return min(on_them, key=lambda n: len(n.addressees), default=found[0] if found else None)


def _on_belief(
    frame: Frame, entry: Entry, note: Note, right: Sequence[Entry], library: Library
) -> bool:
    """Whether an entry is on what a note corrects, or tied to what holds instead, or the case or
    figure that is asked for."""
    of_case = frame.intent in CASES and kind_of(entry) in FITTING[frame.intent]
    if of_case or entry.id in frame.cited:
        return True
    if set(note.acts) & set(entry.facets.acts):
        return True
    linked = {link.target for e in right for link in library.links(e.id)}
    return entry.id in linked


def _right(note: Note, library: Library) -> list[Entry]:
    """What holds instead of the belief that a note corrects."""
    cited = dict.fromkeys(c for s in note.statements for c in s.cites)
    return [library.entries[c] for c in cited][:RIGHT]


def _agrees(
    frame: Frame,
    verdict: str | None,
    note: Note,
    right: Sequence[Entry],
    leads: Sequence[Entry],
    library: Library,
) -> bool:
    """Whether the verdict of the leading norm is on what a note corrects, and holds of it.

    Who must be neutral may not do what takes sides.
    """
    if not leads or leads[0] in right:
        return True
    acts = {library.vocabulary.acts[a].kind for a in leads[0].facets.acts}
    if NEUTRALITY in note.acts and "partisan" in acts and verdict == Verdict.DILARANG:
        return True
    same = not set(note.acts).isdisjoint(leads[0].facets.acts)
    return same and verdict in {r.verdict for e in right if (r := whoever(frame, e, library))}


def _overview(frame: Frame) -> NoteKind | None:
    """Overviews belong to questions about more than one norm: who handles what, how many."""
    return NoteKind.GUIDE if frame.intent in {"procedure", "figures"} else None


def heading_of(entry: Entry) -> str:
    return _HEADINGS.get(kind_of(entry), "also")
