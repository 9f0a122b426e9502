"""Bad files: one clear sentence each, and the store as it was."""

from __future__ import annotations

import os
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import IntakeError
from corpus.intake import OfficialStore
from corpus.intake.limits import Limits
from tests.corpus.intake.conftest import SMALL_ACT, SMALL_WORK, Import
from tests.corpus.intake.typeset import set_docx, set_html, set_pdf

MANY_PAGES = 10_000


def _encrypted(path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), encrypt=StandardEncryption("rahasia", canPrint=0))
    canvas.drawString(72, 700, "Pasal 1")
    canvas.save()


def _truncated(path: Path) -> None:
    set_pdf(SMALL_ACT * 20, path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])


def _garbled(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + random.Random(1).randbytes(20_000) + b"\n%%EOF\n")


def _many_pages(path: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for _ in range(MANY_PAGES):
        document.new_page(100, 100)
    document.save(path)


def _blank_pages(path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    canvas.showPage()
    canvas.save()


def _zip(path: Path, **parts: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)


def _docx_bomb(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        part.write(b"<w:document>")
        for _ in range(300):
            part.write(b" " * (1 << 20))


def _docx_entities(path: Path) -> None:
    _zip(path, **{"word__document.xml": _BOMB.encode()})


def _cut_docx(path: Path) -> None:
    set_docx(SMALL_ACT, path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _climbing_zip(path: Path) -> None:
    _zip(path, **{"..__..__..__naik.txt": b"Pasal 1", "__tmp__naik.txt": b"Pasal 1"})


def _flipped_docx(path: Path) -> None:
    """Bytes inside the compressed part are wrong; the directory is whole."""
    set_docx(SMALL_ACT * 50, path)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("word/document.xml").header_offset + 60
    data[start : start + 200] = bytes(200)
    path.write_bytes(data)


_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE putusan [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {c} "{f"&{p};" * 10}">' for p, c in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]><putusan><amar_putusan>&j;</amar_putusan></putusan>"
)
_OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE putusan [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    "<putusan><amar_putusan>&f;</amar_putusan></putusan>"
)
_ERROR_PAGE = b"<!DOCTYPE html><html><title>404 Not Found</title><h1>Not Found</h1></html>"

BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda p: p.write_bytes(b""), "is empty"),
    "white space": (lambda p: p.write_bytes(b" \n\t\n" * 9), "is empty"),
    "binary junk": (lambda p: p.write_bytes(random.Random(1).randbytes(9000)), "binary data"),
    "text with control characters": (
        lambda p: p.write_bytes(SMALL_ACT.encode() + b"\x01\x02\x03"),
        "control characters",
    ),
    "encrypted PDF": (_encrypted, "is encrypted"),
    "truncated PDF": (_truncated, "breaks off before its end"),
    "garbled PDF": (_garbled, "is damaged"),
    "PDF of 10,000 pages": (_many_pages, "has 10,000 pages, more than 5,000"),
    "PDF of blank pages": (_blank_pages, "holds no text"),
    "HTML error page as PDF": (lambda p: p.write_bytes(_ERROR_PAGE), "web page without"),
    "DOCX bomb": (_docx_bomb, "unpacks to more than"),
    "DOCX with entities": (_docx_entities, "defines entities"),
    "cut-off DOCX": (_cut_docx, "damaged or cut-off"),
    "DOCX with wrong bytes": (_flipped_docx, "damaged"),
    "ZIP with names that climb": (_climbing_zip, "no DOCX"),
    "entity bomb": (lambda p: p.write_text(_BOMB), "defines entities"),
    "entity that reads a file": (lambda p: p.write_text(_OUTSIDE), "defines entities"),
    "XML that is no decision": (lambda p: p.write_text("<a><b>x</b></a>"), "no court decision"),
    "broken XML": (lambda p: p.write_text("<putusan><amar_putusan>x"), "XML is damaged"),
    "deep XML": (lambda p: p.write_text("<a>" * 200_000), "damaged|deeply"),
    "uncertain encoding": (
        lambda p: p.write_bytes((SMALL_ACT + "\nпасал").encode("koi8-r")),
        "encoding of the file is not certain",
    ),
    "UTF-16 that breaks off": (
        lambda p: p.write_bytes(SMALL_ACT.encode("utf-16")[:-1]),
        "begins as UTF-16",
    ),
    "text that is no act": (lambda p: p.write_text("Sekadar catatan."), "--id"),
    "draft": (lambda p: p.write_text("RANCANGAN " + SMALL_ACT), "draft"),
    "explanation alone": (lambda p: p.write_text("PENJELASAN ATAS " + SMALL_ACT), "explanation"),
    "missing file": (lambda p: None, "no such file"),
    "named pipe": (lambda p: os.mkfifo(p), "not a regular file"),
    "link to itself": (lambda p: p.symlink_to(p), "cannot be copied"),
    "JSON": (lambda p: p.write_text('{"judul": "x"}'), "no text of an act"),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_file_gets_one_sentence_and_leaves_the_store_as_it_was(
    fault: str,
    tmp_path: Path,
    take_in: Import,
    contents: Callable[[], dict[str, bytes]],
) -> None:
    good = tmp_path / "good.txt"
    good.write_text(SMALL_ACT)
    take_in(good)
    before = contents()
    make, said = BAD[fault]
    path = tmp_path / "berkas.pdf"
    make(path)
    with pytest.raises(IntakeError, match=said) as caught:
        take_in(path)
    sentence = str(caught.value)
    assert len(sentence) < 250
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    assert contents() == before


def test_names_that_climb_write_nothing_anywhere(tmp_path: Path, take_in: Import) -> None:
    """A DOCX whose other entries climb out is read for its text alone."""
    path = set_docx(SMALL_ACT, tmp_path / "a.docx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../../naik.txt", "x")
        archive.writestr("/naik.txt", "x")
    assert "wajib disiram" in take_in(path).text()
    assert not list(tmp_path.rglob("naik.txt"))
    assert not (tmp_path.parent / "naik.txt").exists()


def test_time_and_memory_are_limited(tmp_path: Path, take_in: Import) -> None:
    path = set_pdf(SMALL_ACT * 200, tmp_path / "a.pdf")
    with pytest.raises(IntakeError, match="longer than 0 seconds"):
        take_in(path, limits=Limits(seconds=0))
    xml = tmp_path / "a.xml"
    xml.write_text("<putusan><fakta>" + "<a/>" * 3_000_000 + "</fakta></putusan>")
    with pytest.raises(IntakeError, match="more than 200 MB of memory"):
        take_in(xml, limits=Limits(memory=200 << 20))
    with pytest.raises(IntakeError, match="characters"):
        take_in(path, limits=Limits(characters=1000))
    with pytest.raises(IntakeError, match="larger than 0 MB"):
        take_in(path, limits=Limits(size=1000))


def test_a_folder_is_read_file_by_file_and_links_out_are_refused(
    tmp_path: Path, store: OfficialStore
) -> None:
    from corpus.intake.take import find_sources

    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    (folder / ".hidden").write_text(SMALL_ACT)
    (folder / "inner" / "a.txt").write_text(SMALL_ACT)
    outside = tmp_path / "outside.txt"
    outside.write_text(SMALL_ACT.replace("NOMOR 7", "NOMOR 8"))
    (folder / "link.txt").symlink_to(outside)
    sources = find_sources([str(folder)])
    assert [Path(s.place).name for s in sources] == ["a.txt", "link.txt"]

    from corpus.intake.fetch import Fetcher
    from corpus.intake.take import take

    with store.writing() as writer:
        assert take(writer, Fetcher(store), sources[0]).stored.work == SMALL_WORK
        with pytest.raises(IntakeError, match="leads out of the folder"):
            take(writer, Fetcher(store), sources[1])


def test_scans_say_what_to_install(
    tmp_path: Path, take_in: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PIL import Image

    path = tmp_path / "foto.jpg"
    Image.new("L", (400, 300), 255).save(path)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(IntakeError, match="apt install ocrmypdf tesseract-ocr-ind"):
        take_in(path)


def test_a_picture_without_words_says_so(tmp_path: Path, take_in: Import, ocr: None) -> None:
    from PIL import Image

    path = tmp_path / "foto.png"
    Image.new("L", (400, 300), 255).save(path)
    with pytest.raises(IntakeError, match="No text can be made out"):
        take_in(path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"\0" * 400)
    with pytest.raises(IntakeError, match=r"cannot be read|No text"):
        take_in(path)


def test_types_go_by_content(tmp_path: Path, take_in: Import) -> None:
    pdf = set_pdf(SMALL_ACT, tmp_path / "a.docx", noise=False)
    docx = set_docx(SMALL_ACT.replace("NOMOR 7", "NOMOR 8"), tmp_path / "a.html")
    html = set_html(SMALL_ACT.replace("NOMOR 7", "NOMOR 9"), tmp_path / "a.txt")
    assert [take_in(p).kind for p in (pdf, docx, html)] == ["pdf", "docx", "html"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_that_are_certain(encoding: str, tmp_path: Path, take_in: Import) -> None:
    text = SMALL_ACT.replace("adalah", "– “kebun” – adalah")
    path = tmp_path / "a.txt"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    assert take_in(path).text() == text


def test_a_device_is_refused(take_in: Import) -> None:
    with pytest.raises(IntakeError, match="regular file"):
        take_in("/dev/zero")
