"""Judging by reading: a sheet without labels, and how far the reader and the label agree.

The sheet is a Markdown file, one section an answer. The reader writes a class behind ``label:``
and, if there is something to say, a remark behind ``why:``. Gold, reason and automatic label are
not in it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import InputError
from evals.lines import Line
from evals.statistics import kappa
from evals.tables import table

CLASSES = ("accurate", "incomplete", "hallucinated", "refused")
_SECTION = re.compile(r"^## (\S+) \((\w+)\)$", re.M)
_FIELD = re.compile(r"^label:[ \t]*(\w*)[ \t]*$", re.M)
_WHY = re.compile(r"^why:[ \t]*(.*)$", re.M)
_HEAD = """# Judging sheet

Judge each answer by reading it and the law, not by asking the system. Write one word behind
`label:`:

- accurate: it answers the question, rightly, and its citations carry what it says
- incomplete: right as far as it goes, but something that was asked is missing, or buried
- hallucinated: something in it is wrong, of another date, or not carried by its citations
- refused: no answer is given

For a question that has no answer in this field (or asks for help with wrongdoing) the right thing
is a refusal. Behind `why:` say in a few words what decided it.
"""


def sample(lines: Sequence[Line], count: int, seed: int) -> list[Line]:
    """``count`` answers drawn without regard to their labels, one a family, in random order."""
    drawn = random.Random(seed)
    one_each: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda line: line.id):
        if line.answer is not None:
            one_each.setdefault(line.question.family, []).append(line)
    families = drawn.sample(sorted(one_each), min(count, len(one_each)))
    return [drawn.choice(one_each[family]) for family in families]


def sheet(lines: Sequence[Line]) -> str:
    """The sheet for these answers."""
    return "\n".join([_HEAD, *map(_section, lines)])


def _section(line: Line) -> str:
    answer = line.answer
    assert answer is not None
    told = [f"> {turn.question}\n" for turn in line.question.history]
    day = f" (law of {line.question.as_of})" if line.question.as_of else ""
    cited = [
        f"- [{c.n}] {c.label} ({c.status}, {c.text_kind}): {' '.join(c.quote.split())}"
        for c in answer.citations
    ]
    # a heading of the answer would end the section
    said = re.sub(r"^#", r"\\#", answer.answer, flags=re.M)
    return "\n".join(
        [
            f"## {line.id} ({line.question.stratum})",
            "",
            *told,
            f"**{line.question.question}**{day}",
            "",
            said,
            "",
            *cited,
            "",
            "label: ",
            "why: ",
            "",
        ]
    )


@dataclass(frozen=True)
class Judgement:
    id: str
    label: str
    why: str


def read_sheet(path: Path) -> list[Judgement]:
    """The filled-in sheet. Raises `InputError` for what is no sheet, or a label that is none."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read ({error}).") from error
    marks = list(_SECTION.finditer(text))
    if not marks:
        raise InputError(f"{path} is not a judging sheet. Make one with `netral eval sample`.")
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    judged = []
    for mark, end in zip(marks, ends, strict=True):
        body = text[mark.end() : end]
        fields = _FIELD.findall(body)
        given = fields[-1].lower() if fields else ""
        if given and given not in CLASSES:
            raise InputError(
                f"{path}: {mark[1]} is labelled {given!r}; write one of {', '.join(CLASSES)}."
            )
        if given:
            why = _WHY.findall(body)
            judged.append(Judgement(mark[1], given, why[-1].strip() if why else ""))
    if not judged:
        raise InputError(f"{path}: no answer has a label yet. Write one behind each `label:`.")
    return judged


@dataclass(frozen=True)
class Agreement:
    """Over ``n`` answers: the share with the same judgement and Cohen's kappa.

    ``right`` compares right (accurate, or rightly refused) with not right; ``classes`` compares
    the four classes.
    """

    n: int
    right: tuple[float, float]
    classes: tuple[float, float]
    disagreements: list[tuple[Judgement, Line]]

    def markdown(self) -> str:
        rows = [
            [name, str(self.n), f"{share:.3f}", f"{kappa_:.3f}"]
            for name, (share, kappa_) in (
                ("correct and grounded, or rightly refused", self.right),
                ("the four classes", self.classes),
            )
        ]
        parts = [table(["judged by reading against the label", "n", "agreement", "kappa"], rows)]
        parts += [
            f"- {judgement.id}: reader {judgement.label}, label {_label(line)}. "
            f"Reader: {judgement.why or '-'}. Label: {'; '.join(_reasons(line)) or '-'}"
            for judgement, line in self.disagreements
        ]
        return parts[0] + "\n\n" + "\n".join(parts[1:])


def agreement(judged: Sequence[Judgement], lines: Mapping[str, Line]) -> Agreement:
    """How far reader and label agree. Raises `InputError` for an answer that has no line."""
    missing = [j.id for j in judged if j.id not in lines or lines[j.id].label is None]
    if missing:
        raise InputError(
            f"There is no result for {', '.join(missing)}. Give the results the sheet was made of."
        )
    pairs = [(j, lines[j.id]) for j in judged]
    readers, labels = [j.label for j, _ in pairs], [_label(line) for _, line in pairs]
    right = [str(_is_right(label, line)) for label, (_, line) in zip(readers, pairs, strict=True)]
    given = [str(_is_right(label, line)) for label, (_, line) in zip(labels, pairs, strict=True)]
    return Agreement(
        len(pairs),
        _both(right, given),
        _both(readers, labels),
        [pair for pair, a, b in zip(pairs, readers, labels, strict=True) if a != b],
    )


def _both(first: Sequence[str], second: Sequence[str]) -> tuple[float, float]:
    same = sum(a == b for a, b in zip(first, second, strict=True)) / len(first)
    return same, kappa(first, second)


def _is_right(label: str, line: Line) -> bool:
    return label == ("refused" if line.question.abstain else "accurate")


def _label(line: Line) -> str:
    return line.label.label if line.label else ""


def _reasons(line: Line) -> Sequence[str]:
    return line.label.reasons if line.label else ()
