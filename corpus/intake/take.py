"""Taking files in: copy aside, tell the kind, read, recognise the work, store."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import InputError, IntakeError
from corpus.identifier import Identifier
from corpus.intake.extracted import Extracted, FileKind
from corpus.intake.fetch import Fetcher
from corpus.intake.heading import recognise
from corpus.intake.jdihn import Metadata, metadata_beside, work_of
from corpus.intake.limits import Limits
from corpus.intake.ocr import read_scan
from corpus.intake.progress import Progress, silent
from corpus.intake.sandbox import read_aside
from corpus.intake.sniff import sniff
from corpus.intake.store import Stored, Writer

_BLOCK = 1 << 20
_ARTICLE = re.compile(r"\bPasal\s+\d")


@dataclass(frozen=True)
class Taken:
    """A file that is now in the store; ``new`` is False when it was there already.

    ``heading``: the work that a new file's own heading names, None where it names none.
    """

    stored: Stored
    new: bool
    heading: Identifier | None = None


@dataclass(frozen=True)
class Source:
    """A file or address to take from.

    ``work``: the work that the user says it is; ``named``: the work that the library says the
    address holds, which the file must bear out; ``within``: the folder that it was found in.
    """

    place: str
    work: Identifier | None = None
    named: Identifier | None = None
    within: Path | None = None

    @property
    def is_address(self) -> bool:
        return self.place.startswith(("https://", "http://"))


def find_sources(places: Sequence[str], work: Identifier | None = None) -> list[Source]:
    """Files, addresses and what is in folders, in order; a folder's hidden files and its JDIHN
    metadata are left out. Raises `InputError` when there is nothing, or too much for one ``work``.
    """
    sources = []
    for place in places:
        if os.path.isdir(place):
            folder = Path(place)
            sources += [Source(str(f), work, within=folder) for f in _files(folder)]
        else:
            sources.append(Source(place, work))
    if not sources:
        raise InputError(f"There is nothing to import in {', '.join(places)}.")
    if work and len(sources) > 1:
        raise InputError(f"--id names one work, and there are {len(sources)} files to import.")
    return sources


def _files(folder: Path) -> list[Path]:
    return [
        path
        for path in sorted(folder.rglob("*"))
        if not path.is_dir()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.suffix.lower() != ".json"
    ]


def take(
    writer: Writer,
    fetcher: Fetcher,
    source: Source,
    progress: Progress = silent,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
) -> Taken:
    """Take one file or address into the store.

    ``progress`` hears of downloads ("download", in bytes) and scans ("ocr", in pages). Raises
    `IntakeError` in one sentence, the store then unchanged.
    """
    if source.is_address:
        with fetcher.fetching(source.place, progress) as fetched:
            return _take_file(writer, fetched.path, source, fetched.url, {}, progress, limits)
    path = Path(source.place)
    if source.within and not _inside(path, source.within):
        raise IntakeError("The file is a link that leads out of the folder: import it by its name.")
    origin, metadata = os.path.abspath(path), metadata_beside(path)
    return _take_file(writer, path, source, origin, metadata, progress, limits)


def _inside(path: Path, folder: Path) -> bool:
    """Whether a path, its links followed, is under ``folder``."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _take_file(
    writer: Writer,
    path: Path,
    source: Source,
    origin: str,
    metadata: Metadata,
    progress: Progress,
    limits: Limits,
) -> Taken:
    with writer.aside() as folder:
        original = folder / "original"
        sha256 = _copy(path, original, limits)
        stored = writer.find(sha256)
        if stored:
            return Taken(_same(stored, source.work), new=False)
        extracted = _read(original, progress, limits)
        heading = recognise(extracted.text)
        _require_law(extracted, heading)
        work = source.work or _which(heading, source.named or work_of(metadata))
        extracted = replace(extracted, metadata={**extracted.metadata, **metadata})
        return Taken(writer.add(folder, sha256, work, origin, extracted), True, heading)


def _copy(path: Path, target: Path, limits: Limits) -> str:
    """Copy a regular file of bounded size; returns its SHA-256."""
    digest = hashlib.sha256()
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise IntakeError("It is not a regular file.")
        with path.open("rb") as source, target.open("wb") as sink:
            for block in iter(lambda: source.read(_BLOCK), b""):
                digest.update(block)
                sink.write(block)
                if sink.tell() > limits.size:
                    raise IntakeError(f"The file is larger than {limits.size >> 20} MB.")
    except FileNotFoundError:
        raise IntakeError("There is no such file.") from None
    except OSError as error:
        raise IntakeError(f"The file cannot be copied ({error.strerror}).") from error
    return digest.hexdigest()


def _same(stored: Stored, work: Identifier | None) -> Stored:
    if work not in (None, stored.work):
        raise IntakeError(
            f"The file is in the store as {stored.work}: "
            f"run `netral library remove {stored.work}` first."
        )
    return stored


def _read(path: Path, progress: Progress, limits: Limits) -> Extracted:
    kind = sniff(path)
    if kind is FileKind.IMAGE:
        return read_scan(path, (1,), limits, progress)
    extracted = read_aside(path, kind, limits)
    if extracted.unread:
        return read_scan(path, extracted.unread, limits, progress)
    return extracted


def _require_law(extracted: Extracted, heading: Identifier | None) -> None:
    """Refuse a web page that is not the text of an act, such as an error page."""
    if not extracted.text.strip():
        raise IntakeError("The file holds no text.")
    if extracted.kind is FileKind.HTML and not heading and not _ARTICLE.search(extracted.text):
        title = extracted.metadata.get("title")
        raise IntakeError(
            "The file is a web page without the heading of an act or any Pasal"
            + (f" ({title[:80]!r})." if title else ".")
        )


def _which(heading: Identifier | None, described: Identifier | None) -> Identifier:
    """The work, where --id does not say it: what was said of it must not contradict it."""
    if heading and described and heading != described:
        raise IntakeError(
            f"The heading names {heading}, and it was said to be {described}: "
            "look into it and say which it is with `netral library import ... --id`."
        )
    work = heading or described
    if work is None:
        raise IntakeError(
            "The text does not begin with a heading that says which act or decision it is: "
            "say it with --id, as in --id /akn/id/act/uu/2016/10."
        )
    return work
