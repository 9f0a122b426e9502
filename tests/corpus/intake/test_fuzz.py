"""Files made at random: an error sentence or the text, never a crash, a hang or lost words."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus.errors import NetralError
from corpus.intake.extracted import FileKind
from corpus.intake.heading import recognise
from corpus.intake.html import extract_html
from corpus.intake.limits import Limits
from corpus.intake.sniff import sniff
from corpus.intake.text import extract_text
from corpus.intake.worker import extract
from tests.corpus.intake.conftest import SMALL_ACT
from tests.corpus.intake.typeset import set_docx, set_html, set_pdf

ROUNDS = int(os.environ.get("NETRAL_FUZZ_ROUNDS", "40"))
"""`NETRAL_FUZZ_ROUNDS=4000 pytest tests/corpus/intake/test_fuzz.py` runs for some ten minutes."""
LIMITS = Limits(pages=50, unpacked=1 << 24, characters=1 << 20)

fuzzing = settings(
    max_examples=ROUNDS,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# what the standard PDF fonts can show, and what makes up the structure of an act
_WORDS = st.one_of(
    st.from_regex(r"[A-Za-z]{1,14}(?:-[a-z]{2,9})?[,.;:]?", fullmatch=True),
    st.from_regex(r"\([1-9][0-9]?\)|[a-z]\.|[1-9][0-9]?\.", fullmatch=True),
    st.sampled_from(["Pasal", "ayat", "huruf", "BAB", "Cukup jelas.", "Undang-Undang"]),
)
_PARAGRAPHS = st.lists(st.lists(_WORDS, min_size=1, max_size=60).map(" ".join), max_size=60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@pytest.fixture(scope="module")
def wholes(folder: Path) -> dict[FileKind, bytes]:
    """A sound file of each kind, to be damaged."""
    xml = f"<putusan><fakta>{SMALL_ACT}</fakta><amar_putusan>Tolak.</amar_putusan></putusan>"
    return {
        FileKind.PDF: set_pdf(SMALL_ACT * 4, folder / "a.pdf").read_bytes(),
        FileKind.DOCX: set_docx(SMALL_ACT, folder / "a.docx").read_bytes(),
        FileKind.HTML: set_html(SMALL_ACT, folder / "a.html").read_bytes(),
        FileKind.XML: xml.encode(),
        FileKind.TEXT: SMALL_ACT.encode(),
    }


def _take(path: Path) -> None:
    try:
        extracted = extract(path, sniff(path), LIMITS)
        recognise(extracted.text)
    except (NetralError, RecursionError):  # the worker's main turns the second into the first
        return
    extracted.text.encode("utf-8")
    assert list(extracted.pages) == sorted(extracted.pages)
    assert all(0 <= start <= len(extracted.text) for start in extracted.pages)


@given(data=st.data())
@fuzzing
def test_damaged_files(data: st.DataObject, wholes: dict[FileKind, bytes], folder: Path) -> None:
    content = bytearray(wholes[data.draw(st.sampled_from(sorted(wholes)))])
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(content)))
        end = min(len(content), start + data.draw(st.integers(0, 400)))
        content[start:end] = data.draw(st.binary(max_size=60))
    path = folder / "damaged"
    path.write_bytes(content)
    _take(path)


@given(content=st.binary(max_size=3000))
@fuzzing
@example(content=b"%PDF-1.4")
@example(content=b"PK\x03\x04")
@example(content=b"<![CDATA[")
@example(content=b"\xff\xfe")
def test_any_bytes(content: bytes, folder: Path) -> None:
    path = folder / "any"
    path.write_bytes(content)
    _take(path)


@given(paragraphs=_PARAGRAPHS)
@fuzzing
def test_no_word_of_a_pdf_is_lost(paragraphs: list[str], folder: Path) -> None:
    text = "\n".join(paragraphs) or "Pasal"
    extracted = extract(set_pdf(text, folder / "words.pdf"), FileKind.PDF, LIMITS)

    def letters(part: str) -> Counter[str]:
        return Counter(re.sub(r"[\s-]", "", part))

    lost = letters(text) - letters(extracted.text)
    assert not lost - letters(" ".join(extracted.margins)), "what is set apart is in the margins"


@given(paragraphs=_PARAGRAPHS)
@fuzzing
def test_no_word_of_a_docx_or_page_is_lost(paragraphs: list[str], folder: Path) -> None:
    text = "\n".join(paragraphs)
    docx = extract(set_docx(text, folder / "words.docx"), FileKind.DOCX, LIMITS)
    html = extract(set_html(text, folder / "words.html"), FileKind.HTML, LIMITS)
    assert docx.text.split() == html.text.split() == text.split()


@given(st.text(max_size=2000))
@fuzzing
def test_any_text_is_kept_as_it_is(text: str) -> None:
    try:
        kept = extract_text(text.encode("utf-8")).text
    except (NetralError, UnicodeEncodeError):
        return
    assert kept == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(alphabet="<>/!-[]&;='\" \nabcolipnv01", max_size=400))
@fuzzing
def test_any_markup(markup: str) -> None:
    extract_html(f"<html>{markup}".encode())
