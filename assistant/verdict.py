"""Whether an act is forbidden, due, allowed or conditional: the vote of the norms on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from assistant.draft import Reply
from assistant.frame import Frame
from assistant.rank import Candidate
from assistant.ruling import ELECTIONS, LEFT, NEUTRALITY, apart, ruling, verdict_of
from corpus import Entry, Library
from corpus.model import Norm, Provision, Status, Verdict

# Each factor was kept because without it more verdicts on the training families were wrong (of 308
# between 2 and 7); coordinate search over all of them found nothing better in cross-validation.
VOTERS = 12
"""Candidates that may vote: those further down are about something else."""
HEARD = 0.05
"""Probability from which a candidate votes."""
SURE = 0.1
"""Weight from which a verdict is given."""
SHARED = 0.3
"""What a further norm of the same verdict adds: parallel norms are no independent witnesses."""
OTHER_ACT = 0.5
"""Factor of a norm that names acts, but none of the question's: what takes sides is like others
that do."""
ASIDE = 0.1
"""... and of one that shares only a circumstance (leave), or when what is asked about takes no
sides (voting, running for office, handling a breach)."""
UNASKED_DUTY = 0.2
"""Factor of a duty when the question does not ask for one: "may I" is seldom answered by it."""
UNASKED_LEAVE = 0.2
"""Factor of a right when the question asks for a duty alone: "must I" is seldom answered by it."""
LACKING_DUTY = 0.5
"""... but the question names what is left undone ("may I be punished without a hearing")."""
PARTIAL = 0.5
"""Factor of a norm on some of the acts asked about, where another is on these and more."""
GENERAL = 0.4
"""Factor of a norm for everyone when the question names persons in a special position."""
CONDITION = 2.0
"""Factor of a conditional norm when the question asks for the condition."""
CLOSE = 0.5
"""Probability from which a norm fits an act that the lexicon does not know: on train and dev, 19 of
24 such norms were those of the gold answer; below it 13 of 27."""
VOTING = "hak_pilih"
"""The act that names candidates and takes no side."""
SETTLED = 0.3
"""Weight of all votes from which they show that a question is of this field."""


class Judgement(NamedTuple):
    """A verdict and the leading norms, the one that gives it first.

    ``general``: no norm names the act; the nearest and the general one on neutrality stand for it,
    and give no verdict where the act is one before an authority.
    """

    verdict: str | None
    leads: list[Entry]
    general: bool = False


@dataclass(frozen=True)
class Vote:
    entry: Entry
    verdict: Verdict
    weight: float


def judge(
    frame: Frame, leads: Sequence[Entry], candidates: Sequence[Candidate], library: Library
) -> Judgement:
    """The verdict of the norms found, else of the norm for the act, else of the general one."""
    if not wants_verdict(frame):
        return Judgement(None, list(leads))
    best = elected(ballot(frame, leads, candidates, library))
    best = best or _looked_up(frame, candidates, library)
    if best is None:
        return Judgement(None, list(leads))
    first = [best.entry]
    nearest = "partisan" in frame.modes and not _close(best, frame, candidates, library)
    if nearest and (wider := _looked_up(frame, candidates, library)):
        first = [wider.entry, *(e for e in first if e is not wider.entry)]
        nearest = not _close(wider, frame, candidates, library)
    if nearest and _before_authority(frame, library):
        certain = [e for e in leads if library.uncertain(e.id) is None]
        return Judgement(None, certain or list(leads), True)
    ordered = [*first, *(e for e in leads if e not in first)]
    if "unintended" in frame.modes:  # the rules say nothing of what was done by mistake
        return Judgement(None, ordered, True)
    if LEFT in frame.subjects and len(frame.subjects) > 1 and not frame.dated:
        # one word would be wrong for those in service or, but for an earlier day, for who has left
        return Judgement(None, ordered)
    return Judgement(best.verdict.value, ordered, nearest)


def _close(vote: Vote, frame: Frame, candidates: Sequence[Candidate], library: Library) -> bool:
    """Whether a norm is on an act of the question, or near enough to be."""
    near = {c.id: c.probability for c in candidates}.get(vote.entry.id, 0.0)
    shared = _acts_asked(frame, library) & set(vote.entry.facets.acts)
    return bool(shared) or near >= CLOSE or vote.verdict is not Verdict.DILARANG


def _before_authority(frame: Frame, library: Library) -> bool:
    """Whether all that is asked about is done before an authority: it takes no side by itself."""
    asked = _acts_asked(frame, library)
    return bool(asked) and all(library.vocabulary.acts[a].kind == "procedure" for a in asked)


def settles(frame: Frame, candidates: Sequence[Candidate], library: Library) -> bool:
    """Whether a norm decides what the question asks, so that it is of this field.

    It asks whether somebody may or must do something, and names a side of an election, or is in the
    words of this field and the norms on it are near.
    """
    asks = {"permission", "duty"} & set(frame.asks)
    if not asks or not candidates or frame.foreign or not (frame.subjects or frame.acts):
        return False
    if "partisan" in frame.modes and frame.subjects:
        return bool(judge(frame, [], candidates, library).leads)
    votes = ballot(frame, [], candidates, library) if wants_verdict(frame) else []
    near = bool(frame.subjects) or candidates[0].probability >= CLOSE
    return frame.in_field and near and sum(v.weight for v in votes) >= SETTLED


def wants_verdict(frame: Frame) -> bool:
    """Whether a question is one of "may I": a verdict on another question would mislead.

    A bare topic is one, unless it names a law.
    """
    if frame.intent in {"compare", "figures"}:
        return False
    if _claim(frame):
        return True
    if frame.asks == ("other",):
        return False
    if frame.cited and not frame.asks:
        return False
    return "may" in frame.intents or not frame.intents


def _claim(frame: Frame) -> str | None:
    """What the question takes to be so of an act ("allowed", "barred") and asks about."""
    claims = {"allowed", "barred"}.intersection(frame.modes)
    return claims.pop() if "truth" in frame.modes and len(claims) == 1 else None


def reply(frame: Frame, judgement: Judgement) -> Reply | None:
    """Whether what the question takes to be so is so, where the verdict settles it."""
    claim, verdict = _claim(frame), judgement.verdict
    barred = verdict in {Verdict.DILARANG, Verdict.WAJIB}
    if claim is None or judgement.general or not (barred or verdict == Verdict.BOLEH):
        return None
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


def ballot(
    frame: Frame, leads: Sequence[Entry], candidates: Sequence[Candidate], library: Library
) -> list[Vote]:
    """The votes of the best candidates; where the question cites a norm, only the leads vote."""
    cited = any(c.portion for c in frame.cited)
    votes = []
    for candidate in candidates[:VOTERS]:
        entry = candidate.entry
        heard = entry in leads if cited else candidate.probability >= HEARD
        if (
            not heard
            or apart(frame, entry)
            or not (frame.dated or entry.status(frame.day) is Status.BERLAKU)
        ):
            continue
        verdict = ruling(frame, entry, library)
        if verdict is None or ("refusal" in frame.modes and not _frees(frame, entry, verdict)):
            continue
        weight = candidate.probability * _factor(frame, entry, verdict, library)
        votes.append(Vote(entry, verdict, weight))
    asked = _acts_asked(frame, library)
    votes = [v for v in votes if not _narrowed(v, votes)]
    return [
        replace(v, weight=v.weight * PARTIAL) if _surpassed(v, votes, asked) else v for v in votes
    ]


def _surpassed(vote: Vote, votes: Sequence[Vote], asked: set[str]) -> bool:
    """Whether another norm covers what this one does of the acts asked about, and more."""
    own = asked & set(vote.entry.facets.acts)
    return bool(own) and any(own < asked & set(o.entry.facets.acts) for o in votes)


def _frees(frame: Frame, entry: Entry, verdict: Verdict) -> bool:
    """Whether a norm speaks to who keeps away from an act: it allows that very act.

    He does not ask whether the act is allowed, and a right in another matter is no answer.
    """
    return verdict is Verdict.BOLEH and bool(set(frame.acts) & set(entry.facets.acts))


def elected(votes: Sequence[Vote]) -> Vote | None:
    """The heaviest vote for the verdict with the most weight; None when that is too little."""
    weights: dict[Verdict, float] = {}
    heaviest: dict[Verdict, Vote] = {}
    for vote in sorted(votes, key=lambda v: -v.weight):
        share = SHARED if vote.verdict in heaviest else 1.0
        weights[vote.verdict] = weights.get(vote.verdict, 0.0) + share * vote.weight
        heaviest.setdefault(vote.verdict, vote)
    winner = max(weights, key=lambda v: weights[v], default=None)
    return heaviest[winner] if winner and weights[winner] >= SURE else None


def _factor(frame: Frame, entry: Entry, verdict: Verdict, library: Library) -> float:
    """How well a norm fits the question, beside its probability."""
    factor = 1.0
    kinds = {a: library.vocabulary.acts[a].kind for a in frame.acts}
    asked, own = _acts_asked(frame, library), set(entry.facets.acts)
    elsewhere = bool(asked and own) and not asked & own
    if elsewhere:
        sided = any(kinds[a] == "partisan" for a in asked) or (
            "partisan" in frame.modes and asked != {VOTING}
        )
        factor *= ASIDE if own & set(kinds) or not sided else OTHER_ACT
    if verdict is Verdict.WAJIB and "duty" not in frame.asks:
        factor *= LACKING_DUTY if "without" in frame.modes else UNASKED_DUTY
    if verdict is Verdict.BOLEH and _asks_duty_alone(frame):
        factor *= UNASKED_LEAVE
    special = _special(frame, library)
    if special and not special & set(entry.facets.addressees):
        factor *= GENERAL
    if verdict is Verdict.BERSYARAT and "condition" in frame.modes and "without" not in frame.modes:
        factor *= CONDITION
    return factor


def _asks_duty_alone(frame: Frame) -> bool:
    return "duty" in frame.asks and "permission" not in frame.asks


def _acts_asked(frame: Frame, library: Library) -> set[str]:
    """The acts that a question is about.

    A circumstance counts only when there is nothing else; who asks about reporting an act does not
    ask about the act.
    """
    kinds = {a: library.vocabulary.acts[a].kind for a in frame.acts}
    if "reporting" in frame.modes and "pelaporan" in kinds:
        return {"pelaporan"}
    return {a for a, kind in kinds.items() if kind != "circumstance"} or set(kinds)


def _special(frame: Frame, library: Library) -> set[str]:
    """Persons in a special position whom the question names, beside nobody of another kind."""
    terms, wider = library.vocabulary.addressees, library.vocabulary.wider
    named = set(frame.subjects)
    return {
        s
        for s in named
        if terms[s].special
        and (named == {s} or any((wider[s] - {s}) & wider[o] for o in named - {s}))
    }


def _narrowed(vote: Vote, votes: Sequence[Vote]) -> bool:
    """Whether the norm's own elucidation is at least as near: it says how far the norm goes."""
    elucidation = f"{vote.entry.id.work}~expl__{vote.entry.id.eid}"
    return any(str(o.entry.id) == elucidation and o.weight >= vote.weight for o in votes)


