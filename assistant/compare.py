"""Comparisons: decisions side by side, and overviews across instruments."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft import Draft, Passage
from assistant.frame import Frame
from assistant.messages import message
from assistant.rank import Candidate
from assistant.say import fact_label, say, say_note, say_reasons, told
from corpus import Entry, Library
from corpus.entries import DECISION_FIELDS, decision_text
from corpus.model import Decision, Note

PER_SIDE = 2
"""Norms shown of each side of a comparison."""
_ROWS = tuple(name for name in DECISION_FIELDS if name not in {"reasoning", "court", "level"})


def compare_decisions(draft: Draft, frame: Frame, library: Library) -> bool:
    """Two or more cited decisions as a table of what is known; False when fewer are cited."""
    entries = [library.entries[i] for i in frame.cited if i in library.decisions]
    if len(entries) < 2:
        return False
    section = draft.section("comparison")
    record = message("mark.record", draft.language)
    rows: list[tuple[str, ...]] = [(record, *(library.label(e.id) for e in entries))]
    for name in _ROWS:
        cells, passages = [], []
        for entry in entries:
            text, passage = _cell(draft, entry, name)
            passages.append(passage)
            cells.append(f"{text} [{draft.number(passage)}]")
        label = fact_label(name, draft.language)
        rows.append((label, *cells))
        plain = "; ".join(
            f"{library.label(e.id)}: {c.rsplit(' [', 1)[0]}"
            for e, c in zip(entries, cells, strict=True)
        )
        draft.add("comparison", f"{label} — {plain}", passages)
    section.table = rows
    for entry in entries:
        say_reasons(draft, entry, "decisions", f"{library.label(entry.id)}: ")
    return True


def _cell(draft: Draft, entry: Entry, name: str) -> tuple[str, Passage]:
    decision = entry.source
    assert isinstance(decision, Decision)
    line = decision_text(decision).split("\n")[list(DECISION_FIELDS).index(name)]
    text = told(getattr(decision, name), draft.language)
    return text, Passage.of(entry, entry.versions[0], line)


def compare_guides(draft: Draft, frame: Frame, notes: Sequence[Note]) -> bool:
    """Overviews of just the sides that the question names; False when there is none."""
    guides = [n for n in notes if n.kind == "guide" and _names_both(frame, n)]
    for note in guides[:1]:
        say_note(draft, note, "comparison")
    return bool(guides)


def _names_both(frame: Frame, note: Note) -> bool:
    """Whether the question names two of the note's sides (elections, stages, persons, laws), or
    its act."""
    works = {c.work for c in frame.cited} & {c.work for s in note.statements for c in s.cites}
    named = [
        len(set(frame.regimes) & set(note.regimes)),
        len(set(frame.stages) & set(note.stages)),
        len(set(frame.subjects) & set(note.addressees)),
        len(works),
    ]
    return max(named) > 1 or bool(set(frame.acts) & set(note.acts))


def compare_sides(draft: Draft, frame: Frame, candidates: Sequence[Candidate]) -> bool:
    """The best norms of each side that the question names: two elections, stages or persons.

    False when it does not name two sides that the candidates tell apart.
    """
    for slot, facet in (("stages", "stages"), ("regimes", "regimes"), ("subjects", "addressees")):
        sides = getattr(frame, slot)
        found = {side: _of_side(side, sides, facet, candidates) for side in sides}
        told = {side: own for side, own in found.items() if own}
        if len(told) > 1:
            for own in told.values():
                for candidate in own[:PER_SIDE]:
                    if candidate.id not in draft.cited:
                        say(draft, candidate.entry, "comparison", most=2)
            return True
    return False


def _of_side(
    side: str, sides: Sequence[str], facet: str, candidates: Sequence[Candidate]
) -> list[Candidate]:
    """Candidates of one side alone, best first."""
    others = set(sides) - {side}
    return [
        c
        for c in candidates
        if side in (held := set(getattr(c.entry.facets, facet))) and not held & others
    ]
