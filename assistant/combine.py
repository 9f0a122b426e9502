"""One answer from what was found for the parts of a question."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import islice

from assistant.answer import AbstainReason
from assistant.choice import BESIDE, LIKELY, SETTLES, Choice
from assistant.compose import LIMIT, compose, heading_of
from assistant.draft import Draft, Line, Passage, escaped, in_force
from assistant.follow import warn
from assistant.frame import STEPS, Frame
from assistant.messages import message
from assistant.part import SHARED, Part
from assistant.rank import FITTING, Candidate, kind_of
from assistant.ruling import verdict_of
from assistant.say import say, status_prefix, unsure
from assistant.sentences import sentences
from corpus import Entry, Identifier, Library
from corpus.model import Decision, Instrument, Norm

SAID = 2
"""Sources that answer one part or side: an answer to four parts is still read to its end."""
ROADS = 4
"""Sources for one person of a comparison: the ban and the penalty of two laws."""
ASIDE = frozenset({"history", "notes"})
"""Sections that answer nothing by themselves."""
CASES = FITTING["decisions"]
_TOLD = frozenset({Norm.PROHIBITION, Norm.DUTY, Norm.SANCTION})
"""Kinds of norm that are told of a person who is compared."""
SOUGHT = frozenset({"procedure", "penalty", "figures", "decisions"})
"""Intents that one kind of entry answers, however near others are."""


@dataclass(frozen=True)
class Found:
    """A part of a question, how it was read, and what was found for it."""

    part: Part
    frame: Frame
    candidates: Sequence[Candidate]
    refusal: AbstainReason | None
    """Why the library has no answer to it, if so."""


def combine(found: Sequence[Found], whole: Draft, frame: Frame, leads: Sequence[Entry]) -> Draft:
    """The drafted answer to all parts; ``whole``, the answer to the undivided question, where it
    serves: it compares decisions, or cites what leads the answer to each part already.

    ``leads``: what is nearest to the undivided question; its sides may show less of it.
    """
    if frame.intent == "compare":
        table = _table(found, frame, whole)
        if table:
            _add_leads(table, leads)
            warn(table, found[0].candidates)
        return table or whole
    answered = [one for one in found if one.refusal is None]
    if not answered:
        return whole
    joined = Draft(whole.library, frame.day, frame.language)
    joined.general, joined.unbound = whole.general, whole.unbound
    joined.of_another = whole.of_another
    _correct(joined, whole)
    drafts = [_drafted(one, whole.library) for one in answered]
    verdicts = {draft.verdict for draft in drafts if draft.verdict}
    joined.verdict = verdicts.pop() if len(verdicts) == 1 else None
    joined.opens = drafts[0].verdict is not None
    for one, draft in zip(answered, drafts, strict=True):
        opened = joined.opens and draft.verdict == joined.verdict
        _take(joined, draft, one, None if opened else draft.verdict)
    if all(one.part.loose for one in found):
        _add_rest(joined, whole)  # a row of questions is one story
    else:
        _add_leads(joined, leads)
    warn(joined, answered[0].candidates)
    joined.unanswered = [(one.refusal, one.part.focus) for one in found if one.refusal]
    return joined


def _correct(joined: Draft, whole: Draft) -> None:
    """Open with what corrects a belief that the question states."""
    passages = whole.passages()
    for line in whole.sections[0].lines[: whole.corrections]:
        joined.add(None, line.text, [passages[n - 1] for n in line.numbers], line.prefix)
    joined.corrections = len(joined.claims())


def _drafted(one: Found, library: Library) -> Draft:
    """The answer to one part; of a step that it asks about, at least one rule is told."""
    draft = compose(one.frame, one.candidates, [], library)
    steps, kinds = STEPS & set(one.frame.acts), FITTING["procedure"]
    told = any(kind_of(passage.entry) in kinds for passage in draft.passages())
    if one.frame.intent != "procedure" or draft.verdict or told:
        return draft
    choice = Choice(one.frame, one.candidates, library)
    on_step = (
        c.entry
        for c in one.candidates
        if kind_of(c.entry) in kinds
        and not steps.isdisjoint(c.entry.facets.acts)
        and in_force(c.entry, one.frame.day)
        and not choice.elsewhere(c.entry)
    )
    for entry in islice(on_step, 1):
        say(draft, entry, "procedure", most=SAID)
    return draft


def _take(joined: Draft, draft: Draft, one: Found, verdict: str | None) -> None:
    """Add the leading lines of the answer to one part, from its first `SAID` sources.

    A line that answers another part already gets the mark of this one too.
    """
    passages = draft.passages()
    sources: set[int] = set()
    mark = f"*{escaped(one.part.focus)}* — " if one.part.focus else ""
    if verdict:
        mark += f"**{message(f'verdict.{verdict}', joined.language)}.** "
    for line in _leading(draft, one.frame):
        sources |= set(line.numbers)
        if len(sources) > SAID:
            return
        carried = [passages[n - 1] for n in line.numbers]
        joined.add(None, line.text, carried, mark + line.prefix, line.verbatim)
        mark = ""


def _leading(draft: Draft, frame: Frame) -> list[Line]:
    """What opens the answer to a part: without a verdict, first what is of the kind asked for,
    and cases last."""
    leads = [line for s in draft.sections if s.heading is None for line in s.lines]
    if draft.verdict:
        return leads
    passages = draft.passages()
    kinds = FITTING[frame.intent] if frame.intent in SOUGHT else frozenset()
    lines = [line for s in draft.sections if s.heading not in ASIDE for line in s.lines]
    kind = {line: kind_of(passages[line.numbers[0] - 1].entry) for line in lines}
    lines = [line for line in lines if line in leads or kind[line] in kinds]
    return sorted(lines, key=lambda line: (kind[line] not in kinds, kind[line] in CASES))


def _add_leads(joined: Draft, leads: Sequence[Entry]) -> None:
    """Add what is nearest to the undivided question and none of its sides shows."""
    for entry in leads:
        if entry.id not in joined.cited:
            say(joined, entry, heading_of(entry), most=1)


def _add_rest(joined: Draft, whole: Draft) -> None:
    """Add what the answer to the undivided question says besides, up to `LIMIT` claims."""
    passages = whole.passages()
    for section in whole.sections:
        for line in section.lines:
            if len(joined.claims()) >= LIMIT:
                return
            carried = [passages[n - 1] for n in line.numbers]
            heading = section.heading or heading_of(carried[0].entry)
            joined.add(heading, line.text, carried, line.prefix, line.verbatim)


def _table(found: Sequence[Found], frame: Frame, whole: Draft) -> Draft | None:
    """The sides of a comparison in columns, kinds of rule in rows.

    None where decisions are compared, where nothing is found for a side (of acts and laws: for
    any), or where an overview of just these sides answers better than what is found for each.
    """
    library = whole.library
    shared = any(one.part.shares for one in found)
    if sum(i in library.decisions for i in frame.cited) > 1:
        return None
    sides = [_of_side(one, found, library) for one in found]
    if not (any(sides) if shared else all(sides)) or (shared and whole.holds("comparison")):
        return None
    draft = Draft(library, frame.day, frame.language)
    section = draft.section("comparison")
    kinds = list(dict.fromkeys(heading_of(e) for own in sides for e in own))
    rows = [("", *(_name(one, library, frame.language) for one in found))]
    for kind in kinds:
        cells = []
        for one, own in zip(found, sides, strict=True):
            said = [_say(draft, e, one.frame.day) for e in own if heading_of(e) == kind]
            cells.append(
                " ".join(said) or message(f"mark.{'other' if own else 'none'}", frame.language)
            )
        rows.append((message(f"heading.{kind}", frame.language), *cells))
    section.table = rows
    leading = {verdict_of(own[0]) if own else None for own in sides}
    alike = len(leading) == 1 and "penalty" not in frame.intents
    verdict = leading.pop() if alike else None
    draft.verdict = verdict.value if verdict else None  # what holds for every side
    return draft


def _of_side(one: Found, found: Sequence[Found], library: Library) -> list[Entry]:
    """What leads the answer for one side, without what speaks of another side alone."""
    assert one.part.side is not None
    slot, code = one.part.side
    if slot in SHARED:
        return _among(one, slot, code, {o.part.side[1] for o in found if o.part.side} - {code})
    own = library.vocabulary.wider.get(code, {code})
    others = {o.part.side[1] for o in found if o is not one and o.part.side}

    def fits(candidate: Candidate) -> bool:
        held = _held(candidate, slot)
        if slot == "subjects":  # what is for third persons is for none of the sides
            return bool(held & own) or not held
        return bool(held & own) or not held & others

    fitting = [c for c in one.candidates if fits(c)]
    # what names the side stands before what names none, if it is nearly as probable
    near = fitting[0].probability * SETTLES if fitting else 0.0
    fitting.sort(key=lambda c: c.probability < near or not own & _held(c, slot))
    if slot == "subjects":
        told = _norms_and_penalties(one, fitting, library)
        return [c.entry for c in told[:ROADS] or fitting[:SAID]]
    return [c.entry for c in fitting[:SAID]]


def _norms_and_penalties(
    one: Found, fitting: Sequence[Candidate], library: Library
) -> list[Candidate]:
    """The best rule, crime and other penalty of each law on the act that persons are compared for.

    Where no act is named but neutrality, any act counts.
    """
    vocabulary, day = library.vocabulary, one.frame.day
    acts = {a for a in one.frame.acts if not vocabulary.acts[a].general}
    found: dict[tuple[Identifier, str], Candidate] = {}
    for candidate in fitting:
        entry = candidate.entry
        on_it = not acts or not acts.isdisjoint(entry.facets.acts)
        told = on_it and kind_of(entry) in _TOLD and in_force(entry, day)
        if told and candidate.probability >= LIKELY / 2:  # each side is a part of the question
            crime = "diancam" in entry.shown(day).text
            key = "crime" if crime else heading_of(entry)
            found.setdefault((entry.id.work, key), candidate)
    return list(found.values())


def _among(one: Found, slot: str, code: str, others: Set[str]) -> list[Entry]:
    """The most probable of what was found for the whole that is of one side."""
    match slot:
        case "acts":
            own = [c for c in one.candidates if code in c.entry.facets.acts]
            own = [c for c in own if in_force(c.entry, one.frame.day)]
            own = [c for c in own if not others & set(c.entry.facets.acts)] or own
        case "cited":
            law = Identifier.parse(code)
            own = [c for c in one.candidates if law.contains(c.id)]
        case _:
            own = [c for c in one.candidates if c.entry.at(one.frame.day)]
    # what a law provides says more than what it is
    own = [c for c in own if not isinstance(c.entry.source, Instrument)] or own
    best = max((c.probability for c in own), default=0.0)
    return [c.entry for c in own if c.probability >= BESIDE * best][:SAID]


def _held(candidate: Candidate, slot: str) -> set[str]:
    """The codes of a slot that an entry names."""
    return set(getattr(candidate.entry.facets, "addressees" if slot == "subjects" else slot))


def _name(one: Found, library: Library, language: str) -> str:
    assert one.part.side is not None
    slot, code = one.part.side
    if slot in {"subjects", "acts"}:
        vocabulary = library.vocabulary
        term = (vocabulary.acts if slot == "acts" else vocabulary.addressees)[code]
        return term.en if language == "en" else term.id
    return one.part.name or message(f"side.{code}", language)


def _say(draft: Draft, entry: Entry, day: date) -> str:
    """What an entry says on a day, as a claim of the draft and as the words of its cell."""
    version = entry.shown(day)
    passage = Passage.of(entry, version)
    told = version.text
    if isinstance(entry.source, Decision):
        told = entry.source.reasoning.value or entry.source.verdict.value or told
    english = draft.language == "en" and version.en
    said = version.en if english and version.en else " ".join(sentences(told)[:2])
    text = f"{said}{unsure(draft, entry)}"
    prefix = status_prefix(draft, entry) if day == draft.day else ""
    draft.add("comparison", text, [passage], prefix)
    label = draft.library.label(entry.id, day)
    return f"{prefix}{text} ({label}) [{draft.number(passage)}]"
