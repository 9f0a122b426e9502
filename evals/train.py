"""Fitting the query adapter, the ranker, the scope model and the verdicts on training families."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from assistant import Assistant, Settings
from assistant.rank import FEATURES, WEIGHTS, Ranker
from corpus import Identifier
from evals.adapter import Pair, fit_adapter
from evals.misuse import fit_misuse, write_misuse
from evals.questions import EvalQuestion, load_questions, portions
from evals.scope import fit_scope, write_scope
from evals.verdict import fit_verdict, write_verdict
from index.adapter import write_adapter
from index.build import embed_chunks
from index.chunk import chunk_library, is_entry

DEPTH = 80
"""Candidates a question that the ranker learns from: deeper ones are all alike."""
FOLDS = 4
"""The adapter has seen the training questions: the ranker's features of each come from an adapter
that was fitted without its family, so that it does not learn to trust similarity too much."""
PENALTY = 1.0
"""Inverse strength of the ranker's L2; of 0.1 to 100 the best recall@5 in cross-validation over
the training families."""
State = dict[str, Any]


def train(settings: Settings, progress: Callable[[str, int, int], None]) -> str:
    """Fit all on the training split and write it where it is read; returns the weights.

    L2-regularised logistic regression; features that must not hurt (a match) or help (a clash)
    are left to the data, so that a surprising sign shows.
    """
    from sklearn.linear_model import LogisticRegression

    assistant = Assistant.open(settings)
    questions = [q for q in load_questions() if q.split == "train"]
    pairs, stored = _pairs(assistant, settings, questions, progress)
    states: list[State] = []
    for fold in range(FOLDS):
        seen = [p for q, p in pairs if q is None or _fold(q) != fold]
        assistant.index.adapter = fit_adapter(seen, stored)
        for question in (q for q in questions if _fold(q) == fold):
            states.append({"question": question, **_retrieved(assistant, question)})
            progress("retrieve", len(states), len(questions))
    weights, bias = _hand_start()
    for _ in range(3):  # `linked` depends on the first pass: refit until it settles
        table, labels = _examples(assistant, states, Ranker(assistant.library, weights, bias))
        model = LogisticRegression(C=PENALTY, max_iter=5000).fit(table, labels)
        weights = dict(zip(FEATURES, map(float, model.coef_[0]), strict=True))
        bias = float(model.intercept_[0])
    assistant.ranker = Ranker(assistant.library, weights, bias)
    data = {
        "fitted_on": f"{len(questions)} training questions, "
        f"{len({q.family for q in questions})} families, {len(labels)} candidates",
        "weights": {k: round(v, 4) for k, v in weights.items()},
        "bias": round(bias, 4),
    }
    write_adapter(fit_adapter([p for _, p in pairs], stored))
    WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    scope = fit_scope(assistant, states, [p.query for q, p in pairs if q is None])
    write_scope(scope)
    likeness = fit_misuse(assistant, states)
    write_misuse(likeness)
    verdict = fit_verdict(assistant, states)
    write_verdict(verdict)
    shown = {"ranker": data, "scope": {**scope, "meaning": "..."}, "verdict": verdict}
    shown["misuse"] = {**likeness, "direction": "..."}
    return json.dumps(shown, indent=1)


def _fold(question: EvalQuestion) -> int:
    return hashlib.sha256(question.family.encode()).digest()[1] % FOLDS


def _pairs(
    assistant: Assistant,
    settings: Settings,
    questions: Sequence[EvalQuestion],
    progress: Callable[[str, int, int], None],
) -> tuple[list[tuple[EvalQuestion | None, Pair]], np.ndarray]:
    """What the adapter learns from, with the question behind each pair, and the stored vectors."""
    chunks = chunk_library(assistant.library)
    stored = embed_chunks(settings, chunks, progress)
    rows: dict[str, list[int]] = defaultdict(list)
    for i, chunk in enumerate(chunks):
        rows[chunk.target].append(i)
    embed = assistant.index.embeddings.embed_query
    pairs: list[tuple[EvalQuestion | None, Pair]] = []
    for i, chunk in enumerate(chunks):
        if chunk.field == "phrase" and is_entry(chunk.target):
            others = tuple(r for r in rows[chunk.target] if r != i)
            vector = np.asarray(embed(chunk.text), np.float32)
            pairs.append((None, Pair(vector, others, i)))
        progress("phrases", i + 1, len(chunks))
    for question in questions:
        text = assistant.understand(question.asked())["frame"].text
        vector = np.asarray(embed(text), np.float32)
        for group in question.gold:
            ids = _identifiers(group, assistant)
            pairs.append((question, Pair(vector, tuple(r for i in ids for r in rows[i]))))
    return pairs, stored


def _identifiers(group: Sequence[str], assistant: Assistant) -> list[str]:
    found = [str(i) for g in group for i in portions(Identifier.parse(g), assistant.library)]
    return list(dict.fromkeys(found))


def _retrieved(assistant: Assistant, question: EvalQuestion) -> State:
    state = assistant.understand(question.asked())
    frame = state["frame"]
    return {
        "frame": frame,
        "hits": assistant.index.search(frame.text, list(frame.cited), frame.focus),
    }


def _hand_start() -> tuple[dict[str, float], float]:
    """Where fitting starts: only the order of retrieval, so that links can be followed."""
    weights = dict.fromkeys(FEATURES, 0.0)
    weights["rrf"] = 6.0
    return weights, -5.0


def _examples(
    assistant: Assistant, states: Sequence[State], ranker: Ranker
) -> tuple[np.ndarray, np.ndarray]:
    tables, labels = [], []
    for state in states:
        question: EvalQuestion = state["question"]
        if question.abstain:
            continue
        gold = {i for group in question.gold for i in _identifiers(group, assistant)}
        entries, table = ranker.feature_table(state["frame"], state["hits"][:DEPTH])
        tables.append(table)
        labels += [float(str(entry.id) in gold) for entry in entries]
    return np.concatenate(tables), np.array(labels)
