"""Ranking what retrieval found: a linear model over features that a person can read.

The weights are fitted by ``netral eval train`` on the training families of the evaluation set
(logistic regression, L2) and stored in ``data/ranker.json``.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
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
RANKED = 150
"""Candidates that an answer is made from: what comes later is as good as improbable."""

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


def names_rule(cited: Identifier) -> bool:
    """Whether a citation names one rule or decision, not a whole law."""
    return bool(cited.portion) or cited.doctype == "judgment"


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


class Facet:
    """Which of some entries name which codes, prepared once for all questions."""

    def __init__(self, named: Sequence[Collection[str]]) -> None:
        self.any = np.array([bool(codes) for codes in named], bool)
        """Whether an entry names any code, shape (entries,)."""
        self._of = {
            code: np.array([code in codes for codes in named]) for code in set().union(*named)
        }

    def shared(self, codes: Collection[str]) -> np.ndarray:
        """How many of ``codes`` each entry names, shape (entries,)."""
        held = [self._of[code] for code in codes if code in self._of]
        return np.sum(held, axis=0) if held else np.zeros(len(self.any), int)

    def apart(self, codes: Collection[str]) -> np.ndarray:
        """Whether both an entry and ``codes`` name something, and nothing in common."""
        return self.any & (self.shared(codes) == 0) & bool(codes)


class Traits:
    """What the features look at in entries, a row an entry, prepared once for all questions."""

    def __init__(self, entries: Sequence[Entry], library: Library) -> None:
        self.entries = entries
        facets = [entry.facets for entry in entries]
        self._kinds = Facet([{kind_of(entry)} for entry in entries])
        self._addressees = Facet([f.addressees for f in facets])
        self._acts = Facet([f.acts for f in facets])
        # acts without the general ones
        self._conduct = Facet([library.vocabulary.conduct(f.acts) for f in facets])
        self._regimes = Facet([f.regimes for f in facets])
        self._elections = Facet([_REGIMES_OF_ELECTION.intersection(f.regimes) for f in facets])
        self._stages = Facet([set(f.stages) - {"any"} for f in facets])
        self._report = np.array([isinstance(entry.source, Report) for entry in entries], bool)
        self._uncertain = np.array([library.uncertain(e.id) is not None for e in entries], bool)
        # each wording is in force from its first day until before its second
        periods = [
            (row, version.from_.toordinal(), (entry.until(version) or date.max).toordinal())
            for row, entry in enumerate(entries)
            for version in entry.versions
        ]
        self._worded, self._from, self._until = np.array(periods, int).reshape(-1, 3).T

    def match(self, asked: Asked) -> np.ndarray:
        """How question and entries fit, as 0 or 1 or a share, shape (entries, features)."""
        intents = asked.frame.intents
        binds = self._addressees.shared(asked.wider) > 0
        reached = binds | (self._addressees.shared(asked.roles) + self._acts.shared(asked.onto) > 0)
        same_stage = self._stages.shared(asked.stages) > 0
        columns = (
            self._addressees.shared(asked.subjects) > 0,
            binds,
            self._addressees.any & ~reached & bool(asked.subjects),
            self._acts.shared(asked.acts) / max(len(asked.acts), 1),
            self._acts.apart(asked.acts),
            self._conduct.shared(asked.conduct) / max(len(asked.conduct), 1),
            self._conduct.apart(asked.conduct),
            self._regimes.shared(asked.regimes) > 0,
            self._elections.apart(asked.elections) + self._regimes.apart(asked.others) / 2,
            same_stage,
            self._stages.any & ~same_stage & bool(asked.stages),
            self._kinds.shared(asked.kinds) > 0,
            (self._kinds.shared({"decision"}) > 0) & ("decisions" not in intents),
            self._report & ("figures" not in intents),
            self._kinds.shared({"instrument"}) > 0,
            ~self._in_force(asked.frame.day),
            self._uncertain,
        )
        return np.array(columns, float).T

    def _in_force(self, day: date) -> np.ndarray:
        now = day.toordinal()
        found = np.zeros(len(self.entries), bool)
        found[self._worded[(self._from <= now) & (now < self._until)]] = True
        return found


@dataclass(frozen=True)
class Asked:
    """What the features look at in a question."""

    frame: Frame
    subjects: frozenset[str]
    wider: frozenset[str]
    """The subjects and everyone they belong to (an ASN for a PNS)."""
    roles: frozenset[str]
    """Roles in which the subjects may act (a head of office as a superior)."""
    acts: frozenset[str]
    conduct: frozenset[str]
    """Its acts without the general ones and the circumstances, if it names others."""
    onto: frozenset[str]
    """Its acts that are done to persons: those it names may be these."""
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
            roles=frozenset(r for s in frame.subjects for r in library.vocabulary.roles[s]),
            acts=frozenset(frame.acts),
            conduct=library.vocabulary.told(frame.acts),
            onto=library.vocabulary.onto(frame.acts),
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
        self._traits = Traits(list(library.entries.values()), library)
        self._rows = {str(i): row for row, i in enumerate(library.entries)}
        self._cites = {
            f"{NOTE_PREFIX}{name}": {str(c) for s in note.statements for c in s.cites}
            for name, note in library.notes.items()
        }
        self.weights = np.array([weights.get(name, 0.0) for name in FEATURES])
        self.bias = bias

    @classmethod
    def load(cls, library: Library, path: Path = WEIGHTS) -> Ranker:
        data = json.loads(path.read_text("utf-8"))
        return cls(library, data["weights"], data["bias"])

    def rank(self, frame: Frame, hits: Sequence[Hit]) -> list[Candidate]:
        """Entries of ``hits`` (notes left out): cited ones, then the most probable.

        A whole law or pasal is often cited only to say where the answer stands: a law goes first
        where its own status is asked for, and what a pasal holds has its probability. Of a question
        about a day, what began later is left out, unless it is cited or a transitional rule: those
        are for what was done before. At most `RANKED`.
        """
        entries, table = self.feature_table(frame, hits)
        final = self.probabilities(table).tolist()
        alone = Counter((c.work, c.portion[:1]) for c in frame.cited)
        rules = {c for c in frame.cited if names_rule(c) and alone[c.work, c.portion[:1]] == 1}
        first = rules.union(frame.cited if "status" in frame.intents else ())
        cited = [bool(first) and entry.id in first for entry in entries]
        named = table[:, FEATURES.index("exact")].tolist()
        kept = [
            i
            for i, entry in enumerate(entries)
            if named[i] or not frame.dated or _of_day(entry, frame.day)
        ]
        best = nsmallest(RANKED, kept, key=lambda i: (-cited[i], -final[i], entries[i].id))
        return [Candidate(entries[i], table[i], final[i]) for i in best]

    def probabilities(self, table: np.ndarray) -> np.ndarray:
        """Probability that an entry is needed, for each row of a feature table."""
        return 1 / (1 + np.exp(-(table @ self.weights + self.bias)))

    def feature_table(self, frame: Frame, hits: Sequence[Hit]) -> tuple[list[Entry], np.ndarray]:
        """Entries and their features, shape (entries, features).

        Entries that a promising one is linked to (its sanction, procedure, decisions) get the
        feature ``linked`` in a second pass, so that the law's own links count in the order.
        A portion that only an official text holds counts where the question cites it.
        """
        beside = [h.target for h in hits if h.exact and h.target not in self._rows]
        others = Traits([self._library.get(Identifier.parse(t)) for t in beside], self._library)
        rows = {**self._rows, **{t: len(self._rows) + i for i, t in enumerate(beside)}}
        held = [i for i, hit in enumerate(hits) if hit.target in rows]
        targets = [hits[i].target for i in held]
        chosen = [rows[target] for target in targets]
        entries = [*self._traits.entries, *others.entries]
        asked = Asked.of(frame, self._library)
        match = np.concatenate([self._traits.match(asked), others.match(asked)])
        found = _retrieval(hits)
        noted = self._noted(hits, found)
        table = np.column_stack(
            [
                found[held],
                match[chosen],
                np.zeros(len(held)),
                _english(frame, found[held]),
                [noted.get(target, 0.0) for target in targets],
            ]
        )
        _fill_links(targets, table, self.probabilities(table), self._library)
        return [entries[row] for row in chosen], table

    def _noted(self, hits: Sequence[Hit], retrieved: np.ndarray) -> dict[str, float]:
        """How near the nearest note is that cites an entry (a misconception's correction, say)."""
        strengths: dict[str, float] = {}
        near = retrieved[:, FEATURES.index("first_phrase")].tolist()
        for hit, strength in zip(hits, near, strict=True):
            for cited in self._cites.get(hit.target, ()):
                strengths[cited] = max(strengths.get(cited, 0.0), strength)
        return strengths


def _retrieval(hits: Sequence[Hit]) -> np.ndarray:
    """What the channels found, shape (hits, features)."""
    scaled = [_scaled(hits, name) for name in CHANNELS]
    rrf = np.array([hit.own for hit in hits]) * (RRF_K + 1) / len(CHANNELS)
    nearest = scaled[CHANNELS.index("dense_phrase")] ** NEAREST
    return np.column_stack([*scaled, rrf, nearest, [float(hit.exact) for hit in hits]])


def _scaled(hits: Sequence[Hit], channel: str) -> np.ndarray:
    """Scores of a channel between its lowest (0, and of hits that it did not find) and highest (1):
    e5's similarities lie in a narrow band."""
    scores = np.array([hit.channels.get(channel, np.nan) for hit in hits])
    found = scores[~np.isnan(scores)]
    low = 0.0 if channel.startswith("bm25") else found.min(initial=np.inf)
    high = found.max(initial=-np.inf)
    if high <= low:
        return np.zeros(len(hits))
    return np.where(np.isnan(scores), 0.0, (scores - low) / (high - low))


def _english(frame: Frame, retrieved: np.ndarray) -> np.ndarray:
    """Mean similarity of meaning for an English question, whose words BM25 cannot match."""
    return retrieved[:, :2].sum(axis=1) / 2 * (frame.language == "en")


_FOLLOWED = ("sanctioned_by", "sanction_of", "has_procedure", "explained_by", "has_exception")


def _fill_links(
    targets: Sequence[str], table: np.ndarray, scores: np.ndarray, library: Library
) -> None:
    """Set ``linked``: the best score among the five best entries that link to this one."""
    position = {target: i for i, target in enumerate(targets)}
    column = FEATURES.index("linked")
    for i in np.argsort(-scores, kind="stable")[:5]:
        for target in library.related(Identifier.parse(targets[i]), *_FOLLOWED):
            j = position.get(str(target))
            if j is not None:
                table[j, column] = max(table[j, column], scores[i])


def _of_day(entry: Entry, day: date) -> bool:
    """Whether an entry had begun on a day, or says what becomes of what was done before."""
    return entry.versions[0].from_ <= day or kind_of(entry) == Norm.TRANSITION


def logit(probability: float) -> float:
    """The linear score behind a probability."""
    clipped = min(max(probability, 1e-9), 1 - 1e-9)
    return math.log(clipped / (1 - clipped))


def of_kind(candidates: Iterable[Candidate], *kinds: str) -> list[Candidate]:
    """Candidates whose kind is one of ``kinds``, in order."""
    return [c for c in candidates if kind_of(c.entry) in kinds]
