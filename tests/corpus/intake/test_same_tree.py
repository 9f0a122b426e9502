"""An official text gives the same tree whatever file it comes in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.identifier import Identifier
from corpus.official.structure import parse
from corpus.official.tree import Portion
from tests.corpus.intake.conftest import Import
from tests.corpus.intake.typeset import set_docx, set_html, set_pdf, set_scan

SETTERS: dict[str, Callable[[str, Path], Path]] = {
    "pdf": set_pdf,
    "docx": set_docx,
    "html": set_html,
}
# born digital, read by OCR long ago, amending, with a penjelasan of one-line entries
SOME = ("pp/2004/42", "pp/2021/79", "uu/2016/10", "uu/2004/34")


def _portions(text: str) -> list[Portion]:
    return list(parse(text).portions)


def _work(name: str) -> Identifier:
    kind, year, number = name.split("/")
    return Identifier("act", kind, int(year), number)


@pytest.mark.parametrize("name", SOME)
@pytest.mark.parametrize("kind", SETTERS)
def test_a_typeset_text_has_the_tree_of_the_text(
    kind: str, name: str, official: Path, tmp_path: Path, take_in: Import
) -> None:
    raw = (official / f"{name}.md").read_text(encoding="utf-8")
    stored = take_in(SETTERS[kind](raw, tmp_path / f"file.{kind}"))
    assert stored.work == _work(name), "it is recognised by its heading"
    assert _portions(stored.text()) == _portions(raw)


@pytest.mark.slow
def test_all_official_texts_as_pdf(official: Path, tmp_path: Path, take_in: Import) -> None:
    for file in sorted(official.rglob("*.md")):
        raw = file.read_text(encoding="utf-8")
        stored = take_in(set_pdf(raw, tmp_path / "file.pdf"))
        assert _portions(stored.text()) == _portions(raw), file
        assert stored.work == _work(str(file.relative_to(official).with_suffix("")))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["pp/2004/42", "pp/2004/37"])
def test_a_scan_has_the_articles_of_the_text(
    name: str, official: Path, tmp_path: Path, take_in: Import, ocr: None
) -> None:
    raw = (official / f"{name}.md").read_text(encoding="utf-8")
    stored = take_in(set_scan(raw, tmp_path / "scan.pdf"))
    assert stored.kind == "scan"
    assert stored.work == _work(name)
    expected = {p for p in _portions(raw) if p[-1][0] == "art"}
    found = {p for p in _portions(stored.text()) if p[-1][0] == "art"}
    assert len(expected & found) >= 0.97 * len(expected)
    assert len(found - expected) <= 0.03 * len(expected)


def test_every_word_of_the_text_is_in_the_pdf(
    official: Path, tmp_path: Path, take_in: Import
) -> None:
    """Nothing is lost, and nothing of the margins is taken for text."""
    raw = (official / "uu/2016/10.md").read_text(encoding="utf-8")
    stored = take_in(set_pdf(raw, tmp_path / "file.pdf"))

    def letters(text: str) -> str:  # white space and the hyphens of line breaks aside
        return "".join(text.split()).replace("-", "")

    assert letters(stored.text()) == letters(raw)
    assert len(stored.margins) == len(stored.pages)
    assert all("REPUBLIK INDONESIA" in margin for margin in stored.margins)


def test_pages_start_where_they_say(official: Path, tmp_path: Path, take_in: Import) -> None:
    import pypdfium2

    raw = (official / "pp/2004/37.md").read_text(encoding="utf-8")
    path = set_pdf(raw, tmp_path / "file.pdf", noise=False)
    stored = take_in(path)
    text = stored.text()
    with pypdfium2.PdfDocument(path) as document:
        assert len(stored.pages) == len(document)
        for start, page in zip(stored.pages, document, strict=True):
            printed = "".join(page.get_textpage().get_text_range().split())
            words = text[start:].split(maxsplit=4)[:3]
            assert "".join(words) in printed
