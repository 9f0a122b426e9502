"""Dense vectors in embedded Chroma: a collection each for texts, phrases and official words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.chunk import Field

if TYPE_CHECKING:
    from chromadb.api import ClientAPI, Collection

OWN: tuple[Field, ...] = ("text", "phrase")
"""Fields of the library's own making: what people may ask is judged by their words alone."""
FIELDS: tuple[Field, ...] = (*OWN, "official")
LINKINGS = 3
"""Rounds of linking lost rows; one was enough wherever it was measured."""
REACH = 300
"""Nearest rows fetched a query and field: filters act on this over-fetch, not in Chroma."""


def open_client(folder: Path) -> ClientAPI:
    """An embedded client on ``folder``; telemetry off. Never a server (CVE-2026-45829)."""
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(
        path=str(folder), settings=Settings(anonymized_telemetry=False, allow_reset=False)
    )


def collection(client: ClientAPI, field: str) -> Collection:
    """The rows of one field; vectors come from us, never from Chroma."""
    return client.get_collection(_name(field), embedding_function=None)


def add(
    client: ClientAPI, field: str, vectors: np.ndarray, advance: Callable[[int, int], None]
) -> None:
    """Store the vectors of one field, (rows, dimensions); a row's id is its number.

    ``advance`` hears (done, total).
    """
    rows = client.create_collection(
        _name(field),
        embedding_function=None,
        configuration={
            "hnsw": {
                "space": "cosine",
                "ef_construction": 200,
                "max_neighbors": 32,
                # the farthest of the rows fetched are found too: an order must not hang on chance
                "ef_search": 2 * REACH,
                # the graph is written once, with every row: what is not in it would be inserted
                # anew, and otherwise, by each process that opens the index
                "sync_threshold": max(len(vectors), 2),
                "batch_size": max(min(len(vectors), 100), 2),
            }
        },
    )
    step = client.get_max_batch_size()
    for start in range(0, len(vectors), step):
        part = vectors[start : start + step]
        rows.add(ids=[str(start + i) for i in range(len(part))], embeddings=part)
        advance(start + len(part), len(vectors))


def lost_rows(rows: Collection, vectors: np.ndarray) -> list[int]:
    """Rows that no path of the graph leads to: a search for all of them does not find these."""
    if not len(vectors):
        return []
    found = rows.query(query_embeddings=vectors[:1], n_results=len(vectors), include=[])["ids"][0]
    return sorted(set(range(len(vectors))).difference(map(int, found)))


def link_lost_rows(rows: Collection, vectors: np.ndarray) -> None:
    """Store rows again that the graph has lost, so that they get new neighbours.

    HNSW drops the last link to a few rows of hundreds of thousands (16 of 250,000 here) when it
    prunes; a row that is updated is linked anew.
    """
    for _ in range(LINKINGS):
        lost = lost_rows(rows, vectors)
        if not lost:
            return
        rows.update(ids=[str(row) for row in lost], embeddings=vectors[lost])


def _name(field: str) -> str:
    return f"netral-{field}"


def nearest(rows: Collection, vectors: np.ndarray, count: int) -> list[list[tuple[int, float]]]:
    """(row, cosine similarity) of the ``count`` nearest rows, best first, for each vector.

    ``vectors`` has shape (queries, dimensions). Only row numbers and distances leave Chroma:
    fetching documents and metadata would cost several times the search.
    """
    if count == 0:
        return [[] for _ in vectors]
    found = rows.query(query_embeddings=vectors, n_results=count, include=["distances"])
    return [
        [(int(row), 1.0 - distance) for row, distance in zip(ids, distances, strict=True)]
        for ids, distances in zip(found["ids"], found["distances"] or [], strict=True)
    ]
