"""Whether an act is forbidden, due, allowed or conditional: what the nearest norms make of it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.draft import Reply
from assistant.facts import read_facts
from assistant.frame import SO, Frame
from assistant.option import VOTING, Option, acts_asked, before_authority, looked_up, options
from assistant.rank import Candidate
from assistant.ruling import LEFT, NEUTRALITY, apart, binds
from corpus import Entry, Library
from corpus.model import Provision, Verdict

WEIGHTS = Path(__file__).parent / "data" / "verdict.json"
VERDICTS = tuple(Verdict)
FEATURES = (
    "first",
    "first_besides",
    "near",
    "looked_up",
    "duty_asked",
    "duty_unasked",
    "duty_lacking",
    "condition_asked",
    "right_for_duty",
)
"""What speaks for a verdict: that the first norm with one gives it, and that this one is on no act
of the question though another is; the logarithm of the probability of the nearest norm that does;
that the norm for the act does; and, of a duty, whether the question asks for one, does not, or
names what is left undone; of a condition, whether it is asked for; of a right, whether a duty alone
is asked for."""
FLOOR = 0.02
"""Added to a probability before its logarithm: below it, one norm is as far as another."""
CLOSE = 0.5
"""Probability from which a norm fits an act that the lexicon does not know: on train and dev, 19 of
24 such norms were those of the gold answer; below it 13 of 27."""
REMOTE = 0.2
"""Probability below which a norm on no act of the question gives no verdict, unless a side is
taken: of the 7 such verdicts on train and dev one was right."""
URGING = frozenset({"ajakan", "medsos_unggah", "medsos_interaksi"})
"""Acts that take a side only where one is named."""
SPECIFIC = 0.4
"""Share of the nearest provision's probability from which one decides whose circumstance is met; on
train and dev 0.4 and 0.5 gain the most verdicts."""
SETTLED = 0.3
"""Probability of a norm with a verdict that shows that a question is of this field, and from which
"yes" may be said: on train and dev all 21 such answers were right, the one below it was wrong."""
_WHICH = re.compile(
    r"(?:\w+ ){0,2}(?:berapa|how (?:many|long|much|often|soon))\b|"
    r"kapan (?:terakhir|paling|batas|mulai)|siapa (?:saja|(?:\w+ )?yang (?!benar))"
)
"""Opens a question that a number, a day or a name answers, whatever it says of must and may; "siapa
yang benar?" asks for the verdict."""


class Judgement(NamedTuple):
    """A verdict and the leading norms, the one that gives it first.

    ``general``: no norm names the act: the nearest and the general one on neutrality stand for it,
    and give no verdict where the act takes no side.
    """

    verdict: str | None
    leads: list[Entry]
    general: bool = False
    settled: bool = False
    """Whether the norm that gives the verdict is near enough to say yes to who asks."""


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
    of_case = "decisions" in frame.intents and best.probability < CLOSE
    if only_punishable(frame) and (of_case or best.verdict is not Verdict.DILARANG):
        return Judgement(None, list(leads))
    close, first = _close(best, frame, library), [best.entry]
    sided = "partisan" in frame.modes and not before_authority(frame, library)
    wider = None if close or not sided else looked_up(frame, candidates, library)
    if wider and wider.verdict is best.verdict:
        first = list(dict.fromkeys([wider.entry, best.entry]))
        close = _close(wider, frame, library)
    ordered = [*first, *(e for e in leads if e not in first)]
    # the rules say nothing of what was done by mistake or by somebody else alone, or of urging
    # people just to vote
    others_act = "vicarious" in frame.modes and not frame.due  # "harus saya laporkan?" is his own
    if others_act or "unintended" in frame.modes or _urges_voting(frame):
        return Judgement(None, ordered, True)
    if LEFT in frame.subjects and len(frame.subjects) > 1 and not frame.dated:
        # one word would be wrong for those in service or, but for an earlier day, for who has left
        return Judgement(None, ordered)
    if "social" in frame.modes and not (close or frame.acts):
        return Judgement(None, ordered, True)  # that a candidate is there makes no act of it
    barred, settled = best.verdict is Verdict.DILARANG, _settled(best, frame, library)
    if close or (sided and not barred):
        return Judgement(best.verdict.value, ordered, settled=settled)
    if not sided and (best.probability < REMOTE or ("partisan" in frame.modes and barred)):
        certain = [e for e in leads if library.uncertain(e.id) is None]
        return Judgement(None, certain or list(leads), allowed)
    return Judgement(best.verdict.value, ordered, sided, settled)


