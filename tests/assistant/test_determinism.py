"""The same question gives the same bytes, whatever process and hash seed it runs in."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import HANGS

QUESTIONS = (
    "gmn klo kepala dinas nge-like status caleg, ada sanksi gak?",
    "Apa beda sanksi PNS dan PPPK yang ikut kampanye pilkada?",
    "Can a village head campaign for a candidate?",
    "Suami saya lurah. Kemarin dia foto bersama calon bupati. Apa bisa dipidana?",
    "putusan mana yang menghukum camat karena memihak?",
    "apa bunyi pasal 71 uu 10/2016",
    "resep rendang daging sapi",
)


def test_three_processes_print_the_same_bytes(
    home: Path, assistant: object, tmp_path: Path
) -> None:
    batch = tmp_path / "questions.txt"
    batch.write_text("\n".join(QUESTIONS), encoding="utf-8")
    printed = {_answers(home, batch, seed, threads) for seed, threads in ((0, 1), (1, 2), (2, 1))}
    assert len(printed) == 1
    assert len(printed.pop().splitlines()) == len(QUESTIONS)


def _answers(home: Path, batch: Path, seed: int, threads: int) -> str:
    environment = {
        **os.environ,
        "NETRAL_HOME": str(home),
        "PYTHONHASHSEED": str(seed),
        "OMP_NUM_THREADS": str(threads),
        "OPENBLAS_NUM_THREADS": str(threads),
    }
    done = subprocess.run(
        [sys.executable, "-m", "assistant.cli", "ask", "--json", "--batch", str(batch)],
        capture_output=True,
        env=environment,
        check=True,
        timeout=HANGS,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return "\n".join(json.dumps({**a, "timing_ms": None}, ensure_ascii=False) for a in answers)
