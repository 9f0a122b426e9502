"""Comparisons: decisions side by side, and overviews across instruments."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft import Draft, Passage
from assistant.frame import Frame
from assistant.messages import message
from assistant.say import say_note
from assistant.sentences import sentences
from corpus import Entry, Library
from corpus.library import DECISION_FIELDS, decision_text
from corpus.model import Confidence, Decision, Note

_ROWS = tuple(name for name in DECISION_FIELDS if name not in {"reasoning", "court", "level"})


def compare_decisions(draft: Draft, frame: Frame, library: Library) -> bool:
    """Two or more cited decisions as a table of what is known; False when fewer are cited."""
    entries = [library.entries[i] for i in frame.cited if i in library.decisions]
    if len(entries) < 2:
        return False
    section = draft.section("comparison")
    rows: list[tuple[str, ...]] = [("", *(library.label(e.id) for e in entries))]
    for name in _ROWS:
        cells, passages = [], []
        for entry in entries:
            text, passage = _cell(draft, entry, name)
            passages.append(passage)
            cells.append(f"{text} [{draft.number(passage)}]")
        rows.append((DECISION_FIELDS[name], *cells))
        plain = "; ".join(
            f"{library.label(e.id)}: {c.rsplit(' [', 1)[0]}"
            for e, c in zip(entries, cells, strict=True)
        )
        draft.add("comparison", f"{DECISION_FIELDS[name]} — {plain}", passages)
    section.table = rows
    for entry in entries:
        reasons = entry.source.reasoning.value if isinstance(entry.source, Decision) else None
        for sentence in sentences(reasons or "")[:3]:
            passage = Passage.of(entry, entry.versions[0], sentence)
            draft.add("decisions", sentence, [passage], f"{library.label(entry.id)}: ")
    return True


def _cell(draft: Draft, entry: Entry, name: str) -> tuple[str, Passage]:
    decision = entry.source
    assert isinstance(decision, Decision)
    line = decision_text(decision).split("\n")[list(DECISION_FIELDS).index(name)]
    fact = getattr(decision, name)
    unknown = message("mark.unknown", draft.language)
    mark = f" ({message('mark.uncertain', draft.language)})"
    unsure = fact.value and fact.confidence is Confidence.PERLU_CEK
    text = f"{fact.value or unknown}{mark if unsure else ''}"
    return text, Passage.of(entry, entry.versions[0], line)


def compare_guides(draft: Draft, notes: Sequence[Note]) -> bool:
    """Overviews that match the question, statement by statement; False when there is none."""
    guides = [n for n in notes if n.kind == "guide"]
    for note in guides:
        say_note(draft, note, "comparison")
    return bool(guides)
