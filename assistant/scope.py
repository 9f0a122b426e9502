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
from index.chunk import OUTSIDE_PREFIX

FEATURES = (
    "support",
    "nearest",
    "covered",
    "known",
    "in_field",
    "subject",
    "act",
    "regime",
    "place",
    "intent",
    "outside",
    "outside_share",
    "outside_words",
    "english",
    "foreign",
)
_FAR = 0.8  # below the similarity of any two e5 sentences
NEIGHBOURS = 10
"""Nearest phrases among which topics outside the library are counted."""


class Scope:
    """Decides whether a question is answered; ``threshold`` is a probability."""

    def __init__(self, weights: Mapping[str, float], bias: float, threshold: float) -> None:
        self.weights = np.array([weights.get(name, 0.0) for name in FEATURES])
        self.bias = bias
        self.threshold = threshold

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Scope:
        data = json.loads(path.read_text("utf-8"))["scope"]
        return cls(data["weights"], data["bias"], data["threshold"])

    def probability(self, features: np.ndarray) -> float:
        """Probability that the question is about this field and supported."""
        return float(1 / (1 + np.exp(-(features @ self.weights + self.bias))))

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
        if frame.unheld and not _names_held(frame, candidates):
            return "not_in_library"
        if names_one_rule(frame):
            return None
        if self.probability(scope_features(frame, candidates, hits, index)) >= self.threshold:
            return None
        return "not_in_library" if frame.in_field else "out_of_scope"


def _names_held(frame: Frame, candidates: Sequence[Candidate]) -> bool:
    """Whether the question cites something else that is held, or asks for more than its text."""
    held = any(c.contains(i.id) or i.id.contains(c) for c in frame.cited for i in candidates[:5])
    return held or bool(frame.intents and frame.intent not in {"decisions", "says"})


def names_one_rule(frame: Frame) -> bool:
    """Whether the question cites an article or decision: then the library's answer is that.

    A place stands for its decisions only where cases are asked for: other things happen there too.
    """
    places = () if {"decisions", "compare"} & set(frame.intents) else frame.places
    return any(c.portion or (c.doctype == "judgment" and c not in places) for c in frame.cited)


def scope_features(
    frame: Frame, candidates: Sequence[Candidate], hits: Sequence[Hit], index: Index
) -> np.ndarray:
    """The values of `FEATURES`, in that order.

    ``support``: the ranker's score of its best candidate; ``nearest``: cosine similarity of the
    nearest phrase; ``covered``: share of the question's search terms, weighted by rarity, that
    the five best entries contain; ``known``: share of them that any entry contains; ``in_field``
    to ``intent``: whether the question uses this field's words and names a subject, act,
    election, a decision's place, an intent; ``outside``: by how much a topic outside the library
    is nearer than anything in it; ``outside_share``, ``outside_words``: share of such topics
    among the nearest by meaning and by words; ``foreign``: whether it names another country.
    """
    nearest = max((_phrase(h) for h in hits if not _outside(h)), default=0.0)
    away = max((_phrase(h) for h in hits if _outside(h)), default=_FAR)
    by_meaning = sorted(hits, key=lambda h: (-_phrase(h), h.target))[:NEIGHBOURS]
    by_words = sorted(hits, key=lambda h: (-h.channels.get("bm25_phrase", 0.0), h.target))[:3]
    return np.array(
        [
            logit(candidates[0].probability) if candidates else -20.0,
            (nearest - 0.85) * 20,
            index.covered_share(frame.text, [str(c.id) for c in candidates[:5]]),
            index.known_share(frame.text) or 0.0,
            float(frame.in_field),
            float(bool(frame.subjects)),
            float(bool(frame.acts)),
            float(bool(frame.regimes)),
            float(bool(frame.places)),
            float(bool(frame.intents)),
            (away - nearest) * 20,
            sum(map(_outside, by_meaning)) / NEIGHBOURS,
            sum(map(_outside, by_words)) / 3,
            float(frame.language == "en"),
            float(frame.foreign),
        ]
    )


def _phrase(hit: Hit) -> float:
    return hit.channels.get("dense_phrase", 0.0)


def _outside(hit: Hit) -> bool:
    return hit.target.startswith(OUTSIDE_PREFIX)
