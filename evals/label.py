"""*Correct and grounded*, decided by rule, and for every miss the branch of the error tree.

Classes after Magesh et al., "Hallucination-Free?" (2024), 4.2: an answer is *accurate* when it is
correct and grounded, *hallucinated* when it is incorrect or misgrounded, *incomplete* when it is
neither (right as far as it goes, or without its authority); a refusal is kept apart, and right
where the question has no answer in the field. They judged by reading; here every condition is a
comparison of the answer with the gold, so that anyone gets the same label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant import Answer, Citation
from corpus import Entry, Identifier, Library
from evals.outcome import Outcome, entry_of, quoted
from evals.questions import alternatives
from evals.support import SUPPORT, borne, needed, passages

Class = Literal["accurate", "incomplete", "hallucinated", "refused"]
Branch = Literal[
    "retrieval miss",
    "wrong version",
    "wrong pinpoint",
    "missing relation",
    "composition",
    "padding",
    "wrong refusal",
    "over-answering",
]
HALF = 0.5
"""An answer of which less than half bears on the question is not an answer to it."""


class Label(BaseModel):
    """What an answer is worth, why not more, and where the chain went wrong."""

    model_config = ConfigDict(frozen=True)

    label: Class
    branch: Branch | None = None
    """None for an accurate answer and a right refusal."""
    reasons: tuple[str, ...] = ()


def label(outcome: Outcome, library: Library) -> Label:
    """The label of one answer. Raises `ValueError` for a system that gives no answer."""
    answer = outcome.answer
    if answer is None:
        raise ValueError("a system that only retrieves has no answer to label")
    if outcome.question.abstain:
        if answer.abstained:
            return Label(label="refused")
        return Label(label="hallucinated", branch="over-answering", reasons=("must be refused",))
    if answer.abstained:
        return Label(label="refused", branch="wrong refusal", reasons=("was refused",))
    wrong = list(_wrong(outcome, answer, library))
    lacking = list(_lacking(outcome, answer, library))
    padded = list(_padding(outcome, answer, library))
    if wrong or lacking:
        return Label(
            label="hallucinated" if wrong else "incomplete",
            branch=_branch(outcome, answer, library),
            reasons=(*wrong, *lacking, *padded),
        )
    if padded:
        return Label(label="incomplete", branch="padding", reasons=tuple(padded))
    return Label(label="accurate")


def _wrong(outcome: Outcome, answer: Answer, library: Library) -> Iterator[str]:
    """What makes an answer incorrect or misgrounded.

    Incorrect: it says what is forbidden, gives another verdict, or states a wording's status
    otherwise than it is on that day. Misgrounded: a quote stands nowhere in what it names, a
    claim is not borne by its citations, or the right facts hang on the wrong pinpoint.
    """
    question = outcome.question
    for pattern in question.forbidden:
        if re.search(pattern, answer.answer, re.I):
            yield f"says what is forbidden: {pattern}"
    if question.verdict and answer.verdict and answer.verdict != question.verdict:
        yield f"verdict {answer.verdict}, not {question.verdict}"
    for citation in answer.citations:
        if quoted(citation, library) is None:
            yield f"[{citation.n}] quotes what {citation.id} does not say"
        elif not _status_is_true(outcome, citation, library):
            yield f"[{citation.n}] gives {citation.id} as {citation.status}"
    held = passages(answer)
    for claim in answer.claims:
        if not borne(claim, held, 0.0 if outcome.english else SUPPORT):
            yield f"not borne by its citations: {claim.text[:80]}"
    if missed(outcome, answer, library) and _says_it(outcome, answer):
        yield "the right statement hangs on the wrong pinpoint"


def _status_is_true(outcome: Outcome, citation: Citation, library: Library) -> bool:
    entry = entry_of(citation, library)
    assert entry is not None
    return any(
        entry.status_of(version, outcome.day).value == citation.status
        for version in entry.versions
        if citation.passage in version.text
    )


def _says_it(outcome: Outcome, answer: Answer) -> bool:
    """Whether facts and verdict of the gold are all there (and there is one to be there)."""
    question = outcome.question
    if not question.facts and not question.verdict:
        return False
    return not list(unsaid(outcome, answer))


def _lacking(outcome: Outcome, answer: Answer, library: Library) -> Iterator[str]:
    """What makes an answer incomplete: a pinpoint, fact or verdict that is missing."""
    for group in missed(outcome, answer, library):
        yield f"does not cite {' / '.join(sorted(group))} in the wording of {outcome.day}"
    yield from unsaid(outcome, answer)


def _padding(outcome: Outcome, answer: Answer, library: Library) -> Iterator[str]:
    """What buries an answer: citations that no claim needs, or that do not bear on the question."""
    share = 0.0 if outcome.english else SUPPORT
    held = passages(answer)
    given = sum(len(claim.citations) for claim in answer.claims)
    precise = sum(len(needed(claim, held, share)) for claim in answer.claims)
    if given and precise < HALF * given:
        yield f"only {precise} of {given} citations are needed"
    bearing = sum(_bears(c, outcome, library) for c in answer.citations)
    if bearing < HALF * len(answer.citations):
        yield f"only {bearing} of {len(answer.citations)} citations bear on the question"


def unsaid(outcome: Outcome, answer: Answer) -> Iterator[str]:
    """Each key fact that the answer does not say, and the verdict where it gives none."""
    question = outcome.question
    # patterns are Indonesian: an English answer shows them in the passages beside it
    quotes = [c.passage for c in answer.citations] if outcome.english else []
    text = "\n".join([answer.answer, *quotes])
    for pattern in question.facts:
        if not re.search(pattern, text, re.I):
            yield f"does not say: {pattern}"
    if question.verdict and answer.verdict is None:
        yield f"gives no verdict; it is {question.verdict}"


def missed(outcome: Outcome, answer: Answer, library: Library) -> list[set[str]]:
    """Gold groups of which no alternative is cited by a claim in the wording of the day."""
    used = {n for claim in answer.claims for n in claim.citations}
    cited = {c.id for c in answer.citations if c.n in used and _of_the_day(c, outcome, library)}
    return [group for group in alternatives(outcome.question, library) if not group & cited]


def _of_the_day(citation: Citation, outcome: Outcome, library: Library) -> bool:
    entry = entry_of(citation, library)
    return entry is not None and citation.passage in entry.shown(outcome.day).text


def _bears(citation: Citation, outcome: Outcome, library: Library) -> bool:
    """Whether a citation is gold, of gold's pasal or list, one relation from it, or on its act.

    On its act: the library's facets give both an act in common and no different election.
    """
    entry = entry_of(citation, library)
    if entry is None:
        return False
    gold = {Identifier.parse(i) for g in alternatives(outcome.question, library) for i in g}
    near = {link.target for link in library.links(entry.id)}
    return (
        bool(near & gold)
        or any(_same_article(entry.id, g) for g in gold)
        or any(_on_one_act(entry, library.entries[g]) for g in gold)
    )


def _on_one_act(one: Entry, other: Entry) -> bool:
    regimes = set(one.facets.regimes), set(other.facets.regimes)
    apart = all(regimes) and not regimes[0] & regimes[1]
    return bool(set(one.facets.acts) & set(other.facets.acts)) and not apart


def _same_article(one: Identifier, other: Identifier) -> bool:
    return one == other or (one.work == other.work and _article(one) == _article(other) != ())


def _article(identifier: Identifier) -> tuple[tuple[str, str], ...]:
    """The pasal (or list) that a portion belongs to, whether of the body or the penjelasan."""
    return tuple(part for part in identifier.portion if part[0] != "expl")[:1]


def _branch(outcome: Outcome, answer: Answer, library: Library) -> Branch:
    """Where the chain went wrong, the first that applies: the wording of another day, a
    neighbour in the same pasal, a relation not followed, nothing retrieved, else composition.

    (An answer that lacks nothing and is only buried is ``padding``.)
    """
    lost = missed(outcome, answer, library)
    if not lost:
        return "composition"
    cited = {c.id for c in answer.citations}
    if any(group & cited for group in lost):
        return "wrong version"
    ids = [Identifier.parse(c) for c in cited]
    targets = [[Identifier.parse(g) for g in group] for group in lost]
    if any(_same_article(i, g) for i in ids for group in targets for g in group):
        return "wrong pinpoint"
    linked = {link.target for i in ids for link in library.links(i)}
    if any(linked & set(group) for group in targets):
        return "missing relation"
    if any(not group & set(outcome.retrieved) for group in lost):
        return "retrieval miss"
    return "composition"
