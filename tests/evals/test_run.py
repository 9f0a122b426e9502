"""The runner and what is made of its lines, over the real index and a few questions."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, Settings
from assistant.eval_cli import eval_table
from corpus.errors import InputError, NetralError
from evals import run as runner
from evals.compare import compare, read_results
from evals.lines import Line, append_line, path_of, read_lines, write_lines
from evals.questions import load_questions
from evals.report import load_results, page, worst, write_report
from evals.run import Filter, figures, require_floors, run
from evals.sheet import agreement, read_sheet, sample, sheet
from evals.systems import Bench, chosen_systems
from evals.tables import HELD_OUT, TRICKS, by_metric, by_system

Run = Callable[..., dict[str, list[Line]]]
SYSTEMS = ("netral", "refuse everything", "bm25")


@pytest.fixture(scope="module")
def bench(assistant: Assistant, home: Path) -> Bench:
    return Bench(assistant, Settings(home=home))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch, bench: Bench, tmp_path: Path) -> Run:
    """Runs systems over a dozen questions of train and dev, into ``tmp_path``."""
    questions = [q for q in load_questions() if q.split != "test"][::75]
    monkeypatch.setattr(runner, "load_questions", lambda: questions)

    def start(*names: str, wanted: Filter | None = None, fresh: bool = False) -> Any:
        quiet = lambda stage, done, total: None  # noqa: E731
        return run(bench, names, wanted or Filter(), tmp_path, fresh, quiet)

    return start


def test_every_system_answers(few: Run) -> None:
    lines = few("all", wanted=Filter(stratum="sanctions"))
    assert set(lines) >= {"netral", "bm25", "naive RAG", "less relations", "less ranker"}
    assert all(own and all(line.metrics for line in own) for own in lines.values())


def test_a_stopped_run_goes_on(few: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = few("netral")["netral"]
    path = path_of(tmp_path, "netral")
    kept = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(kept[:4]) + kept[4][:100])  # killed while writing the fifth
    asked: list[str] = []
    real = Assistant.understand

    def understand(self: Assistant, raw: Any) -> Any:
        asked.append(raw["id"])
        return real(self, raw)

    monkeypatch.setattr(Assistant, "understand", understand)
    again = few("netral")["netral"]
    assert [line.id for line in again] == [line.id for line in whole]
    assert [line.metrics for line in again] == [line.metrics for line in whole]
    assert asked == [line.id for line in whole[4:]]
    asked.clear()
    few("netral", fresh=True)
    assert len(asked) == len(whole)


def test_a_part_of_the_questions_leaves_the_other_lines(few: Run, tmp_path: Path) -> None:
    whole = few("bm25")["bm25"]
    part = few("bm25", wanted=Filter(split="dev"))["bm25"]
    assert 0 < len(part) < len(whole)
    assert len(read_lines(path_of(tmp_path, "bm25"))) == len(whole)


def test_mended_gold_needs_no_new_answer(
    few: Run, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = few("netral")["netral"]
    wrong = next(x for x in whole if x.label and x.label.label == "accurate")
    other = wrong.question.model_copy(update={"gold": (("/akn/id/act/uu/2017/7~art_494",),)})
    other = other.model_copy(update={"facts": (), "verdict": None})
    monkeypatch.setattr(runner, "load_questions", lambda: [other])
    monkeypatch.setattr(Assistant, "understand", None)  # nothing is asked
    [line] = few("netral")["netral"]
    assert line.label is not None
    assert line.label.label != "accurate"


def test_unknown_names_are_one_sentence(few: Run, bench: Bench, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no system .netrall.; there are: netral, baselines"):
        chosen_systems(["netrall"], bench, tmp_path)
    with pytest.raises(InputError, match="no split"):
        few("bm25", wanted=Filter(split="exam"))
    with pytest.raises(InputError, match="No question is of stratum"):
        few("bm25", wanted=Filter(stratum="weather"))


def test_a_gate_asks_what_has_floors_alone(few: Run) -> None:
    splits = {line.split for line in few("bm25", wanted=Filter(floored=True))["bm25"]}
    assert splits
    assert splits <= {"dev", "test"}


def test_two_runs_do_not_write_one_folder(few: Run, tmp_path: Path) -> None:
    from filelock import FileLock

    with FileLock(tmp_path / "run.lock"), pytest.raises(NetralError, match="Another run"):
        few("bm25")


def test_a_figure_under_its_floor_fails(few: Run, tmp_path: Path) -> None:
    lines = few("netral")["netral"]
    floors = tmp_path / "floors.toml"
    floors.write_text('[dev]\n"recall@5" = 0.1\n')
    require_floors(lines, floors)
    floors.write_text('[dev]\n"recall@5" = 1.1\n[test]\n"verdict" = 0.1\n')
    with pytest.raises(
        NetralError, match=r"dev: recall@5 .* < 1.1[\s\S]*test: verdict was not measured"
    ):
        require_floors(lines, floors)


def test_what_training_questions_score_opens_no_gate(few: Run, tmp_path: Path) -> None:
    assert set(tomllib.loads(runner.FLOORS.read_text("utf-8"))) == {"dev", "test"}
    lines = few("netral")["netral"]
    floors = tmp_path / "floors.toml"
    floors.write_text('[dev]\n"right in all" = 0.5\n')
    poor = [x.model_copy(update={"metrics": {"right in all": 0.0}}) for x in lines]
    require_floors([x if x.split == "dev" else y for x, y in zip(lines, poor, strict=True)], floors)
    with pytest.raises(NetralError, match="dev: right in all"):
        require_floors(
            [y if x.split == "dev" else x for x, y in zip(lines, poor, strict=True)], floors
        )


def test_the_headline_can_be_worked_out_from_the_lines(few: Run, tmp_path: Path) -> None:
    few(*SYSTEMS)
    target = tmp_path / "report.html"
    from corpus import load_library

    write_report(tmp_path, target, load_library(), lambda stage, done, total: None)
    html = target.read_text("utf-8")
    held = re.search(r'<script type="application/json" id="lines">(.*?)</script>', html, re.S)
    assert held is not None
    embedded = json.loads(held[1])
    cells = re.findall(
        r'data-system="([^"]*)" data-metric="([^"]*)" data-part="([^"]*)" data-n="(\d+)">([\d.]+)',
        html,
    )
    assert len(cells) > 60
    for system, metric, part, n, shown in cells:
        kind, _, name = part.partition("=")
        rows = [r for r in embedded[system] if not part or r[kind] == name]
        values = [r["metrics"][metric] for r in rows if metric in r["metrics"]]
        assert len(values) == int(n), (system, metric, part)
        assert f"{sum(values) / len(values):.3f}" == shown, (system, metric, part)
    for system, rows in embedded.items():
        lines = {line.id: line for line in read_lines(path_of(tmp_path, system))}
        assert {r["id"]: r["metrics"] for r in rows} == {i: x.metrics for i, x in lines.items()}
    for line in read_lines(path_of(tmp_path, "netral")):
        assert f'id="q-{line.id}"' in html


def test_the_report_shows_no_test_answer_and_escapes_what_it_shows(few: Run) -> None:
    from corpus import load_library

    lines = few("netral")["netral"]
    attack = "</script><script>alert(1)</script>"
    line = lines[0]
    assert line.answer is not None
    evil = line.model_copy(
        update={
            "question": line.question.model_copy(update={"question": attack, "id": "evil"}),
            "answer": line.answer.model_copy(update={"answer": attack}),
        }
    )
    html = page({"netral": [evil, *lines[1:]]}, load_library())
    assert attack not in html
    hidden = [x.model_copy(update={"split": "test"}) for x in lines]
    assert worst([x for x in hidden if x.split != "test"]) == []


def test_a_report_needs_results(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="eval run"):
        load_results(tmp_path)
    with pytest.raises(InputError, match="no results"):
        read_results("netral", tmp_path)


def test_a_comparison_finds_what_changed(few: Run) -> None:
    lines = few("netral", "refuse everything")
    found = compare(lines["refuse everything"], lines["netral"])
    assert found.n == len(lines["netral"])
    assert found.differences["answered"].mean.value > 0.8
    assert found.differences["answered"].p < 0.05
    better = {c.second.id for c in found.changes if c.better}
    assert better == {x.id for x in lines["netral"] if x.label and x.label.label == "accurate"}
    assert "Better in B" in found.markdown(("a", "b"))
    assert compare(lines["netral"], lines["netral"]).changes == []
    with pytest.raises(InputError, match="in common"):
        compare(lines["netral"][:1], lines["netral"][1:])


def test_tricks_are_told_from_answers(few: Run) -> None:
    lines = few("netral", "tricks")
    ours = figures(lines["netral"])["right in all"].value
    for name, own in lines.items():
        if name != "netral":
            assert figures(own)["right in all"].value < ours, name
    assert "refuse everything" in by_system(lines, lines, TRICKS)


def test_a_figure_over_fewer_questions_says_so(few: Run) -> None:
    lines = few("netral", "less relations", "bm25")
    cited = figures(lines["netral"])["citation precision"].n
    silent = [x.model_copy(update={"metrics": {}}) for x in lines["less relations"][:1]]
    shown = by_metric({**lines, "fewer": lines["netral"][1:], "none": silent}, HELD_OUT)
    rows = {row.split(" | ")[0].strip("| "): row for row in shown.splitlines()}
    assert f"| {cited} |" in rows["citation precision"]
    assert f"(n = {len(lines['netral']) - 1})" in rows["refusal right"]
    assert rows["refusal right"].endswith("| - |")
    assert "character recall" not in rows  # nothing was imported


def test_a_home_without_official_texts_is_no_column(
    home: Path, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETRAL_HOME", str(home))
    with pytest.raises(InputError, match="netral library import"):
        eval_table(imported=home)


def test_a_sheet_hides_labels_and_measures_agreement(few: Run, tmp_path: Path) -> None:
    lines = few("netral")["netral"]
    drawn = sample(lines, 6, seed=1)
    assert drawn == sample(lines, 6, seed=1)
    assert len({line.question.family for line in drawn}) == 6
    text = sheet(drawn)
    for line in drawn:
        # a reason of one word may well be one of the question's own
        shown = f"{line.question.question} {line.answer.answer if line.answer else ''}"
        assert line.question.reason in shown or line.question.reason not in text
    path = tmp_path / "sheet.md"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match="no answer has a label"):
        read_sheet(path)
    labels = iter(line.label.label for line in drawn if line.label)
    filled = re.sub(r"^label: $", lambda _: f"label: {next(labels)}", text, flags=re.M)
    path.write_text(filled, "utf-8")
    same = agreement(read_sheet(path), {line.id: line for line in lines})
    assert (same.n, same.right, same.disagreements) == (6, (1.0, 1.0), [])
    path.write_text(filled.replace("label: ", "label: x", 1), "utf-8")
    with pytest.raises(InputError, match="write one of accurate"):
        read_sheet(path)


def test_lines_survive_a_torn_file(few: Run, tmp_path: Path) -> None:
    [first, *_] = few("bm25")["bm25"]
    path = tmp_path / "x.jsonl"
    write_lines(path, [first])
    with path.open("ab") as file:
        file.write(b'{"key": "torn\xff\n')
    append_line(path, first)
    assert read_lines(path) == [first, first]
