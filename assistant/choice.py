"""Which candidates an answer cites: those that lead it, and those that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cached_property

from assistant.bearing import Bearing
from assistant.draft import in_force
from assistant.frame import PRESSURE, Frame
from assistant.rank import FITTING, Candidate, kind_of, names_rule
from assistant.ruling import binds, of_modality, reserved, verdict_of
from corpus import Entry, Identifier, Library
from corpus.model import Instrument, Norm, Note, NoteKind, Regime, ReportKind, Stage

LEADS = 4
"""Norms that open an answer: one for each road (criminal, discipline, ethics, election)."""
CASES = 3
"""Cases that open the answer to a question about cases."""
LIKELY = 0.06
"""Candidates from this probability on are cited; chosen on the training families."""
BESIDE = 0.2
"""... if they have this share of the best candidate's probability."""
NEARLY = 0.35
"""Share of the best candidate's probability that makes another worth citing whatever it bears on;
of 0.25 to 0.5 the one that loses neither right answers nor cited gold, on train or dev."""
BEARS = 0.3
"""Bearing from which a less probable one is cited: below it, it answers another question. Chosen
as `NEARLY`."""
SETTLES = 0.5
"""Share of the best candidate's probability that makes another one its equal."""
CASE = frozenset({"decision", ReportKind.CASE})
"""Kinds of entry that tell of one case."""
_CRIMINAL = re.compile(r"\b(?:pidana|penjara|denda|criminal|jail|prison|fined?)\b")
REPORTING = "pelaporan"
REMEDY = "upaya_administratif"
PRESSING = 2
"""Norms on pressure that lead: one of discipline and one of the election."""
_DEMANDS = frozenset({Norm.PROHIBITION, Norm.DUTY})
_BINDING = frozenset({Norm.PROHIBITION, Norm.DUTY, Norm.RIGHT, Norm.SANCTION})
_ELECTIONS = frozenset({Regime.PILKADA, Regime.PEMILU})
_DENIED = re.compile(r"\bbukan ([^;.:,]*)")
_FIGURE = re.compile(r"\d+")


