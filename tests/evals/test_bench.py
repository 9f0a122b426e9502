"""The benchmark's generated texts, and that it measures the index it built."""

from pathlib import Path

import numpy as np
import pytest

from assistant import Settings
from evals.scale import generate, grow
from index.chunk import Chunk


def test_generated_chunks_are_like_the_given_ones() -> None:
    chunks = [
        Chunk("a", "text", "camat dilarang memihak"),
        Chunk("a", "phrase", "camat ikut kampanye"),
        Chunk("b", "text", "lurah dilarang berkampanye di kantor"),
        Chunk("b", "phrase", "lurah pasang baliho"),
    ]
    vectors = np.eye(4, dtype=np.float32)
    made, mixed = generate(chunks, vectors, 40)
    assert len(made) == len(mixed) == 40
    assert np.allclose(np.linalg.norm(mixed, axis=1), 1, atol=1e-5)
    words = {w for c in chunks if c.field == "text" for w in c.text.split()}
    texts = [c for c in made if c.field == "text"]
    assert {w for c in texts for w in c.text.split()} <= words
    assert {len(c.text.split()) for c in texts} <= {3, 5}
    targets = [c.target for c in texts]
    assert sorted(targets) == sorted(c.target for c in made if c.field == "phrase")


@pytest.mark.slow
def test_the_index_is_built_and_measured_at_each_size(home: Path) -> None:
    bundled, small = grow(Settings(home=home), [400], lambda stage, done, total: None)
    assert small.chunks == 400 < bundled.chunks
    assert min(bundled.recall, small.recall) >= 0.99
    assert small.disk < bundled.disk
    assert not list(home.glob("bench-*")), "what was built is removed"
