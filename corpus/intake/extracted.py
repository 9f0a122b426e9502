"""What every extractor returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class FileKind(StrEnum):
    """What a file is by its content. `SCAN`: a PDF without a text layer, read by OCR."""

    TEXT = "text"
    PDF = "pdf"
    SCAN = "scan"
    IMAGE = "image"
    DOCX = "docx"
    HTML = "html"
    XML = "xml"
    JSON = "json"


@dataclass(frozen=True)
class Extracted:
    """The text of a file, paragraphs on lines of their own.

    ``pages``: where each page starts in ``text``, empty when the file has none; ``sections``:
    name and start of each named section (court decisions); ``margins``: what stands outside the
    text block (running heads, page numbers, marginal columns), page by page, left out of ``text``;
    ``unread``: pages, from 1, that are pictures and need OCR; ``metadata``: what the file says
    about itself, by JDIHN field name where there is one.
    """

    text: str
    kind: FileKind
    pages: tuple[int, ...] = ()
    sections: tuple[tuple[str, int], ...] = ()
    margins: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
