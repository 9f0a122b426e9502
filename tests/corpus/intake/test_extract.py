"""What the single readers make of their files."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus.intake.extracted import Extracted, FileKind
from corpus.intake.layout import keeps_hyphen
from corpus.intake.limits import Limits
from corpus.intake.numbering import numeral
from corpus.intake.worker import extract
from tests.corpus.intake.typeset import set_pdf


def _read(path: Path, kind: FileKind) -> Extracted:
    return extract(path, kind, Limits())


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("tentang Undang-", "Undang ini", True),
        ("masing-", "masing kebun", True),
        ("sekurang-", "kurangnya dua", True),
        ("bermacam-", "macam bibit", True),
        ("tahun 2031-", "2032", True),
        ("perkebu-", "nan rakyat", False),
        ("menyi-", "ram", False),
        ("kebun tata-", "cara", True),
    ],
)
def test_hyphens_of_line_breaks(before: str, after: str, kept: bool) -> None:
    assert keeps_hyphen(before, after, {"tata-cara": 1}) is kept


def _columns(path: Path, pages: int, draw: object) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    for number in range(pages):
        canvas.setFont("Times-Roman", 11)
        draw(canvas, number)  # type: ignore[operator]
        canvas.showPage()
    canvas.save()
    return path


def test_labels_beside_the_text_are_kept_and_a_stamp_is_not(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        if number == 0:
            canvas.drawString(60, 760, "Menimbang")
            canvas.drawString(150, 760, ":")
        for row in range(20):
            canvas.drawString(170, 760 - 15 * row, f"({row + 1})")
            canvas.drawString(210, 760 - 15 * row, "kebun wajib disiram" + " lagi" * (row % 5))
        canvas.drawString(500, 400 - number, "disalin")

    pdf = _columns(tmp_path / "a.pdf", 6, draw)
    extracted = _read(pdf, FileKind.PDF)
    assert extracted.text.startswith("Menimbang : (1) kebun wajib disiram\n(2) kebun")
    assert extracted.text.count("(1)") == 6
    assert "disalin" not in extracted.text
    assert extracted.margins == ("disalin",) * 6


def test_lines_of_the_text_that_recur_are_no_running_heads(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        canvas.drawCentredString(300, 820, f"- {number} -")
        for row in range(16):
            text = f"Pasal {number * 8 + row // 2}" if row % 2 == 0 else "Cukup jelas."
            canvas.drawString(90, 780 - 40 * row, text)

    extracted = _read(_columns(tmp_path / "a.pdf", 9, draw), FileKind.PDF)
    assert extracted.text.count("Cukup jelas.") == 9 * 8
    assert extracted.text.count("Pasal") == 9 * 8
    assert extracted.margins == tuple(f"- {n} -" for n in range(9))


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        for column, x in enumerate((60, 320)):
            for row in range(40):
                words = f"kolom {column} baris {row} halaman {number} " + "kebun " * (
                    row % 4 + number
                )
                canvas.drawString(x, 780 - 15 * row, words)

    text = _read(_columns(tmp_path / "a.pdf", 4, draw), FileKind.PDF).text
    found = [text.index(f"kolom {c} baris {r} halaman 2") for c in (0, 1) for r in range(40)]
    assert found == sorted(found)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_read_like_upright_ones(turn: int, tmp_path: Path) -> None:
    import pypdfium2

    text = "\n".join(
        f"{n}. " + "kebun yang subur wajib disiram setiap hari " * 4 for n in range(30)
    )
    upright = set_pdf(text, tmp_path / "a.pdf")
    turned = tmp_path / "b.pdf"
    with pypdfium2.PdfDocument(upright) as document, pypdfium2.PdfDocument.new() as result:
        for number, page in enumerate(document):
            # the content is turned one way on a page that is shown turned back
            width, height = page.get_size()
            sideways = turn % 180 == 90
            sheet = result.new_page(*((height, width) if sideways else (width, height)))
            matrix = {
                90: pypdfium2.PdfMatrix(0, 1, -1, 0, height, 0),
                180: pypdfium2.PdfMatrix(-1, 0, 0, -1, width, height),
                270: pypdfium2.PdfMatrix(0, -1, 1, 0, 0, width),
            }[turn]
            content = document.page_as_xobject(number, result).as_pageobject()
            content.transform(matrix)
            sheet.insert_obj(content)
            sheet.set_rotation(turn)
            sheet.gen_content()
        result.save(turned)
    assert _read(turned, FileKind.PDF).text == _read(upright, FileKind.PDF).text


def _numbered(document: object, text: str, level: int) -> None:
    paragraph = document.add_paragraph(text)  # type: ignore[attr-defined]
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        )
    )


def test_docx_keeps_numbers_tables_and_tracked_insertions_in_order(tmp_path: Path) -> None:
    document = Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (style, text) in enumerate([("decimal", "(%1)"), ("lowerLetter", "%2.")])
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    document.add_paragraph("Pasal 2")
    _numbered(document, "Kebun disiram:", 0)
    _numbered(document, "pagi; dan", 1)
    _numbered(document, "sore.", 1)
    _numbered(document, "Kebun dipagari:", 0)
    _numbered(document, "bambu.", 1)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Menimbang :", "a. bahwa satu;\nb. bahwa dua."
    last = document.add_paragraph("Pasal 3 ")
    last._p.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="x"><w:r><w:t>baru</w:t></w:r></w:ins>')
    )
    last._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="2" w:author="x"><w:r><w:delText>lama</w:delText></w:r>'
            "</w:del>"
        )
    )
    document.save(str(tmp_path / "a.docx"))
    assert _read(tmp_path / "a.docx", FileKind.DOCX).text.split("\n") == [
        "Pasal 2",
        "(1) Kebun disiram:",
        "a. pagi; dan",
        "b. sore.",
        "(2) Kebun dipagari:",
        "a. bambu.",
        "Menimbang : a. bahwa satu;",
        "b. bahwa dua.",
        "Pasal 3 baru",
    ]


def test_html_keeps_the_numbers_that_a_browser_draws(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<html><body><nav>Pasal 9</nav><p>Pasal 2<p>Kebun <b>wa</b>jib di&shy;siram:"
        "<ol type=a><li>pagi;<li>sore.</ol><ol start=3><li>tiga</ol>"
        "<ol style='list-style-type: lower-roman'><li>satu</ol><ul><li>butir</ul>"
        "<table><tr><td>Mengingat<td>:<td>UUD</table>baris<br>putus<!-- Pasal 8 --></html>"
    )
    lines = _read(path, FileKind.HTML).text.replace("\xad", "").split("\n")
    assert lines == [
        "Pasal 2",
        "Kebun wajib disiram:",
        "a. pagi;",
        "b. sore.",
        "3. tiga",
        "i. satu",
        "butir",
        "Mengingat : UUD",
        "baris",
        "putus",
    ]


def test_html_of_any_depth_keeps_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<div>" * 5000 + "Pasal 1" + "</div>" * 5000 + "<p>Pasal 2")
    assert _read(path, FileKind.HTML).text == "Pasal 1\nPasal 2"


def test_a_decision_keeps_its_sections(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        "<?xml version='1.0'?><putusan id='9' klasifikasi='pidana'>"
        "<kepala_putusan>PUTUSAN\n\nNomor 9/Pid.Sus/2031/PN Cth</kepala_putusan>"
        "<fakta>AB menyiram kebun.</fakta><pertimbangan_hukum>Menimbang, bahwa ..."
        "</pertimbangan_hukum><amar_putusan>MENGADILI: menolak.</amar_putusan></putusan>"
    )
    extracted = _read(path, FileKind.XML)
    assert [name for name, _ in extracted.sections] == [
        "kepala_putusan",
        "fakta",
        "pertimbangan_hukum",
        "amar_putusan",
    ]
    starts = dict(extracted.sections)
    assert extracted.text[starts["amar_putusan"] :] == "MENGADILI: menolak.\n"
    assert extracted.text[starts["fakta"] :].startswith("AB menyiram")
    assert extracted.metadata == {"id": "9", "klasifikasi": "pidana"}


def test_numerals() -> None:
    assert [numeral(n, "lowerLetter") for n in (1, 26, 27)] == ["a", "z", "aa"]
    assert [numeral(n, "upperRoman") for n in (4, 19, 2031)] == ["IV", "XIX", "MMXXXI"]
    assert numeral(3, "bullet") == numeral(0, "lowerRoman") == ""
