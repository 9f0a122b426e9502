"""Metrics, each over one question, and their means with bootstrap intervals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import ir_measures
import numpy as np
from ir_measures import RR, R, nDCG

from assistant import Answer
from corpus import Identifier, Library
from evals.questions import EvalQuestion, portions

RESAMPLES = 2000
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]{4,}")
SUPPORT = 0.6
"""Share of a claim's content words that its cited passages must hold to count as supported."""


@dataclass(frozen=True)
class Outcome:
    """What a system gave for one question."""

    question: EvalQuestion
    retrieved: tuple[str, ...]
    answer: Answer | None
    """None for a baseline that only retrieves."""


def groups_hit(question: EvalQuestion, ids: Iterable[str], library: Library) -> list[bool]:
    """For each gold group whether one of its alternatives (or a finer portion) is in ``ids``."""
    found = set(ids)
    return [
        any(str(i) in found for gold in group for i in portions(Identifier.parse(gold), library))
        for group in question.gold
    ]


def retrieval(outcome: Outcome, library: Library) -> dict[str, float]:
    """Recall@5, recall@10, reciprocal rank and nDCG@10, computed by ir-measures.

    Each gold group is one relevant document of grade 1 at the rank of its first alternative:
    finding two alternatives of one group is not counted twice.
    """
    ranks: dict[str, float] = {}
    taken: set[int] = set()
    alternatives = [
        {str(i) for gold in group for i in portions(Identifier.parse(gold), library)}
        for group in outcome.question.gold
    ]
    for rank, identifier in enumerate(dict.fromkeys(outcome.retrieved)):
        hit = [g for g, ids in enumerate(alternatives) if identifier in ids and g not in taken]
        taken.update(hit)
        for name in [f"gold-{g}" for g in hit] or [identifier]:
            ranks[name] = -rank - 0.001 * (hit.index(int(name[5:])) if hit else 0)
    qrels = {"q": {f"gold-{g}": 1 for g in range(len(alternatives))}}
    measures = {"recall@5": R @ 5, "recall@10": R @ 10, "mrr": RR, "ndcg@10": nDCG @ 10}
    values = ir_measures.calc_aggregate(measures.values(), qrels, {"q": ranks or {"none": 0.0}})
    return {name: float(values[measure]) for name, measure in measures.items()}


def citation_recall(outcome: Outcome, library: Library) -> float:
    """Share of gold groups that the answer (for a baseline: its first five results) cites."""
    answer = outcome.answer
    ids = [c.id for c in answer.citations] if answer else outcome.retrieved[:5]
    hits = groups_hit(outcome.question, ids, library)
    return sum(hits) / len(hits)


def citation_precision(answer: Answer) -> float | None:
    """Share of citations that support a claim they stand behind (ALCE, Gao et al. 2023, 3.2).

    ALCE judges support with an NLI model; here it is deterministic: every figure of the claim
    stands in its passages, and at least `SUPPORT` of its content words (an English claim rests
    on an Indonesian passage, so that only its figures are compared). A citation of official words
    carries the ringkasan passage too, from which the claim is drawn. None without citations.
    """
    if not answer.citations:
        return None
    quotes = {c.n: f"{c.quote} {c.summary or ''} {c.label}" for c in answer.citations}
    good: set[int] = set()
    for claim in answer.claims:
        share = 0.0 if answer.language == "en" else SUPPORT
        if supported(claim.text, " ".join(quotes[n] for n in claim.citations), share):
            good.update(claim.citations)
    return len(good) / len(quotes)


def supported(claim: str, passage: str, share: float = SUPPORT) -> bool:
    """Whether a passage bears a claim: all figures, and this share of its content words."""
    if not set(_FIGURE.findall(claim)) <= set(_FIGURE.findall(passage)):
        return False
    words = set(_WORD.findall(claim.lower()))
    return not words or len(words & set(_WORD.findall(passage.lower()))) / len(words) >= share


def gold_precision(outcome: Outcome, library: Library) -> float | None:
    """Share of the cited entries that are gold; strict, since useful context counts against it."""
    if not outcome.answer or not outcome.answer.citations:
        return None
    gold = {
        str(i)
        for group in outcome.question.gold
        for g in group
        for i in portions(Identifier.parse(g), library)
    }
    cited = {c.id for c in outcome.answer.citations}
    return len(cited & gold) / len(cited)


def key_facts(outcome: Outcome) -> float | None:
    """Share of key-fact patterns in the answer or a passage that it quotes; None without any."""
    answer = outcome.answer
    if not outcome.question.facts or answer is None:
        return None
    # patterns are Indonesian: an English answer shows them in the passages beside it
    passages = (f"{c.quote}\n{c.summary or ''}" for c in answer.citations)
    text = "\n".join([answer.answer, *passages])
    found = [bool(re.search(p, text, re.I)) for p in outcome.question.facts]
    return sum(found) / len(found)


def clean(outcome: Outcome) -> float | None:
    """1 when nothing forbidden is said; None when nothing is."""
    if not outcome.question.forbidden or outcome.answer is None:
        return None
    text = outcome.answer.answer
    return float(not any(re.search(p, text, re.I) for p in outcome.question.forbidden))


def verdict(outcome: Outcome) -> float | None:
    """1 for the right one-line verdict; None when the question has none."""
    if outcome.question.verdict is None or outcome.answer is None:
        return None
    return float(outcome.answer.verdict == outcome.question.verdict)


def measure(outcome: Outcome, library: Library) -> dict[str, float]:
    """Every metric that applies to the question, by name."""
    question, answer = outcome.question, outcome.answer
    values: dict[str, float | None] = {}
    if not question.abstain:
        values |= retrieval(outcome, library)
        values["citation recall"] = citation_recall(outcome, library)
        values["citation precision"] = citation_precision(answer) if answer else None
        values["gold precision"] = gold_precision(outcome, library)
        values["key facts"] = key_facts(outcome)
        values["nothing forbidden"] = clean(outcome)
        values["verdict"] = verdict(outcome)
        values["answered"] = None if answer is None else float(not answer.abstained)
    elif answer is not None:
        values["refused"] = float(answer.abstained)
    if answer is not None:
        values["refusal right"] = float(answer.abstained == question.abstain)
    return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True)
class Mean:
    value: float
    low: float
    high: float
    n: int


def means(rows: Sequence[Mapping[str, float]], seed: int = 0) -> dict[str, Mean]:
    """Mean of each metric with a 95 % percentile bootstrap interval (Efron 1979)."""
    names = dict.fromkeys(name for row in rows for name in row)
    generator = np.random.default_rng(seed)
    found = {}
    for name in names:
        values = np.array([row[name] for row in rows if name in row])
        draws = generator.integers(0, len(values), (RESAMPLES, len(values)))
        low, high = np.percentile(values[draws].mean(axis=1), [2.5, 97.5])
        found[name] = Mean(float(values.mean()), float(low), float(high), len(values))
    return found
