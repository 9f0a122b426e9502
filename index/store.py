"""Dense vectors in embedded Chroma: a collection each for texts, phrases and official words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isqrt
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.chunk import Field

if TYPE_CHECKING:
    from chromadb.api import ClientAPI, Collection

OWN: tuple[Field, ...] = ("text", "phrase")
"""Fields of the library's own making: what people may ask is judged by their words alone."""
FIELDS: tuple[Field, ...] = (*OWN, "official")
REACH = 200
"""Nearest rows fetched a query and field: filters act on this over-fetch, not in Chroma. With 300 a
warm answer took a tenth longer and, the weights fitted to each, was right no more often."""

SMALL = 5 * REACH
"""Up to so many rows a search goes through all: exact, for a tenth of a millisecond more."""


def open_client(folder: Path) -> ClientAPI:
    """An embedded client on ``folder``; telemetry off. Never a server (CVE-2026-45829)."""
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(
        path=str(folder), settings=Settings(anonymized_telemetry=False, allow_reset=False)
    )


@dataclass(frozen=True)
class Store:
    """The vectors of one field: a graph in Chroma and, beside it, the rows that it has lost.

    HNSW drops the last link to a few rows of hundreds of thousands when it prunes (12 of 250,000
    generated ones, none of the library's): those are kept apart and searched exactly.
    """

    rows: Collection
    lost: np.ndarray
    """Numbers of the rows that no path of the graph leads to, shape (n,)."""
    vectors: np.ndarray
    """Their vectors, (n, dimensions), unit length."""

    @classmethod
    def build(
        cls,
        client: ClientAPI,
        folder: Path,
        field: str,
        vectors: np.ndarray,
        advance: Callable[[int, int], None],
    ) -> Store:
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
                    "ef_search": _breadth(len(vectors)),
                    # the graph is written once, with every row: what is not in it would be
                    # inserted anew, and otherwise, by each process that opens the index
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
        lost = unreachable(rows, vectors)
        np.savez(folder / f"lost-{field}.npz", lost=lost, vectors=vectors[lost])
        return cls(rows, lost, vectors[lost])

    @classmethod
    def open(cls, client: ClientAPI, folder: Path, field: str) -> Store:
        rows = client.get_collection(_name(field), embedding_function=None)
        with np.load(folder / f"lost-{field}.npz") as file:
            return cls(rows, file["lost"], file["vectors"])

    def nearest(self, vectors: np.ndarray, count: int) -> list[list[tuple[int, float]]]:
        """(row, cosine similarity) of the ``count`` nearest rows, best first, for each vector.

        ``vectors`` has shape (queries, dimensions). Only row numbers and distances leave Chroma:
        fetching documents and metadata would cost several times the search.
        """
        if count == 0:
            return [[] for _ in vectors]
        found = self.rows.query(query_embeddings=vectors, n_results=count, include=["distances"])
        near = [
            [(int(row), 1.0 - distance) for row, distance in zip(ids, distances, strict=True)]
            for ids, distances in zip(found["ids"], found["distances"] or [], strict=True)
        ]
        if not len(self.lost):
            return near
        beside = (vectors @ self.vectors.T).tolist()
        return [
            sorted([*some, *zip(self.lost.tolist(), more, strict=True)], key=lambda x: -x[1])[
                :count
            ]
            for some, more in zip(near, beside, strict=True)
        ]


def unreachable(rows: Collection, vectors: np.ndarray) -> np.ndarray:
    """Numbers of the rows, ascending, that a search for all of them does not find."""
    everything = np.arange(len(vectors))
    if not len(vectors):
        return everything
    found = rows.query(query_embeddings=vectors[:1], n_results=len(vectors), include=[])["ids"][0]
    return np.setdiff1d(everything, np.array(found, dtype=int))


def _breadth(rows: int) -> int:
    """How many rows a search keeps in sight (HNSW's ef).

    Twice what is fetched, so that the farthest are found too; more in large graphs: with 600,
    recall@10 of 250,000 generated rows was 0.97, with 2,000 over 0.99. All of a small one: threads
    build no graph twice alike, and in one of 693 rows, 400 left a row out in every third build.
    """
    return rows if rows <= SMALL else max(2 * REACH, 4 * isqrt(rows))


def _name(field: str) -> str:
    return f"netral-{field}"
