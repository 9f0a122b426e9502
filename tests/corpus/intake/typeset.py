"""Sets a text as the files that people have: PDF with layout and noise, scan, DOCX, HTML."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

FONT, SIZE, LEADING = "Times-Roman", 11, 14
LEFT, RIGHT, TOP, BOTTOM = 90.0, A4[0] - 90, A4[1] - 100, 80.0
# a syllable ends before a consonant and a vowel
_BREAK = re.compile(r"(?<=[a-z]{2}[aiueo])(?=[bcdfghjklmnprstwy][aiueo][a-z])")


def set_pdf(text: str, path: Path, noise: bool = True, hyphens: bool = True) -> Path:
    """Justified paragraphs under a running head, between two marginal columns of noise."""
    canvas = Canvas(str(path), pagesize=A4)
    page, y = 0, 0.0
    for paragraph in text.split("\n"):
        lines = list(_broken(paragraph, hyphens))
        for number, words in enumerate(lines):
            if y < BOTTOM + LEADING:
                if page:
                    canvas.showPage()
                page += 1
                y = TOP
                _furniture(canvas, page, noise)
            _draw(canvas, words, y, justify=number < len(lines) - 1)
            y -= LEADING
        y -= 4 if lines else 0
    canvas.save()
    return path


def _broken(paragraph: str, hyphens: bool) -> Iterator[list[str]]:
    line: list[str] = []
    words = paragraph.split()
    while words:
        word = words.pop(0)
        if _width([*line, word]) <= RIGHT - LEFT:
            line.append(word)
            continue
        cuts = [m.start() for m in _BREAK.finditer(word)] if hyphens else []
        fitting = [c for c in cuts if _width([*line, word[:c] + "-"]) <= RIGHT - LEFT]
        if fitting:
            line.append(word[: fitting[-1]] + "-")
            word = word[fitting[-1] :]
        if line:
            yield line
            line, words = [], [word, *words]
        else:
            line = [word]
    if line:
        yield line


def _width(words: list[str]) -> float:
    return float(stringWidth(" ".join(words), FONT, SIZE))


def _draw(canvas: Canvas, words: list[str], y: float, justify: bool) -> None:
    line = canvas.beginText(LEFT, y)
    line.setFont(FONT, SIZE)
    gaps = len(words) - 1
    line.setWordSpace((RIGHT - LEFT - _width(words)) / gaps if justify and gaps else 0)
    line.textOut(" ".join(words))
    canvas.drawText(line)


def _furniture(canvas: Canvas, page: int, noise: bool) -> None:
    canvas.setFont("Times-Roman", 10)
    middle = A4[0] / 2
    canvas.drawCentredString(middle, A4[1] - 40, "PRESIDEN")
    canvas.drawCentredString(middle, A4[1] - 52, "REPUBLIK INDONESIA")
    canvas.drawCentredString(middle, A4[1] - 64, f"- {page} -")
    canvas.drawCentredString(middle, 30, f"www.arsip.example  halaman {page} dari banyak")
    if noise:
        choose = random.Random(page)
        canvas.setFont("Helvetica", 6)
        for x in (14, A4[0] - 60):
            for y in range(100, 740, 23):
                word = choose.choice(["salinan", "arsip", "naskah", "cap"])
                canvas.drawString(x, y + choose.random() * 9, f"{word} {choose.randrange(999)}")


def set_scan(text: str, path: Path) -> Path:
    """The PDF without noise as pictures of its pages."""
    import pypdfium2

    plain = set_pdf(text, path.with_suffix(".plain.pdf"), noise=False, hyphens=False)
    with pypdfium2.PdfDocument(plain) as document:
        images = [p.render(scale=200 / 72, grayscale=True).to_pil() for p in document]
    images[0].save(path, "PDF", resolution=200, save_all=True, append_images=images[1:])
    return path


def set_docx(text: str, path: Path) -> Path:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "PRESIDEN REPUBLIK INDONESIA"
    for paragraph in text.split("\n"):
        document.add_paragraph(paragraph)
    document.save(str(path))
    return path


def set_html(text: str, path: Path) -> Path:
    paragraphs = "\n".join(f"<p>{escape(p)}</p>" for p in text.split("\n"))
    path.write_text(
        "<!doctype html><html><head><meta charset=utf-8><title>JDIH</title>"
        "<style>p { color: black }</style><script>var Pasal = 'Pasal 99';</script></head>"
        "<body><nav><a href=/>Beranda</a><a href=/x>Pasal 98 Unduh</a></nav>"
        f"<main>{paragraphs}</main><script>track('Pasal 97')</script></body></html>",
        encoding="utf-8",
    )
    return path
