"""Plain text and Markdown: only its encoding is in question."""

from __future__ import annotations

from corpus.errors import IntakeError
from corpus.intake.extracted import Extracted, FileKind

# what Word and browsers put between ASCII letters in Indonesian texts; a cp1252 file whose other
# bytes are all among these was certainly written as cp1252
_CERTAIN = frozenset("–—‘’“”•…·°§©®½¼¾×é\xa0")
_LAYOUT = frozenset("\t\n\r\f\v")


def extract_text(data: bytes) -> Extracted:
    """The text as it stands, line ends as ``\\n``. Raises `IntakeError`."""
    return Extracted(decode(data), FileKind.TEXT)


def decode(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or certainly cp1252. Raises `IntakeError` for anything else."""
    text = _decode(data).replace("\r\n", "\n").replace("\r", "\n")
    if any(c < " " and c not in _LAYOUT for c in text):
        raise IntakeError("The file holds control characters: it is binary data and no text.")
    return text


def _decode(data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        if wide:
            raise IntakeError("The file begins as UTF-16 and is not: save it as UTF-8.") from None
    text = data.decode("cp1252", errors="replace")
    if any(c > "\x7f" and c not in _CERTAIN for c in text):
        raise IntakeError("The encoding of the file is not certain: save it as UTF-8.")
    return text
