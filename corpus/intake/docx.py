"""DOCX: paragraphs, tables and the numbers of lists in order, from the document's own XML.

Read directly rather than with python-docx, which leaves out tracked insertions, content controls
and the numbers of lists.
"""

from __future__ import annotations

import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from corpus.errors import IntakeError
from corpus.intake.decision import parse_xml
from corpus.intake.extracted import Extracted, FileKind
from corpus.intake.numbering import numeral

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# the second copy of a text box for old readers, and what a tracked change took out
_SKIPPED = frozenset(
    {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", f"{_W}del"}
)


def extract_docx(path: Path, unpacked: int) -> Extracted:
    """One line a paragraph, one a table row. ``unpacked``: bytes that a part may unpack to.

    Raises `IntakeError`.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            body = parse_xml(_part(archive, "word/document.xml", unpacked))
            names = archive.namelist()
            numbering, styles = (
                parse_xml(_part(archive, name, unpacked)) if name in names else Element("none")
                for name in ("word/numbering.xml", "word/styles.xml")
            )
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, zlib.error) as error:
        raise IntakeError("The DOCX file is damaged or cut off: get it again.") from error
    except RuntimeError as error:  # zipfile's word for an encrypted part
        raise IntakeError("The DOCX file is encrypted: save it without a password.") from error
    lines = (line.strip() for line in _lines(body, _Lists(numbering, styles)))
    return Extracted("\n".join(line for line in lines if line), FileKind.DOCX)


def _part(archive: zipfile.ZipFile, name: str, unpacked: int) -> bytes:
    """A part of the archive, never more than ``unpacked`` bytes whatever the archive says."""
    with archive.open(name) as file:
        data = file.read(unpacked + 1)
    if len(data) > unpacked:
        raise IntakeError(f"The DOCX file unpacks to more than {unpacked >> 20} MB.")
    return data


def _lines(element: Element, lists: _Lists) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{_W}p":
            yield from (lists.marker(child) + "".join(_words(child))).split("\n")
            for box in _boxes(child):
                yield from _lines(box, lists)
        elif child.tag == f"{_W}tr":
            cells = ("\n".join(_lines(cell, lists)) for cell in child)
            yield from " ".join(cell for cell in cells if cell).split("\n")
        else:
            yield from _lines(child, lists)


def _words(element: Element) -> Iterator[str]:
    """The words of a paragraph; text boxes anchored in it are read after it."""
    for child in element:
        match child.tag.removeprefix(_W):
            case "t":
                yield child.text or ""
            case "tab" | "ptab":
                yield " "
            case "br" | "cr":
                yield "\n"
            case "noBreakHyphen":
                yield "-"
            case "pPr" | "txbxContent":
                pass
            case _:
                if child.tag not in _SKIPPED:
                    yield from _words(child)


def _boxes(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag not in _SKIPPED:
            yield from _boxes(child)


@dataclass(frozen=True)
class _Level:
    """How one level of a list is numbered: ``text`` is like ``(%1)``."""

    start: int
    style: str
    text: str


class _Lists:
    """Counts the numbered paragraphs of a document, in order."""

    def __init__(self, numbering: Element, styles: Element) -> None:
        self._list_of: dict[str, str] = {}
        """Number instances to the list that they count in."""
        self._restarts: dict[tuple[str, int], int] = {}
        """(number instance, level) to the number at which it starts its list anew."""
        for num in numbering.iter(f"{_W}num"):
            instance = num.get(f"{_W}numId", "")
            self._list_of[instance] = _value(num, "abstractNumId")
            for override in num.iter(f"{_W}lvlOverride"):
                start = _value(override, "startOverride")
                if start:
                    self._restarts[instance, _level_of(override)] = _integer(start)
        self._levels = {
            (abstract.get(f"{_W}abstractNumId", ""), _level_of(level)): _Level(
                _integer(_value(level, "start") or "1"),
                _value(level, "numFmt") or "decimal",
                _value(level, "lvlText"),
            )
            for abstract in numbering.iter(f"{_W}abstractNum")
            for level in abstract.iter(f"{_W}lvl")
        }
        self._styles = {s.get(f"{_W}styleId", ""): s for s in styles.iter(f"{_W}style")}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def marker(self, paragraph: Element) -> str:
        """The number that stands before a paragraph, with a space after it, or nothing."""
        instance, depth = self._numbering(paragraph)
        which = self._list_of.get(instance, "")
        level = self._levels.get((which, depth))
        if level is None:
            return ""
        counts = self._counts[which]
        start = self._restarts.pop((instance, depth), None)
        counts[depth] = counts.get(depth, level.start - 1) + 1 if start is None else start
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        text = level.text
        for upper in range(depth + 1):
            shown = self._levels.get((which, upper), level)
            number = numeral(counts.get(upper, shown.start), shown.style)
            text = text.replace(f"%{upper + 1}", number)
        return f"{text} " if numeral(1, level.style) and text else ""

    def _numbering(self, paragraph: Element) -> tuple[str, int]:
        """Number instance and level of a paragraph, its own or its style's."""
        holder: Element | None = paragraph
        seen: set[str] = set()
        while holder is not None:
            number = holder.find(f"{_W}pPr/{_W}numPr")
            if number is not None:
                return _value(number, "numId"), _integer(_value(number, "ilvl") or "0")
            style = _value(holder, "pPr/pStyle" if holder is paragraph else "basedOn")
            holder = None if style in seen else self._styles.get(style)
            seen.add(style)
        return "", 0


def _value(element: Element, path: str) -> str:
    """The ``w:val`` of a descendant, empty when there is none."""
    found = element.find("/".join(f"{_W}{step}" for step in path.split("/")))
    return "" if found is None else found.get(f"{_W}val", "")


def _level_of(element: Element) -> int:
    return _integer(element.get(f"{_W}ilvl", "0"))


def _integer(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 0
