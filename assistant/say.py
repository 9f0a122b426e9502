"""Putting an entry or a note into words: its sentences, its status, its history."""

from __future__ import annotations

import re
from datetime import date

from assistant.draft import Draft, Passage, in_force
from assistant.messages import message, written
from assistant.sentences import sentences
from corpus import Entry
from corpus.entries import decision_text
from corpus.model import Confidence, Decision, Excerpt, Fact, Note


def say(
    draft: Draft,
    entry: Entry,
    heading: str | None,
    most: int = 4,
    quoted: bool = False,
    omit: re.Pattern[str] | None = None,
) -> None:
    """Add up to ``most`` sentences of an entry, with its status when it is not in force.

    ``quoted``: its official words and status stand in the draft already. ``omit``: what sentences
    hold that do not bear on the case.
    """
    if isinstance(entry.source, Decision):
        _decision(draft, entry, heading)
        return
    if isinstance(entry.source, Excerpt):
        if not quoted:
            say_words(draft, entry, heading)
        return
    version = entry.shown(draft.day)
    prefix = status_prefix(draft, entry)
    if quoted:
        prefix = f"{message('mark.gist', draft.language)}: "
    doubt = unsure(draft, entry)
    if draft.language == "en" and version.en:
        english = " ".join(_without(sentences(version.en), omit)) if omit else version.en
        draft.add(heading, english + doubt, [Passage.of(entry, version)], prefix)
    else:
        for i, sentence in enumerate(_without(sentences(version.text), omit)[:most]):
            mark = doubt if i == 0 else ""
            passage = Passage.of(entry, version, sentence)
            draft.add(heading, sentence + mark, [passage], prefix if i == 0 else "")
    _end(draft, entry, heading)


def _without(said: list[str], omit: re.Pattern[str] | None) -> list[str]:
    return [s for s in said if omit is None or not omit.search(s)]


def say_words(draft: Draft, entry: Entry, heading: str | None = None) -> None:
    """Add the official words of an entry, a claim for each ayat; nothing when there are none."""
    version = entry.shown(draft.day)
    words = entry.words(version, draft.day)
    if words is None:
        return
    prefix = status_prefix(draft, entry)
    if isinstance(entry.source, Excerpt):
        prefix += f"{unsure(draft, entry).strip()} ".lstrip()
    for part in draft.library.naskah.split(words):
        draft.add(heading, part, [Passage.of(entry, version)], prefix, verbatim=True)
        prefix = ""
    _end(draft, entry, heading)


def unsure(draft: Draft, entry: Entry) -> str:
    """The mark of a source that is `perlu-cek`, with its reason; empty for another."""
    reason = draft.library.uncertain(entry.id)
    if not reason:
        return ""
    return f" ({message('mark.because', draft.language, reason=reason.rstrip('.'))})"


def status_prefix(draft: Draft, entry: Entry) -> str:
    """ "No longer in force" or "not yet in force"; empty for what is in force.

    Of what carries out a norm that is in force, "not yet" would be read as said of that norm.
    """
    if in_force(entry, draft.day):
        return ""
    begun = any(v.from_ <= draft.day for v in entry.versions)
    word = message("mark.ended" if begun else "mark.pending", draft.language)
    if not begun and _carries_out(draft, entry):
        day = written(entry.versions[0].from_, draft.language)
        word = message("mark.issued", draft.language, day=day)
    return f"*{word}.* "


def _carries_out(draft: Draft, entry: Entry) -> bool:
    """Whether the entry's instrument carries out a norm that is in force."""
    library = draft.library
    carried = library.related(entry.id.work, "implements")
    return any(i.portion and in_force(library.get(i), draft.day) for i in carried)


def say_history(draft: Draft, entry: Entry, verbatim: bool = False) -> None:
    """Add the wordings of an entry other than the shown one, each with its dates.

    ``verbatim``: in their official words, where an imported text holds them.
    """
    shown = entry.shown(draft.day)
    for version in entry.versions:
        if version is shown:
            continue
        span = _span(version.from_, entry.until(version), draft.language)
        words = entry.words(version, version.from_)
        if verbatim and words:
            whole = Passage.of(entry, version)
            draft.add("history", words.text, [whole], f"{span}: ", verbatim=True)
            continue
        english = version.en if draft.language == "en" else None
        quote = None if english else sentences(version.text)[0]
        passage = Passage.of(entry, version, quote)
        draft.add("history", english or sentences(version.text)[0], [passage], f"{span}: ")


