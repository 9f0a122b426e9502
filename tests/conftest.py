"""What the tests share: the bundled library, an assistant over it, a small library to break."""

from __future__ import annotations

import copy
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus import BUNDLED, Library, load_library

HANGS = 600
"""Seconds after which a process is taken to hang; a slow machine needs a tenth of it."""
OFFICIAL = Path(__file__).parents[2] / "shared" / "data" / "peraturan"

MINI: dict[str, Any] = {
    "instruments/uu-1-2015.yaml": {
        "id": "/akn/id/act/uu/2015/1",
        "label": "UU 1/2015",
        "title": "Pemilihan",
        "group": "uu-pilkada",
        "aliases": ["UU Pilkada"],
        "issued": "2015-02-02",
        "in_force": "2015-02-02",
        "summary": "UU 1/2015 mengatur pemilihan kepala daerah.",
        "phrases": ["undang-undang pilkada"],
        "sources": ["D:uu/2015/1"],
        "amendments": [{"id": "/akn/id/act/uu/2016/10", "in_force": "2016-07-01"}],
        "provisions": [
            {
                "at": "art_71__para_1",
                "norm": "prohibition",
                "versions": [
                    {"from": "2015-02-02", "text": "Lurah dilarang memihak selama kampanye."},
                    {
                        "from": "2016-07-01",
                        "by": "/akn/id/act/uu/2016/10",
                        "text": "Lurah dilarang memihak kapan saja.",
                        "en": "A lurah may never take sides.",
                    },
                ],
                "addressees": ["lurah"],
                "regimes": ["pilkada"],
                "acts": ["keputusan_berpihak"],
                "phrases": ["lurah memihak calon", "lurah dukung paslon", "lurah taking sides"],
                "sources": ["D:uu/2016/10"],
            },
            {
                "at": "art_188",
                "norm": "sanction",
                "versions": [
                    {
                        "from": "2015-02-02",
                        "text": "Lurah pelanggar Pasal 71 UU 1/2015 dipenjara 1 sampai 6 bulan.",
                    }
                ],
                "addressees": ["lurah"],
                "phrases": ["lurah dipenjara", "hukuman lurah memihak", "jail for a lurah"],
                "sources": ["D:uu/2015/1"],
                "relations": [
                    {"type": "sanction_of", "target": "/akn/id/act/uu/2015/1~art_71__para_1"}
                ],
            },
        ],
    },
    "decisions/pn-contoh.yaml": {
        "id": "/akn/id/judgment/pn-contoh/2020/1-pid-sus",
        "label": "PN Contoh 1/Pid.Sus/2020/PN Cth",
        "title": "Lurah mengajak warga",
        "group": "putusan-pidana",
        "year": 2020,
        "decided": "2020-12-01",
        "outcome": "denda",
        "source_kind": "berita",
        "sources": ["koran contoh 2/12/2020"],
        "regimes": ["pilkada"],
        "phrases": ["lurah ajak warga", "kasus lurah contoh", "lurah case"],
        "relations": [{"type": "applies", "target": "/akn/id/act/uu/2015/1~art_188"}],
        **{
            name: {"value": value, "confidence": "pasti"}
            for name, value in {
                "court": "PN Contoh",
                "number": "1/Pid.Sus/2020/PN Cth",
                "level": "pertama",
                "date": "1 Desember 2020",
                "election": "Pilkada 2020",
                "office": "lurah (inisial AB)",
                "act": "mengajak warga memilih",
                "articles": "Pasal 188 UU 1/2015",
                "demand": None,
                "verdict": "pidana",
                "sentence": "denda Rp1 juta",
                "appeal": None,
                "reasoning": "Lurah dinilai memihak.",
            }.items()
        },
    },
    "notes/salah-paham.yaml": [
        {
            "id": "salah-paham-01",
            "kind": "misconception",
            "claim": "Lurah boleh memihak di luar kampanye.",
            "statements": [
                {
                    "text": "Tidak tepat bahwa lurah boleh memihak di luar kampanye.",
                    "cites": ["/akn/id/act/uu/2015/1~art_71__para_1"],
                }
            ],
            "phrases": ["lurah boleh memihak di luar kampanye"],
            "sources": ["D:uu/2016/10"],
        }
    ],
}


def write_library(folder: Path, files: dict[str, Any]) -> Path:
    """A library folder with these files and the bundled vocabulary and sources."""
    for name in ("instruments", "decisions", "reports", "notes"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name in ("vocabulary.yaml", "sources.yaml"):
        shutil.copy(BUNDLED / name, folder / name)
    for name, data in files.items():
        text = data if isinstance(data, str) else yaml.safe_dump(data, allow_unicode=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def mini() -> dict[str, Any]:
    """The small library as data, free to change."""
    return copy.deepcopy(MINI)


@pytest.fixture
def mini_library(tmp_path: Path, mini: dict[str, Any]) -> Callable[[], Path]:
    """Writes `mini` as it then is and returns its folder."""
    return lambda: write_library(tmp_path / "library", mini)


@pytest.fixture(scope="session")
def official() -> Path:
    """The folder of official texts; a clone without it skips."""
    if not OFFICIAL.is_dir():
        pytest.skip("the official texts are not on this machine")
    return OFFICIAL


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One NETRAL_HOME for the session: the index of the bundled library is built once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tests neither read nor write the developer's own NETRAL_HOME."""
    for name in [name for name in os.environ if name.startswith("NETRAL_")]:
        monkeypatch.delenv(name)
    return


@pytest.fixture(scope="session")
def assistant(home: Path) -> Any:
    from assistant import Assistant, Settings

    return Assistant.open(Settings(home=home))
