"""Read the library's files into a `Library`; every fault names its file and field."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from corpus.errors import LibraryError
from corpus.identifier import Identifier
from corpus.kept import keep_library, kept_library
from corpus.library import Library
from corpus.model import Decision, Instrument, Note, Provision, Report
from corpus.official.kept import Progress, read_naskah
from corpus.vocabulary import Vocabulary

BUNDLED = Path(__file__).parent / "library"
FILES = ("vocabulary.yaml", "sources.yaml")
FOLDERS = ("instruments", "decisions", "reports", "notes")
_Model = TypeVar("_Model", bound=BaseModel)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_library(folder: Path | None = None) -> Library:
    """Load and validate the library in ``folder`` (the bundled one when None).

    Raises `LibraryError` with every problem found, each naming file and field.
    """
    return _checked(_Reader(folder or BUNDLED))


def open_library(
    folder: Path | None, home: Path, progress: Progress = lambda stage, done, total: None
) -> Library:
    """The library in ``folder`` with the official texts imported into ``home`` laid under it.

    This is the library that is searched, quoted and shown. Once checked it is kept in ``home``
    and checked again only when its files or the code change. ``progress`` hears (stage, done,
    total) when texts are read for the first time. Raises `LibraryError`, `StoreCorruptError`.
    """
    reader = _Reader(folder or BUNDLED)
    library = None if reader.problems else kept_library(home, reader.digest)
    if library is None:
        library = _checked(reader)
        keep_library(home, library)
    return library.with_naskah(read_naskah(home, library.instruments, progress))


def _checked(reader: _Reader) -> Library:
    vocabulary = reader.one("vocabulary.yaml", Vocabulary)
    sources = reader.mapping("sources.yaml")
    instruments = reader.folder("instruments", Instrument)
    decisions = reader.folder("decisions", Decision)
    reports = reader.folder("reports", Report)
    notes = reader.folder("notes", Note)
    reader.stop_on_problems()
    assert vocabulary is not None
    places = dict(reversed(reader.origin))
    library = Library(
        vocabulary, sources, instruments, decisions, reports, notes, reader.digest, places
    )
    problems = [*_duplicates(reader.origin), *_dangling(library), *_unknown_codes(library)]
    if problems:
        raise LibraryError(problems)
    return library


class _Reader:
    """Reads YAML files under one root, collecting problems instead of stopping at the first.

    Raises `LibraryError` when the root is no library folder.
    """

    def __init__(self, root: Path) -> None:
        if not (root / "vocabulary.yaml").is_file():
            raise LibraryError(
                [f"{root}: no vocabulary.yaml here, so this is not a library folder"]
            )
        self.problems: list[str] = []
        self.origin: list[tuple[str, str]] = []  # (identifier, file:field) of everything named
        self._files: dict[str, bytes] = {}
        single = [root / name for name in FILES]
        for path in (*single, *(p for f in FOLDERS for p in sorted((root / f).glob("*.yaml")))):
            file = path.relative_to(root).as_posix()
            try:
                self._files[file] = path.read_bytes()
            except OSError as error:
                self.problems.append(f"{file}: cannot be read ({error})")

    @cached_property
    def digest(self) -> str:
        digest = hashlib.sha256()
        for name, raw in self._files.items():
            digest.update(name.encode() + b"\0" + raw + b"\0")
        return digest.hexdigest()

    def one(self, name: str, model: type[_Model]) -> _Model | None:
        data = self._parse(name)
        return None if data is None else self._validate(name, data, model)

    def mapping(self, name: str) -> dict[str, str]:
        data = self._parse(name)
        return {str(k): str(v) for k, v in data.items()} if isinstance(data, dict) else {}

    def folder(self, name: str, model: type[_Model]) -> list[_Model]:
        found = []
        for file in (f for f in self._files if f.startswith(f"{name}/")):
            data = self._parse(file)
            if data is None:
                continue
            # a file holds one entry; short ones of a kind (figures, notes) may share a file
            for position, item in enumerate(data if isinstance(data, list) else [data]):
                where = f"{file}[{position}]" if isinstance(data, list) else file
                entry = self._validate(where, item, model)
                if entry is not None:
                    found.append(entry)
                    self._note_origin(where, entry)
        return found

    def stop_on_problems(self) -> None:
        if self.problems:
            raise LibraryError(self.problems)

    def _note_origin(self, where: str, entry: BaseModel) -> None:
        identifier = str(getattr(entry, "id", ""))
        self.origin.append((identifier, where))
        if isinstance(entry, Instrument):
            for number, provision in enumerate(entry.provisions):
                self.origin.append(
                    (f"{identifier}~{provision.at}", f"{where}: provisions.{number}")
                )

    def _parse(self, file: str) -> Any:
        if file not in self._files:  # it could not be read
            return None
        try:
            data = yaml.load(self._files[file].decode("utf-8"), Loader=_Loader)
        except (UnicodeDecodeError, yaml.YAMLError) as error:
            self.problems.append(f"{file}: cannot be read as UTF-8 YAML ({error})")
            return None
        if not data:
            self.problems.append(f"{file}: the file is empty")
        return data or None

    def _validate(self, where: str, data: Any, model: type[_Model]) -> _Model | None:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for fault in error.errors():
                field = ".".join(str(part) for part in fault["loc"]) or "(file)"
                self.problems.append(f"{where}: {field}: {fault['msg']}")
        return None


def _duplicates(origin: list[tuple[str, str]]) -> list[str]:
    seen: dict[str, str] = {}
    problems = []
    for identifier, place in origin:
        if identifier in seen:
            problems.append(f"{place}: id: {identifier} stands already in {seen[identifier]}")
        seen.setdefault(identifier, place)
    return problems


def _dangling(library: Library) -> list[str]:
    known = set(library.entries)
    citable = known | {a.id for i in library.instruments.values() for a in i.amendments}
    named: list[tuple[str, str, Identifier | None]] = []
    for entry in library.entries.values():
        place = library.origin[str(entry.id)]
        named += [
            (place, f"relations.{n}.target", r.target) for n, r in enumerate(entry.source.relations)
        ]
        named += [(place, f"versions.{n}.by", v.by) for n, v in enumerate(entry.versions)]
        if isinstance(entry.source, Instrument) and entry.source.repealed:
            named.append((place, "repealed.by", entry.source.repealed.by))
    for note in library.notes.values():
        named += [
            (library.origin[note.id], f"statements.{n}.cites", cited)
            for n, statement in enumerate(note.statements)
            for cited in statement.cites
        ]
    return [
        f"{place}: {field}: {target} is not in the library"
        for place, field, target in named
        if target is not None and target not in (known if "cites" in field else citable)
    ]


def _unknown_codes(library: Library) -> list[str]:
    carriers = [(library.origin[str(e.id)], e.facets) for e in library.entries.values()]
    carriers += [(library.origin[n.id], n) for n in library.notes.values()]
    named = [
        (place, field, code)
        for place, facets in carriers
        for field in ("addressees", "acts")
        for code in getattr(facets, field)
    ]
    named += [
        (library.origin[str(entry.id)], "circumstances", code)
        for entry in library.provisions()
        if isinstance(entry.source, Provision)
        for turn in entry.source.turns
        for code in (*turn.when, *turn.given, *turn.unless)
    ]
    for note in library.notes.values():
        for taken in note.takes:
            codes = {
                "deeds": (taken.deed,),
                "offices": taken.offices,
                "addressees": taken.to,
            }
            place = library.origin[note.id]
            named += [(place, field, code) for field, own in codes.items() for code in own]
    return [
        f"{place}: {field}: {code!r} is not in vocabulary.yaml"
        for place, field, code in named
        if code not in getattr(library.vocabulary, field)
    ]
