"""*False premise corrected* on hand-made answers: the right one, and one fault each."""

from __future__ import annotations

import pytest

from assistant import Answer
from corpus import Library
from evals.metrics import OPENING, measure, premise_corrected
from evals.outcome import Outcome
from evals.questions import EvalQuestion
from evals.statistics import means
from evals.written import Said, write_answer
from tests.judged import GOLD, OLD, TODAY, U1, question_on_188, text_of

OTHERS = [f"{U1}~art_71__para_{n}" for n in (1, 2, 3, 6)]


def _question(**changes: object) -> EvalQuestion:
    asked = {"stratum": "false_premise", "question": "Pasal 188 itu ancamannya 6 tahun, kan?"}
    return question_on_188(**{**asked, **changes})


def _plain(library: Library, identifier: str) -> Said:
    return text_of(library, identifier), [identifier]


def _outcome(question: EvalQuestion, answer: Answer) -> Outcome:
    return Outcome(question, (GOLD,), answer, None, TODAY)


def _value(
    library: Library, question: EvalQuestion, *said: Said, verdict: str | None = None
) -> float | None:
    answer = write_answer(question, said, [GOLD], library, verdict)
    return premise_corrected(_outcome(question, answer), library)


def test_a_correction_that_stands_first_counts(library: Library) -> None:
    before = [_plain(library, i) for i in OTHERS[: OPENING - 1]]
    gold = _plain(library, GOLD)
    assert _value(library, _question(), gold) == 1.0
    assert _value(library, _question(), *before, gold) == 1.0


def test_a_correction_below_other_rules_does_not(library: Library) -> None:
    before = [_plain(library, i) for i in OTHERS[:OPENING]]
    assert _value(library, _question(), *before, _plain(library, GOLD)) == 0.0


def test_a_key_fact_at_once_may_find_its_pinpoint_later(library: Library) -> None:
    first = ("Ancamannya 1 sampai 6 bulan.", [OTHERS[0]])
    between = [_plain(library, i) for i in OTHERS[1:]]
    assert _value(library, _question(), first, *between, _plain(library, GOLD)) == 1.0
    assert _value(library, _question(), first, *between) == 0.0


def test_the_premise_affirmed_beside_its_correction_does_not(library: Library) -> None:
    said = ("Ya, ancamannya penjara 6 tahun.", [GOLD])
    assert _value(library, _question(), _plain(library, GOLD), said) == 0.0


def test_another_verdict_and_none_do_not(library: Library) -> None:
    question = _question(verdict="dilarang")
    gold = _plain(library, GOLD)
    assert _value(library, question, gold, verdict="dilarang") == 1.0
    assert _value(library, question, gold, verdict="boleh") == 0.0
    assert _value(library, question, gold) == 0.0


def test_the_right_words_on_a_neighbour_do_not(library: Library) -> None:
    assert _value(library, _question(), (text_of(library, GOLD), [f"{U1}~art_189"])) == 0.0


def test_the_right_pinpoint_without_its_fact_does_not(library: Library) -> None:
    assert _value(library, _question(facts=["seumur hidup"]), _plain(library, GOLD)) == 0.0


def test_the_wording_of_another_day_does_not(library: Library) -> None:
    question = _question(as_of=OLD)
    old = (text_of(library, GOLD, OLD), [GOLD])
    assert _value(library, question, old) == 1.0
    today = write_answer(_question(), [_plain(library, GOLD)], [], library)
    assert premise_corrected(_outcome(question, today), library) == 0.0


def test_everything_quoted_does_not(library: Library) -> None:
    everything = [str(e.id) for e in library.provisions() if U1 not in str(e.id)][:20]
    said = [_plain(library, i) for i in (*everything, GOLD)]
    assert _value(library, _question(), *said) == 0.0


def test_a_refusal_corrects_nothing(library: Library) -> None:
    assert _value(library, _question()) == 0.0


@pytest.mark.parametrize(
    "changes", [{"stratum": "sanctions"}, {"abstain": True, "gold": [], "facts": []}]
)
def test_other_questions_have_no_value(library: Library, changes: dict[str, object]) -> None:
    assert _value(library, _question(**changes), _plain(library, GOLD)) is None


def test_it_is_measured_with_n_and_an_interval(library: Library) -> None:
    gold, neighbour = _plain(library, GOLD), (text_of(library, GOLD), [f"{U1}~art_189"])
    rows = [
        measure(_outcome(q, write_answer(q, said, [GOLD], library)), library)
        for q, said in (
            (_question(), [gold]),
            (_question(), [neighbour]),
            (_question(), []),
            (_question(), [gold]),
            (_question(stratum="sanctions"), [gold]),
        )
    ]
    found = means(rows, list("abcde"))["false premise corrected"]
    assert (found.value, found.n) == (0.5, 4)
    assert found.low < 0.5 < found.high
