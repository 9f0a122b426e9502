"""The chat page in a real Chromium."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import HANGS

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]
QUESTION = "Bolehkah PNS ikut kampanye calon bupati?"


@pytest.fixture(scope="module")
def address(home: Path, assistant: object) -> Iterator[str]:
    """The address of a served page; ``assistant`` has built the index in ``home``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "assistant.cli", "chat", "--no-open", "--port", str(port)]
    environment = {**os.environ, "NETRAL_HOME": str(home)}
    log = (home / "page.log").open("wb")
    server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}/"
    try:
        until = time.monotonic() + HANGS
        while True:
            try:
                urllib.request.urlopen(url, timeout=10)
                break
            except OSError:
                alive = server.poll() is None and time.monotonic() < until
                assert alive, (home / "page.log").read_text()
                time.sleep(0.5)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=HANGS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def _open(browser: Any, address: str, **options: Any) -> Any:
    page = browser.new_page(**options)
    page.set_default_timeout(120_000)  # four times the usual: the machine may be busy
    page.goto(address)
    return page


def _ask(page: Any, question: str) -> None:
    """Ask, again if need be: while an answer before it ends the page takes no question."""
    from playwright.sync_api import TimeoutError

    asked = page.locator("#chat .user.message")
    before = asked.count()
    page.fill("#question textarea, #question input", question)
    for _ in range(HANGS):
        page.click("#send")
        try:
            asked.nth(before).wait_for(timeout=1000)
            return
        except TimeoutError:
            continue
    raise AssertionError(f"{question!r} was not taken")


def _finished(page: Any, answers: int) -> None:
    """Wait for the last words of an English answer."""
    page.get_by_text("not legal advice").nth(answers).wait_for()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_question_is_answered_and_its_citation_opens(
    address: str, browser: Any, width: int
) -> None:
    page = _open(browser, address, viewport={"width": width, "height": 860})
    _ask(page, QUESTION)
    page.wait_for_selector("#sources details")
    page.get_by_text("bukan nasihat hukum").nth(1).wait_for()
    answer = page.locator("#chat").inner_text()
    assert "Dilarang" in answer
    assert "Pasal 5 huruf n" in answer
    assert "Pasal 70" in answer
    assert page.locator("#source-2").get_attribute("open") is None
    page.locator('#chat a[href*="#source-2"]').first.click()
    page.wait_for_selector("#source-2[open]")
    marked = page.locator("#source-2 mark")
    assert marked.is_visible()
    assert len(marked.inner_text()) > 20
    assert page.locator("#source-2 .badge").all_inner_texts()[:2] == ["berlaku", "ringkasan"]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    page.close()


def test_a_comparison_fits_a_phone(address: str, browser: Any) -> None:
    page = _open(browser, address, viewport={"width": 390, "height": 800})
    _ask(page, "Apa beda putusan Andoolo dan Pinrang?")
    page.locator("#chat table").wait_for()
    page.get_by_text("bukan nasihat hukum").nth(1).wait_for()
    assert "tidak diketahui" in page.locator("#chat table").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    page.close()


def test_markup_in_a_question_is_shown_not_run(address: str, browser: Any) -> None:
    page = _open(browser, address)
    alerts: list[str] = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    _ask(page, "<script>alert(1)</script><img src=x onerror=alert(2)>")
    page.get_by_text(re.compile("<script>alert")).first.wait_for()
    page.get_by_text("bukan nasihat hukum").nth(1).wait_for()
    page.wait_for_timeout(500)
    assert not alerts
    assert page.locator("#chat img[src=x]").count() == 0
    page.close()


def test_english_a_date_and_a_follow_up(address: str, browser: Any) -> None:
    page = _open(browser, address)
    page.get_by_label("English").check()
    page.get_by_text("not legal advice").first.wait_for()
    _ask(page, "May a civil servant join a regent candidate's campaign?")
    page.get_by_text("Not allowed").first.wait_for()
    _finished(page, 1)
    _ask(page, "and what is the sanction?")
    page.locator("#chat .message.bot, #chat .bot.message").nth(1).wait_for()
    _finished(page, 2)
    page.fill("#as-of input, #as-of textarea", "kemarin")
    _ask(page, "May a civil servant join a campaign?")
    page.get_by_text("must look like").first.wait_for()
    page.close()


def test_a_thumb_and_a_correction_are_kept(address: str, browser: Any, home: Path) -> None:
    kept = home / "feedback.jsonl"
    page = _open(browser, address)
    _ask(page, QUESTION)
    page.get_by_text("bukan nasihat hukum").nth(1).wait_for()
    page.get_by_label("Dislike").last.click()
    page.fill("#correction-text textarea", "Sebut Pasal 5 huruf n.")
    page.click("#correction-save")
    page.get_by_text("Disimpan di komputer ini").first.wait_for()
    page.get_by_label("Like", exact=True).last.click()
    for _ in range(100):
        if len(kept.read_text("utf-8").splitlines()) == 2:
            break
        page.wait_for_timeout(100)
    down, up = map(json.loads, kept.read_text("utf-8").splitlines())
    assert (down["liked"], down["correction"]) == (False, "Sebut Pasal 5 huruf n.")
    assert down["question"] == down["answer"]["question"] == QUESTION
    assert (up["liked"], up["correction"]) == (True, "")
    assert not page.locator("#correction-text").is_visible()
    page.close()
