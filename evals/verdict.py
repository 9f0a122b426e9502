"""Fitting what speaks for a verdict, on the training questions that have one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from assistant import Assistant
from assistant.choice import Choice
from assistant.verdict import FEATURES, VERDICTS, WEIGHTS, wants_verdict, weighed

PENALTY = 0.3
"""Weight of the L2; held-out training families see no difference from 0.05 to 3."""


def fit_verdict(assistant: Assistant, states: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The content of ``verdict.json`` from the training questions' states (`evals.train`)."""
    tables, right = [], []
    for state in states:
        frame, gold = state["frame"], state["question"].verdict
        if gold is None or not wants_verdict(frame):
            continue
        candidates = assistant.ranker.rank(frame, state["hits"])
        leads = Choice(frame, candidates, assistant.library).leads
        found, table = weighed(frame, leads, candidates, assistant.library)
        if found:
            tables.append(table)
            right.append(VERDICTS.index(gold))
    weights = _fit(np.array(tables), np.array(right))
    return {
        "fitted_on": f"{len(right)} training questions with a verdict",
        "weights": dict(zip(FEATURES, np.round(weights, 4).tolist(), strict=True)),
    }


def write_verdict(data: Mapping[str, Any]) -> None:
    WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def _fit(tables: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of a conditional logit; ``tables`` of shape (questions, verdicts, features)."""
    from scipy.optimize import minimize

    chosen = tables[np.arange(len(right)), right]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = tables @ weights
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        lost = -np.log(shares[np.arange(len(right)), right]).sum() + PENALTY * weights @ weights
        slope = (shares[..., None] * tables).sum(axis=(0, 1)) - chosen.sum(axis=0)
        return float(lost), slope + 2 * PENALTY * weights

    return np.asarray(minimize(loss, np.zeros(tables.shape[2]), jac=True).x)
