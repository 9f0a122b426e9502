"""Building the index: in a new folder, under a lock, verified, then swapped in."""

from __future__ import annotations

import json
import shutil
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from corpus import Library
from corpus.errors import IndexBusyError, IndexCorruptError, NetralError
from index.cache import VectorCache, write_shipped
from index.chunk import CHUNKER_VERSION, Chunk, chunk_library
from index.embeddings import embed, load_embeddings
from index.lexical import Lexical, Stems
from index.manifest import IndexFolder, Manifest, require_match
from index.settings import IndexSettings
from index.store import FIELDS, OWN, Store, open_client, unreachable

SAMPLE = 100
"""Rows whose neighbours are compared with exact search after a build."""
MOST_LOST = 0.001
"""Share of rows that may stand beside the graph: it was 0.00005 of a quarter of a million."""
LEAST_RECALL = 0.95
"""Below this the approximate index would hide provisions; measured 1.0 on the bundled library."""

Progress = Callable[[str, int, int], None]


def build_index(
    settings: IndexSettings,
    library: Library,
    progress: Progress = lambda stage, done, total: None,
    wait: float = 0,
) -> Manifest:
    """Build and switch to a new index of ``library``.

    ``progress`` hears (stage, done, total). Raises `IndexBusyError` when another build holds the
    lock for longer than ``wait`` seconds, `IndexCorruptError` when the new build does not verify;
    the old index then stays current. A killed build leaves nothing but a folder that the next
    build removes, and the vectors that it had finished.
    """
    folder = IndexFolder(settings.home)
    try:
        folder.root.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.lock_file, timeout=wait):
            _remove_leftovers(folder)
            fresh = folder.root / f"build-{uuid.uuid4().hex[:12]}"
            fresh.mkdir()
            manifest = _write(fresh, settings, library, progress)
            folder.write_manifest(fresh, manifest)
            folder.switch_to(fresh)
            return manifest
    except Timeout:
        raise IndexBusyError(
            f"Another process is building the index in {folder.root}. Try again when it is done."
        ) from None
    except OSError as error:
        raise NetralError(
            f"The index cannot be written to {folder.root} ({error}). "
            "Free some space there, or point NETRAL_HOME to another folder."
        ) from error


def _remove_leftovers(folder: IndexFolder) -> None:
    """Remove builds that were killed or replaced, but not the current one."""
    try:
        keep = folder.current()
    except NetralError:
        keep = None
    for path in folder.root.glob("build-*"):
        if path.is_dir() and path != keep:
            shutil.rmtree(path, ignore_errors=True)


