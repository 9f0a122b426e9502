"""Character-level precision and recall over imported texts, invented and official."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path

import pytest

from assistant import Answer
from assistant.draft import Draft, Passage
from corpus import Identifier, Library, open_library
from evals.metrics import measure, official_characters
from evals.outcome import Outcome
from evals.questions import EvalQuestion
from evals.written import write_answer
from tests.conftest import MINI, write_library
from tests.invented import AMENDING, BASE, import_files, import_texts

U1 = "/akn/id/act/uu/2015/1"
PARA_1 = f"{U1}~art_71__para_1"
TODAY = date(2026, 11, 1)
OLD = date(2016, 1, 1)  # before UU 10/2016


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("characters")
    import_texts(folder / "home", BASE, AMENDING)
    return open_library(write_library(folder / "library", copy.deepcopy(MINI)), folder / "home")


def _question(*groups: tuple[str, ...], **changes: object) -> EvalQuestion:
    return EvalQuestion.model_validate(
        {
            "id": "t",
            "family": "t",
            "stratum": "general",
            "style": "lay",
            "question": "?",
            "gold": groups,
            "reason": "-",
            **changes,
        }
    )


def _citing(library: Library, *ids: str, day: date = TODAY) -> Answer:
    """An answer that cites these in the wording of the day, as the assistant cites."""
    draft = Draft(library, day, "id")
    for identifier in ids:
        entry = library.get(Identifier.parse(identifier))
        version = entry.shown(day)
        draft.add(None, version.text, [Passage.of(entry, version)])
    bare = write_answer(_question(), [("?", [])], ids, library)
    return bare.model_copy(update={"claims": draft.claims(), "citations": draft.citations()})


def _value(library: Library, question: EvalQuestion, answer: Answer) -> tuple[float, float] | None:
    return official_characters(Outcome(question, (), answer, None, TODAY), library)


def _length(library: Library, identifier: str) -> int:
    (citation,) = _citing(library, identifier).citations
    return sum(end - start for start, end in citation.spans)


def test_the_gold_portion_cited_alone_is_whole(invented: Library) -> None:
    assert _value(invented, _question((PARA_1,)), _citing(invented, PARA_1)) == (1.0, 1.0)


def test_a_neighbour_costs_precision_and_a_group_left_out_costs_recall(invented: Library) -> None:
    other = f"{U1}~art_188"
    gold, more = _length(invented, PARA_1), _length(invented, other)
    share = pytest.approx(gold / (gold + more))
    both = _citing(invented, PARA_1, other)
    assert _value(invented, _question((PARA_1,)), both) == (share, 1.0)
    two = _question((PARA_1,), (other,))
    assert _value(invented, two, _citing(invented, PARA_1)) == (1.0, share)
    assert _value(invented, _question((other,)), _citing(invented, PARA_1)) == (0.0, 0.0)


def test_one_alternative_of_a_group_is_enough(invented: Library) -> None:
    either = _question((PARA_1, f"{U1}~art_188"))
    assert _value(invented, either, _citing(invented, PARA_1)) == (1.0, 1.0)


def test_the_words_of_another_day_are_not_gold(invented: Library) -> None:
    old = _citing(invented, PARA_1, day=OLD)
    assert _value(invented, _question((PARA_1,)), old) == (0.0, 0.0)
    assert _value(invented, _question((PARA_1,), as_of=OLD), old) == (1.0, 1.0)


def test_without_official_words_of_gold_there_is_no_value(
    invented: Library, library: Library
) -> None:
    decided = "/akn/id/judgment/pn-contoh/2020/1-pid-sus"
    assert _value(invented, _question((decided,)), _citing(invented, PARA_1)) is None
    assert _value(library, _question((PARA_1,)), _citing(library, PARA_1)) is None
    values = measure(Outcome(_question((PARA_1,)), (), _citing(library, PARA_1)), library)
    assert "character recall" not in values


def test_two_official_texts(official: Path, tmp_path: Path) -> None:
    import_files(tmp_path, official / "uu/2015/1.md", official / "uu/2016/10.md")
    library = open_library(None, tmp_path)
    ids = [f"{U1}~art_71__para_{n}" for n in (1, 2, 3)]
    question = _question((ids[0],), (ids[1],))
    whole = _citing(library, *ids)
    assert all(c.spans for c in whole.citations)
    lengths = [_length(library, i) for i in ids]
    precision = pytest.approx(sum(lengths[:2]) / sum(lengths))
    assert _value(library, question, whole) == (precision, 1.0)
    recall = pytest.approx(lengths[0] / sum(lengths[:2]))
    assert _value(library, question, _citing(library, ids[0])) == (1.0, recall)
    assert _value(library, question, _citing(library, *ids, day=OLD)) == (0.0, 0.0)
    values = measure(Outcome(question, (), whole, None, TODAY), library)
    assert (values["character precision"], values["character recall"]) == (precision, 1.0)
