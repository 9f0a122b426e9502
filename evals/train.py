"""Fitting the ranker and the scope model on the training families."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np

from assistant import Assistant, Settings
from assistant.rank import FEATURES, WEIGHTS, Ranker
from assistant.scope import FEATURES as SCOPE_FEATURES
from assistant.scope import names_one_rule, scope_features
from corpus import Identifier
from evals.questions import EvalQuestion, load_questions, portions

DEPTH = 80
"""Candidates a question that the ranker learns from: deeper ones are all alike."""

THRESHOLD = 0.3
"""Probability from which a question is answered. On train and dev the share of right decisions is
flat between 0.3 and 0.4; the lower end leaves fewer people of this field without an answer."""


def train(settings: Settings) -> str:
    """Fit both models on the training split, write ``ranker.json``; returns the weights as text.

    L2-regularised logistic regression; features that must not hurt (a match) or help (a clash)
    are left to the data, so that a surprising sign shows.
    """
    from sklearn.linear_model import LogisticRegression

    assistant = Assistant.open(settings)
    questions = [q for q in load_questions() if q.split == "train"]
    weights, bias = _hand_start()
    for _ in range(3):  # `linked` depends on the first pass: refit until it settles
        table, labels = _examples(assistant, questions, Ranker(assistant.library, weights, bias))
        model = LogisticRegression(C=0.1, max_iter=2000).fit(table, labels)
        weights = dict(zip(FEATURES, map(float, model.coef_[0]), strict=True))
        bias = float(model.intercept_[0])
    assistant.ranker = Ranker(assistant.library, weights, bias)
    scope_table, answered = _scope_examples(assistant, questions)
    # the features differ in scale: little regularisation, so that none is held down by its unit
    scope = LogisticRegression(C=10.0, max_iter=5000, class_weight="balanced").fit(
        scope_table, answered
    )
    scope_weights = dict(zip(SCOPE_FEATURES, map(float, scope.coef_[0]), strict=True))
    data = {
        "fitted_on": f"{len(questions)} training questions, "
        f"{len({q.family for q in questions})} families, {len(labels)} candidates",
        "weights": {k: round(v, 4) for k, v in weights.items()},
        "bias": round(bias, 4),
        "scope": {
            "weights": {k: round(v, 4) for k, v in scope_weights.items()},
            "bias": round(float(scope.intercept_[0]), 4),
            "threshold": THRESHOLD,
        },
    }
    WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    return json.dumps(data, indent=1)


def _hand_start() -> tuple[dict[str, float], float]:
    """Where fitting starts: only the order of retrieval, so that links can be followed."""
    weights = dict.fromkeys(FEATURES, 0.0)
    weights["rrf"] = 6.0
    return weights, -5.0


def _examples(
    assistant: Assistant, questions: Sequence[EvalQuestion], ranker: Ranker
) -> tuple[np.ndarray, np.ndarray]:
    tables, labels = [], []
    for question in questions:
        if question.abstain:
            continue
        gold = {
            i
            for group in question.gold
            for g in group
            for i in portions(Identifier.parse(g), assistant.library)
        }
        state = assistant.understand(question.asked())
        frame = state["frame"]
        hits = assistant.index.search(frame.text, list(frame.cited), frame.focus)[:DEPTH]
        entries, table = ranker.feature_table(frame, hits)
        tables.append(table)
        labels += [float(entry.id in gold) for entry in entries]
    return np.concatenate(tables), np.array(labels)


def _scope_examples(
    assistant: Assistant, questions: Sequence[EvalQuestion]
) -> tuple[np.ndarray, np.ndarray]:
    """Features and whether to answer; what rules refuse already teaches the model nothing."""
    rows, answered = [], []
    for question in questions:
        state = assistant.retrieve(assistant.understand(question.asked()))
        frame, hits, candidates = state["frame"], state["hits"], state["candidates"]
        if frame.wrongdoing or names_one_rule(frame):
            continue
        rows.append(scope_features(frame, candidates, hits, assistant.index))
        answered.append(not question.abstain)
    return np.array(rows), np.array(answered)
