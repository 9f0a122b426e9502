"""Official texts: parsed into a tree, consolidated by date, quoted with their place."""

from corpus.official.gaps import Gap, doubtful, gaps
from corpus.official.structure import parse
from corpus.official.tree import Document, Kind, Node

__all__ = ["Document", "Gap", "Kind", "Node", "doubtful", "gaps", "parse"]
