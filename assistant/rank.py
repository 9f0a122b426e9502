"""Ranking what retrieval found: a linear model over features that a person can read.

The weights are fitted by ``netral eval train`` on the training families of the evaluation set
(logistic regression, L2) and stored in ``data/ranker.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.frame import Frame
from corpus import Entry, Identifier, Library
from corpus.model import (
    Decision,
    Excerpt,
    Instrument,
    Norm,
    Provision,
    Regime,
    Report,
    ReportKind,
    Status,
)
from index import Hit
from index.chunk import NOTE_PREFIX, is_entry
from index.retriever import CHANNELS, RRF_K

WEIGHTS = Path(__file__).parent / "data" / "ranker.json"

FITTING: Mapping[str, frozenset[str]] = {
    "may": frozenset({Norm.PROHIBITION, Norm.DUTY, Norm.RIGHT}),
    "penalty": frozenset({Norm.SANCTION}),
    "procedure": frozenset({Norm.PROCEDURE, Norm.COMPETENCE, Norm.RIGHT}),
    "says": frozenset({Norm.DEFINITION, Norm.PRINCIPLE}),
    "status": frozenset({Norm.TRANSITION, "instrument"}),
    "decisions": frozenset({"decision", ReportKind.CASE, ReportKind.PATTERN}),
    "compare": frozenset({"decision"}),
    "figures": frozenset({ReportKind.FIGURE}),
}
"""Kinds of entry that answer each intent."""

FEATURES = (
    *CHANNELS,
    "rrf",
    "first_phrase",
    "exact",
    "subject_same",
    "subject_wider",
    "subject_other",
    "act_same",
    "act_other",
    "regime_same",
    "regime_other",
    "stage_same",
    "stage_other",
    "fits_intent",
    "kind_decision",
    "kind_report",
    "kind_instrument",
    "not_in_force",
    "uncertain",
    "linked",
    "english",
    "noted",
)
NEAREST = 8
"""Exponent that leaves only the nearest phrases of a question near one."""
_REGIMES_OF_ELECTION = frozenset({Regime.PILKADA, Regime.PEMILU})


@dataclass(frozen=True)
class Candidate:
    """An entry with its features and the ranker's estimate that the question needs it."""

    entry: Entry
    features: np.ndarray
    probability: float

    @property
    def id(self) -> Identifier:
        return self.entry.id


def kind_of(entry: Entry) -> str:
    """The norm of a provision, or what kind of entry it is."""
    match entry.source:
        case Provision(norm=norm):
            return norm.value
        case Report(kind=kind):
            return kind.value
        case Decision():
            return "decision"
        case Instrument():
            return "instrument"
        case Excerpt():
            return "excerpt"


class Ranker:
    """Scores candidates; ``weights`` has one number a feature (0 when missing), and ``bias``."""

    def __init__(self, weights: Mapping[str, float], bias: float) -> None:
        self._weights = np.array([weights.get(name, 0.0) for name in FEATURES])
        self._bias = bias

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Ranker:
        data = json.loads(path.read_text("utf-8"))
        return cls(data["weights"], data["bias"])

    def rank(self, frame: Frame, hits: Sequence[Hit], library: Library) -> list[Candidate]:
        """Entries of ``hits`` (notes left out): cited ones, then the most probable.

        Entries that a promising one is linked to (its sanction, procedure, decisions) get the
        feature ``linked`` in a second pass, so that the law's own links count in the order.
        """
        entries, table = feature_table(frame, hits, library)
        fill_links(entries, table, self.probabilities(table), library)
        final = self.probabilities(table)
        ranked = [
            Candidate(entry, row, float(p))
            for entry, row, p in zip(entries, table, final, strict=True)
        ]
        exact = {h.target for h in hits if h.exact}
        return sorted(ranked, key=lambda c: (str(c.id) not in exact, -c.probability, c.id))

    def probabilities(self, table: np.ndarray) -> np.ndarray:
        """Probability that an entry is needed, for each row of a feature table."""
        return 1 / (1 + np.exp(-(table @ self._weights + self._bias)))


def feature_table(
    frame: Frame, hits: Sequence[Hit], library: Library
) -> tuple[list[Entry], np.ndarray]:
    """Entries and their features, shape (entries, features); ``linked`` is still zero."""
    kept = [h for h in hits if is_entry(h.target)]
    scales = _scales(hits)
    noted = _noted(hits, scales, library)
    entries = [library.get(Identifier.parse(h.target)) for h in kept]
    rows = [
        [
            *(found := _retrieval(hit, scales)),
            *_match(frame, entry, library),
            _english(frame, found),
            noted.get(entry.id, 0.0),
        ]
        for hit, entry in zip(kept, entries, strict=True)
    ]
    return entries, np.array(rows, dtype=float).reshape(len(rows), len(FEATURES))