def _settled(best: Option, frame: Frame, library: Library) -> bool:
    """Whether a norm is near, and for all of a group that the question names, not just for some."""
    addressees, wider = set(best.entry.facets.addressees), library.vocabulary.wider
    whole = not frame.subjects or any(addressees & wider[s] for s in frame.subjects)
    return whole and best.probability >= SETTLED


def _close(best: Option, frame: Frame, library: Library) -> bool:
    """Whether a norm is on an act of the question, or near enough to be."""
    shared = acts_asked(frame, library) & set(best.entry.facets.acts)
    return bool(shared) or best.met or best.probability >= CLOSE


def decided(
    frame: Frame, leads: Sequence[Entry], candidates: Sequence[Candidate], library: Library
) -> Option | None:
    """The nearest norm for the verdict that most speaks for; None when no norm has one.

    A conditional logit over `FEATURES` (McFadden 1974), fitted by `evals.verdict`.
    """
    found, table = weighed(frame, leads, candidates, library)
    provisions = (c for c in candidates if isinstance(c.entry.source, Provision))
    bearing = (c.probability for c in provisions if binds(frame, c.entry, library))
    nearest = next(bearing, 0.0)
    if first := _of_case(found, nearest, frame, library):
        return first
    score = dict(zip(VERDICTS, table @ _weights(), strict=True))
    winner = max({o.verdict for o in found}, key=lambda v: (score[v], v), default=None)
    return next((o for o in found if o.verdict is winner), None)


def _of_case(
    found: Sequence[Option], nearest: float, frame: Frame, library: Library
) -> Option | None:
    """The nearest norm whose circumstance the question meets, if it is nearly as near as the
    nearest provision for the persons: it speaks of just this case, the others of the act. One that
    names the persons outdoes it."""
    persons = set(frame.subjects)
    acting = persons.union(*(library.vocabulary.roles[p] for p in persons))
    named = bool(found) and not persons.isdisjoint(found[0].entry.facets.addressees)
    duty = "duty" in frame.asks and "permission" not in frame.asks
    asked = acts_asked(frame, library)
    for option in found:
        if duty and option.verdict is Verdict.BOLEH:
            continue  # that one may is not whether one must
        near = option.met and option.probability >= SPECIFIC * nearest
        if option.probability < REMOTE and asked.isdisjoint(option.entry.facets.acts):
            continue  # a word of its circumstance, in a question about something else
        if near and not (named and acting.isdisjoint(option.entry.facets.addressees)):
            return option
    return None


def weighed(
    frame: Frame, leads: Sequence[Entry], candidates: Sequence[Candidate], library: Library
) -> tuple[list[Option], np.ndarray]:
    """The norms with a verdict, nearest first and the norm for the act last, and the values of
    `FEATURES` for each of `VERDICTS`, shape (4, 9)."""
    found = options(frame, leads, candidates, library)
    for_act = looked_up(frame, candidates, library)
    near = {v: max((o.probability for o in found if o.verdict is v), default=0.0) for v in VERDICTS}
    due, asked = frame.due, acts_asked(frame, library)
    on_act = [not asked.isdisjoint(o.entry.facets.acts) for o in found]
    besides = any(on_act) and not on_act[0]
    condition = "condition" in frame.modes and "without" not in frame.modes
    table = [
        (
            bool(found) and found[0].verdict is v,
            besides and found[0].verdict is v,
            np.log(near[v] + FLOOR),
            for_act is not None and for_act.verdict is v,
            v is Verdict.WAJIB and due,
            v is Verdict.WAJIB and not due,
            v is Verdict.WAJIB and "without" in frame.modes,
            v is Verdict.BERSYARAT and condition,
            v is Verdict.BOLEH and due and "permission" not in frame.asks,
        )
        for v in VERDICTS
    ]
    return [*found, *([for_act] if for_act else [])], np.array(table, float)


@cache
def _weights() -> np.ndarray:
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return np.array([weights[name] for name in FEATURES])