def _write(fresh: Path, settings: IndexSettings, library: Library, progress: Progress) -> Manifest:
    chunks = chunk_library(library)
    vectors = embed_chunks(settings, chunks, progress)
    recall = write_rows(fresh, chunks, vectors, progress)
    return Manifest(
        library=library.digest,
        model=settings.embedding_model,
        chunker=CHUNKER_VERSION,
        dimensions=int(vectors.shape[1]),
        counts={field: sum(c.field == field for c in chunks) for field in FIELDS},
        recall=round(recall, 4),
        built=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def write_rows(
    fresh: Path, chunks: Sequence[Chunk], vectors: np.ndarray, progress: Progress
) -> float:
    """Write every part of an index into a folder; returns the least recall@10 of its fields.

    ``vectors`` are those of ``chunks``, (len(chunks), d), unit length. Raises `IndexCorruptError`
    when rows cannot be found again.
    """
    client = open_client(fresh / "chroma")
    recalls = []
    for field in FIELDS:
        rows = _rows(chunks, vectors, field)
        store = Store.build(
            client, fresh, field, rows, lambda done, total: progress("store", done, total)
        )
        recalls.append(_verify(store, field, rows))
    _write_lexical(fresh, chunks)
    return min(recalls)


def _rows(chunks: Sequence[Chunk], vectors: np.ndarray, field: str) -> np.ndarray:
    return vectors[[i for i, c in enumerate(chunks) if c.field == field]]


def verify_index(settings: IndexSettings, library: Library) -> float:
    """Recall of the current index, every row of it found; raises when a row is lost."""
    folder = IndexFolder(settings.home)
    require_match(folder.manifest(), library.digest, settings.embedding_model, CHUNKER_VERSION)
    chunks = chunk_library(library)
    vectors = embed_chunks(settings, chunks, lambda stage, done, total: None)
    path = folder.current()
    client = open_client(path / "chroma")
    return min(
        _verify(Store.open(client, path, field), field, _rows(chunks, vectors, field))
        for field in FIELDS
    )


def ship_vectors(settings: IndexSettings, library: Library, progress: Progress) -> int:
    """Write the vectors of ``library`` to the package's data; returns how many."""
    chunks = chunk_library(library)
    vectors = embed_chunks(settings, chunks, progress)
    unique = {chunk.text: row for chunk, row in zip(chunks, vectors, strict=True)}
    write_shipped(list(unique), np.stack(list(unique.values())))
    return len(unique)


def embed_chunks(
    settings: IndexSettings, chunks: Sequence[Chunk], progress: Progress
) -> np.ndarray:
    """Vectors of chunks, (len(chunks), d), from the cache where it has them."""
    texts = [c.text for c in chunks]
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        progress("embed", done, len(set(texts)))

    with VectorCache(settings.home / "vectors.sqlite", settings.embedding_model) as cache:
        model = load_embeddings(settings.embedding_model)
        vectors = embed(model, texts, cache.get, cache.put, advance)
    # the same rounding whether a vector is fresh or comes from the cache
    return vectors.astype(np.float16).astype(np.float32)


def _write_lexical(fresh: Path, chunks: Sequence[Chunk]) -> None:
    stems = Stems()
    own = list(dict.fromkeys(c.target for c in chunks if c.field in OWN))
    official = list(dict.fromkeys(c.target for c in chunks if c.field not in OWN))
    targets = {field: own if field in OWN else official for field in FIELDS}
    held: list[set[str]] = [set() for _ in own]
    kept: dict[str, str] = {}
    for field in FIELDS:
        position = {target: i for i, target in enumerate(targets[field])}
        part = [(position[c.target], c.text) for c in chunks if c.field == field]
        documents: list[list[str]] = [[] for _ in position]
        for place, text in part:
            documents[place] += stems.tokens(text)
        if field in OWN:
            for place, terms in enumerate(documents):
                held[place].update(terms)
            # scanned words are no spelling to learn from: only the library's stems are kept
            kept = dict(sorted(stems.known.items()))
        if documents:
            Lexical.build(documents, stems).save(fresh / f"bm25-{field}")
        np.save(fresh / f"rows-{field}.npy", np.array([place for place, _ in part], np.int32))
    frequency = Counter(term for terms in held for term in terms)
    for name, data in (
        ("targets", targets),
        ("stems", kept),
        ("frequency", dict(sorted(frequency.items()))),
    ):
        text = json.dumps(data, ensure_ascii=False)
        (fresh / f"{name}.json").write_text(text, encoding="utf-8")


def _verify(store: Store, field: str, vectors: np.ndarray) -> float:
    """Recall@10 against exact search on a sample; raises when rows cannot be found."""
    count = len(vectors)
    if store.rows.count() != count:
        raise IndexCorruptError(
            f"The new index holds {store.rows.count()} of {count} rows ({field})."
        )
    if count == 0:
        return 1.0
    lost = np.setdiff1d(unreachable(store.rows, vectors), store.lost)
    if len(lost) or len(store.lost) > MOST_LOST * count:
        raise IndexCorruptError(
            f"The graph of the new index leads to too few of its {count} rows ({field}). "
            "The old one is still in use; run `netral index build` again."
        )
    sample = np.random.default_rng(0).choice(count, min(SAMPLE, count), replace=False)
    k = min(10, count)
    found = store.nearest(vectors[sample], k)
    farthest = np.partition(vectors[sample] @ vectors.T, count - k, axis=1)[:, count - k]
    # compare distances, not ids: equal texts at several targets are interchangeable
    similar = np.array([[similarity for _, similarity in near] for near in found])
    recall = float((similar >= farthest[:, None] - 1e-3).mean())
    if recall < LEAST_RECALL:
        raise IndexCorruptError(
            f"The new index finds only {recall:.0%} of the nearest rows ({field}). "
            "The old one is still in use; run `netral index build` again."
        )
    return recall
