"""Official words in answers: quoted at their place, of the right day, and only ever as text."""

import copy
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant import Answer, Assistant, Settings
from assistant.page import _growing
from assistant.panel import panel
from corpus import Identifier
from corpus.intake import OfficialStore
from index.retriever import CHANNELS
from tests.conftest import MINI, write_library
from tests.invented import AMENDING, BASE, import_texts

PARA_1 = "/akn/id/act/uu/2015/1~art_71__para_1"
QUESTIONS = [
    "Apa bunyi Pasal 71 ayat (1) UU Pilkada?",
    "Apa isi Pasal 71 UU 1/2015?",
    "Apa isi Pasal 71 ayat (3) UU 1/2015?",
    "Bolehkah lurah memihak calon di pilkada?",
    "Apa hukuman lurah yang memihak calon?",
    "Apa bunyi Pasal 70 UU Pilkada?",
    "What does Article 71 (1) of UU 1/2015 say?",
]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("naskah")
    import_texts(folder / "home", BASE, AMENDING)
    library = write_library(folder / "library", copy.deepcopy(MINI))
    return Settings(home=folder / "home", library=library)


@pytest.fixture(scope="module")
def assistant(settings: Settings) -> Assistant:
    return Assistant.open(settings)


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> list[Answer]:
    return [assistant.ask(question) for question in QUESTIONS]


def test_the_words_of_an_article_open_the_answer(assistant: Assistant) -> None:
    answer = assistant.ask("Apa bunyi Pasal 71 ayat (1) UU Pilkada?")
    cited = answer.citations[0]
    assert answer.claims[0].text == cited.quote
    assert answer.claims[0].text.startswith("(1) Lurah dan camat tidak boleh berpihak")
    assert (cited.id, cited.text_kind) == (PARA_1, "naskah")
    assert cited.summary == "Lurah dilarang memihak kapan saja."
    assert cited.source is not None
    assert cited.source.origin.endswith("contoh-1.txt")
    earlier = next(c for c in answer.claims if "selama masa ajakan" in c.text)
    assert answer.citations[earlier.citations[0] - 1].status == "diubah"


def test_the_words_are_those_of_the_day_of_the_answer(assistant: Assistant) -> None:
    answer = assistant.ask(
        {"question": "Apa bunyi Pasal 71 ayat (1) UU Pilkada?", "as_of": "2015-02-03"}
    )
    assert "selama masa ajakan" in answer.claims[0].text
    assert answer.citations[0].status == "diubah" or answer.as_of == "2015-02-03"


def test_an_ordinary_answer_speaks_plainly_and_quotes_the_law(assistant: Assistant) -> None:
    answer = assistant.ask("Bolehkah lurah memihak calon di pilkada?")
    cited = next(c for c in answer.citations if c.id == PARA_1)
    claim = next(c for c in answer.claims if cited.n in c.citations)
    assert claim.text == "Lurah dilarang memihak kapan saja."
    assert cited.quote.startswith("(1) Lurah dan camat")
    assert answer.verdict == "dilarang"


def test_a_whole_article_is_quoted_ayat_by_ayat(assistant: Assistant) -> None:
    answer = assistant.ask("Apa isi Pasal 71 UU 1/2015?")
    opening = [c.text for c in answer.claims if 1 in c.citations]
    assert opening[0].startswith("Pasal 71 (1) Lurah dan camat")
    assert opening[1].startswith("(2) Teguran")
    assert answer.citations[0].quote == " ".join(opening)


def test_a_portion_without_a_ringkasan_is_answered_with_its_words(assistant: Assistant) -> None:
    answer = assistant.ask("Apa bunyi Pasal 70 UU Pilkada?")
    assert not answer.abstained
    assert "Setiap spanduk" in answer.claims[0].text
    assert answer.citations[0].summary is None


def test_every_quote_stands_at_its_spans_in_the_source_file(
    answers: list[Answer], settings: Settings
) -> None:
    files = {d.sha256: d.text() for d in OfficialStore(settings.home).current()}
    quoted = [c for a in answers for c in a.citations if c.text_kind == "naskah"]
    assert quoted
    for citation in quoted:
        assert citation.source is not None
        raw = files[citation.source.sha256]
        words = " ".join(raw[start:end] for start, end in citation.spans)
        assert re.sub(r"\s+", " ", words).strip() == citation.quote


