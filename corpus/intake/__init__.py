"""Taking official texts in: from files and addresses to the store of their raw bytes and text."""

from corpus.intake.extracted import Extracted, FileKind
from corpus.intake.limits import Limits
from corpus.intake.store import OfficialStore, Stored
from corpus.intake.take import Taken, find_files, take_file

__all__ = [
    "Extracted",
    "FileKind",
    "Limits",
    "OfficialStore",
    "Stored",
    "Taken",
    "find_files",
    "take_file",
]