def _end(draft: Draft, entry: Entry, heading: str | None) -> None:
    """Say of a provision of a repealed instrument what became of the instrument; at once, where
    the provision leads."""
    instrument = draft.library.instruments.get(entry.id.work)
    if instrument and instrument.repealed and entry.id.portion:
        whole = draft.library.entries[instrument.id]
        if whole.id not in draft.cited:
            say(draft, whole, "history" if heading else None, most=1)


def _span(start: date, end: date | None, language: str) -> str:
    if end is None:
        return message("mark.wording_from", language, day=written(start, language))
    return message(
        "mark.wording_range", language, start=written(start, language), end=written(end, language)
    )


REVIEW = "pengujian undang-undang"
"""The level of decisions on a statute."""
NOTHING = "tidak ada"
"""What the fact sheet says where a field has no content."""
DECISION_SHOWN = ("office", "act", "election", "demand", "verdict", "sentence")
WHERE_KNOWN = frozenset({"election", "demand"})
"""Facts of a decision that are left out, not called unknown, where the record lacks them."""
REASONS = 3
"""Sentences of a court's reasons that are told."""


def _decision(draft: Draft, entry: Entry, heading: str | None) -> None:
    """One claim on what was decided, then the court's reasons.

    The record is Indonesian; English answers say so.
    """
    decision = entry.source
    assert isinstance(decision, Decision)
    version = entry.versions[0]
    lines = decision_text(decision).split("\n")
    facts = "\n".join(lines[2:10])
    if decision.level.value == REVIEW:
        facts = "\n".join(lines[:10])
        shown = _reviewed(decision)
    else:
        shown = _judged(decision, draft.language)
    text = f"{shown}{unsure(draft, entry)}"
    draft.add(heading, text, [Passage.of(entry, version, facts)], mark("record", draft.language))
    if heading is None:
        say_reasons(draft, entry, heading)


def say_reasons(draft: Draft, entry: Entry, heading: str | None, named: str = "") -> None:
    """Add the court's reasons as far as the record of a decision tells them; ``named``: put before
    each."""
    decision = entry.source
    assert isinstance(decision, Decision)
    first = mark("reasons", draft.language)
    for sentence in sentences(decision.reasoning.value or "")[:REASONS]:
        passage = Passage.of(entry, entry.versions[0], sentence)
        draft.add(heading, sentence, [passage], f"{named}{first}")
        first = ""


def mark(key: str, language: str) -> str:
    """What is put before a line in another language than that of the answer; else nothing."""
    said = message(f"mark.{key}", language)
    return f"*{said}:* " if said else ""


def fact_label(name: str, language: str) -> str:
    """What a fact of a decision is called, with a capital."""
    return message(f"fact.{name}", language)


def told(fact: Fact, language: str) -> str:
    """A fact of a decision, marked where it is `perlu-cek`; or that it is not known."""
    if not fact.value:
        return message("mark.unknown", language)
    unsure = fact.confidence is Confidence.PERLU_CEK
    return f"{fact.value} ({message('mark.uncertain', language)})" if unsure else fact.value


def _judged(decision: Decision, language: str) -> str:
    """Who did what, and how it ended."""
    facts = ((name, getattr(decision, name)) for name in DECISION_SHOWN)
    shown = "; ".join(
        f"{fact_label(name, language).lower()}: {told(fact, language)}"
        for name, fact in facts
        if fact.value or name not in WHERE_KNOWN
    )
    return f"{shown[0].upper()}{shown[1:]}"


def _reviewed(decision: Decision) -> str:
    """What of a statute was reviewed, when, and what became of it: nobody stood trial."""
    day = f"pada {decision.date.value} " if decision.date.value else ""
    text = f"{decision.court.value} {day}memutus permohonan yang {decision.act.value}"
    ended = [f.value for f in (decision.verdict, decision.sentence) if f.value]
    return f"{text}, dengan hasil: {'; '.join(v for v in ended if v != NOTHING)}."


def say_note(draft: Draft, note: Note, heading: str | None) -> None:
    """Add a note's statements, each resting on what it cites."""
    for statement in note.statements:
        english = draft.language == "en" and statement.en
        passages = []
        for cited in statement.cites:
            entry = draft.library.entries[cited]
            version = entry.shown(draft.day)
            # a statement sums up what it cites: it rests on the whole wording, not on one sentence
            passages.append(Passage.of(entry, version))
        draft.add(heading, statement.en if english and statement.en else statement.text, passages)
