"""Cheap tricks: systems that no one should use, and that no metric should like.

Each says whether it is shown the gold. Those that are could not exist; they ask whether a metric
tells an almost right answer from a right one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant import Assistant
from corpus import Entry, Identifier
from evals.baselines import channels
from evals.outcome import Outcome, System
from evals.questions import EvalQuestion, alternatives
from evals.written import Said, write_answer
from index.retriever import CHANNELS

_Trick = Callable[[Assistant], System]


def _found(
    say: Callable[[list[Entry], date], list[Said]],
    verdict: str | None = None,
    by: Sequence[str] = ("bm25_text",),
) -> _Trick:
    """A trick on what the channels ``by`` find (plain BM25 by default); it never refuses."""

    def make(assistant: Assistant) -> System:
        find = channels(assistant, by)

        def run(question: EvalQuestion) -> Outcome:
            found = find(question).retrieved
            entries = [assistant.library.entries[Identifier.parse(i)] for i in found]
            said = say(entries, question.as_of or date.today())
            answer = write_answer(question, said, found, assistant.library, verdict)
            return Outcome(question, found, answer, None, date.today())

        return run

    return make


def _top(entries: list[Entry], day: date) -> list[Said]:
    """The first passage, verbatim."""
    return [(e.shown(day).text, [str(e.id)]) for e in entries[:1]]


def _all_behind_one(entries: list[Entry], day: date) -> list[Said]:
    """The first passage, with every passage found cited behind it."""
    return [(entries[0].shown(day).text, [str(e.id) for e in entries])]


def _dump(entries: list[Entry], day: date) -> list[Said]:
    """Every passage found, each with its own citation."""
    return [(e.shown(day).text, [str(e.id)]) for e in entries]


def _refuse(assistant: Assistant) -> System:
    """No answer, whatever is asked."""

    def run(question: EvalQuestion) -> Outcome:
        answer = write_answer(question, [], [], assistant.library)
        return Outcome(question, (), answer, None, date.today())

    return run


def _wrong_neighbour(assistant: Assistant) -> System:
    """Shown the gold: says what it says and cites another portion of the same law for it."""
    library = assistant.library

    def run(question: EvalQuestion) -> Outcome:
        day = question.as_of or date.today()
        right = set().union(*alternatives(question, library))
        said: list[Said] = []
        for group in alternatives(question, library):
            entry = library.entries[Identifier.parse(min(group))]
            others = [i for i in library.entries if i.work == entry.id.work and str(i) not in right]
            near = [i for i in others if entry.id.parent and entry.id.parent.contains(i)] or others
            said.append((entry.shown(day).text, [str(near[0])] if near else []))
        answer = write_answer(question, said, (), library, question.verdict)
        return Outcome(question, (), answer, None, date.today())

    return run


def _wrong_year(assistant: Assistant) -> System:
    """Shown the gold: the right article in another wording given as in force, or, where it has
    one wording alone, in the law of the year before."""
    library = assistant.library

    def run(question: EvalQuestion) -> Outcome:
        day = question.as_of or date.today()
        said: list[Said] = []
        wordings = {}
        for group in alternatives(question, library):
            entry = library.entries[Identifier.parse(min(group))]
            shown = entry.shown(day)
            others = [v for v in entry.versions if v is not shown]
            cited = str(entry.id)
            if others:
                wordings[cited] = others[-1]
                shown = others[-1]
            else:
                cited = str(replace(entry.id, year=(entry.id.year or 2000) - 1))
            said.append((shown.text, [cited]))
        answer = write_answer(question, said, (), library, question.verdict, wordings=wordings)
        return Outcome(question, (), answer, None, date.today())

    return run


TRICKS: Mapping[str, _Trick] = {
    "top passage": _found(_top),
    "top passage always dilarang": _found(_top, "dilarang"),
    "top hybrid passage": _found(_top, None, CHANNELS),
    "top hybrid passage always dilarang": _found(_top, "dilarang", CHANNELS),
    "cite everything": _found(_all_behind_one),
    "quote everything": _found(_dump),
    "refuse everything": _refuse,
    "right law wrong ayat": _wrong_neighbour,
    "right article wrong year": _wrong_year,
}
