"""PDF with a text layer, by pdfium: every letter with its place, then `corpus.intake.layout`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import IntakeError
from corpus.intake.extracted import Extracted, FileKind
from corpus.intake.layout import Page, Segment, arrange

_WIDE_GAP = 2.0
"""Gap inside a line, in line heights, that parts two segments."""
_LINE_HYPHEN = "\x02"
"""What pdfium gives for a hyphen at the end of a line, in place of the line end."""
_BREAKS = frozenset("\r\n\x0b\x0c\x85\u2028\u2029")
_FEW = 100
"""Letters; a page with fewer beside a picture of the page is a scan, at most with a stamp on it."""
_TAIL = 2048

Letter = tuple[str, float, float, float, float]
"""A character with left, bottom, right and top."""


def extract_pdf(path: Path, pages: int) -> Extracted:
    """The text layer of at most ``pages`` pages; ``unread`` names the pages that are pictures.

    Raises `IntakeError`.
    """
    _require_end(path)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise IntakeError("The PDF is encrypted: save it without a password.") from None
        raise IntakeError("The PDF is damaged: get it again.") from error
    with document:
        if len(document) > pages:
            raise IntakeError(
                f"The PDF has {len(document):,} pages, more than {pages:,}: split it."
            )
        try:
            read = [(_page(page), _is_picture(page)) for page in document]
        except pypdfium2.PdfiumError as error:
            raise IntakeError("A page of the PDF is damaged: get it again.") from error
    arranged = arrange([page for page, _ in read])
    ends = (*arranged.pages[1:], len(arranged.text))
    unread = tuple(
        number
        for number, ((_, picture), start, end) in enumerate(
            zip(read, arranged.pages, ends, strict=True), start=1
        )
        if picture and _few_letters(arranged.text[start:end])
    )
    return Extracted(
        text=arranged.text,
        kind=FileKind.PDF,
        pages=arranged.pages,
        margins=arranged.margins,
        unread=unread,
    )


def _require_end(path: Path) -> None:
    """pdfium reads what there is of a cut-off file without a word; the end mark tells."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        if b"%%EOF" not in file.read():
            raise IntakeError("The PDF breaks off before its end: get it again.")


def _few_letters(text: str) -> bool:
    return sum(c.isalnum() for c in text) < _FEW


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether one image covers more than half of the page."""
    left, bottom, right, top = page.get_mediabox()
    area = (right - left) * (top - bottom)
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) > 0.5 * area:
            return True
    return False


def _page(page: pypdfium2.PdfPage) -> Page:
    left, bottom, right, top = page.get_mediabox()
    width, height = right - left, top - bottom
    if page.get_rotation() in (90, 270):
        width, height = height, width
    segments = tuple(
        segment
        for number, line in enumerate(_printed_lines(_letters(page)))
        for segment in _segments(line, number)
    )
    return Page(width, height, segments)


def _letters(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    """The characters in the order of the page's content, placed as the page is shown."""
    text_page = page.get_textpage()
    left, bottom, right, top = page.get_mediabox()
    rotation = page.get_rotation()
    box = pdfium.FS_RECTF()
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
        x0, y0, x1, y1 = box.left - left, box.bottom - bottom, box.right - left, box.top - bottom
        width, height = right - left, top - bottom
        match rotation:  # clockwise
            case 90:
                x0, y0, x1, y1 = y0, width - x1, y1, width - x0
            case 180:
                x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
            case 270:
                x0, y0, x1, y1 = height - y1, x0, height - y0, x1
        yield chr(code), x0, y0, x1, y1


def _printed_lines(letters: Iterator[Letter]) -> Iterator[list[Letter]]:
    line: list[Letter] = []
    for letter in letters:
        if letter[0] == _LINE_HYPHEN:
            line.append(("-", *letter[1:]))
        if letter[0] == _LINE_HYPHEN or letter[0] in _BREAKS:
            yield line
            line = []
        elif letter[0] >= " ":
            line.append(letter)
    yield line


def _segments(line: list[Letter], number: int) -> Iterator[Segment]:
    """The line parted at its wide gaps."""
    part: list[Letter] = []
    for letter in line:
        if letter[0].isspace():
            if part:
                part.append(letter)
            continue
        if part:
            before = next(p for p in reversed(part) if not p[0].isspace())
            if letter[1] - before[3] > _WIDE_GAP * (letter[4] - letter[2]):
                yield _segment(part, number)
                part = []
        part.append(letter)
    if part:
        yield _segment(part, number)


def _segment(letters: list[Letter], number: int) -> Segment:
    text = "".join(letter[0] for letter in letters)
    inked = [letter for letter in letters if not letter[0].isspace()]
    word = letters[: len(text.split(maxsplit=1)[0])]
    return Segment(
        text=" ".join(text.split()),
        x0=min(p[1] for p in inked),
        x1=max(p[3] for p in inked),
        y0=min(p[2] for p in inked),
        y1=max(p[4] for p in inked),
        first=word[-1][3] - word[0][1],
        line=number,
    )
