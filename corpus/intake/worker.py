"""The child process that reads one file: ``python -m corpus.intake.worker PATH KIND LIMITS``.

Writes one JSON object to stdout: an `Extracted`, or ``{"error": sentence}``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

from corpus.errors import IntakeError
from corpus.intake.extracted import Extracted, FileKind
from corpus.intake.limits import Limits, apply_limits


def extract(path: Path, kind: FileKind, limits: Limits) -> Extracted:
    """Read a file of a known kind. Raises `IntakeError`."""
    extracted = _extractor(kind, limits)(path)
    # half a character of UTF-16, as broken PDF fonts give it, cannot be written as UTF-8
    text = extracted.text.encode("utf-8", "replace").decode("utf-8")
    if len(text) > limits.characters:
        raise IntakeError(f"The file holds more than {limits.characters:,} characters of text.")
    return replace(extracted, text=text)


def _extractor(kind: FileKind, limits: Limits) -> Callable[[Path], Extracted]:
    # each import loads a library that the other kinds do not need
    match kind:
        case FileKind.PDF | FileKind.SCAN:
            from corpus.intake.pdf import extract_pdf

            return lambda path: extract_pdf(path, limits.pages)
        case FileKind.DOCX:
            from corpus.intake.docx import extract_docx

            return lambda path: extract_docx(path, limits.unpacked)
        case FileKind.HTML:
            from corpus.intake.html import extract_html

            return lambda path: extract_html(path.read_bytes())
        case FileKind.XML:
            from corpus.intake.decision import extract_decision

            return lambda path: extract_decision(path.read_bytes())
        case FileKind.TEXT:
            from corpus.intake.text import extract_text

            return lambda path: extract_text(path.read_bytes())
    raise IntakeError(
        "The file is JSON and holds no text of an act: "
        "import the file that it describes, with the JSON beside it."
    )


def main() -> None:
    path, kind, limits = sys.argv[1:]
    allowed = Limits(**json.loads(limits))
    apply_limits(allowed)
    try:
        result = asdict(extract(Path(path), FileKind(kind), allowed))
    except IntakeError as error:
        result = {"error": str(error)}
    except RecursionError:
        result = {"error": "The file is nested too deeply to be a text."}
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
