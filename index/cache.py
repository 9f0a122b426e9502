"""Vectors kept by (model, text): shipped ones of the bundled library, and the user's own."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import numpy as np

from index.settings import DEFAULT_MODEL

SHIPPED = Path(__file__).parent / "data" / f"vectors-{DEFAULT_MODEL}.npz"


def text_key(text: str) -> bytes:
    """16 bytes of SHA-256: two texts of a library never share them in practice."""
    return hashlib.sha256(text.encode()).digest()[:16]


class VectorCache:
    """A SQLite file of float16 vectors, in front of it the shipped vectors of the default model.

    float16 keeps the rank order of unit vectors; a build and its cached repeat give equal rows
    because fresh vectors are rounded the same way before use.
    """

    def __init__(self, path: Path, model: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.model = model
        self._shipped = read_shipped() if model == DEFAULT_MODEL else {}
        self._db = sqlite3.connect(path, timeout=30)
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS vectors "
            "(model TEXT, key BLOB, vector BLOB, PRIMARY KEY (model, key)) WITHOUT ROWID"
        )

    def __enter__(self) -> VectorCache:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def get(self, text: str) -> np.ndarray | None:
        """The vector of ``text`` (float32), or None."""
        key = text_key(text)
        if key in self._shipped:
            return self._shipped[key].astype(np.float32)
        row = self._db.execute(
            "SELECT vector FROM vectors WHERE model = ? AND key = ?", (self.model, key)
        ).fetchone()
        return None if row is None else np.frombuffer(row[0], np.float16).astype(np.float32)

    def put(self, texts: list[str], vectors: np.ndarray) -> None:
        """Keep the vectors of ``texts``; each call is one transaction."""
        rows = [
            (self.model, text_key(text), vector.astype(np.float16).tobytes())
            for text, vector in zip(texts, vectors, strict=True)
        ]
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)


def read_shipped(path: Path = SHIPPED) -> dict[bytes, np.ndarray]:
    """Shipped vectors by text key; empty when the file is not there."""
    if not path.is_file():
        return {}
    with np.load(path) as file:
        return {
            bytes(key): vector for key, vector in zip(file["keys"], file["vectors"], strict=True)
        }


def write_shipped(texts: list[str], vectors: np.ndarray, path: Path = SHIPPED) -> None:
    """Write vectors to ship; ``keys`` is (n, 16) uint8, ``vectors`` (n, d) float16."""
    keys = np.frombuffer(b"".join(text_key(t) for t in texts), np.uint8).reshape(-1, 16)
    order = np.lexsort(keys.T[::-1])
    np.savez_compressed(path, keys=keys[order], vectors=vectors.astype(np.float16)[order])