def _scales(hits: Sequence[Hit]) -> dict[str, tuple[float, float]]:
    """(lowest, highest) score of each channel: e5's similarities lie in a narrow band."""
    scales = {}
    for name in CHANNELS:
        values = [h.channels[name] for h in hits if name in h.channels]
        low = 0.0 if name.startswith("bm25") else min(values, default=0.0)
        scales[name] = (low, max(values, default=1.0))
    return scales


def _retrieval(hit: Hit, scales: Mapping[str, tuple[float, float]]) -> list[float]:
    scaled = []
    for name in CHANNELS:
        low, high = scales[name]
        value = hit.channels.get(name, low)
        scaled.append((value - low) / (high - low) if high > low else 0.0)
    rrf = hit.own * (RRF_K + 1) / len(CHANNELS)
    return [*scaled, rrf, scaled[1] ** NEAREST, float(hit.exact)]


def _noted(
    hits: Sequence[Hit], scales: Mapping[str, tuple[float, float]], library: Library
) -> dict[Identifier, float]:
    """How near the nearest note is that cites an entry (a misconception's correction, say)."""
    strengths: dict[Identifier, float] = {}
    for hit in hits:
        if hit.target.startswith(NOTE_PREFIX):
            strength = _retrieval(hit, scales)[CHANNELS.index("dense_phrase")] ** NEAREST
            note = library.notes[hit.target.removeprefix(NOTE_PREFIX)]
            for cited in {c for s in note.statements for c in s.cites}:
                strengths[cited] = max(strengths.get(cited, 0.0), strength)
    return strengths


def _english(frame: Frame, retrieved: Sequence[float]) -> float:
    """Mean similarity of meaning for an English question, whose words BM25 cannot match."""
    return sum(retrieved[:2]) / 2 if frame.language == "en" else 0.0


def _match(frame: Frame, entry: Entry, library: Library) -> list[float]:
    facets = entry.facets
    addressees = set(facets.addressees)
    subjects = set(frame.subjects)
    wider = {w for s in subjects for w in library.vocabulary.wider.get(s, {s})}
    acts = set(frame.acts)
    elections = set(facets.regimes) & _REGIMES_OF_ELECTION
    asked = {r for r in frame.regimes if r in _REGIMES_OF_ELECTION}
    others = set(frame.regimes) - asked
    stages = set(facets.stages) - {"any"}
    kind = kind_of(entry)
    status = entry.status(frame.day)
    same_act = len(acts & set(facets.acts)) / len(acts) if acts else 0.0
    known = bool(subjects and addressees)
    return [
        float(bool(subjects & addressees)),
        float(bool(wider & addressees)),
        float(known and not wider & addressees),
        same_act,
        float(bool(acts and facets.acts) and same_act == 0),
        float(bool(set(frame.regimes) & set(facets.regimes))),
        float(bool(asked and elections and not asked & elections))
        + float(bool(others and facets.regimes and not others & set(facets.regimes))) / 2,
        float(bool(set(frame.stages) & stages)),
        float(bool(frame.stages and stages and not set(frame.stages) & stages)),
        float(any(kind in FITTING[intent] for intent in frame.intents or ("may",))),
        float(kind == "decision") if "decisions" not in frame.intents else 0.0,
        float(isinstance(entry.source, Report)) if "figures" not in frame.intents else 0.0,
        float(kind == "instrument"),
        float(status is not Status.BERLAKU),
        float(library.uncertain(entry.id) is not None),
        0.0,
    ]


_FOLLOWED = ("sanctioned_by", "sanction_of", "has_procedure", "explained_by", "has_exception")


def fill_links(
    entries: Sequence[Entry], table: np.ndarray, scores: np.ndarray, library: Library
) -> None:
    """Set ``linked``: the best score among the five best entries that link to this one."""
    position = {entry.id: i for i, entry in enumerate(entries)}
    column = FEATURES.index("linked")
    for i in np.argsort(-scores, kind="stable")[:5]:
        for target in library.related(entries[i].id, *_FOLLOWED):
            j = position.get(target)
            if j is not None:
                table[j, column] = max(table[j, column], scores[i])


def logit(probability: float) -> float:
    """The linear score behind a probability."""
    clipped = min(max(probability, 1e-9), 1 - 1e-9)
    return math.log(clipped / (1 - clipped))


def of_kind(candidates: Iterable[Candidate], *kinds: str) -> list[Candidate]:
    """Candidates whose kind is one of ``kinds``, in order."""
    return [c for c in candidates if kind_of(c.entry) in kinds]
