"""From a chat exchange with feedback to a draft question that the checker accepts or completes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.feedback import Feedback, feedback_path, keep, read_text
from corpus import Library
from corpus.errors import InputError
from evals.draft import append_drafts, draft, lacking, read_exchanges
from evals.questions import load_questions
from index import IndexSettings

QUESTION = "Bolehkah PNS ikut kampanye calon bupati pakai kaus partai kemarin sore?"


@pytest.fixture
def said(assistant: Assistant) -> Feedback:
    answer = assistant.ask(QUESTION)
    return Feedback(question=QUESTION, answer=answer, liked=False, correction="Pasal 5 huruf n.")


def test_kept_feedback_becomes_a_draft_once(
    said: Feedback, library: Library, tmp_path: Path
) -> None:
    path = feedback_path(IndexSettings(home=tmp_path))
    keep(path, said)
    keep(path, said)
    drafts = [draft(x) for x in read_exchanges(read_text(path), str(path))]
    assert len(drafts) == 2
    target = tmp_path / "drafts.jsonl"
    [fresh] = append_drafts(target, drafts)
    assert append_drafts(target, drafts) == []
    assert (fresh.question, fresh.status, fresh.gold) == (QUESTION, "draft", ())
    assert fresh.reason == "Pasal 5 huruf n."
    problems = lacking(fresh, library, [])
    assert any("gold is missing" in p for p in problems)
    assert any("facts or a verdict" in p for p in problems)


def test_marked_citations_are_the_gold(said: Feedback, library: Library) -> None:
    marked = said.model_copy(update={"right": (1,)})
    made = draft(marked)
    assert made.gold == ((said.answer.citations[0].id,),)
    whole = made.model_copy(update={"verdict": "dilarang", "reason": "Pasal 5 huruf n PP 94/2021"})
    assert lacking(whole, library, []) == []
    assert any("asks this already" in p for p in lacking(whole, library, [whole]))


def test_a_liked_answer_has_its_verdict_and_a_liked_refusal_abstains(
    said: Feedback, assistant: Assistant
) -> None:
    liked = draft(said.model_copy(update={"liked": True}))
    assert liked.verdict == said.answer.verdict
    assert len(liked.gold) == len(said.answer.citations)
    weather = assistant.ask("Besok hujan tidak di Bandung?")
    refused = draft(Feedback(question=weather.question, answer=weather, liked=True))
    assert (refused.abstain, refused.gold, refused.verdict) == (True, (), None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no exchange"),
        ("{", "not JSON"),
        ('{"question": "x"}', "answer: Field required"),
        ("[1]", "not an exchange"),
    ],
)
def test_what_is_no_exchange_is_named(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_exchanges(text, "f.jsonl")


def test_no_feedback_yet_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Mark an answer in the chat"):
        read_text(tmp_path / "feedback.jsonl")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="cannot be read"):
        read_text(tmp_path / "binary")


def test_the_set_itself_holds_no_draft() -> None:
    assert all(q.status is None for q in load_questions())
    assert json.loads(load_questions()[0].model_dump_json(exclude_defaults=True))