def _urges_voting(frame: Frame) -> bool:
    """Whether it is about calling on people to vote, for no side of an election."""
    others = set(frame.acts) - {VOTING, NEUTRALITY}
    sided = "partisan" in frame.modes or "invited" in frame.modes or not others
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
    the act, and it, or one nearly as near on the same act, binds whom the question names."""
    if not candidates or not frame.subjects:
        return False
    best = candidates[0]
    acts = set(frame.acts) & set(best.entry.facets.acts)
    named = bool(acts)
    bound = any(
        binds(frame, c.entry, library) and not apart(frame, c.entry)
        for c in candidates
        if c is best
        or (acts & set(c.entry.facets.acts) and c.probability >= SPECIFIC * best.probability)
    )
    return bound and best.probability >= (SETTLED if named else CLOSE)


def wants_verdict(frame: Frame) -> bool:
    """Whether a question is one of "may I": a verdict on another question would mislead.

    A bare topic is one, unless it names a law.
    """
    if _claim(frame):
        return True
    if frame.intent == "compare" or _WHICH.match(frame.focus or frame.text):
        return False
    if "immune" in frame.modes and only_punishable(frame):
        return False  # whether somebody is safe from it is not whether he may
    if "punishable" in frame.asks:
        tried = "decisions" in frame.intents and any(c.doctype == "judgment" for c in frame.cited)
        return not (tried and only_punishable(frame))  # how it ended is asked, not whether it may
    if frame.pressed and (not frame.asks or SO & set(frame.asks)):
        return False  # what to do is asked, not whether it would be allowed
    if frame.asks and set(frame.asks) <= SO:
        return False
    if frame.cited and not frame.asks:
        return False
    if {"permission", "duty"} & set(frame.asks) and "other" not in frame.asks:
        return True
    return frame.intent != "figures" and ("may" in frame.intents or not frame.intents)


def only_punishable(frame: Frame) -> bool:
    """Whether it asks of penalties alone: a norm that bars nothing does not answer that."""
    return "punishable" in frame.asks and not {"permission", "duty"} & set(frame.asks)


def _claim(frame: Frame) -> str | None:
    """What the question takes to be so of an act ("allowed", "barred", "exempt": no duty, "immune":
    no penalty) and asks about."""
    claims = {"allowed", "barred", "exempt", "immune"}.intersection(frame.modes)
    if "allowed" in claims:
        claims -= {"exempt", "immune"}  # "cukup cuti saja, boleh kan?"
    return claims.pop() if "truth" in frame.modes and len(claims) == 1 else None


def reply(frame: Frame, judgement: Judgement) -> Reply | None:
    """Whether what the question takes to be so is so, where the verdict settles it."""
    claim, verdict = _claim(frame), judgement.verdict
    barred = verdict in {Verdict.DILARANG, Verdict.WAJIB}
    if claim == "barred" and verdict == Verdict.BERSYARAT and "condition" in frame.modes:
        return "denied"  # "dilarang sama sekali, kan?"
    if claim is None or judgement.general or not (barred or verdict == Verdict.BOLEH):
        return None
    if claim == "exempt":
        return "denied" if verdict == Verdict.WAJIB else None
    sure = judgement.settled and _holds_figures(frame, judgement.leads[0])
    yes: Reply | None = "confirmed" if sure else None
    if claim in {"allowed", "immune"}:
        return "denied" if barred else yes if claim == "allowed" else None
    if verdict == Verdict.WAJIB:
        return None  # "salah kan?": what is wrong need not be what is due
    return yes if barred else "denied"


def _holds_figures(frame: Frame, entry: Entry) -> bool:
    """Whether a norm states every amount and span of the question: else it confirms none of them
    ("no more than Rp50 million, right?")."""
    named = {(q.value, q.unit) for q in read_facts(frame.written).quantities if q.unit}
    said = read_facts(entry.shown(frame.day).text).quantities
    return named <= {(q.value, q.unit) for q in said}


def votes_too(frame: Frame, leads: Sequence[Entry], library: Library) -> bool:
    """Whether the question names voting beside another act, and the leads are on the other alone.

    Who urges or pays others to vote does not ask about voting himself.
    """
    others = {a for a in frame.acts if library.vocabulary.acts[a].kind == "partisan"}
    if VOTING not in frame.acts or not others or others & {"ajakan", "politik_uang", "pengerahan"}:
        return False
    return not any(VOTING in e.facets.acts for e in leads)
