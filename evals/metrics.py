"""Metrics over one question. Each says what it counts and whose definition it follows."""

from __future__ import annotations

import re
from collections.abc import Iterable

import ir_measures
from ir_measures import RR, R, nDCG

from assistant import Answer
from corpus import Identifier, Library
from evals.label import label, missed, unsaid
from evals.outcome import Outcome, quoted
from evals.questions import EvalQuestion, alternatives
from evals.support import SUPPORT, borne, needed, passages

Span = tuple[str, int, int]
"""A text's name, and start and end (exclusive) in its characters."""
FALSE_PREMISE = "false_premise"
"""The stratum of questions that take something wrong for granted."""
OPENING = 3
"""Claims within which a correction must begin: what is read before the eye moves on."""


def groups_hit(question: EvalQuestion, ids: Iterable[str], library: Library) -> list[bool]:
    """For each gold group whether one of its alternatives (or a finer portion) is in ``ids``."""
    found = set(ids)
    return [bool(group & found) for group in alternatives(question, library)]


def retrieval(outcome: Outcome, library: Library) -> dict[str, float]:
    """Recall@5, recall@10, reciprocal rank and nDCG@10, computed by ir-measures.

    Each gold group is one relevant document of grade 1 at the rank of its first alternative:
    finding two alternatives of one group is not counted twice.
    """
    ranks: dict[str, float] = {}
    taken: set[int] = set()
    groups = alternatives(outcome.question, library)
    for rank, identifier in enumerate(dict.fromkeys(outcome.retrieved)):
        hit = [g for g, ids in enumerate(groups) if identifier in ids and g not in taken]
        taken.update(hit)
        for name in [f"gold-{g}" for g in hit] or [identifier]:
            ranks[name] = -rank - 0.001 * (hit.index(int(name[5:])) if hit else 0)
    qrels = {"q": {f"gold-{g}": 1 for g in range(len(groups))}}
    measures = {"recall@5": R @ 5, "recall@10": R @ 10, "mrr": RR, "ndcg@10": nDCG @ 10}
    values = ir_measures.calc_aggregate(measures.values(), qrels, {"q": ranks or {"none": 0.0}})
    return {name: float(values[measure]) for name, measure in measures.items()}


def citation_recall(outcome: Outcome, library: Library) -> float:
    """Share of gold groups that the answer (for a baseline: its first five results) cites."""
    answer = outcome.answer
    ids = [c.id for c in answer.citations] if answer else outcome.retrieved[:5]
    hits = groups_hit(outcome.question, ids, library)
    return sum(hits) / len(hits)


def claim_support(outcome: Outcome) -> float | None:
    """Share of claims that their citations bear: ALCE's citation recall (Gao et al. 2023, 4.3).

    ALCE asks an NLI model; here `evals.support` answers. None without claims.
    """
    answer = outcome.answer
    if answer is None or not answer.claims:
        return None
    held, share = passages(answer), _share(outcome)
    return sum(borne(claim, held, share) for claim in answer.claims) / len(answer.claims)


def citation_precision(outcome: Outcome) -> float | None:
    """Share of citations, claim by claim, that are precise (ALCE, Gao et al. 2023, 4.3).

    See `evals.support.needed`. A citation behind two claims counts twice, as in ALCE. None
    without citations.
    """
    answer = outcome.answer
    if answer is None:
        return None
    held, share = passages(answer), _share(outcome)
    given = sum(len(claim.citations) for claim in answer.claims)
    precise = sum(len(needed(claim, held, share)) for claim in answer.claims)
    return precise / given if given else None


def _share(outcome: Outcome) -> float:
    """An English claim rests on an Indonesian passage: only its figures can be compared."""
    return 0.0 if outcome.english else SUPPORT


def quote_match(outcome: Outcome, library: Library) -> float | None:
    """Share of quotes that stand verbatim in a stored wording of what they cite."""
    if outcome.answer is None or not outcome.answer.citations:
        return None
    found = [quoted(c, library) is not None for c in outcome.answer.citations]
    return sum(found) / len(found)


def gold_precision(outcome: Outcome, library: Library) -> float | None:
    """Share of the cited entries that are gold; strict, since useful context counts against it."""
    if not outcome.answer or not outcome.answer.citations:
        return None
    gold = set().union(*alternatives(outcome.question, library))
    cited = {c.id for c in outcome.answer.citations}
    return len(cited & gold) / len(cited)


def characters(cited: Iterable[Span], gold: Iterable[Span]) -> tuple[float, float]:
    """Character-level (precision, recall) of cited spans against gold spans.

    As LegalBench-RAG defines them (Pipitone & Alami 2024, 4): the characters in both, over those
    cited and over those that are gold. Precision without a cited character is 0. Raises
    `ValueError` without a gold character.
    """
    given, wanted = _covered(cited), _covered(gold)
    if not wanted:
        raise ValueError("there is no gold character")
    both = len(given & wanted)
    return (both / len(given) if given else 0.0), both / len(wanted)


