"""Whether to answer at all: scope, support, and clarity.

A logistic model over readable features, fitted with the ranker on the training families
(`netral eval train`, `evals/scope.py`), and rules for what no model should decide: wrongdoing,
empty questions, and provisions that the library does not hold.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from heapq import nsmallest
from pathlib import Path

import numpy as np

from assistant.answer import AbstainReason
from assistant.frame import Frame
from assistant.rank import Candidate, logit
from index import Hit, Index
from index.chunk import OUTSIDE_PREFIX
from index.settings import DEFAULT_MODEL

SCOPE = Path(__file__).parent / "data" / "scope.json"

REQUESTS = (
    "opinion",
    "prediction",
    "today",
    "other_election",
    "candidacy_terms",
    "service_terms",
    "other_crime",
)
"""Kinds of request in the lexicon's section ``beside``, a feature each."""
_NO_LAW = frozenset({"opinion", "prediction", "today"})
"""Kinds that no library of laws could answer, whatever it held."""
ELSEWHERE = frozenset({"other_election", "other_crime"})
"""Kinds that put a question outside even where a norm of the field fits its act."""
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
    *REQUESTS,
    "unheld",
    "outsider",
    "meaning",
)
NEIGHBOURS = 10
"""Nearest phrases among which topics outside the library are counted."""


class Meaning:
    """How far the question's own vector, before any adapter, lies on the field's side.

    One direction through the vectors of the default model, shape (d,); questions of another
    model have no place on it and stand at zero.
    """

    def __init__(self, direction: np.ndarray, bias: float) -> None:
        self.direction = direction
        self.bias = bias

    def __call__(self, frame: Frame, index: Index) -> float:
        if index.manifest.model != DEFAULT_MODEL:
            return 0.0
        return float(np.dot(index.vector(frame.text), self.direction)) + self.bias


class Scope:
    """Decides whether a question is answered; ``threshold`` is a probability."""

    def __init__(
        self, weights: Mapping[str, float], bias: float, threshold: float, meaning: Meaning
    ) -> None:
        self.weights = np.array([weights.get(name, 0.0) for name in FEATURES])
        self.bias = bias
        self.threshold = threshold
        self.meaning = meaning

    @classmethod
    def load(cls, path: Path = SCOPE) -> Scope:
        data = json.loads(path.read_text("utf-8"))
        meaning = Meaning(np.array(data["meaning"]["direction"]), data["meaning"]["bias"])
        return cls(data["weights"], data["bias"], data["threshold"], meaning)

    def features(
        self, frame: Frame, candidates: Sequence[Candidate], hits: Sequence[Hit], index: Index
    ) -> np.ndarray:
        """The values of `FEATURES`, in that order."""
        return np.append(scope_features(frame, candidates, hits, index), self.meaning(frame, index))

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
        if self.probability(self.features(frame, candidates, hits, index)) >= self.threshold:
            return None
        no_law = not _NO_LAW.isdisjoint(frame.beside)
        return "not_in_library" if frame.in_field and not no_law else "out_of_scope"


def _names_held(frame: Frame, candidates: Sequence[Candidate]) -> bool:
    """Whether the question cites something else that is held, or asks for more than its text."""
    held = any(
        c.contains(i.id) or (bool(i.id.portion) and i.id.contains(c))
        for c in frame.cited
        for i in candidates[:5]
    )
    return held or bool(frame.intents and frame.intent not in {"decisions", "says"})


def elsewhere(frame: Frame) -> bool:
    """Whether a question asks for something that the library leaves to others, so that a norm of
    the field that fits its act is no answer."""
    return not ELSEWHERE.isdisjoint(frame.beside)


def names_one_rule(frame: Frame) -> bool:
    """Whether the question cites an article or decision: then the library's answer is that.

    A place stands for its decisions only where cases are asked for: other things happen there too.
    """
    places = () if {"decisions", "compare"} & set(frame.intents) else frame.places
    return any(c.portion or (c.doctype == "judgment" and c not in places) for c in frame.cited)


def scope_features(
    frame: Frame, candidates: Sequence[Candidate], hits: Sequence[Hit], index: Index
) -> np.ndarray:
    """The values of `FEATURES` but the last, in that order.

    ``support``: the ranker's score of its best candidate; ``nearest``: cosine similarity of the
    nearest phrase; ``covered``: share of the question's search terms, weighted by rarity, that
    the five best entries contain; ``known``: share of them that any entry contains; ``in_field``
    to ``intent``: whether the question uses this field's words and names a subject, act,
    election, a decision's place, an intent; ``outside``: by how much a topic outside the library
    is nearer than anything in it; ``outside_share``, ``outside_words``: share of such topics
    among the nearest by meaning and by words; ``foreign``: whether it names another country;
    then the kinds of request in `REQUESTS`; ``unheld``: whether it names what the library does not
    hold; ``outsider``: whether it asks of someone whom no rule names. The last one, ``meaning``, is
    `Meaning`'s.
    """
    outside = {h.target for h in hits if h.target.startswith(OUTSIDE_PREFIX)}
    meant = [(-h.channels.get("dense_phrase", 0.0), h.target) for h in hits]
    worded = [(-h.channels.get("bm25_phrase", 0.0), h.target) for h in hits]
    # a topic that was not found is no nearer than anything that was
    scores = (h.channels["dense_phrase"] for h in hits if "dense_phrase" in h.channels)
    least = min(scores, default=0.0)
    away = max((-score for score, target in meant if target in outside), default=least)
    nearest = max((-score for score, target in meant if target not in outside), default=0.0)
    by_meaning, by_words = nsmallest(NEIGHBOURS, meant), nsmallest(3, worded)
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
            sum(target in outside for _, target in by_meaning) / NEIGHBOURS,
            sum(target in outside for _, target in by_words) / 3,
            float(frame.language == "en"),
            float(frame.foreign),
            *(float(kind in frame.beside) for kind in REQUESTS),
            float(bool(frame.unheld)),
            float(frame.outsider),
        ]
    )
