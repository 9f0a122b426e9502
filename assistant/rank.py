"""Ranking what retrieval found: a linear model over features that a person can read.

The weights are fitted by ``netral eval train`` on the training families of the evaluation set
(logistic regression, L2) and stored in ``data/ranker.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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
)
from index import Hit
from index.chunk import NOTE_PREFIX
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
    "conduct_same",
    "conduct_other",
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


@dataclass(frozen=True)
class Traits:
    """What the features look at in one entry, prepared once for all questions."""

    entry: Entry
    kind: str
    addressees: frozenset[str]
    acts: frozenset[str]
    conduct: frozenset[str]
    """Its acts without the general ones."""
    regimes: frozenset[str]
    elections: frozenset[str]
    stages: frozenset[str]
    periods: tuple[tuple[date, date], ...]
    """When its wordings are in force: from the first day until before the second."""
    report: bool
    uncertain: bool

    @classmethod
    def of(cls, entry: Entry, library: Library) -> Traits:
        facets = entry.facets
        return cls(
            entry=entry,
            kind=kind_of(entry),
            addressees=frozenset(facets.addressees),
            acts=frozenset(facets.acts),
            conduct=library.vocabulary.conduct(facets.acts),
            regimes=frozenset(facets.regimes),
            elections=frozenset(facets.regimes) & _REGIMES_OF_ELECTION,
            stages=frozenset(facets.stages) - {"any"},
            periods=tuple((v.from_, entry.until(v) or date.max) for v in entry.versions),
            report=isinstance(entry.source, Report),
            uncertain=library.uncertain(entry.id) is not None,
        )

    def in_force(self, day: date) -> bool:
        return any(start <= day < end for start, end in self.periods)


@dataclass(frozen=True)
class Asked:
    """What the features look at in a question."""

    frame: Frame
    subjects: frozenset[str]
    wider: frozenset[str]
    """The subjects and everyone they belong to (an ASN for a PNS)."""
    acts: frozenset[str]
    conduct: frozenset[str]
    """Its acts without the general ones, if it names others."""
    regimes: frozenset[str]
    elections: frozenset[str]
    others: frozenset[str]
    """The regimes that are no elections."""
    stages: frozenset[str]
    kinds: frozenset[str]
    """Kinds of entry that answer its intents."""

    @classmethod
    def of(cls, frame: Frame, library: Library) -> Asked:
        wider = library.vocabulary.wider
        regimes = frozenset(frame.regimes)
        return cls(
            frame=frame,
            subjects=frozenset(frame.subjects),
            wider=frozenset(w for s in frame.subjects for w in wider.get(s, {s})),
            acts=frozenset(frame.acts),
            conduct=library.vocabulary.conduct(frame.acts),
            regimes=regimes,
            elections=regimes & _REGIMES_OF_ELECTION,
            others=regimes - _REGIMES_OF_ELECTION,
            stages=frozenset(frame.stages),
            kinds=frozenset(k for i in frame.intents or ("may",) for k in FITTING[i]),
        )


class Ranker:
    """Scores candidates; ``weights`` has one number a feature (0 when missing), and ``bias``."""

    def __init__(self, library: Library, weights: Mapping[str, float], bias: float) -> None:
        self._library = library
        self._traits = {str(i): Traits.of(entry, library) for i, entry in library.entries.items()}
        self.weights = np.array([weights.get(name, 0.0) for name in FEATURES])
        self.bias = bias

    @classmethod
    def load(cls, library: Library, path: Path = WEIGHTS) -> Ranker:
        data = json.loads(path.read_text("utf-8"))
        return cls(library, data["weights"], data["bias"])

    def rank(self, frame: Frame, hits: Sequence[Hit]) -> list[Candidate]:
        """Entries of ``hits`` (notes left out): cited ones, then the most probable."""
        entries, table = self.feature_table(frame, hits)
        final = self.probabilities(table)
        ranked = [
            Candidate(entry, row, float(p))
            for entry, row, p in zip(entries, table, final, strict=True)
        ]
        exact = FEATURES.index("exact")
        return sorted(ranked, key=lambda c: (-c.features[exact], -c.probability, c.id))

    def probabilities(self, table: np.ndarray) -> np.ndarray:
        """Probability that an entry is needed, for each row of a feature table."""
        return 1 / (1 + np.exp(-(table @ self.weights + self.bias)))

    def feature_table(self, frame: Frame, hits: Sequence[Hit]) -> tuple[list[Entry], np.ndarray]:
        """Entries and their features, shape (entries, features).

        Entries that a promising one is linked to (its sanction, procedure, decisions) get the
        feature ``linked`` in a second pass, so that the law's own links count in the order.
        A portion that only an official text holds counts where the question cites it.
        """
        scales = _scales(hits)
        noted = _noted(hits, scales, self._library)
        asked = Asked.of(frame, self._library)
        entries, rows = [], []
        for hit in hits:
            traits = self._traits.get(hit.target)
            if traits is None and hit.exact:
                traits = Traits.of(self._library.get(Identifier.parse(hit.target)), self._library)
            if traits is not None:
                found = _retrieval(hit, scales)
                match = _match(asked, traits)
                meaning = _english(frame, found)
                rows.append([*found, *match, meaning, noted.get(hit.target, 0.0)])
                entries.append(traits.entry)
        table = np.array(rows, dtype=float).reshape(len(rows), len(FEATURES))
        _fill_links(entries, table, self.probabilities(table), self._library)
        return entries, table


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
) -> dict[str, float]:
    """How near the nearest note is that cites an entry (a misconception's correction, say)."""
    strengths: dict[str, float] = {}
    for hit in hits:
        if hit.target.startswith(NOTE_PREFIX):
            strength = _retrieval(hit, scales)[CHANNELS.index("dense_phrase")] ** NEAREST
            note = library.notes[hit.target.removeprefix(NOTE_PREFIX)]
            for cited in {str(c) for s in note.statements for c in s.cites}:
                strengths[cited] = max(strengths.get(cited, 0.0), strength)
    return strengths


def _english(frame: Frame, retrieved: Sequence[float]) -> float:
    """Mean similarity of meaning for an English question, whose words BM25 cannot match."""
    return sum(retrieved[:2]) / 2 if frame.language == "en" else 0.0


def _match(asked: Asked, entry: Traits) -> list[float]:
    """How question and entry fit, as 0 or 1 (a bool is one of them) or a share."""
    intents = asked.frame.intents
    same_act = len(asked.acts & entry.acts) / len(asked.acts) if asked.acts else 0.0
    same_conduct = len(asked.conduct & entry.conduct) / len(asked.conduct) if asked.conduct else 0.0
    binds = not asked.wider.isdisjoint(entry.addressees)
    same_stage = not asked.stages.isdisjoint(entry.stages)
    return [
        not asked.subjects.isdisjoint(entry.addressees),
        binds,
        bool(asked.subjects and entry.addressees) and not binds,
        same_act,
        bool(asked.acts and entry.acts) and same_act == 0,
        same_conduct,
        bool(asked.conduct and entry.conduct) and same_conduct == 0,
        not asked.regimes.isdisjoint(entry.regimes),
        _apart(asked.elections, entry.elections) + _apart(asked.others, entry.regimes) / 2,
        same_stage,
        bool(asked.stages and entry.stages) and not same_stage,
        entry.kind in asked.kinds,
        entry.kind == "decision" and "decisions" not in intents,
        entry.report and "figures" not in intents,
        entry.kind == "instrument",
        not entry.in_force(asked.frame.day),
        entry.uncertain,
        0.0,
    ]


def _apart(asked: frozenset[str], held: frozenset[str]) -> bool:
    """Whether both name something, and nothing in common."""
    return bool(asked and held) and asked.isdisjoint(held)


_FOLLOWED = ("sanctioned_by", "sanction_of", "has_procedure", "explained_by", "has_exception")


def _fill_links(
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