class Choice:
    """What of the candidates an answer to this question cites."""

    def __init__(self, frame: Frame, candidates: Sequence[Candidate], library: Library) -> None:
        self.frame = frame
        self.candidates = candidates
        self.library = library
        self._bearing = Bearing(frame, candidates, library)
        self._best = self._first.probability if self._first else 0.0

    @cached_property
    def likely(self) -> list[Candidate]:
        """Candidates worth citing, best first: probable ones that are nearly as good as the best,
        or tied to what is needed, and the best on each act of the question that these leave out."""
        floor = max(LIKELY, BESIDE * self._best)
        probable = [c for c in self.candidates if c.probability >= floor]
        held = [c for c in probable if self._holds(c, self._best)]
        conduct = self.library.vocabulary.conduct
        left = set(conduct(self.frame.acts)).difference(*(c.entry.facets.acts for c in held))
        if not held or self._quotes:
            return held
        for candidate in probable:
            acts = left & conduct(candidate.entry.facets.acts)
            if acts and self._suits(candidate.entry) and not self.for_others(candidate.entry):
                held.append(candidate)
                left -= acts
        return sorted(held, key=self.candidates.index)

    @cached_property
    def leads(self) -> list[Entry]:
        """The entries that open the answer: those that the question cites, else the most likely."""
        frame, likely = self.frame, self.likely
        exact = [c for c in self.candidates if self._cited(c)]
        if exact and isinstance(exact[0].entry.source, Instrument) and frame.intent != "status":
            # a whole law is named to say where the answer stands: its fitting provisions go first
            named = [c for c in likely if c.id.portion and c.id.work in frame.cited]
            exact = named or exact
        if exact:
            return [c.entry for c in exact[:LEADS]]
        likely = likely[:LEADS] or ([self._first] if self._first else [])
        if frame.intent == "decisions":
            cases = self._cases()
            likely = [*cases, *(c for c in likely if c not in cases)][:LEADS]
        if PRESSURE in frame.acts:
            # who was ordered asks first what the one who ordered has breached
            pressing = self._pressing()
            likely = [*pressing, *(c for c in likely if not any(c is p for p in pressing))][:LEADS]
        likely.sort(key=lambda c: not binds(frame, c.entry, self.library))
        near = likely[0].probability * SETTLES
        # what settles the question goes first, if it is nearly as probable as the best
        settling = [c for c in likely if c.probability >= near and self._settles(c.entry)]
        settling.sort(
            key=lambda c: (
                not of_modality(frame, c.entry),
                not set(frame.acts) & set(c.entry.facets.acts),
            )
        )
        return [c.entry for c in (*settling[:1], *(c for c in likely if c not in settling[:1]))]

    def missing_roads(self, cited: Collection[Identifier]) -> list[Entry]:
        """The best norm of each road that is not cited, on the act asked about and binding whom the
        question names; only for a question on somebody's penalties that names no road itself."""
        frame = self.frame
        named = {Regime.DISCIPLINE, Regime.ETHICS}.intersection(frame.regimes)
        criminal = _CRIMINAL.search(frame.text)
        if "penalty" not in frame.intents or not frame.subjects or named or criminal:
            return []
        conduct = self.library.vocabulary.conduct
        asked = conduct(frame.acts)
        found = []
        for road in (_ELECTIONS, {Regime.DISCIPLINE}, {Regime.ETHICS}):
            on_road = [
                c
                for c in self.candidates
                if not road.isdisjoint(c.entry.facets.regimes)
                and kind_of(c.entry) in _BINDING
                and not asked.isdisjoint(conduct(c.entry.facets.acts))
            ]
            if any(c.id in cited for c in on_road):
                continue
            found += [
                c.entry
                for c in on_road
                if c.probability >= LIKELY
                and in_force(c.entry, frame.day)
                and not self.elsewhere(c.entry)
                and not self.for_others(c.entry)
            ][:1]
        return found

    def route(self, cited: Collection[Identifier]) -> list[Entry]:
        """The best rules on reporting, of which none is cited: one, of the election that is named,
        where who reports an act or was told to do it asks the way; and for who fears a superior,
        asked or not, also the one that holds in every election."""
        frame = self.frame
        asks = "procedure" in frame.intents and {PRESSURE, REPORTING} & set(frame.acts)
        if not asks and not frame.pressed:
            return []
        if REMEDY in frame.acts:  # who objects to a penalty reports nobody
            return []
        found = [c.entry for c in self.candidates]
        # a story of pressure is not worded as the rules on reporting are: the search may miss them
        held = self.library.provisions() if frame.pressed else ()
        ways = [
            e
            for e in dict.fromkeys((*found, *held))
            if REPORTING in e.facets.acts
            and kind_of(e) in FITTING["procedure"]
            and in_force(e, frame.day)
            and not self.elsewhere(e)
        ]
        # who receives it first, then what is for who reports
        ways.sort(
            key=lambda e: (kind_of(e) is not Norm.COMPETENCE, "pelapor" not in e.facets.addressees)
        )
        asked = _ELECTIONS.intersection(frame.regimes)
        own = [e for e in ways if not asked.isdisjoint(e.facets.regimes)] if asked else ways
        if frame.pressed:
            always = [e for e in ways if _ELECTIONS.isdisjoint(e.facets.regimes)]
            return [e for e in (*(own[:1] if asked else ()), *always[:1]) if e.id not in cited]
        return [] if any(e.id in cited for e in own) else own[:1]

    def bears(self, entry: Entry) -> bool:
        """Whether an entry is tied to enough of what the question needs."""
        return self._bearing(entry) >= BEARS

    def at_least(self, share: float) -> list[Candidate]:
        """Candidates with this share of the best one's probability."""
        return [c for c in self.candidates if c.probability >= share * self._best]

    def elsewhere(self, entry: Entry) -> bool:
        """Whether an entry is for another election than the question or its case, or for the other
        side of the determination of candidates."""
        if _apart(self._elections, _ELECTIONS.intersection(entry.facets.regimes)):
            return True
        if self.frame.intent == "compare":
            return False
        before = {s == Stage.BAKAL_CALON for s in self.frame.stages}
        own = {s == Stage.BAKAL_CALON for s in entry.facets.stages if s is not Stage.ANY}
        return _apart(before, own)

    @cached_property
    def _elections(self) -> frozenset[Regime]:
        """The elections that the question names, or those of its case."""
        of_case = self.case.facets.regimes if self.case else ()
        return _ELECTIONS.intersection(self.frame.regimes) or _ELECTIONS.intersection(of_case)

    def for_others(self, entry: Entry) -> bool:
        """Whether a norm binds none of the persons that the question names, and is on nothing that
        is done to them."""
        done = self.library.vocabulary.onto(self.frame.acts)
        binding = kind_of(entry) in _BINDING and done.isdisjoint(entry.facets.acts)
        return binding and not binds(self.frame, entry, self.library)

    def of_note(self, note: Note) -> Note | None:
        """What of a note bears on the question; None when nothing does.

        A correction of a figure ("UU 20/2023, bukan UU 29/2023") is for who has it wrong.
        """
        text = " ".join(s.text for s in note.statements)
        wrong = set(_FIGURE.findall(" ".join(_DENIED.findall(text))))
        wrong -= set(_FIGURE.findall(_DENIED.sub(" ", text)))
        if wrong and wrong.isdisjoint(_FIGURE.findall(self.frame.question)):
            return None
        entries = self.library.entries
        borne = [s for s in note.statements if any(self.bears(entries[c]) for c in s.cites)]
        if note.kind is NoteKind.GUIDE and borne:
            return note.model_copy(update={"statements": tuple(borne)})
        return note if borne else None

    @cached_property
    def case(self) -> Entry | None:
        """The case that a question is about: the best candidate, if it is one."""
        best = max(self.candidates, key=lambda c: c.probability, default=None)
        return best.entry if best and kind_of(best.entry) in CASE else None

    @cached_property
    def _first(self) -> Candidate | None:
        """The most probable candidate that is for no other election, or just the most probable.

        One that is reserved counts: where it leads, the question is likely about those persons. A
        whole law that is named only to say where the answer stands does not: a provision of it is
        nearly as good.
        """
        ranked = sorted(self.candidates, key=lambda c: -c.probability)
        suited = (c for c in ranked if self._cited(c) or not self.elsewhere(c.entry))
        first = next(suited, ranked[0] if ranked else None)
        if first is None or not self._only_places(first):
            return first
        return next((c for c in suited if not self._only_places(c)), first)

    def _only_places(self, candidate: Candidate) -> bool:
        """Whether a law is named to say where the answer stands."""
        if not isinstance(candidate.entry.source, Instrument) or "status" in self.frame.intents:
            return False
        law, floor = candidate.id, BESIDE * candidate.probability
        own = (c for c in self.candidates if c.id.portion and law.contains(c.id))
        return any(c.probability >= floor for c in own)

    @cached_property
    def _far_ahead(self) -> bool:
        """Whether no other candidate that suits is nearly as probable as the best."""
        others = (c for c in self.candidates if c is not self._first and self._suits(c.entry))
        return all(c.probability < SETTLES * self._best for c in others)

    @cached_property
    def _quotes(self) -> bool:
        """Whether the question only asks what a rule says: beside it stands what is tied to it."""
        cites = any(names_rule(c) for c in self.frame.cited)
        return cites and set(self.frame.intents) <= {"says"}

    def _pressing(self) -> list[Candidate]:
        """The best norms on who orders or presses others, one of each law."""
        found: dict[Identifier, Candidate] = {}
        for c in self.candidates:
            demands = PRESSURE in c.entry.facets.acts and kind_of(c.entry) in _DEMANDS
            if demands and not self.elsewhere(c.entry):
                found.setdefault(c.id.work, c)
        return list(found.values())[:PRESSING]

    def _cases(self) -> list[Candidate]:
        cases = [c for c in self.at_least(BESIDE) if kind_of(c.entry) in FITTING["decisions"]]
        return [c for c in cases if c is cases[0] or self._holds(c, cases[0].probability)][:CASES]

    def _holds(self, candidate: Candidate, best: float) -> bool:
        if self._cited(candidate) or (candidate is self._first and self._far_ahead):
            return True
        if not self._suits(candidate.entry):
            return False
        if candidate.probability >= NEARLY * best and not self._quotes:
            return True
        return self.bears(candidate.entry) and not self.for_others(candidate.entry)

    def _suits(self, entry: Entry) -> bool:
        """Whether an entry is for the case: neither for another election nor reserved."""
        if self.elsewhere(entry):
            return False
        return not (self.frame.subjects and reserved(self.frame, entry, self.library))

    def _cited(self, candidate: Candidate) -> bool:
        cited = self.frame.cited
        return candidate.id in cited or any(c.portion and c.contains(candidate.id) for c in cited)

    def _settles(self, entry: Entry) -> bool:
        """Whether an entry is of the kind that answers the question, and binds whom it names."""
        kinds = FITTING.get(self.frame.intent, frozenset())
        judges = "may" in self.frame.intents and verdict_of(entry) is not None
        return (kind_of(entry) in kinds or judges) and binds(self.frame, entry, self.library)


def _apart(asked: set[bool] | frozenset[Regime], own: set[bool] | frozenset[Regime]) -> bool:
    return bool(asked and own) and asked.isdisjoint(own)
