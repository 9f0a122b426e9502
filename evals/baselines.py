"""Baselines that only retrieve: BM25, dense, hybrid, and the tutorial's naive RAG."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant import Assistant
from evals.outcome import Outcome, System
from evals.questions import EvalQuestion
from index.chunk import is_entry
from index.store import open_client

DEPTH = 20
"""Results that are kept of a retrieval."""


def channels(assistant: Assistant, names: Sequence[str]) -> System:
    """Retrieval alone, by the named channels fused by reciprocal rank; the question as asked."""

    def run(question: EvalQuestion) -> Outcome:
        scores: dict[str, float] = {}
        for hit in (found := assistant.index.search(question.question, [])):
            scores[hit.target] = 0.0
        for name in names:
            ordered = sorted(
                (h for h in found if name in h.channels), key=lambda h: -h.channels[name]
            )
            for rank, hit in enumerate(ordered, start=1):
                scores[hit.target] += 1 / (60 + rank)
        best = sorted(scores, key=lambda t: (-scores[t], t))
        kept = [t for t in best if is_entry(t)]
        return Outcome(question, tuple(kept[:DEPTH]), None)

    return run


def naive_rag(assistant: Assistant, folder: Path) -> System:
    """The tutorial's way: whole documents cut every 1,000 characters, Chroma similarity.

    A piece stands for the entries that begin in it, in their order.
    """
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=1000, chunk_overlap=200, add_start_index=True
    )
    works: dict[str, list[tuple[str, str]]] = {}
    for entry in assistant.library.entries.values():
        works.setdefault(str(entry.id.work), []).append((str(entry.id), entry.versions[-1].text))
    pieces: list[tuple[str, list[str]]] = []
    for parts in works.values():
        starts, text = [], ""
        for identifier, part in parts:
            starts.append((len(text), identifier))
            text += part + "\n\n"
        for document in splitter.create_documents([text]):
            begin = document.metadata["start_index"]
            end = begin + len(document.page_content)
            held = [i for start, i in starts if begin <= start < end]
            if held:
                pieces.append((document.page_content, held))
    vectors = np.asarray(
        assistant.index.embeddings.embed_documents([text for text, _ in pieces]), np.float32
    )
    client = open_client(folder)
    rows = client.get_or_create_collection("naive", configuration={"hnsw": {"space": "cosine"}})
    rows.upsert(ids=[str(i) for i in range(len(pieces))], embeddings=vectors)

    def run(question: EvalQuestion) -> Outcome:
        vector = assistant.index.embeddings.embed_query(question.question)
        found = rows.query(
            query_embeddings=np.array([vector], np.float32), n_results=min(DEPTH, len(pieces))
        )["ids"][0]
        ids = [i for piece in found for i in pieces[int(piece)][1]]
        return Outcome(question, tuple(dict.fromkeys(ids))[:DEPTH], None)

    return run
