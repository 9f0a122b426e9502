"""Baselines and the judge with a language model: a scripted local server stands in for one."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from assistant import Assistant, Settings
from corpus.errors import NetralError
from evals.judge import judge_lines, prompt_of, read_opinion
from evals.lines import path_of, read_lines, write_lines
from evals.models import closed_book, llm_rag, open_model
from evals.outcome import Outcome
from evals.questions import EvalQuestion
from evals.run import line_of, valued
from evals.systems import netral
from evals.tables import judged

pytest.importorskip("langchain_openai")
SETTINGS = Settings(llm="openai:m")
GOLD = "/akn/id/act/uu/2015/1~art_188"
QUESTION = EvalQuestion(
    id="t",
    family="t",
    stratum="sanctions",
    style="lay",
    question="Pejabat ASN sengaja memihak calon di pilkada, apa ancaman pidananya?",
    gold=((GOLD,),),
    facts=("1 sampai 6 bulan",),
    reason="Pasal 188",
)


class Scripted:
    """An OpenAI-compatible server that says what it is told to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.replies: list[str] = []
        self.asked: list[str] = []
        self.status = 200


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    scripted = Scripted()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            scripted.asked.append(body["messages"][-1]["content"])
            message = {"role": "assistant", "content": scripted.replies.pop(0)}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            reply = {"id": "x", "object": "chat.completion", "model": "m", "choices": [choice]}
            data = json.dumps(reply).encode()
            self.send_response(scripted.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{http.server_port}/v1")
    yield scripted
    http.shutdown()
    http.server_close()


def test_a_closed_book_model_is_held_to_the_pinpoints_it_names(
    server: Scripted, assistant: Assistant
) -> None:
    server.replies = ["Dilarang. Pidananya penjara 9 tahun menurut Pasal 188 UU 1/2015."]
    outcome = closed_book(assistant, SETTINGS)(QUESTION)
    assert outcome.answer is not None
    assert [c.id for c in outcome.answer.citations] == [GOLD]
    assert outcome.answer.verdict == "dilarang"
    line = valued(line_of("k", "closed book openai:m", outcome), assistant.library)
    assert line.label is not None
    assert line.label.label == "hallucinated"  # 9 tahun stands nowhere in Pasal 188


def test_a_model_over_passages_cites_them_by_number(server: Scripted, assistant: Assistant) -> None:
    text = assistant.library.get(GOLD).versions[-1].text
    server.replies = [f"{text} [1] Lihat juga [9].", "TIDAK TAHU"]
    system = llm_rag(assistant, SETTINGS, lambda q: Outcome(q, (GOLD,), None))
    outcome = system(QUESTION)
    assert text in server.asked[0]
    assert outcome.answer is not None
    assert [c.id for c in outcome.answer.citations] == [GOLD]  # there is no passage 9
    refused = system(QUESTION)
    assert refused.answer is not None
    assert refused.answer.abstained


def test_an_opinion_is_one_word_or_unclear() -> None:
    assert read_opinion("Accurate.") == "accurate"
    assert read_opinion("accurate or hallucinated?") == "unclear"
    assert read_opinion("Bagus sekali") == "unclear"


def test_the_judge_is_kept_apart_and_goes_on(
    server: Scripted, assistant: Assistant, tmp_path: Path
) -> None:
    system = netral(assistant)
    lines = [
        valued(line_of(f"k{n}", "netral", system(QUESTION)), assistant.library) for n in range(2)
    ]
    write_lines(path_of(tmp_path, "netral"), lines)
    quiet = lambda stage, done, total: None  # noqa: E731
    server.replies = ["hallucinated"]  # the second request fails: nothing is left to say
    with pytest.raises(NetralError, match="kept: run the command again"):
        judge_lines({"netral": lines}, "openai:m", tmp_path, quiet)
    kept = read_lines(path_of(tmp_path, "netral"))
    assert [line.judge for line in kept] == ["hallucinated", None]
    server.replies = ["accurate"]
    done = judge_lines({"netral": kept}, "openai:m", tmp_path, quiet)["netral"]
    assert [line.judge for line in done] == ["hallucinated", "accurate"]
    assert [line.metrics for line in done] == [line.metrics for line in lines]
    assert "netral | 2 | 0.500" in judged({"netral": done})
    assert QUESTION.reason in prompt_of(lines[0])


def test_a_model_that_cannot_be_opened_is_one_sentence() -> None:
    with pytest.raises(NetralError, match="cannot be set up"):
        open_model("nosuchprovider:m")
