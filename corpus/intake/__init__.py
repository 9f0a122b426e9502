"""Taking official texts in: from files and addresses to the store of their raw bytes and text."""

from corpus.intake.extracted import Extracted, FileKind
from corpus.intake.store import OfficialStore, Stored

__all__ = ["Extracted", "FileKind", "OfficialStore", "Stored"]
