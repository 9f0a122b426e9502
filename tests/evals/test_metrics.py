"""Metrics on cases whose value is known by hand."""

from __future__ import annotations

import pytest

from corpus import Library
from evals.check import check_questions
from evals.metrics import citation_recall, retrieval
from evals.outcome import Outcome
from evals.questions import FOLDER, EvalQuestion, load_questions, read_questions
from evals.statistics import means
from evals.support import supported

U1 = "/akn/id/act/uu/2015/1"


def _question(*groups: tuple[str, ...]) -> EvalQuestion:
    return EvalQuestion(
        id="t", family="t", stratum="general", style="lay", question="?", gold=groups, reason="-"
    )


def test_retrieval_counts_each_gold_group_once(library: Library) -> None:
    question = _question((f"{U1}~art_188", f"{U1}~art_189"), (f"{U1}~art_148",))
    found = (f"{U1}~art_190", f"{U1}~art_189", f"{U1}~art_188")
    values = retrieval(Outcome(question, found, None), library)
    assert values["recall@5"] == pytest.approx(0.5)
    assert values["mrr"] == pytest.approx(0.5)


def test_a_finer_portion_meets_its_pasal(library: Library) -> None:
    question = _question((f"{U1}~art_71",))
    assert citation_recall(Outcome(question, (f"{U1}~art_71__para_1",), None), library) == 1.0


def test_a_claim_needs_its_figures_in_the_passage() -> None:
    assert supported("denda Rp6.000.000", "denda paling banyak Rp6.000.000")
    assert not supported("denda Rp7.000.000", "denda paling banyak Rp6.000.000")


def test_the_interval_of_a_constant_is_that_constant() -> None:
    mean = means([{"x": 1.0}] * 5, list("abcde"))["x"]
    assert (mean.value, mean.low, mean.high, mean.n) == (1.0, 1.0, 1.0, 5)


def test_the_questions_have_no_problem(library: Library) -> None:
    questions = load_questions()
    assert len(questions) >= 80
    assert check_questions(questions, library) == []


def test_the_third_set_holds_no_test_question() -> None:
    third = [q for path in FOLDER.glob("third-*.jsonl") for q in read_questions(path)]
    assert {q.split for q in third} <= {"train", "dev"}