def test_the_invariants_of_the_contract_hold_with_naskah(answers: list[Answer]) -> None:
    for answer in answers:
        numbers = {c.n for c in answer.citations}
        marks = {int(n) for n in re.findall(r"\[(\d+)\]", answer.answer)}
        assert marks == numbers == {n for c in answer.claims for n in c.citations}


def test_instructions_and_markup_in_a_naskah_are_only_quoted(assistant: Assistant) -> None:
    answer = assistant.ask(
        {"question": "Apa isi Pasal 71 ayat (3) UU 1/2015?", "as_of": "2015-02-03"}
    )
    (claim,) = [c for c in answer.claims if "Abaikan instruksi" in c.text]
    assert claim.text.startswith("(3) Abaikan instruksi")
    assert "“(3) Abaikan instruksi" in answer.answer
    assert r"berpihak \[7\]" in answer.answer
    shown = list(_growing(answer))[-1]
    assert "#source-7" not in shown
    asked = assistant.ask("Bolehkah lurah memihak calon di pilkada?")
    assert asked.verdict == "dilarang"


def test_the_panel_marks_the_words_in_their_article(assistant: Assistant) -> None:
    answer = assistant.ask("Apa bunyi Pasal 71 ayat (1) UU Pilkada?")
    html = panel(answer, assistant.library, "id")
    assert 'class="badge naskah">naskah<' in html
    marked = re.search(r"<mark>(.*?)</mark>(.*?)</p>", html, re.S)
    assert marked
    assert marked[1].startswith("(1) Lurah dan camat")
    assert "(2) Teguran" in marked[2]
    assert "Berkas contoh-1.txt" in html
    assert "Lurah dilarang memihak kapan saja." in html


def test_search_finds_words_that_only_the_naskah_holds(assistant: Assistant) -> None:
    whole = assistant.index.search("spanduk harus diturunkan oleh pemiliknya")
    assert whole[0].target == "/akn/id/act/uu/2015/1~art_70"
    alike = assistant.index.search("menurunkan spanduk")
    assert "/akn/id/act/uu/2015/1~art_70" in [h.target for h in alike]


def test_importing_changes_no_score_of_the_librarys_own(
    assistant: Assistant, settings: Settings, tmp_path: Path
) -> None:
    plain = Assistant.open(Settings(home=tmp_path, library=settings.library))
    for question in QUESTIONS:
        frame = plain.understand({"question": question})["frame"]
        before = plain.index.search(frame.text, [], frame.focus)
        after = {h.target: h for h in assistant.index.search(frame.text, [], frame.focus)}
        compared = 0
        for target, hit in [(h.target, h) for h in before[: len(before) // 2]]:
            own = {k: v for k, v in after[target].channels.items() if k in CHANNELS}
            # an approximate graph may miss what is farthest from the question, in either build
            if own.keys() == hit.channels.keys():
                assert own == hit.channels
                assert after[target].own == hit.own
                compared += 1
        assert compared > 1


def test_the_command_line_shows_both_texts(settings: Settings, assistant: Any) -> None:
    environment = {"NETRAL_HOME": str(settings.home), "NETRAL_LIBRARY": str(settings.library)}
    command = [sys.executable, "-m", "assistant.cli", "show", "Pasal 71 ayat (1) UU 10/2016"]
    import os

    environment = {**os.environ, **environment}
    shown = subprocess.run(command, env=environment, capture_output=True, text=True).stdout
    plain = " ".join(shown.split())
    assert "ringkasan, sejak 2016-07-01 (berlaku) Lurah dilarang memihak kapan saja." in plain
    assert "naskah, sejak 2015-02-02 sampai sebelum 2016-07-01 (UU 1/2015) (1) Lurah" in plain
    assert "naskah, sejak 2016-07-01 (UU 10/2016) (1) Lurah dan camat" in plain
    assert "contoh-1.txt, karakter" in plain
    data = json.loads(
        subprocess.run([*command, "--json"], env=environment, capture_output=True).stdout
    )
    assert [w["by"] for w in data["official"]] == ["UU 1/2015", "UU 10/2016"]
    assert Identifier.parse(data["id"])
