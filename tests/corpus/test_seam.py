"""One more YAML file shows up everywhere, with no code touched."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from assistant.cli import app
from corpus import BUNDLED

ADDED = {
    "id": "/akn/id/act/pp/2099/1",
    "label": "PP 1/2099",
    "title": "Kendaraan Dinas",
    "group": "pp-1-2099",
    "issued": "2020-01-31",
    "in_force": "2020-01-31",
    "summary": "PP 1/2099 mengatur kendaraan dinas.",
    "phrases": ["aturan mobil kantor"],
    "sources": ["D:pp/2099/1"],
    "provisions": [
        {
            "at": "art_4__para_1",
            "norm": "prohibition",
            "versions": [
                {
                    "from": "2020-01-31",
                    "text": "PNS dilarang menempelkan stiker zamrud calon di mobil dinas.",
                }
            ],
            "addressees": ["pns"],
            "regimes": ["discipline"],
            "acts": ["alat_peraga", "fasilitas_negara"],
            "phrases": ["stiker zamrud di mobil kantor", "tempel zamrud", "emerald sticker"],
            "sources": ["D:pp/2099/1"],
        }
    ],
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "library"
    shutil.copytree(BUNDLED, folder)
    text = yaml.safe_dump(ADDED, allow_unicode=True)
    (folder / "instruments" / "pp-1-2099.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("NETRAL_LIBRARY", str(folder))
    monkeypatch.setenv("NETRAL_HOME", str(tmp_path / "home"))

    def invoke(*arguments: str) -> str:
        result = CliRunner().invoke(app, list(arguments))
        assert result.exit_code == 0, result.output
        return result.output

    return invoke


def test_an_added_file_is_found_answered_listed_and_checked(run, tmp_path: Path) -> None:
    run("library", "check")
    assert "PP 1/2099" in run("library", "list")
    out = tmp_path / "catalogue.md"
    run("library", "docs", "--output", str(out))
    assert "PP 1/2099: Kendaraan Dinas" in out.read_text("utf-8")
    run("index", "build")
    found = json.loads(run("search", "--json", "stiker zamrud"))
    assert found["results"][0]["id"] == "/akn/id/act/pp/2099/1~art_4__para_1"
    asked = run("ask", "--json", "Bolehkah PNS menempel stiker zamrud calon di mobil dinas?")
    answer = json.loads(asked)
    assert answer["verdict"] == "dilarang"
    assert "Pasal 4 ayat (1) PP 1/2099" in answer["answer"]
