"""Chunks, vectors, lexical index and the hybrid retriever over the library."""

from index.build import build_index
from index.manifest import IndexFolder, Manifest
from index.retriever import Hit, HybridRetriever, Index, open_index
from index.settings import IndexSettings

__all__ = [
    "Hit",
    "HybridRetriever",
    "Index",
    "IndexFolder",
    "IndexSettings",
    "Manifest",
    "build_index",
    "open_index",
]
