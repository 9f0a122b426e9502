"""Official texts: parsed into a tree, consolidated by date, quoted with their place."""

from corpus.official.consolidate import Act, Consolidation, consolidate
from corpus.official.references import Reference, references
from corpus.official.structure import parse
from corpus.official.tree import Document, Kind, Node
from corpus.official.wording import Wording

__all__ = [
    "Act",
    "Consolidation",
    "Document",
    "Kind",
    "Node",
    "Reference",
    "Wording",
    "consolidate",
    "parse",
    "references",
]
