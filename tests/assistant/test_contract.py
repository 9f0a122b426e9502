"""The contract of `netral ask --json`, on questions of every kind."""

import json
import re
from typing import Any

import pytest

from assistant import Answer, Assistant
from corpus import Identifier

QUESTIONS = [
    "Bolehkah PNS ikut kampanye calon bupati?",
    "Berapa ancaman pidana pejabat ASN yang menguntungkan salah satu paslon di pilkada?",
    "Apa beda putusan Andoolo dan Pinrang?",
    "bgmn cara lapor kades yg gak netral di pilkada?",
    "Apa isi Pasal 71 ayat (1) UU 10/2016?",
    "Is a civil servant allowed to like a candidate's post?",
    "Apakah KASN masih ada?",
    "berapa banyak ASN yang terbukti melanggar pada pilkada 2020",
    "sanksi PPPK ikut kampanye",
    "istri saya nyaleg, boleh saya dampingi?",
    "Siapa presiden Prancis?",
    "Bagaimana cara mencuri tanpa ketahuan?",
]


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> list[Answer]:
    return [assistant.ask(question) for question in QUESTIONS]


def test_every_claim_has_a_citation_that_exists(answers: list[Answer]) -> None:
    for answer in answers:
        numbers = {c.n for c in answer.citations}
        assert all(claim.citations for claim in answer.claims)
        assert {n for claim in answer.claims for n in claim.citations} == numbers


def test_marks_in_the_text_and_citations_are_the_same(answers: list[Answer]) -> None:
    for answer in answers:
        marks = {int(n) for n in re.findall(r"\[(\d+)\]", answer.answer)}
        assert marks == {c.n for c in answer.citations}


def test_every_quote_stands_verbatim_in_what_it_cites(
    answers: list[Answer], assistant: Assistant
) -> None:
    for answer in answers:
        for citation in answer.citations:
            entry = assistant.library.entries[Identifier.parse(citation.id)]
            assert any(citation.quote in v.text for v in entry.versions)


def test_figures_of_a_claim_stand_in_its_passages(answers: list[Answer]) -> None:
    figure = re.compile(r"\d+(?:[.,]\d+)*")
    for answer in answers:
        passages = {c.n: f"{c.quote} {c.label} {c.reason or ''}" for c in answer.citations}
        for claim in answer.claims:
            held = set(figure.findall(" ".join(passages[n] for n in claim.citations)))
            assert set(figure.findall(claim.text)) <= held, claim


def test_an_abstention_has_no_claims_and_no_verdict(answers: list[Answer]) -> None:
    refused = [a for a in answers if a.abstained]
    assert len(refused) == 2
    for answer in refused:
        assert answer.abstain_reason
        assert not answer.claims
        assert not answer.citations
        assert answer.verdict is None


def test_every_answer_carries_the_disclaimer(answers: list[Answer]) -> None:
    for answer in answers:
        assert re.search("bukan nasihat hukum|not legal advice", answer.answer)


def test_the_same_question_gives_the_same_answer(
    answers: list[Answer], assistant: Assistant
) -> None:
    for question, answer in zip(QUESTIONS, answers, strict=True):
        again = assistant.ask(question)
        assert again.model_dump(exclude={"timing_ms"}) == answer.model_dump(exclude={"timing_ms"})


def test_the_json_has_the_fields_of_the_contract(answers: list[Answer]) -> None:
    data: dict[str, Any] = json.loads(answers[0].model_dump_json())
    wanted = (
        "id question standalone_question language as_of abstained abstain_reason verdict answer "
        "claims citations retrieved mode dropped fallback timing_ms"
    ).split()
    assert list(data) == wanted
    assert set(data["timing_ms"]) == {"retrieve", "answer", "total"}
    assert {"n", "id", "label", "kind", "status", "text_kind", "quote", "url"} <= set(
        data["citations"][0]
    )


def test_the_assistant_is_a_link_of_a_langchain_chain(assistant: Assistant) -> None:
    question = {"question": "Bolehkah PNS menjadi anggota partai politik?"}
    chain = assistant.runnable | (lambda answer: answer.answer)
    assert chain.invoke(question) == assistant.ask(question).answer
