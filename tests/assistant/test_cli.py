"""The command line as a user types it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import HANGS


@pytest.fixture(autouse=True)
def _built(assistant: object) -> None:
    """The index in ``home`` is there."""


def _netral(home: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "assistant.cli", *arguments],
        input=stdin,
        capture_output=True,
        env={**os.environ, "NETRAL_HOME": str(home), "COLUMNS": "200"},
        timeout=HANGS,
        check=False,
    )


def test_ask_prints_the_answer_and_its_sources(home: Path) -> None:
    done = _netral(home, "ask", "Bolehkah PNS ikut kampanye calon bupati?")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert "Dilarang" in text
    assert "PP 94/2021" in text
    assert "[1]" in text


def test_ask_json_is_one_object(home: Path) -> None:
    done = _netral(home, "ask", "--json", "apa sanksi lurah yang memihak di pilkada?")
    assert json.loads(done.stdout)["abstained"] is False


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (("ask", ""), b"", "empty"),
        (("ask", "   "), b"", "empty"),
        (("ask", "-"), b"a" * 100_000, "100,000 characters"),
        (("ask", "-"), bytes(range(256)), "not UTF-8"),
        (("ask",), b"", "one question"),
        (("show", "Pasal 999 UU 1/2015"), b"", "holds nothing"),
        (("ask", "--json", "--batch", "no-such-file"), b"", "cannot be read"),
    ],
)
def test_bad_input_is_one_clear_sentence(
    home: Path, arguments: tuple[str, ...], stdin: bytes, said: str
) -> None:
    done = _netral(home, *arguments, stdin=stdin)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def test_a_batch_goes_on_after_a_bad_line(home: Path, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a", "question": "Bolehkah PNS ikut kampanye calon bupati?"}),
        "kalau kepala desa bagaimana?",
        '{"id": "c", "question": ""}',
        '{"id": "d", "question": 7}',
        '{"id": "e", broken',
        json.dumps({"id": "f", "question": "apa isi pasal 188 uu 1/2015?", "as_of": "2020-01-01"}),
    ]
    file = tmp_path / "questions.jsonl"
    file.write_bytes("\n".join(lines).encode() + b"\n\xff\xfe\n")
    done = _netral(home, "ask", "--json", "--batch", str(file))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 2
    assert [row["id"] for row in rows] == ["a", "q2", "c", "d", "q5", "f", "q7"]
    assert [set(row) == {"id", "error"} for row in rows] == [False, False, *[True] * 3, False, True]
    assert rows[5]["as_of"] == "2020-01-01"
    assert rows[5]["citations"][0]["status"] == "berlaku"


def test_search_and_show_speak_json(home: Path) -> None:
    found = json.loads(_netral(home, "search", "--json", "-k", "3", "lurah memihak paslon").stdout)
    assert set(found) == {"query", "results"}
    assert len(found["results"]) == 3
    assert {"id", "label", "score", "text", "status"} <= set(found["results"][0])
    shown = json.loads(_netral(home, "show", "--json", "Pasal 71 ayat (1) UU 10/2016").stdout)
    assert shown["id"] == "/akn/id/act/uu/2015/1~art_71__para_1"
    assert len(shown["versions"]) == 2
    assert any(r["type"] == "sanctioned_by" for r in shown["relations"])


def test_help_loads_no_index() -> None:
    code = (
        "import sys; sys.argv = ['netral', '--help']\n"
        "from assistant.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([m for m in ('chromadb', 'langchain_core', 'index.retriever') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=HANGS, check=True
    )
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_asking_does_not_import_the_heavy_packages(home: Path) -> None:
    code = (
        "import sys; sys.argv = ['netral', 'ask', '--json', 'bolehkah PNS kampanye']\n"
        "from assistant.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([m for m in ('gradio', 'torch', 'sentence_transformers') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**os.environ, "NETRAL_HOME": str(home)},
        timeout=HANGS,
        check=True,
    )
    assert done.stdout.decode().splitlines()[-1] == "[]"
