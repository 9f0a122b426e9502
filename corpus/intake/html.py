"""HTML: the text of the page's main part, one line a block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import html
from lxml.etree import ParserError

from corpus.errors import IntakeError
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
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.I)
_STYLES = {
    **{"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman"},
    **{"I": "upperRoman", "decimal": "decimal", "lower-alpha": "lowerLetter"},
    **{"lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter"},
    **{"lower-roman": "lowerRoman", "upper-roman": "upperRoman"},
}


def extract_html(data: bytes) -> Extracted:
    """The main part of a page; its title is ``judul`` in the metadata. Raises `IntakeError`."""
    text = _DECLARATION.sub("", _decoded(data))
    try:
        # without huge_tree a deep page loses its text without a word
        page = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=True))
    except ParserError:
        raise IntakeError("The web page is empty.") from None
    title = _folded(page.findtext(".//title") or "")
    mains = page.findall(".//main") or page.findall(".//article")
    root = mains[0] if len(mains) == 1 else page
    lines = (_folded(line) for line in "".join(_pieces(root)).split("\n"))
    return Extracted(
        "\n".join(line for line in lines if line),
        FileKind.HTML,
        metadata={"judul": title} if title else {},
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


def _pieces(root: html.HtmlElement) -> Iterator[str]:
    """The text under ``root`` in order, a line end around every block; without recursion."""
    counts: dict[html.HtmlElement, int] = {}
    stack: list[html.HtmlElement | str] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item.tag, str) and item.tag not in _DROPPED:  # else a comment or the like
            edge = "" if item.tag in _INLINE else " " if item.tag in ("td", "th") else "\n"
            yield edge
            if item.tag == "li":
                yield _marker(item, counts)
            yield _SPACES.sub(" ", item.text or "")
            inside: list[html.HtmlElement | str] = []
            for child in item:
                inside += [child, _SPACES.sub(" ", child.tail or "")]
            stack += reversed([*inside, edge])


def _marker(item: html.HtmlElement, counts: dict[html.HtmlElement, int]) -> str:
    """What a browser draws before an item of a numbered list; nothing where the text has it."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    before = counts.get(parent, _number(parent.get("start"), 1) - 1)
    counts[parent] = _number(item.get("value"), before + 1)
    named = _STYLE.search(parent.get("style", ""))
    style = _STYLES.get(named[1].lower() if named else parent.get("type", "1"), "")
    drawn = numeral(counts[parent], style)
    written = "".join(islice(item.itertext(), 3)).lstrip()
    return f"{drawn}. " if drawn and not written.startswith((f"{drawn}.", f"{drawn})")) else ""


def _number(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else default
