"""The verdicts that norms give on what is asked: those of the nearest, and of those for the act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.frame import Frame
from assistant.rank import Candidate
from assistant.ruling import ELECTIONS, NEUTRALITY, apart, reaches, ruling, turned, verdict_of
from corpus import Entry, Library
from corpus.model import INVERSE, Norm, Provision, RelationType, Status, Verdict

VOTERS = 12
"""Candidates whose verdicts count: those further down are about something else."""
VOTING = "hak_pilih"
"""The act that names candidates and takes no side."""
PAYING = "politik_uang"
"""The act of those who pay for votes and who take it."""
MEMBERSHIP = "anggota_parpol"
"""The act that takes a side by itself, whatever is done."""
REMEDIES = {"reporting": "pelaporan", "objecting": "upaya_administratif"}
"""Acts before an authority that are asked about where a mode says so, not what they are against."""
PUNISHING = "hukuman_disiplin"
"""The act of those who punish."""


class Option(NamedTuple):
    """A norm's verdict on what is asked, and how probably the norm answers it.

    ``met``: the question names a circumstance that the norm itself excepts or contrasts.
    """

    entry: Entry
    verdict: Verdict
    probability: float
    met: bool = False


def options(
    frame: Frame, leads: Sequence[Entry], candidates: Sequence[Candidate], library: Library
) -> list[Option]:
    """The verdicts of the best candidates, best first; of the leads alone where the question cites
    a norm."""
    cited = any(c.portion for c in frame.cited)
    asking, compared = replace(frame, subjects=frame.askers), frame.askers != frame.subjects
    before = before_authority(frame, library)
    found = []
    for candidate in candidates[:VOTERS]:
        entry = candidate.entry
        ended = not frame.dated and entry.status(frame.day) is not Status.BERLAKU
        judges = isinstance(entry.source, Provision)
        if not judges or (cited and entry not in leads) or apart(frame, entry) or ended:
            continue
        if compared and not reaches(asking, entry, library):
            continue  # for whom the question compares with
        ruled = ruling(frame, entry, library)
        if ruled is None or _passes_by(frame, entry, ruled.verdict, library):
            continue
        if before and not ruled.met and not _on_procedure(frame, entry, library):
            continue  # on what was done, not on what is done about it
        unasked = _late(frame) or (_keeps_away(frame) and not _frees(frame, entry, ruled.verdict))
        if ruled.met or not unasked:
            found.append(Option(entry, ruled.verdict, candidate.probability, ruled.met))
    return found


def _passes_by(frame: Frame, entry: Entry, verdict: Verdict, library: Library) -> bool:
    """Whether a norm speaks of the act but not of this one: what it bars is left out, or its
    elucidation has a verdict of its own on the circumstance asked about."""
    acts = library.vocabulary.acts
    voting = entry.facets.acts == (VOTING,) and verdict is Verdict.BOLEH
    other = VOTING not in frame.acts and bool(frame.acts or "partisan" in frame.modes)
    if voting and (PAYING in frame.acts or other):
        return True  # who is paid for a vote, or does something else, does not ask whether he may
    left_out = frame.left_out & set(entry.facets.acts)
    takes_side = any(a == MEMBERSHIP or acts[a].kind == "partisan" for a in left_out)
    if takes_side and verdict is Verdict.DILARANG:
        return True
    explained = library.related(entry.id, INVERSE[RelationType.EXPLAINS])
    return any(turned(frame, library.get(other), library) for other in explained)


def _keeps_away(frame: Frame) -> bool:
    """Whether who asks declines an act; "must I refuse?" asks about the act itself."""
    return "refusal" in frame.modes and "duty" not in frame.asks


def _late(frame: Frame) -> bool:
    """Whether it asks of a remedy and the days that are left: those decide, not whether one may."""
    return "late" in frame.modes and bool(sought(frame))


def _frees(frame: Frame, entry: Entry, verdict: Verdict) -> bool:
    """Whether a norm speaks to who keeps away from an act: it allows that very act.

    He does not ask whether the act is allowed, and a right in another matter is no answer.
    """
    return verdict is Verdict.BOLEH and bool(set(frame.acts) & set(entry.facets.acts))


def _on_procedure(frame: Frame, entry: Entry, library: Library) -> bool:
    """Whether a norm is on a step before an authority alone: on the remedy, where one is sought; on
    how to punish, not for what, where that is asked."""
    kinds = {library.vocabulary.acts[a].kind for a in entry.facets.acts}
    assert isinstance(entry.source, Provision)
    kinds |= {"procedure"} if entry.source.norm is Norm.COMPETENCE else set()
    remedies = sought(frame)
    if "punishing" in frame.asks and _sanctions(entry):
        return False
    on_it = not remedies.isdisjoint(entry.facets.acts) if remedies else "procedure" in kinds
    return on_it and "partisan" not in kinds


def _sanctions(entry: Entry) -> bool:
    return isinstance(entry.source, Provision) and entry.source.norm is Norm.SANCTION


def sought(frame: Frame) -> set[str]:
    """The acts of remedies that are asked about."""
    return {act for mode, act in REMEDIES.items() if mode in frame.modes}


def acts_asked(frame: Frame, library: Library) -> set[str]:
    """The acts that a question is about.

    A circumstance counts only when there is nothing else; who asks about reporting an act does not
    ask about the act.
    """
    kinds = {a: library.vocabulary.acts[a].kind for a in frame.acts}
    if remedies := sought(frame):
        return remedies
    if "punishing" in frame.asks:
        return {PUNISHING}
    return {a for a, kind in kinds.items() if kind != "circumstance"} or set(kinds)


def looked_up(frame: Frame, candidates: Sequence[Candidate], library: Library) -> Option | None:
    """The norm in force for the act and the persons, or the general one, that retrieval missed.

    Acts that take sides, or that handle a breach, have such norms; the others need to be found. Of
    the norms that fit best, all must agree.
    """
    unasked = _keeps_away(frame) or _late(frame) or "punishing" in frame.asks
    if unasked or any(c.portion for c in frame.cited):
        return None
    kinds = {a: library.vocabulary.acts[a].kind for a in acts_asked(frame, library)}
    handling = bool(kinds) and all(k == "procedure" for k in kinds.values())
    acts = {a for a, kind in kinds.items() if handling or kind == "partisan"}
    if not acts and (kinds or "partisan" not in frame.modes):
        return None
    near = {c.id: c.probability for c in candidates}
    found = []
    for entry in library.provisions():
        own = set(entry.facets.acts)
        fits = own <= acts if handling else own & acts or _general(entry)
        if not fits or apart(frame, entry) or entry.status(frame.day) is not Status.BERLAKU:
            continue
        if not frame.subjects and not handling and "asn" not in entry.facets.addressees:
            continue
        ruled = ruling(frame, entry, library)
        if ruled is None or (ruled.verdict is Verdict.WAJIB and not frame.due):
            continue
        if _passes_by(frame, entry, ruled.verdict, library):
            continue
        if ruled.verdict is Verdict.BOLEH and frame.due and "permission" not in frame.asks:
            continue
        named = len(set(frame.subjects) & set(entry.facets.addressees))
        plain = bool(frame.regimes) or not ELECTIONS & set(entry.facets.regimes)
        forbids = verdict_of(entry) is Verdict.DILARANG
        sure = library.uncertain(entry.id) is None
        fit = (len(own & acts), named, plain, len(own & acts) / len(own | acts), sure, forbids)
        probability = near.get(entry.id, 0.0)
        found.append((fit, Option(entry, ruled.verdict, probability, ruled.met)))
    if not found:
        return None
    best_fit, best = max(found, key=lambda f: (f[0], f[1].probability))
    agreed = {option.verdict for fit, option in found if fit == best_fit} == {best.verdict}
    return best if agreed or not handling else None


def _general(entry: Entry) -> bool:
    """Whether a norm demands neutrality as such."""
    source = entry.source
    demands = isinstance(source, Provision) and source.norm in {Norm.DUTY, Norm.PROHIBITION}
    return demands and NEUTRALITY in entry.facets.acts


def before_authority(frame: Frame, library: Library) -> bool:
    """Whether all that is asked about is done before an authority or by one: it takes no side by
    itself."""
    asked = acts_asked(frame, library)
    return bool(asked) and all(library.vocabulary.acts[a].kind == "procedure" for a in asked)
