"""`netral explain` shows the steps that the answer was made by."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.explain import explain
from tests.conftest import HANGS

QUESTION = "gmn klo kepala dinas nge-like status caleg, ada sanksi gak?"


@pytest.fixture(scope="module")
def steps(assistant: Assistant) -> dict[str, Any]:
    return explain(assistant, {"question": QUESTION})


def test_every_replaced_word_is_shown_with_what_took_its_place(assistant: Assistant) -> None:
    steps = explain(assistant, {"question": "pns bole dukng caleg gak?"})
    made = {(r["kind"], r["found"]): r["standard"] for r in steps["replacements"]}
    assert made["informal", "gak"] == "tidak"
    assert made["informal", "caleg"] == "calon anggota legislatif"
    assert made["typo", "dukng"] == "dukung"
    assert all(standard in steps["text"] for standard in made.values())


def test_who_and_what_is_asked_comes_with_the_words_that_say_so(steps: dict[str, Any]) -> None:
    (subject,) = steps["subjects"]
    assert subject == {"code": "pejabat_asn", "words": ["kepala dinas"]}
    assert "penalty" in [intent["code"] for intent in steps["intents"]]
    assert [act["code"] for act in steps["acts"]] == ["medsos_interaksi"]


def test_contributions_add_up_to_the_score(steps: dict[str, Any]) -> None:
    for scored in steps["candidates"]:
        total = scored["bias"] + sum(row["contribution"] for row in scored["features"])
        assert 1 / (1 + math.exp(-total)) == pytest.approx(scored["probability"], abs=2e-3)
    scope = steps["scope"]
    total = scope["bias"] + sum(row["contribution"] for row in scope["features"])
    assert 1 / (1 + math.exp(-total)) == pytest.approx(scope["probability"], abs=2e-3)


def test_it_explains_the_answer_that_is_given(assistant: Assistant, steps: dict[str, Any]) -> None:
    answer = assistant.ask(QUESTION)
    assert [c["id"] for c in steps["citations"]] == [c.id for c in answer.citations]
    assert [c["id"] for c in steps["candidates"]] == list(answer.retrieved[:5])
    assert steps["verdict"] == answer.verdict
    assert steps["leads"][0]["id"] == answer.citations[0].id
    cited = {c["label"] for c in steps["citations"]}
    assert steps["relations"], "a sanction asked for is found by a link"
    assert {link["to"] for link in steps["relations"]} <= cited


def test_a_refusal_is_explained_too(assistant: Assistant) -> None:
    steps = explain(assistant, {"question": "resep rendang daging sapi yang enak"})
    assert steps["scope"]["refusal"] == "out_of_scope"
    assert steps["scope"]["probability"] < steps["scope"]["threshold"]
    assert steps["leads"] == []


def test_a_follow_up_is_shown_resolved(assistant: Assistant) -> None:
    asked = {"question": "kalau PPPK?", "history": [{"question": "Bolehkah PNS ikut kampanye?"}]}
    steps = explain(assistant, asked)
    assert "kampanye" in steps["standalone"]
    codes = [s["code"] for s in steps["subjects"]]
    assert "pppk" in codes
    assert "pns" not in codes
    assert steps["after"] == ["Bolehkah PNS ikut kampanye?"]


def test_on_the_command_line(home: Path, assistant: Assistant) -> None:
    def run(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "assistant.cli", "explain", *arguments],
            capture_output=True,
            env={**os.environ, "NETRAL_HOME": str(home), "COLUMNS": "200"},
            check=True,
            timeout=HANGS,
        ).stdout.decode()

    printed = run("Apa sanksi Pasal 71 ayat (1) UU Pilkada?", "--after", "lurah boleh memihak?")
    for part in ("Pasal 71 ayat (1) UU 1/2015", "dense_text", "sanctioned_by", "probability"):
        assert part in printed
    assert json.loads(run("lurah boleh memihak?", "--json"))["subjects"][0]["code"] == "lurah"
