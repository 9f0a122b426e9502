"""The law as typed data: identifiers, citations, instruments, decisions, and the law on a date."""

from corpus.entry import Entry, Link
from corpus.identifier import Identifier
from corpus.library import Library
from corpus.load import BUNDLED, load_library, open_library

__all__ = ["BUNDLED", "Entry", "Identifier", "Library", "Link", "load_library", "open_library"]
