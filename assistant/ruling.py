"""What one norm makes of the act that a question names, for the persons whom it names."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.circumstances import holds
from assistant.frame import OUTSIDE_SERVICE, Frame
from corpus import Entry, Library
from corpus.model import Norm, Provision, Regime, Turn, Verdict

_EXCEPTION = re.compile(r"\bkecuali ([^.;]+)")
_LONG_WORD = re.compile(r"[a-z]{5,}")
_PUNISHED = re.compile(r"\b(?:diancam|dijatuhi hukuman|diberhentikan|diputus hubungan)\b")
_MAY = re.compile(r"\b(?:dapat|boleh|bisa|berhak)\b")
_OMITTED = re.compile(r"\byang tidak \w+")
_VERDICTS = {
    Norm.PROHIBITION: Verdict.DILARANG,
    Norm.DUTY: Verdict.WAJIB,
    Norm.RIGHT: Verdict.BOLEH,
}
_OPEN = frozenset({Norm.PROCEDURE, Norm.COMPETENCE})
"""Norms about what an office does; who asks of it need not be its addressee."""
ELECTIONS = frozenset({Regime.PILKADA, Regime.PEMILU})
_OF_SERVICE = frozenset({Regime.DISCIPLINE, Regime.ETHICS})
"""What civil servants answer for before their own service, and nobody else."""
_LEAVE = frozenset({"cuti", "cltn"})
LEFT = "bekas_pegawai"
"""Persons who were in service."""
NEUTRALITY = "netralitas_umum"
"""The act of norms that demand neutrality as such."""


class Ruling(NamedTuple):
    """A norm's verdict on an act.

    ``met``: the question names a circumstance that the norm itself excepts or contrasts.
    """

    verdict: Verdict
    met: bool


def verdict_of(entry: Entry) -> Verdict | None:
    """What a norm makes of an act for its addressees; None when it says nothing of that."""
    if not isinstance(entry.source, Provision):
        return None
    return entry.source.verdict or _VERDICTS.get(entry.source.norm)


def ruling(frame: Frame, entry: Entry, library: Library) -> Ruling | None:
    """A norm's verdict on the question's act, if it has one and binds whom the question names."""
    ruled = whoever(frame, entry, library)
    bound = ruled and reaches(frame, entry, library, strictly=not ruled.met)
    return ruled if bound else None


def whoever(frame: Frame, entry: Entry, library: Library) -> Ruling | None:
    """A norm's verdict on the question's act, whoever does it.

    The norm's own exception or contrast goes first.
    """
    if not isinstance(entry.source, Provision):
        return None
    turn, plain = turned(frame, entry, library), _plainly(frame, entry, entry.source.norm, library)
    # who asks whether he must is not told that he may not leave it undone, or may do it some way
    unasked = {Verdict.DILARANG, *(() if "permission" in frame.asks else (Verdict.BOLEH,))}
    due = frame.due and plain is Verdict.WAJIB
    verdict = turn.verdict if turn and not (due and turn.verdict in unasked) else plain
    return Ruling(verdict, turn is not None) if verdict else None


def _plainly(frame: Frame, entry: Entry, norm: Norm, library: Library) -> Verdict | None:
    """What a norm makes of an act in no special circumstance.

    Who punishes an act forbids it, who punishes an omission demands the act. A duty of neutrality,
    where no duty is asked for, forbids taking sides. Asked for a duty, the condition of a ban is
    one, and the other way round.
    """
    due = frame.due
    text = entry.shown(frame.day).text.lower()
    verdict = verdict_of(entry)
    if verdict is None and _punishes(entry, text, library):
        verdict = Verdict.WAJIB if _OMITTED.search(text) else Verdict.DILARANG
    asked_duty = due and "permission" not in frame.asks
    if verdict is None and norm is Norm.PROCEDURE and asked_duty and not _MAY.search(text):
        verdict = Verdict.WAJIB  # a step that is laid down is due
    if verdict is Verdict.WAJIB and not due and NEUTRALITY in entry.facets.acts:
        return Verdict.DILARANG if _takes_sides(frame, library) else verdict
    if verdict is Verdict.DILARANG and asked_duty and NEUTRALITY in frame.acts:
        return Verdict.WAJIB  # who may not take sides there must be neutral there
    barred = norm is Norm.PROHIBITION
    if verdict is Verdict.BERSYARAT and barred and asked_duty:
        return Verdict.WAJIB
    if verdict is Verdict.WAJIB and not due and _undone(frame):
        return Verdict.DILARANG
    if verdict is Verdict.WAJIB and not due and "condition" in frame.modes:
        return Verdict.BERSYARAT
    if verdict is Verdict.DILARANG and _excepted(frame, text):
        return Verdict.BERSYARAT
    return verdict


def of_modality(frame: Frame, entry: Entry) -> bool:
    """Whether a norm answers "may I": a duty does so only for its own act, or where it is asked."""
    if verdict_of(entry) is not Verdict.WAJIB or frame.due:
        return True
    return bool(set(frame.acts) & set(entry.facets.acts))


def binds(frame: Frame, entry: Entry, library: Library, strictly: bool = False) -> bool:
    """Whether the norm's addressees include the most specific persons that the question names.

    A norm for some of them, or for a role in which they may act, speaks to the question too;
    ``strictly``: only when some are the next smaller group (PNS among ASN), not a few
    office-holders (acting governors among PNS), and for a role only on an act of the question.
    """
    wider, terms = library.vocabulary.wider, library.vocabulary.addressees
    roles = library.vocabulary.roles
    named = set(frame.subjects)
    specific = {s for s in named if not any(s in wider[o] for o in named if o != s)}
    addressees = set(entry.facets.addressees)
    acting = not strictly or not set(frame.acts).isdisjoint(entry.facets.acts)
    return not (specific and addressees) or any(
        a in wider[s]
        or (s in terms[a].is_a if strictly else s in wider[a])
        or (acting and a in roles[s])
        for s in specific
        for a in addressees
    )


def reaches(frame: Frame, entry: Entry, library: Library, strictly: bool = True) -> bool:
    """Whether a norm speaks of the persons in question, or of what is done with a breach.

    What is for persons in a special position (spouses of candidates) is for nobody else.
    """
    if reserved(frame, entry, library):
        return False
    if not library.vocabulary.onto(frame.acts).isdisjoint(entry.facets.acts):
        return True  # those to whom it is done may be all that the question names
    assert isinstance(entry.source, Provision)
    handles = {library.vocabulary.acts[a].kind for a in entry.facets.acts} == {"procedure"}
    elsewhere = set(frame.subjects) <= OUTSIDE_SERVICE and _OF_SERVICE & set(entry.facets.regimes)
    if (entry.source.norm in _OPEN or handles) and not (frame.subjects and elsewhere):
        return True
    return binds(frame, entry, library, strictly)


def reserved(frame: Frame, entry: Entry, library: Library) -> bool:
    """Whether a norm is only for persons in a special position whom the question does not name.

    So is leave for those in service, where the question is on who has left it.
    """
    acts = set(entry.facets.acts)
    if LEFT in frame.subjects and acts and acts <= _LEAVE - set(frame.acts):
        return True
    wider, terms = library.vocabulary.wider, library.vocabulary.addressees
    addressees = set(entry.facets.addressees)
    special = {a for a in addressees if terms[a].special} - set(frame.subjects)
    return bool(special) and addressees <= set().union(*(wider[a] for a in special))


def apart(frame: Frame, entry: Entry) -> bool:
    """Whether a norm is of another election than the question."""
    asked, own = ELECTIONS & set(frame.regimes), ELECTIONS & set(entry.facets.regimes)
    return bool(asked and own) and not asked & own


def turned(frame: Frame, entry: Entry, library: Library) -> Turn | None:
    """The first turn of a norm whose circumstances the question names."""
    turns = entry.source.turns if isinstance(entry.source, Provision) else ()
    known = library.vocabulary.circumstances

    def meets(code: str) -> bool:
        return holds(known[code], frame.written)

    return next(
        (
            turn
            for turn in turns
            if any(map(meets, turn.when))
            and all(map(meets, turn.given))
            and not any(map(meets, turn.unless))
        ),
        None,
    )


def _punishes(entry: Entry, text: str, library: Library) -> bool:
    """Whether a norm punishes an act, and does not just say what penalties there are."""
    kinds = {library.vocabulary.acts[a].kind for a in entry.facets.acts if a != NEUTRALITY}
    sanction = isinstance(entry.source, Provision) and entry.source.norm is Norm.SANCTION
    return sanction and kinds != {"procedure"} and bool(_PUNISHED.search(text))


def _takes_sides(frame: Frame, library: Library) -> bool:
    kinds = {library.vocabulary.acts[a].kind for a in frame.acts}
    return "partisan" in kinds or not kinds


def _undone(frame: Frame) -> bool:
    """Whether it asks whether something may be left undone."""
    return "permission" in frame.asks and "omitting" in frame.modes


def _excepted(frame: Frame, text: str) -> bool:
    """Whether the question meets what follows "kecuali", by two words of it, or asks for it."""
    clause = _EXCEPTION.search(text)
    if clause is None or "without" in frame.modes:
        return False
    held = set(_LONG_WORD.findall(clause[1])) & set(_LONG_WORD.findall(frame.text))
    return "condition" in frame.modes or len(held) >= 2
