"""Whether an act is forbidden, due, allowed or conditional: what the nearest norms make of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.draft import Reply
from assistant.frame import SO, Frame
from assistant.rank import Candidate
from assistant.ruling import (
    ELECTIONS,
    LEFT,
    NEUTRALITY,
    apart,
    binds,
    reaches,
    ruling,
    turned,
    verdict_of,
)
from corpus import Entry, Library
from corpus.model import INVERSE, Norm, Provision, RelationType, Status, Verdict

WEIGHTS = Path(__file__).parent / "data" / "verdict.json"
VERDICTS = tuple(Verdict)
FEATURES = (
    "first",
    "near",
    "looked_up",
    "duty_asked",
    "duty_unasked",
    "duty_lacking",
    "condition_asked",
    "right_for_duty",
)
"""What speaks for a verdict: that the first norm with one gives it; the logarithm of the
probability of the nearest norm that does; that the norm for the act does; and, of a duty, whether
the question asks for one, does not, or names what is left undone; of a condition, whether it is
asked for; of a right, whether a duty alone is asked for."""
VOTERS = 12
"""Candidates whose verdicts count: those further down are about something else."""
FLOOR = 0.02
"""Added to a probability before its logarithm: below it, one norm is as far as another."""
CLOSE = 0.5
"""Probability from which a norm fits an act that the lexicon does not know: on train and dev, 19 of
24 such norms were those of the gold answer; below it 13 of 27."""
REMOTE = 0.2
"""Probability below which a norm on no act of the question gives no verdict, unless a side is
taken: of the 7 such verdicts on train and dev one was right."""
VOTING = "hak_pilih"
"""The act that names candidates and takes no side."""
MEMBERSHIP = "anggota_parpol"
"""The act that takes a side by itself, whatever is done."""
URGING = frozenset({"ajakan", "medsos_unggah", "medsos_interaksi"})
"""Acts that take a side only where one is named."""
REMEDIES = {"reporting": "pelaporan", "objecting": "upaya_administratif"}
"""Acts before an authority that are asked about where a mode says so, not what they are against."""
PUNISHING = "hukuman_disiplin"
"""The act of those who punish."""
SPECIFIC = 0.5
"""Share of the nearest norm's probability from which one decides whose circumstance is met; on
train and dev 0.3 to 0.9 gain verdicts, 0.5 the most."""
SETTLED = 0.3
"""Probability of a norm with a verdict that shows that a question is of this field."""


class Judgement(NamedTuple):
    """A verdict and the leading norms, the one that gives it first.

    ``general``: no norm names the act: the nearest and the general one on neutrality stand for it,
    and give no verdict where the act takes no side.
    """

    verdict: str | None
    leads: list[Entry]
    general: bool = False


class Option(NamedTuple):
    """A norm's verdict on what is asked, and how probably the norm answers it.

    ``met``: the question names a circumstance that the norm itself excepts or contrasts.
    """

    entry: Entry
    verdict: Verdict
    probability: float
    met: bool = False


def judge(
    frame: Frame, leads: Sequence[Entry], candidates: Sequence[Candidate], library: Library
) -> Judgement:
    """The verdict that the nearest norms and the norm for the act speak for most."""
    best = decided(frame, leads, candidates, library) if wants_verdict(frame) else None
    allowed = "permission" in frame.asks and "punishing" not in frame.asks
    if best is None:
        asked = acts_asked(frame, library)
        on_it = any(asked & set(entry.facets.acts) for entry in leads)
        unnamed = bool(asked) and not on_it and allowed
        return Judgement(None, list(leads), wants_verdict(frame) and unnamed)
    of_case = "decisions" in frame.intents
    if only_punishable(frame) and (of_case or best.verdict is not Verdict.DILARANG):
        return Judgement(None, list(leads))
    close, first = _close(best, frame, library), [best.entry]
    sided = "partisan" in frame.modes and not _before_authority(frame, library)
    wider = None if close or not sided else _looked_up(frame, candidates, library)
    if wider and wider.verdict is best.verdict:
        first = list(dict.fromkeys([wider.entry, best.entry]))
        close = _close(wider, frame, library)
    ordered = [*first, *(e for e in leads if e not in first)]
    # the rules say nothing of what was done by mistake or by somebody else alone, or of urging
    # people just to vote
    if {"unintended", "vicarious"} & set(frame.modes) or _urges_voting(frame):
        return Judgement(None, ordered, True)
    if LEFT in frame.subjects and len(frame.subjects) > 1 and not frame.dated:
        # one word would be wrong for those in service or, but for an earlier day, for who has left
        return Judgement(None, ordered)
    barred = best.verdict is Verdict.DILARANG
    if close or (sided and not barred):
        return Judgement(best.verdict.value, ordered)
    if not sided and (best.probability < REMOTE or ("partisan" in frame.modes and barred)):
        certain = [e for e in leads if library.uncertain(e.id) is None]
        return Judgement(None, certain or list(leads), allowed)
    return Judgement(best.verdict.value, ordered, sided)


def _close(best: Option, frame: Frame, library: Library) -> bool:
    """Whether a norm is on an act of the question, or near enough to be."""
    shared = acts_asked(frame, library) & set(best.entry.facets.acts)
    return bool(shared) or best.met or best.probability >= CLOSE


def _before_authority(frame: Frame, library: Library) -> bool:
    """Whether all that is asked about is done before an authority or by one: it takes no side by
    itself."""
    asked = acts_asked(frame, library)
    return bool(asked) and all(library.vocabulary.acts[a].kind == "procedure" for a in asked)


def decided(
    frame: Frame, leads: Sequence[Entry], candidates: Sequence[Candidate], library: Library
) -> Option | None:
    """The nearest norm for the verdict that most speaks for; None when no norm has one.

    A conditional logit over `FEATURES` (McFadden 1974), fitted by `evals.verdict`.
    """
    found, table = weighed(frame, leads, candidates, library)
    if first := _of_case(found, frame):
        return first
    score = dict(zip(VERDICTS, table @ _weights(), strict=True))
    winner = max({o.verdict for o in found}, key=lambda v: (score[v], v), default=None)
    return next((o for o in found if o.verdict is winner), None)


def _of_case(found: Sequence[Option], frame: Frame) -> Option | None:
    """The nearest norm whose circumstance the question meets, if it is nearly the nearest of all:
    it speaks of just this case, the others of the act. One that names the persons outdoes it."""
    persons = set(frame.subjects)
    named = bool(found) and not persons.isdisjoint(found[0].entry.facets.addressees)
    for option in found:
        near = option.met and option.probability >= SPECIFIC * found[0].probability
        if near and not (named and persons.isdisjoint(option.entry.facets.addressees)):
            return option
    return None


def weighed(
    frame: Frame, leads: Sequence[Entry], candidates: Sequence[Candidate], library: Library
) -> tuple[list[Option], np.ndarray]:
    """The norms with a verdict, nearest first and the norm for the act last, and the values of
    `FEATURES` for each of `VERDICTS`, shape (4, 8)."""
    found = options(frame, leads, candidates, library)
    looked_up = _looked_up(frame, candidates, library)
    near = {v: max((o.probability for o in found if o.verdict is v), default=0.0) for v in VERDICTS}
    due = "duty" in frame.asks
    condition = "condition" in frame.modes and "without" not in frame.modes
    table = [
        (
            bool(found) and found[0].verdict is v,
            np.log(near[v] + FLOOR),
            looked_up is not None and looked_up.verdict is v,
            v is Verdict.WAJIB and due,
            v is Verdict.WAJIB and not due,
            v is Verdict.WAJIB and "without" in frame.modes,
            v is Verdict.BERSYARAT and condition,
            v is Verdict.BOLEH and due and "permission" not in frame.asks,
        )
        for v in VERDICTS
    ]
    return [*found, *([looked_up] if looked_up else [])], np.array(table, float)


@cache
def _weights() -> np.ndarray:
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return np.array([weights[name] for name in FEATURES])


def _urges_voting(frame: Frame) -> bool:
    """Whether it is about calling on people to vote, for no side of an election."""
    others = set(frame.acts) - {VOTING, NEUTRALITY}
    sided = "partisan" in frame.modes or not others
    return VOTING in frame.acts and not sided and others <= URGING


def settles(frame: Frame, candidates: Sequence[Candidate], library: Library) -> bool:
    """Whether a norm decides what the question asks, so that it is of this field.

    It asks whether somebody may or must do something, and names a side of an election, or is in the
    words of this field and a norm on it is near.
    """
    asks = {"permission", "duty"} & set(frame.asks)
    if not asks or not candidates or frame.foreign or not (frame.subjects or frame.acts):
        return False
    if "partisan" in frame.modes and frame.subjects:
        return bool(judge(frame, [], candidates, library).leads)
    found = options(frame, [], candidates, library) if wants_verdict(frame) else []
    near = bool(frame.subjects) or candidates[0].probability >= CLOSE
    return frame.in_field and near and any(o.probability >= SETTLED for o in found)


def speaks_of(frame: Frame, candidates: Sequence[Candidate], library: Library) -> bool:
    """Whether the best candidate is probably the answer: it is near, nearer where it does not name
    the act, and binds whom the question names."""
    if not candidates or not frame.subjects:
        return False
    best = candidates[0]
    named = not set(frame.acts).isdisjoint(best.entry.facets.acts)
    bound = binds(frame, best.entry, library) and not apart(frame, best.entry)
    return bound and best.probability >= (SETTLED if named else CLOSE)


def wants_verdict(frame: Frame) -> bool:
    """Whether a question is one of "may I": a verdict on another question would mislead.

    A bare topic is one, unless it names a law.
    """
    if frame.intent in {"compare", "figures"}:
        return False
    if "immune" in frame.modes and only_punishable(frame):
        return False  # whether somebody is safe from it is not whether he may
    if _claim(frame) or "punishable" in frame.asks:
        return True
    if frame.pressed and (not frame.asks or SO & set(frame.asks)):
        return False  # what to do is asked, not whether it would be allowed
    if frame.asks and set(frame.asks) <= SO:
        return False
    if frame.cited and not frame.asks:
        return False
    modal = {"permission", "duty"} & set(frame.asks) and "other" not in frame.asks
    return bool(modal) or "may" in frame.intents or not frame.intents


def only_punishable(frame: Frame) -> bool:
    """Whether it asks of penalties alone: a norm that bars nothing does not answer that."""
    return "punishable" in frame.asks and not {"permission", "duty"} & set(frame.asks)


def _claim(frame: Frame) -> str | None:
    """What the question takes to be so of an act ("allowed", "barred", "exempt": no duty) and asks
    about."""
    claims = {"allowed", "barred", "exempt"}.intersection(frame.modes)
    if "allowed" in claims:
        claims.discard("exempt")  # "cukup cuti saja, boleh kan?"
    return claims.pop() if "truth" in frame.modes and len(claims) == 1 else None


def reply(frame: Frame, judgement: Judgement) -> Reply | None:
    """Whether what the question takes to be so is so, where the verdict settles it."""
    claim, verdict = _claim(frame), judgement.verdict
    barred = verdict in {Verdict.DILARANG, Verdict.WAJIB}
    if claim is None or judgement.general or not (barred or verdict == Verdict.BOLEH):
        return None
    if claim == "exempt":
        return "denied" if verdict == Verdict.WAJIB else None
    if claim == "allowed":
        return "denied" if barred else "confirmed"
    if verdict == Verdict.WAJIB:
        return None  # "salah kan?": what is wrong need not be what is due
    return "confirmed" if barred else "denied"


def votes_too(frame: Frame, leads: Sequence[Entry], library: Library) -> bool:
    """Whether the question names voting beside another act, and the leads are on the other alone.

    Who urges or pays others to vote does not ask about voting himself.
    """
    others = {a for a in frame.acts if library.vocabulary.acts[a].kind == "partisan"}
    if VOTING not in frame.acts or not others or others & {"ajakan", "politik_uang", "pengerahan"}:
        return False
    return not any(VOTING in e.facets.acts for e in leads)


def options(
    frame: Frame, leads: Sequence[Entry], candidates: Sequence[Candidate], library: Library
) -> list[Option]:
    """The verdicts of the best candidates, best first; of the leads alone where the question cites
    a norm."""
    cited = any(c.portion for c in frame.cited)
    asking, compared = replace(frame, subjects=frame.askers), frame.askers != frame.subjects
    before = _before_authority(frame, library)
    found = []
    for candidate in candidates[:VOTERS]:
        entry = candidate.entry
        ended = not frame.dated and entry.status(frame.day) is not Status.BERLAKU
        judges = isinstance(entry.source, Provision)
        if not judges or (cited and entry not in leads) or apart(frame, entry) or ended:
            continue
        met = turned(frame, entry, library) is not None
        if before and not met and not _on_procedure(frame, entry, library):
            continue  # on what was done, not on what is done about it
        if compared and not reaches(asking, entry, library):
            continue  # for whom the question compares with
        verdict = ruling(frame, entry, library)
        if verdict is None or _passes_by(frame, entry, verdict, library):
            continue
        unasked = _late(frame) or (_keeps_away(frame) and not _frees(frame, entry, verdict))
        if met or not unasked:
            found.append(Option(entry, verdict, candidate.probability, met))
    return found


def _passes_by(frame: Frame, entry: Entry, verdict: Verdict, library: Library) -> bool:
    """Whether a norm speaks of the act but not of this one: what it bars is left out, or its
    elucidation has a verdict of its own on the circumstance asked about."""
    acts = library.vocabulary.acts
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
    return "late" in frame.modes and bool(_sought(frame))


def _frees(frame: Frame, entry: Entry, verdict: Verdict) -> bool:
    """Whether a norm speaks to who keeps away from an act: it allows that very act.

    He does not ask whether the act is allowed, and a right in another matter is no answer.
    """
    return verdict is Verdict.BOLEH and bool(set(frame.acts) & set(entry.facets.acts))


def _on_procedure(frame: Frame, entry: Entry, library: Library) -> bool:
    """Whether a norm is on a step before an authority alone: on the remedy, where one is sought; on
    how to punish, not for what, where that is asked."""
    kinds = {library.vocabulary.acts[a].kind for a in entry.facets.acts}
    sought = _sought(frame)
    if "punishing" in frame.asks and _sanctions(entry):
        return False
    on_it = not sought.isdisjoint(entry.facets.acts) if sought else "procedure" in kinds
    return on_it and "partisan" not in kinds


def _sanctions(entry: Entry) -> bool:
    return isinstance(entry.source, Provision) and entry.source.norm is Norm.SANCTION


def _sought(frame: Frame) -> set[str]:
    return {act for mode, act in REMEDIES.items() if mode in frame.modes}


def acts_asked(frame: Frame, library: Library) -> set[str]:
    """The acts that a question is about.

    A circumstance counts only when there is nothing else; who asks about reporting an act does not
    ask about the act.
    """
    kinds = {a: library.vocabulary.acts[a].kind for a in frame.acts}
    if sought := _sought(frame):
        return sought
    if "punishing" in frame.asks:
        return {PUNISHING}
    return {a for a, kind in kinds.items() if kind != "circumstance"} or set(kinds)


def _looked_up(frame: Frame, candidates: Sequence[Candidate], library: Library) -> Option | None:
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
        verdict = ruling(frame, entry, library)
        due = "duty" in frame.asks
        if verdict is None or (verdict is Verdict.WAJIB and not due):
            continue
        if _passes_by(frame, entry, verdict, library):
            continue
        if verdict is Verdict.BOLEH and due and "permission" not in frame.asks:
            continue
        named = len(set(frame.subjects) & set(entry.facets.addressees))
        plain = bool(frame.regimes) or not ELECTIONS & set(entry.facets.regimes)
        forbids = verdict_of(entry) is Verdict.DILARANG
        sure = library.uncertain(entry.id) is None
        fit = (len(own & acts), named, plain, len(own & acts) / len(own | acts), sure, forbids)
        probability = near.get(entry.id, 0.0)
        met = turned(frame, entry, library) is not None
        found.append((fit, Option(entry, verdict, probability, met)))
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
