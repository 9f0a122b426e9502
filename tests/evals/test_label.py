"""*Correct and grounded* on hand-made answers: one fault each, and the cheap tricks."""

from __future__ import annotations

import pytest

from assistant import Answer
from corpus import Library
from evals.label import Label, label
from evals.outcome import Outcome
from evals.questions import EvalQuestion
from evals.written import Said, write_answer
from tests.judged import GOLD, OLD, TODAY, U1, question_on_188, text_of


def _label(library: Library, question: EvalQuestion, answer: Answer) -> Label:
    return label(Outcome(question, (GOLD,), answer, None, TODAY), library)


def _says(
    library: Library, question: EvalQuestion, *said: Said, verdict: str | None = None
) -> Label:
    return _label(library, question, write_answer(question, said, [GOLD], library, verdict))


def test_the_right_provision_with_its_fact_is_accurate(library: Library) -> None:
    given = _says(library, question_on_188(), (text_of(library, GOLD), [GOLD]))
    assert given == Label(label="accurate")


def test_a_refusal_is_right_only_where_nothing_can_be_answered(library: Library) -> None:
    assert _says(library, question_on_188()).branch == "wrong refusal"
    outside = question_on_188(gold=[], facts=[], forbidden=[], abstain=True)
    assert _says(library, outside).branch is None
    answered = _says(library, outside, (text_of(library, GOLD), [GOLD]))
    assert (answered.label, answered.branch) == ("hallucinated", "over-answering")


def test_right_words_on_a_neighbouring_pinpoint_are_misgrounded(library: Library) -> None:
    given = _says(library, question_on_188(), (text_of(library, GOLD), [f"{U1}~art_189"]))
    assert given.label == "hallucinated"


def test_another_ayat_of_the_same_pasal_is_a_wrong_pinpoint(library: Library) -> None:
    question = question_on_188(gold=[[f"{U1}~art_71__para_5"]], facts=[])
    other = f"{U1}~art_71__para_1"
    given = _says(library, question, (text_of(library, other), [other]))
    assert (given.label, given.branch) == ("incomplete", "wrong pinpoint")


def test_the_wording_of_another_day_is_a_wrong_version(library: Library) -> None:
    question = question_on_188(facts=[], as_of=OLD)
    assert _says(library, question, (text_of(library, GOLD, OLD), [GOLD])).label == "accurate"
    today = write_answer(question_on_188(), [(text_of(library, GOLD), [GOLD])], [], library)
    given = _label(library, question, today)
    assert (given.label, given.branch) == ("hallucinated", "wrong version")


def test_an_invented_quote_is_misgrounded(library: Library) -> None:
    question = question_on_188()
    answer = write_answer(question, [(text_of(library, GOLD), [GOLD])], [], library)
    lie = answer.citations[0].model_copy(update={"quote": "Diancam penjara 1 sampai 6 bulan saja."})
    given = _label(library, question, answer.model_copy(update={"citations": (lie,)}))
    assert given.label == "hallucinated"
    assert any("does not say" in reason for reason in given.reasons)


def test_a_figure_that_no_passage_holds_is_misgrounded(library: Library) -> None:
    text = text_of(library, GOLD)
    given = _says(
        library, question_on_188(), (text, [GOLD]), (f"{text} Denda Rp9.999.999.", [GOLD])
    )
    assert given.label == "hallucinated"


def test_a_forbidden_statement_and_a_wrong_verdict_are_incorrect(library: Library) -> None:
    question = question_on_188(forbidden=["pejabat ASN"], verdict="dilarang")
    said = (text_of(library, GOLD), [GOLD])
    assert _says(library, question, said, verdict="dilarang").label == "hallucinated"
    question = question_on_188(verdict="boleh")
    assert _says(library, question, said, verdict="dilarang").label == "hallucinated"
    assert _says(library, question, said).label == "incomplete"  # no verdict is no wrong verdict


def test_everything_cited_or_quoted_is_not_an_answer(library: Library) -> None:
    others = [str(e.id) for e in library.provisions() if e.id.work.kind == "permendagri"]
    others += [str(e.id) for e in library.provisions() if "netralitas" not in str(e.id)][:30]
    others = [i for i in dict.fromkeys(others) if U1 not in i][:15]
    behind = _says(library, question_on_188(), (text_of(library, GOLD), [GOLD, *others]))
    assert (behind.label, behind.branch) == ("incomplete", "padding")
    quoted = [(text_of(library, i), [i]) for i in (GOLD, *others)]
    assert _says(library, question_on_188(), *quoted).label == "incomplete"


def test_a_label_needs_an_answer(library: Library) -> None:
    with pytest.raises(ValueError, match="only retrieves"):
        label(Outcome(question_on_188(), (GOLD,), None), library)


def test_an_id_that_the_library_does_not_hold_is_no_source(library: Library) -> None:
    elsewhere = "/akn/id/act/uu/2014/1~art_188"
    given = _says(library, question_on_188(), (text_of(library, GOLD), [elsewhere]))
    assert given.label == "hallucinated"