def _covered(spans: Iterable[Span]) -> set[tuple[str, int]]:
    return {(text, position) for text, start, end in spans for position in range(start, end)}


def official_characters(outcome: Outcome, library: Library) -> tuple[float, float] | None:
    """`characters` of what the answer cites of imported official texts against the gold's words.

    Gold is where the gold pinpoints stand in those texts in the wording of the day. Precision
    takes every alternative of every group as right; recall asks of each group the alternative
    that is cited most fully. A group without official words asks for nothing; None when no group
    has any (nothing relevant was imported), and without an answer.
    """
    if outcome.answer is None:
        return None
    cited = [(c.source.sha256, *s) for c in outcome.answer.citations if c.source for s in c.spans]
    found = [
        [_official(identifier, outcome, library) for identifier in sorted(group)]
        for group in alternatives(outcome.question, library)
    ]
    gold = [held for group in found if (held := [spans for spans in group if spans])]
    if not gold:
        return None
    fullest = [max(group, key=lambda spans: characters(cited, spans)[1]) for group in gold]
    precision, _ = characters(cited, (s for group in gold for spans in group for s in spans))
    _, recall = characters(cited, (s for spans in fullest for s in spans))
    return precision, recall


def _official(identifier: str, outcome: Outcome, library: Library) -> list[Span]:
    """Where the words of an entry on the day stand; nowhere when no imported text holds them."""
    entry = library.entries[Identifier.parse(identifier)]
    words = entry.words(entry.shown(outcome.day), outcome.day)
    return [(words.source, start, end) for start, end in words.spans] if words else []


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


def premise_corrected(outcome: Outcome, library: Library) -> float | None:
    """1 when the answer to a question with a false premise contradicts the premise, and at once.

    Contradicts: every gold group is cited by a claim in the wording of the day, every key fact
    is said, nothing forbidden (the premise, affirmed) is said, and the verdict is the gold's
    where it has one. At once: one of the first `OPENING` claims cites a gold pinpoint or says a
    key fact; a correction below a dozen other rules leaves the reader with the premise. A refusal
    corrects nothing. Own definition, from the gold that the label of `evals.label` uses; None for
    every other stratum and where refusing is right.
    """
    question, answer = outcome.question, outcome.answer
    if question.stratum != FALSE_PREMISE or question.abstain or answer is None:
        return None
    contradicts = (
        not missed(outcome, answer, library)
        and not list(unsaid(outcome, answer))
        and clean(outcome) != 0.0
        and verdict(outcome) != 0.0
    )
    return float(contradicts and _opens_with_gold(outcome, answer, library))


def _opens_with_gold(outcome: Outcome, answer: Answer, library: Library) -> bool:
    gold = set().union(*alternatives(outcome.question, library))
    right = {c.n for c in answer.citations if c.id in gold}
    return any(
        right & set(claim.citations)
        or any(re.search(p, claim.text, re.I) for p in outcome.question.facts)
        for claim in answer.claims[:OPENING]
    )


def measure(outcome: Outcome, library: Library) -> dict[str, float]:
    """Every metric that applies to the question, by name.

    ``correct and grounded`` is counted over the questions that have an answer, ``right in all``
    over all: accurate, or rightly refused. ``hallucinated`` counts answers to what must be refused
    too. ``refusal right`` is the diagonal of the refusal matrix; its rows are ``answered`` (of the
    questions that have an answer) and ``refused`` (of those that have none).
    """
    question, answer = outcome.question, outcome.answer
    values: dict[str, float | None] = {}
    if not question.abstain:
        values |= retrieval(outcome, library)
        values["citation recall"] = citation_recall(outcome, library)
    if answer is not None:
        given = label(outcome, library)
        values |= _of_answer(outcome, answer, library)
        values["refusal right"] = float(answer.abstained == question.abstain)
        values["hallucinated"] = float(given.label == "hallucinated")
        values["right in all"] = float(given.branch is None)
        if not question.abstain:
            values["correct and grounded"] = float(given.label == "accurate")
    return {name: value for name, value in values.items() if value is not None}


def _of_answer(outcome: Outcome, answer: Answer, library: Library) -> dict[str, float | None]:
    if outcome.question.abstain:
        return {"refused": float(answer.abstained)}
    precision, recall = official_characters(outcome, library) or (None, None)
    return {
        "character precision": precision,
        "character recall": recall,
        "citation precision": citation_precision(outcome),
        "claim support": claim_support(outcome),
        "quote match": quote_match(outcome, library),
        "gold precision": gold_precision(outcome, library),
        "key facts": key_facts(outcome),
        "nothing forbidden": clean(outcome),
        "verdict": verdict(outcome),
        "false premise corrected": premise_corrected(outcome, library),
        "answered": float(not answer.abstained),
    }