def _looked_up(frame: Frame, candidates: Sequence[Candidate], library: Library) -> Vote | None:
    """The norm in force for the act and the persons, or the general one, that retrieval missed.

    Acts that take sides, or that handle a breach, have such norms; the others need to be found. Of
    the norms that fit best, all must agree.
    """
    if any(c.portion for c in frame.cited) or "refusal" in frame.modes:
        return None
    kinds = {a: library.vocabulary.acts[a].kind for a in _acts_asked(frame, library)}
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
        if verdict is None or (verdict is Verdict.WAJIB and "duty" not in frame.asks):
            continue
        if verdict is Verdict.BOLEH and _asks_duty_alone(frame):
            continue
        named = len(set(frame.subjects) & set(entry.facets.addressees))
        plain = bool(frame.regimes) or not ELECTIONS & set(entry.facets.regimes)
        forbids = verdict_of(entry) is Verdict.DILARANG
        sure = library.uncertain(entry.id) is None
        fit = (len(own & acts), named, plain, len(own & acts) / len(own | acts), sure, forbids)
        found.append((fit, near.get(entry.id, 0.0), Vote(entry, verdict, 0.0)))
    if not found:
        return None
    best = max(found, key=lambda f: (f[0], f[1]))
    agreed = {vote.verdict for fit, _, vote in found if fit == best[0]} == {best[2].verdict}
    return best[2] if agreed or not handling else None


def _general(entry: Entry) -> bool:
    """Whether a norm demands neutrality as such."""
    source = entry.source
    demands = isinstance(source, Provision) and source.norm in {Norm.DUTY, Norm.PROHIBITION}
    return demands and NEUTRALITY in entry.facets.acts
