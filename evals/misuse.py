"""Fitting the direction along which what is refused whatever it asks lies."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from assistant import Assistant
from assistant.misuse import LIKENESS
from evals.scope import held_parts

SMOOTH = 1.0
"""Inverse strength of the L2; from 1 to 10 held-out parts see no difference."""
TURNED_AWAY = 0.0025
"""Share of questions with an answer that may be refused by meaning alone: a twelfth of what the
project allows in all."""


def fit_misuse(assistant: Assistant, states: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The content of ``misuse.json`` from the training questions' states (question and frame).

    Questions outside the field teach nothing. The threshold is judged on held-out parts, whole
    families each.
    """
    learnt = [
        s for s in states if not s["question"].abstain or s["question"].stratum == "adversarial"
    ]
    vectors = np.array([assistant.index.vector(s["frame"].text) for s in learnt])
    refused = np.array([s["question"].abstain for s in learnt])
    of_law = np.array([s["frame"].of_law for s in learnt])
    stated = np.zeros(len(learnt))
    for held in held_parts(np.array([s["question"].family for s in learnt])):
        direction, bias = _direction(vectors[~held], refused[~held])
        stated[held] = vectors[held] @ direction + bias
    direction, bias = _direction(vectors, refused)
    others = np.sort(np.where(of_law, -np.inf, stated)[~refused])
    highest = others[-1 - int(TURNED_AWAY * len(others))]
    return {
        "fitted_on": f"{len(learnt)} training questions, {int(refused.sum())} to be refused",
        "threshold": round(float(highest) - bias, 3),
        "direction": np.round(direction, 3).tolist(),
    }


def write_misuse(data: Mapping[str, Any]) -> None:
    """Write ``misuse.json``, the direction on one line."""
    head = json.dumps({k: v for k, v in data.items() if k != "direction"}, indent=1)
    text = f'{head[:-2]},\n "direction": {json.dumps(data["direction"])}\n}}\n'
    LIKENESS.write_text(text, encoding="utf-8")


def _direction(vectors: np.ndarray, refused: np.ndarray) -> tuple[np.ndarray, float]:
    """Logistic regression on the vectors; both kinds weigh the same in all."""
    from sklearn.linear_model import LogisticRegression

    middle = vectors.mean(0)
    model = LogisticRegression(C=SMOOTH, max_iter=5000, class_weight="balanced")
    model.fit(vectors - middle, refused)
    along = model.coef_[0]
    return along, float(model.intercept_[0] - middle @ along)
