"""Dense vectors in embedded Chroma: a collection each for texts, phrases and official words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.chunk import Chunk

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from langchain_chroma import Chroma

OWN = ("text", "phrase")
"""Fields of the library's own making: what people may ask is judged by their words alone."""
FIELDS = (*OWN, "official")
REACH = 300
"""Nearest rows fetched a query and field: filters act on this over-fetch, not in Chroma."""


def open_client(folder: Path) -> ClientAPI:
    """An embedded client on ``folder``; telemetry off. Never a server (CVE-2026-45829)."""
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(
        path=str(folder), settings=Settings(anonymized_telemetry=False, allow_reset=False)
    )


def collection(client: ClientAPI, field: str) -> Chroma:
    """The LangChain store of one field; vectors come from us, never from Chroma."""
    from langchain_chroma import Chroma

    return Chroma(
        client=client,
        collection_name=f"netral-{field}",
        embedding_function=None,
        collection_configuration={
            "hnsw": {
                "space": "cosine",
                "ef_construction": 200,
                "max_neighbors": 32,
                "ef_search": REACH,
            }
        },
    )


def add(client: ClientAPI, field: str, chunks: Sequence[Chunk], vectors: np.ndarray) -> None:
    """Store chunks of one field with their vectors, row by row in order."""
    rows = collection(client, field)._collection
    step = client.get_max_batch_size()
    for start in range(0, len(chunks), step):
        part = chunks[start : start + step]
        rows.add(
            ids=[str(start + i) for i in range(len(part))],
            embeddings=vectors[start : start + step],
            documents=[c.text for c in part],
            metadatas=[{"target": c.target} for c in part],
        )


def nearest(store: Chroma, vector: np.ndarray, count: int) -> Iterator[tuple[str, str, float]]:
    """(target, text, cosine similarity) of the nearest rows, best first."""
    if count == 0:
        return
    found = store.similarity_search_by_vector_with_relevance_scores(
        embedding=vector.tolist(), k=count
    )
    for document, distance in found:
        yield document.metadata["target"], document.page_content, 1.0 - distance
