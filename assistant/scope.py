"""Whether to answer at all: scope, support, and clarity.

A logistic model over four readable features, fitted with the ranker on the training families
(`netral eval train`), and rules for what no model should decide: wrongdoing and empty questions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from assistant.answer import AbstainReason
from assistant.frame import Frame
from assistant.rank import WEIGHTS, Candidate, logit
from index import Hit, Index

FEATURES = ("support", "nearest", "covered", "in_field", "named")


class Scope:
    """Decides whether a question is answered; ``threshold`` is a probability."""

    def __init__(self, weights: Mapping[str, float], bias: float, threshold: float) -> None:
        self._weights = np.array([weights[name] for name in FEATURES])
        self._bias = bias
        self._threshold = threshold

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Scope:
        data = json.loads(path.read_text("utf-8"))["scope"]
        return cls(data["weights"], data["bias"], data["threshold"])

    def probability(self, features: np.ndarray) -> float:
        """Probability that the question is about this field and supported."""
        return float(1 / (1 + np.exp(-(features @ self._weights + self._bias))))

    def refusal(
        self, frame: Frame, candidates: Sequence[Candidate], hits: Sequence[Hit], index: Index
    ) -> AbstainReason | None:
        """Why not to answer, or None."""
        known = index.known_share(frame.text)
        if known is None or (known == 0 and not frame.in_field):
            return "unclear"
        if frame.wrongdoing:
            return "out_of_scope"
        if not candidates:
            return "not_in_library"
        if any(h.exact for h in hits):
            return None
        if self.probability(scope_features(frame, candidates, hits, index)) >= self._threshold:
            return None
        return "not_in_library" if frame.in_field else "out_of_scope"


def scope_features(
    frame: Frame, candidates: Sequence[Candidate], hits: Sequence[Hit], index: Index
) -> np.ndarray:
    """The values of `FEATURES`, in that order.

    ``support``: the ranker's score of its best candidate; ``nearest``: cosine similarity of the
    nearest phrase; ``covered``: share of the question's search terms, weighted by rarity, that
    the five best entries contain; ``in_field``: it uses this field's words; ``named``: it names a
    subject or an act.
    """
    return np.array(
        [
            logit(candidates[0].probability) if candidates else -20.0,
            (max((h.channels.get("dense_phrase", 0.0) for h in hits), default=0.0) - 0.85) * 20,
            index.covered_share(frame.text, [str(c.id) for c in candidates[:5]]),
            float(frame.in_field),
            float(bool(frame.subjects)) + float(bool(frame.acts)),
        ]
    )
