"""A linear map that carries a question's vector towards the texts that answer it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from index.embeddings import unit
from index.settings import DEFAULT_MODEL

SHIPPED = Path(__file__).parent / "data" / f"adapter-{DEFAULT_MODEL}.npz"


class Adapter:
    """``unit(v + v @ W)``: the question's vector moved by a fitted matrix W, shape (d, d).

    Only questions are moved, never the stored texts, so that an index serves with and without it
    (a linear form of Search-Adaptor, Yoon et al., ACL 2024). ``netral eval train`` fits W.
    """

    def __init__(self, matrix: np.ndarray | None) -> None:
        self.matrix = matrix

    def __call__(self, vectors: np.ndarray) -> np.ndarray:
        """Vectors of questions, (n, d), moved to unit length; unchanged without a matrix."""
        return vectors if self.matrix is None else unit(vectors + vectors @ self.matrix)


def load_adapter(model: str, path: Path = SHIPPED) -> Adapter:
    """The shipped adapter of the default model; any other model is used as it is."""
    if model != DEFAULT_MODEL or not path.is_file():
        return Adapter(None)
    with np.load(path) as file:
        return Adapter(file["matrix"].astype(np.float32))


def write_adapter(adapter: Adapter, path: Path = SHIPPED) -> None:
    """Write the matrix to ship, float16."""
    assert adapter.matrix is not None
    np.savez_compressed(path, matrix=adapter.matrix.astype(np.float16))
