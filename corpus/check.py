"""Checks of the library's content beyond its schema (`netral library check`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from corpus.citation import find_citations
from corpus.errors import CitationError
from corpus.identifier import Identifier
from corpus.library import Library
from corpus.model import Decision, Instrument, Provision, RelationType

LONGEST_COMMON_RUN = 13
"""Words in a row that a ringkasan may share with an official text; 14 would be copying."""
PHRASES = range(3, 21)
"""How many everyday phrases a provision carries."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_TITLE = r"(?:Drs?|Ir|Hj?|KH|Prof|Sdri?|Tn|Ny)\."
_NAME = r"[A-Z][a-z]+"
_PERSON = re.compile(
    # a title before a name, a degree after one, or "bernama / atas nama / terdakwa" and two names
    rf"\b{_TITLE}\s+{_NAME}|{_NAME},\s+S\.?[A-Z][A-Za-z]*\.?"
    rf"|\b(?:bernama|atas nama|a\.n\.|saudara|terdakwa)\s+{_NAME}\s+{_NAME}"
)


def check_library(library: Library, official: Path | None = None) -> list[str]:
    """Problems as ``file: field: what``, in the order of the library; empty when all is well.

    ``official`` is a folder of official texts (Markdown); when it exists, no text of the library
    may share a run of words with it that is longer than `LONGEST_COMMON_RUN`.
    """
    problems = [
        *_unknown_sources(library),
        *_cycles(library),
        *_round_trips(library),
        *_references(library),
        *_names_of_persons(library),
        *_english_numbers(library),
        *_phrases(library),
    ]
    if official is not None and official.is_dir():
        problems += _copied(library, official)
    return problems


def _texts(library: Library) -> Iterator[tuple[str, str]]:
    """(place: field, text) of everything that is shown to a user."""
    for entry in library.entries.values():
        place = library.origin[str(entry.id)]
        for number, version in enumerate(entry.versions):
            yield f"{place}: versions.{number}.text", version.text
    for note in library.notes.values():
        for number, statement in enumerate(note.statements):
            yield f"{library.origin[note.id]}: statements.{number}.text", statement.text


def _unknown_sources(library: Library) -> Iterator[str]:
    carriers = [(library.origin[str(e.id)], e.evidence) for e in library.entries.values()]
    carriers += [(library.origin[n.id], n) for n in library.notes.values()]
    for place, evidence in carriers:
        if place.startswith("decisions/") or place.startswith("reports/"):
            continue  # those quote press and court sources in words, not codes
        for number, code in enumerate(evidence.sources):
            if code not in library.sources and not re.fullmatch(r"D:[a-z]+/\d{4}/\w+", code):
                yield f"{place}: sources.{number}: {code!r} is not in sources.yaml"


def _cycles(library: Library) -> Iterator[str]:
    """An act that amends or revokes itself through others cannot be."""
    types = {RelationType.AMENDS, RelationType.REVOKES}
    after = {
        e.id: [r.target for r in e.source.relations if r.type in types]
        for e in library.entries.values()
    }
    for start in after:
        reached: set[Identifier] = set()
        edge = list(after[start])
        while edge:
            target = edge.pop()
            if target == start:
                yield f"{library.origin[str(start)]}: relations: {start} amends or revokes itself"
                break
            if target not in reached:
                reached.add(target)
                edge += after.get(target, [])


def _round_trips(library: Library) -> Iterator[str]:
    for entry in library.entries.values():
        label = library.label(entry.id)
        try:
            back = library.resolve(label)
        except CitationError:
            back = None
        if back != entry.id:
            yield f"{library.origin[str(entry.id)]}: label: {label!r} is read back as {back}"


def _references(library: Library) -> Iterator[str]:
    """Articles named in a text, of a work that the library holds, must be in the library."""
    held = {
        (e.id.work, segment)
        for e in library.entries.values()
        for segment in e.id.portion
        if segment[0] == "art"
    }
    for place, text in _texts(library):
        for citation in find_citations(text, library.names):
            identifier = library.canonical(citation.identifier)
            article = next((s for s in identifier.portion if s[0] == "art"), None)
            ours = article is not None and identifier.work in library.instruments
            if ours and (identifier.work, article) not in held:
                shown = text[citation.start : citation.end]
                yield f"{place}: {shown!r} names an article that is not in the library"


def _names_of_persons(library: Library) -> Iterator[str]:
    for place, text in _texts(library):
        match = _PERSON.search(text) if place.startswith(("decisions/", "reports/")) else None
        if match:
            yield f"{place}: {match.group()!r} looks like a person's name; use initials"


def _english_numbers(library: Library) -> Iterator[str]:
    """The English gist may not state a figure that the Indonesian text does not."""
    for entry in library.entries.values():
        for number, version in enumerate(entry.versions):
            extra = set(_NUMBER.findall(version.en or "")) - set(_NUMBER.findall(version.text))
            if extra:
                place = f"{library.origin[str(entry.id)]}: versions.{number}.en"
                yield f"{place}: {', '.join(sorted(extra))} does not stand in the Indonesian text"


def _phrases(library: Library) -> Iterator[str]:
    for entry in library.entries.values():
        count = len(entry.facets.phrases)
        if isinstance(entry.source, Provision | Decision) and count not in PHRASES:
            yield (
                f"{library.origin[str(entry.id)]}: phrases: {count} given, "
                f"{PHRASES.start} to {PHRASES.stop - 1} are needed"
            )
        if isinstance(entry.source, Instrument) and not entry.source.phrases:
            yield f"{library.origin[str(entry.id)]}: phrases: none given"


def _copied(library: Library, official: Path) -> Iterator[str]:
    size = LONGEST_COMMON_RUN + 1
    runs: dict[tuple[str, ...], list[str]] = {}
    for place, text in _texts(library):
        words = [w.lower() for w in _WORD.findall(text)]
        for start in range(len(words) - size + 1):
            runs.setdefault(tuple(words[start : start + size]), []).append(place)
    pairs = {run[:2] for run in runs}
    for path in sorted(official.rglob("*.md")):
        words = [w.lower() for w in _WORD.findall(path.read_text(encoding="utf-8"))]
        for start, pair in enumerate(pairwise(words)):
            if pair in pairs:
                for place in runs.pop(tuple(words[start : start + size]), []):
                    shown = " ".join(words[start : start + size])
                    yield f"{place}: {shown!r} stands word for word in {path.name}"
