"""HTML: the text of the page's main part, one line a block."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from corpus.intake.extracted import Extracted, FileKind
from corpus.intake.numbering import numeral
from corpus.intake.text import decode

_DROPPED = frozenset(
    "script style nav noscript template iframe object svg button select head aside form".split()
)
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code dfn em font i ins kbd mark q s samp small span strike strong "
    "sub sup time tt u var wbr".split()
)
_CELLS = frozenset({"td", "th"})
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.I)
_STYLES = {
    **{"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman"},
    **{"I": "upperRoman", "decimal": "decimal", "lower-alpha": "lowerLetter"},
    **{"lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter"},
    **{"lower-roman": "lowerRoman", "upper-roman": "upperRoman"},
}


def extract_html(data: bytes) -> Extracted:
    """The main part of a page; its ``title`` is in the metadata. Raises `IntakeError`."""
    page = _Page()
    page.feed(_decoded(data))
    page.close()
    lines = (_folded(line) for line in page.text().split("\n"))
    title = _folded("".join(page.title))
    return Extracted(
        "\n".join(line for line in lines if line),
        FileKind.HTML,
        metadata={"title": title} if title else {},
    )


def _decoded(data: bytes) -> str:
    named = _CHARSET.search(data[:2048])
    if named and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # pages often name a charset that they are not in
    return decode(data)


def _folded(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


class _Page(HTMLParser):
    """Collects text as the tags go by; no tree, so that no depth of nesting loses any."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self._pieces: list[str] = []
        self._mains: list[tuple[int, int]] = []
        """Pieces from and to which a <main> goes."""
        self._main: int | None = None
        self._dropped: list[str] = []
        self._lists: list[tuple[str, int]] = []
        """Style and last number of each list that is open."""
        self._marker = ""
        self._in_title = False

    def text(self) -> str:
        start, end = self._mains[0] if len(self._mains) == 1 else (0, len(self._pieces))
        return "".join(self._pieces[start:end])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "title":
            self._in_title = True
        if self._dropped or tag in _DROPPED:
            if tag in _DROPPED:
                self._dropped.append(tag)
            return
        self._edge(tag)
        if tag == "main":
            self._main = len(self._pieces)
        elif tag in ("ol", "ul"):
            named = _STYLE.search(attributes.get("style", ""))
            style = named[1].lower() if named else attributes.get("type", "1")
            start = _number(attributes.get("start"), 1)
            self._lists.append((_STYLES.get(style, "") if tag == "ol" else "", start - 1))
        elif tag == "li" and self._lists:
            style, number = self._lists[-1]
            number = _number(attributes.get("value"), number + 1)
            self._lists[-1] = (style, number)
            drawn = numeral(number, style)
            self._marker = drawn

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if self._dropped:
            if tag in self._dropped:
                while self._dropped.pop() != tag:
                    pass
            return
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif tag == "main" and self._main is not None:
            self._mains.append((self._main, len(self._pieces)))
            self._main = None
        self._edge(tag)

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        if self._dropped:
            return
        if self._marker and data.strip():
            # authors who write the number themselves hide the one of the browser
            written = re.match(rf"\s*\(?{self._marker}[.)]", data)
            self._pieces.append("" if written else f"{self._marker}. ")
            self._marker = ""
        self._pieces.append(_SPACES.sub(" ", data))

    def _edge(self, tag: str) -> None:
        """A line end around a block, a space around a table's cell."""
        if tag in _CELLS:
            self._pieces.append(" ")
        elif tag not in _INLINE:
            self._pieces.append("\n")


def _number(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text, re.ASCII) else default
