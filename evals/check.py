"""Checking the evaluation set: gold against the library, patterns, dates, splits, leaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from corpus import Identifier, Library
from corpus.errors import CitationError
from evals.questions import EvalQuestion, portions

ALIKE = 0.8
"""Token Jaccard from which two questions are the same question in other clothes (the usual
near-duplicate cut of shingling, Broder 1997; Lee et al. 2022 use 0.8 to clean training sets)."""
FIRST_DAY = date(1999, 1, 1)
"""No stored wording is older; an earlier ``as_of`` is a typing error."""
_TOKEN = re.compile(r"\w+")


def check_questions(questions: Sequence[EvalQuestion], library: Library) -> list[str]:
    """Problems of the set, one sentence each; empty when it can be trusted to measure."""
    problems = [f"{i}: the id stands {n} times" for i, n in _twice(q.id for q in questions)]
    for question in questions:
        problems += check_question(question, library)
    return [*problems, *_repeated_phrases(questions, library), *_leaks(questions)]


def check_question(question: EvalQuestion, library: Library) -> list[str]:
    """Problems of one question, whatever else the set holds."""
    problems = [*_gold(question, library), *_patterns(question), *_dates(question)]
    if question.status == "draft":
        problems.append('it is a draft: fill in what is missing and remove "status"')
    if not question.question.strip():
        problems.append("the question is empty")
    if not question.reason.strip():
        problems.append("the reason is missing: say why the gold is right, and where it stands")
    if question.abstain and (question.gold or question.verdict or question.facts):
        problems.append("an abstention has no gold, no facts and no verdict")
    if not question.abstain and not question.gold:
        problems.append("gold is missing: give at least one group of pinpoints, or abstain")
    if any(not turn.question.strip() for turn in question.history):
        problems.append("an earlier turn has no question")
    return [f"{question.id}: {problem}" for problem in problems]


def _gold(question: EvalQuestion, library: Library) -> Iterator[str]:
    texts: list[str] = []
    for gold in (gold for group in question.gold for gold in group):
        try:
            found = portions(Identifier.parse(gold), library)
        except CitationError as error:
            yield str(error)
            continue
        if not found:
            yield f"{gold} is not in the library"
        for identifier in found:
            entry = library.entries[identifier]
            texts += [library.label(identifier), *(v.text for v in entry.versions)]
            texts += [v.en or "" for v in entry.versions]
    if any(not group for group in question.gold):
        yield "a gold group is empty"
    held = "\n".join(texts)
    for pattern in question.facts:
        if _compiles(pattern) and not re.search(pattern, held, re.I):
            yield f"{pattern!r} does not stand in the gold's texts"


def _patterns(question: EvalQuestion) -> Iterator[str]:
    for pattern in (*question.facts, *question.forbidden):
        if not _compiles(pattern):
            yield f"{pattern!r} is not a pattern"
        elif re.search(pattern, ""):
            yield f"{pattern!r} matches everything"
    for pattern in set(question.facts) & set(question.forbidden):
        yield f"{pattern!r} is both required and forbidden"


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _dates(question: EvalQuestion) -> Iterator[str]:
    if question.as_of and not FIRST_DAY <= question.as_of <= date.today():
        yield f"as_of {question.as_of} is not between {FIRST_DAY} and today"


def _repeated_phrases(questions: Sequence[EvalQuestion], library: Library) -> list[str]:
    """A library phrase that repeats a question would make the measurement worthless."""
    asked = {_plain(q.question): q.id for q in questions}
    carriers = [(str(e.id), e.facets.phrases) for e in library.entries.values()]
    carriers += [(n.id, (n.claim, *n.phrases)) for n in library.notes.values()]
    carriers += list(library.vocabulary.outside.items())
    return [
        f"{asked[_plain(phrase)]}: the phrase {phrase!r} of {name} repeats the question"
        for name, phrases in carriers
        for phrase in phrases
        if _plain(phrase) in asked
    ]


def _leaks(questions: Sequence[EvalQuestion]) -> list[str]:
    """Near-duplicates of different families on different sides of the split.

    A follow-up is what was said before with it: "dan sanksinya?" may stand in many conversations.
    """
    said = [" ".join([*(t.question for t in q.history), q.question]) for q in questions]
    words = [frozenset(_TOKEN.findall(text.lower())) for text in said]
    asked = list(zip(questions, (q.split for q in questions), words, strict=True))
    return [
        f"{one.id} ({side}) and {other.id} ({across}) are nearly the same question: "
        "give them one family"
        for (one, side, own), (other, across, others) in combinations(asked, 2)
        # the cheap conditions first: there are a million pairs
        if side != across
        and len(own) >= ALIKE * len(others)
        and len(others) >= ALIKE * len(own) > 0
        and len(own & others) >= ALIKE * len(own | others)
    ]


def _twice(ids: Iterator[str]) -> list[tuple[str, int]]:
    return [(i, n) for i, n in Counter(ids).items() if n > 1]


def _plain(text: str) -> str:
    return " ".join(_TOKEN.findall(text.lower()))
