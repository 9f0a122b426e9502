"""How the index grows: generated law-like texts in the same index code, in sizes up to 500,000.

Texts are random sentences over the words of the bundled library, as frequent and as long as there.
Their vectors are mixtures of two real vectors of the same field with a little noise, scaled to unit
length: embedding half a million texts would take hours, and search does not see the difference.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant.settings import Settings
from corpus import load_library
from evals.questions import load_questions
from index import Index, IndexFolder, Manifest
from index.adapter import load_adapter
from index.build import Progress, embed_chunks, write_rows
from index.chunk import CHUNKER_VERSION, Chunk, chunk_library
from index.embeddings import load_embeddings
from index.settings import IndexSettings
from index.store import FIELDS, OWN, Store, open_client

QUERIES = 150
"""Training questions that are searched for."""
NOISE = 0.3
"""Length of the noise added to a mixture of unit vectors."""
NEAREST = 10


@dataclass(frozen=True)
class Size:
    """One row of the table. Times in milliseconds unless named otherwise; memory and disk in MB."""

    chunks: int
    build_s: float
    disk: float
    open: float
    memory: float
    """Peak resident set of a process that opens this index and searches it."""
    embed: float
    """Median time of embedding a question in the same process."""
    p50: float
    p95: float
    """Retrieval: from the question to its hits, the embedding included."""
    recall: float
    """Recall@10 of the approximate search against exact search over the same vectors, the lower of
    the two fields."""


def grow(settings: Settings, sizes: Sequence[int], progress: Progress) -> list[Size]:
    """Build and measure the bundled library's index, then one of generated chunks a size."""
    library = load_library()
    chunks = chunk_library(library)
    vectors = embed_chunks(settings, chunks, progress)
    measured = []
    for size in (0, *sizes):
        home = (
            settings.home / f"bench-{size}"
        )  # Chroma keeps a path open as long as the process lives
        shutil.rmtree(home, ignore_errors=True)
        try:
            made = generate(chunks, vectors, size) if size else (chunks, vectors)
            measured.append(_measure(home, library.digest, *made, progress))
        finally:
            shutil.rmtree(home, ignore_errors=True)
    return measured


def generate(
    chunks: Sequence[Chunk], vectors: np.ndarray, size: int, seed: int = 0
) -> tuple[list[Chunk], np.ndarray]:
    """``size`` chunks like the given ones, half of them texts and half phrases; one text and one
    phrase lead to each target."""
    random = np.random.default_rng(seed)
    made: list[Chunk] = []
    parts = []
    for field in OWN:
        own = [i for i, c in enumerate(chunks) if c.field == field]
        words = np.array([w for i in own for w in chunks[i].text.split()])
        lengths = np.array([len(chunks[i].text.split()) for i in own])
        count = size // len(OWN)
        ends = np.cumsum(random.choice(lengths, count))
        drawn = random.choice(words, ends[-1])
        starts = np.concatenate([[0], ends[:-1]])
        made += [
            Chunk(f"/akn/id/act/uu/1900/{n}", field, " ".join(drawn[start:end]))
            for n, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
        ]
        share = random.random((count, 1), np.float32)
        first, second = (vectors[random.choice(own, count)] for _ in range(2))
        mixed = share * first + (1 - share) * second
        noise = random.standard_normal(mixed.shape, np.float32)
        mixed += noise * np.float32(NOISE / np.sqrt(mixed.shape[1]))
        parts.append(mixed / np.linalg.norm(mixed, axis=1, keepdims=True))
    return made, np.concatenate(parts)


def _measure(
    home: Path, digest: str, chunks: Sequence[Chunk], vectors: np.ndarray, progress: Progress
) -> Size:
    folder = IndexFolder(home)
    build = folder.root / "build-bench"
    build.mkdir(parents=True)
    started = time.perf_counter()
    write_rows(build, chunks, vectors, progress)
    spent = time.perf_counter() - started
    counts: dict[str, int] = {field: sum(c.field == field for c in chunks) for field in FIELDS}
    model = IndexSettings().embedding_model
    folder.write_manifest(
        build, Manifest(digest, model, CHUNKER_VERSION, vectors.shape[1], counts, 1.0, "")
    )
    folder.switch_to(build)
    child = subprocess.run(
        [sys.executable, "-m", "evals.scale", str(home)], capture_output=True, text=True, check=True
    )
    size = Size(**json.loads(child.stdout), chunks=len(chunks), build_s=spent, recall=0.0, disk=0.0)
    disk = sum(path.stat().st_size for path in build.rglob("*") if path.is_file()) / 1e6
    return replace(size, recall=_recall(build, chunks, vectors), disk=disk)


def _recall(build: Path, chunks: Sequence[Chunk], vectors: np.ndarray) -> float:
    model = IndexSettings().embedding_model
    embeddings = load_embeddings(model)
    embedded = [embeddings.embed_query(question) for question in _questions()]
    queries = load_adapter(model)(np.array(embedded, np.float32))
    client = open_client(build / "chroma")
    recalls = []
    for field in OWN:
        rows = vectors[[i for i, c in enumerate(chunks) if c.field == field]]
        # distances are compared, not ids: equal texts are interchangeable
        kth = -np.partition(-(queries @ rows.T), NEAREST - 1, axis=1)[:, NEAREST - 1]
        found = Store.open(client, build, field).nearest(queries, NEAREST)
        hits = [
            similarity >= least - 1e-4
            for near, least in zip(found, kth, strict=True)
            for _, similarity in near
        ]
        recalls.append(float(np.mean(hits)))
    return min(recalls)


def _questions() -> list[str]:
    return [q.question for q in load_questions() if q.split == "train"][:QUERIES]


def _search(home: Path) -> dict[str, float]:
    """What a process that searches the index at ``home`` measures of itself."""
    library = load_library()
    started = time.perf_counter()
    index = Index(IndexSettings(home=home, library=None), library)
    opened = time.perf_counter() - started
    questions = _questions()
    for question in questions[:20]:
        index.search(question)
    searched, embedded = [], []
    for question in questions:
        started = time.perf_counter()
        index.search(question)
        searched.append(time.perf_counter() - started)
        started = time.perf_counter()
        index.embeddings.embed_query(question)
        embedded.append(time.perf_counter() - started)
    return {
        "open": opened * 1e3,
        "memory": _peak(),
        "embed": float(np.median(embedded)) * 1e3,
        "p50": float(np.percentile(searched, 50)) * 1e3,
        "p95": float(np.percentile(searched, 95)) * 1e3,
    }


def _peak() -> float:
    """Peak resident set of this process in MB, from Linux; `resource` counts the parent's too."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1e3


if __name__ == "__main__":
    print(json.dumps(_search(Path(sys.argv[1]))))
