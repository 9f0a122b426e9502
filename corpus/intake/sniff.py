"""What a file is, by its first bytes; its name says nothing."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from corpus.errors import IntakeError
from corpus.intake.extracted import FileKind

HEAD = 4096
"""Bytes that are looked at. PDF allows 1024 bytes of anything before its mark."""

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_ZIP = b"PK\x03\x04"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|div|p|h[1-6]|table)\b", re.I)
_XML = re.compile(rb"<\?xml\b|<!DOCTYPE\b|<[A-Za-z_][\w.-]*(?:\s[^<>]*)?>")


def sniff(path: Path) -> FileKind:
    """The kind of a file. Raises `IntakeError` for an empty file and for what is no document."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise IntakeError("The file is empty.")
    if b"%PDF-" in head[:1024]:
        return FileKind.PDF
    if head.startswith(_IMAGES):
        return FileKind.IMAGE
    if head.startswith(_ZIP):
        return _inside(path)
    if head.startswith(_BOMS[1:]):
        return FileKind.TEXT
    start = head.removeprefix(_BOMS[0]).lstrip()
    if start.startswith(b"<"):
        if _HTML.search(head):
            return FileKind.HTML
        if _XML.match(start):
            return FileKind.XML
    if start.startswith((b"{", b"[")) and b'"' in head:
        return FileKind.JSON
    if b"\x00" in head:
        raise IntakeError(
            "The file is binary data of an unknown kind: give a PDF, an image, HTML, DOCX, "
            "plain text, Markdown or decision XML."
        )
    return FileKind.TEXT


def _inside(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            if "word/document.xml" in archive.namelist():
                return FileKind.DOCX
    except zipfile.BadZipFile:
        raise IntakeError("The file is a damaged or cut-off ZIP or DOCX: get it again.") from None
    raise IntakeError("The file is a ZIP archive and no DOCX: unpack it and import what it holds.")
