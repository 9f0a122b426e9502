"""Reading scans with the installed programs ocrmypdf and tesseract (Indonesian)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from corpus.errors import IntakeError
from corpus.intake.extracted import Extracted, FileKind
from corpus.intake.limits import Limits
from corpus.intake.progress import Progress, silent
from corpus.intake.sandbox import limited, read_aside, run

LANGUAGE = "ind"
INSTALL = (
    "Install them (Debian and Ubuntu: `apt install ocrmypdf tesseract-ocr-ind`; "
    "macOS: `brew install ocrmypdf tesseract-lang`) and import the file again."
)
_IMAGE_DPI = 300
"""Taken for an image that does not say its own resolution."""
_BATCH = 10
"""Pages between two reports of progress."""


def require_ocr() -> None:
    """Raise `IntakeError` with what to install when scans cannot be read here."""
    missing = [name for name in ("ocrmypdf", "tesseract") if not shutil.which(name)]
    if missing:
        raise IntakeError(
            f"The file is a scan, and {' and '.join(missing)} to read it is not installed. "
            + INSTALL
        )
    listed = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, timeout=30, check=False
    )
    if LANGUAGE not in listed.stdout.split():
        raise IntakeError(
            "The file is a scan, and tesseract's Indonesian is not installed. " + INSTALL
        )


def read_scan(
    path: Path, pages: Sequence[int], limits: Limits, progress: Progress = silent
) -> Extracted:
    """The text of an image, or of a PDF whose ``pages`` are pictures.

    ``progress`` hears ("ocr", pages done, pages in all). Raises `IntakeError`.
    """
    require_ocr()
    command = ["ocrmypdf", "--language", LANGUAGE, "--image-dpi", str(_IMAGE_DPI), "--jobs", "1"]
    command += ["--force-ocr", "--output-type", "pdf", "--optimize", "0", "--quiet"]
    read = path
    for start in range(0, len(pages), _BATCH):
        progress("ocr", start, len(pages))
        batch = pages[start : start + _BATCH]
        searchable = path.with_name(f"searchable-{start}.pdf")
        chosen = ["--pages", ",".join(map(str, batch)), str(read), str(searchable)]
        seconds = limits.ocr_seconds_per_page * len(batch)
        status, _ = run(limited([*command, *chosen], limits), seconds)
        if status or not searchable.is_file():
            raise IntakeError(
                "The scan cannot be read: it is damaged, or no page image can be found."
            )
        if read != path:
            read.unlink()
        read = searchable
    progress("ocr", len(pages), len(pages))
    extracted = read_aside(read, FileKind.SCAN, limits)
    read.unlink()
    if not extracted.text.strip():
        raise IntakeError("No text can be made out in the scan: get a sharper one.")
    return replace(extracted, kind=FileKind.SCAN)
