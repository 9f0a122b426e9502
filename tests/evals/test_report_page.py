"""The report in a real Chromium."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus import Identifier, Library
from evals.outcome import Outcome
from evals.questions import EvalQuestion
from evals.report import page
from evals.run import line_of, valued
from evals.written import write_answer

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]
UNBROKEN = "pelanggaran_netralitas_" * 4
WIDTHS = (400, 1280)


@pytest.fixture
def report(library: Library, tmp_path: Path) -> str:
    """The address of a report on one answer that lacks a key fact without a place to break."""
    cited, gold = map(str, list(library.entries)[:2])
    question = EvalQuestion(
        id="t",
        family="u",
        stratum="general",
        style="lay",
        question="Bolehkah?",
        gold=((gold,),),
        facts=(UNBROKEN,),
        reason="-",
    )
    assert question.split != "test"  # whose answers are not laid open
    text = library.entries[Identifier.parse(cited)].versions[-1].text
    answer = write_answer(question, [(text, [cited])], [cited], library)
    line = line_of("key", "netral", Outcome(question, (cited,), answer))
    target = tmp_path / "report.html"
    target.write_text(page({"netral": [valued(line, library)]}, library), encoding="utf-8")
    return target.as_uri()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_report_does_not_scroll_sideways(report: str, width: int) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        shown = chromium.new_page(viewport={"width": width, "height": 900})
        shown.goto(report)
        assert shown.get_by_text(f"does not say: {UNBROKEN}").is_visible()
        assert shown.evaluate("document.documentElement.scrollWidth") == width
        chromium.close()
