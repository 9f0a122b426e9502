"""What the law makes of the act that a question names: forbidden, due, allowed, conditional."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.frame import Frame
from assistant.rank import Candidate
from corpus import Entry, Library
from corpus.model import Norm, Provision, Status, Verdict

P = dict(floor=0.05, sure=0.15, rest=0.3, other=0.6, noact=1.0, duty=2.0, offmood=0.3, special=3.0,
         cond=2.0, sanction=0.4, depth=12, stage=1.0, regime=0.5, permit=0.7, general=0.4, circ=0.0, share=0.0, proc=0.1, offduty=0.5, exact=1.2, part=0.6, weak=0.04)

_EXCEPTION = re.compile(r"\bkecuali ([^.;]+)")
_LONG_WORD = re.compile(r"[a-z]{5,}")
_PUNISHED = re.compile(r"\b(?:diancam|dijatuhi hukuman|diberhentikan)\b")
UNBOUND = frozenset({Norm.PROCEDURE, Norm.COMPETENCE})
_VERDICTS = {
    Norm.PROHIBITION: Verdict.DILARANG,
    Norm.DUTY: Verdict.WAJIB,
    Norm.RIGHT: Verdict.BOLEH,
}


def verdict_of(entry: Entry) -> Verdict | None:
    """What a norm makes of an act for its addressees; None when it says nothing of that."""
    if not isinstance(entry.source, Provision):
        return None
    return entry.source.verdict or _VERDICTS.get(entry.source.norm)


@dataclass(frozen=True)
class Vote:
    entry: Entry
    verdict: Verdict
    weight: float


def judge(
    frame: Frame, leads: Sequence[Entry], candidates: Sequence[Candidate], library: Library
) -> tuple[str | None, list[Entry]]:
    """The verdict on the act, and the leading norms with the one that gives it first."""
    if not wants_verdict(frame):
        return None, list(leads)
    best = elected(ballot(frame, leads, candidates, library)) or fallback(frame, candidates, library)
    if best is None:
        return None, list(leads)
    return best.verdict.value, [best.entry, *(e for e in leads if e is not best.entry)]


def fallback(frame, candidates, library) -> Vote | None:
    """The norm for the act, or the general one, where retrieval found none that fits."""
    if any(c.portion for c in frame.cited) or "refusal" in frame.modes:
        return None
    acts, wider = library.vocabulary.acts, library.vocabulary.wider
    asked = {a for a in frame.acts if acts[a].kind != "circumstance"}
    partisan = {a for a in asked if acts[a].kind == "partisan"}
    if not partisan and asked and all(acts[a].kind == "procedure" for a in asked):
        partisan = asked
    elif not partisan and not "partisan" in frame.modes:
        return None
    order = {c.id: c.probability for c in candidates}
    elections = {"pilkada", "pemilu"}
    found = []
    for entry in library.provisions():
        if entry.status(frame.day) is not Status.BERLAKU:
            continue
        own = set(entry.facets.acts)
        a, b = elections & set(frame.regimes), elections & set(entry.facets.regimes)
        if a and b and not a & b:
            continue
        if b and not a and entry.source.norm in UNBOUND: pass
        general = "netralitas_umum" in own and entry.source.norm not in UNBOUND
        shared = partisan & own
        if not shared and not general:
            continue
        if all(acts[x].kind == "procedure" for x in partisan) and not own <= partisan:
            continue
        if frame.subjects and entry.source.norm not in UNBOUND:
            if not any(x in wider[s] for s in frame.subjects for x in entry.facets.addressees):
                continue
        elif not frame.subjects and "asn" not in entry.facets.addressees and entry.source.norm not in UNBOUND:
            continue
        v = _ruling(frame, entry, library)
        if v is Verdict.WAJIB and general and not shared and "duty" not in frame.asks:
            v = Verdict.DILARANG
        if v is None or (v is Verdict.WAJIB and "duty" not in frame.asks):
            continue
        exact = len(set(frame.subjects) & set(entry.facets.addressees))
        key = (len(shared), exact, len(shared) / len(own | partisan), order.get(entry.id, 0.0))
        found.append((key, entry.id, Vote(entry, v, 0.0)))
    if not found:
        return None
    found.sort(key=lambda f: (tuple(-k for k in f[0]), f[1]))
    best = found[0]
    equal = {f[2].verdict for f in found if f[0][:3] == best[0][:3]}
    return best[2] if len(equal) == 1 or all(acts[x].kind != "procedure" for x in partisan) else None


def ballot(frame, leads, candidates, library) -> list[Vote]:
    cited = {e.id for e in leads} if any(c.portion for c in frame.cited) else None
    votes = []
    for c in candidates[: P["depth"]]:
        if cited is not None and c.id not in cited:
            continue
        if cited is None and c.probability < P["floor"]:
            continue
        if not frame.dated and c.entry.status(frame.day) is not Status.BERLAKU:
            continue
        v = _ruling(frame, c.entry, library)
        if v is Verdict.DILARANG and "refusal" in frame.modes:
            continue
        if v is not None:
            w = c.probability * _weight(frame, c.entry, v, library)
            if w > 0:
                votes.append(Vote(c.entry, v, w))
    return [v for v in votes if not _narrowed(v, votes)]


def _narrowed(vote, votes) -> bool:
    """Whether the norm's own elucidation, at least as near, says otherwise."""
    eid = vote.entry.id.eid
    return any(
        o.entry.id.work == vote.entry.id.work
        and o.entry.id.eid == f"expl__{eid}"
        and o.weight >= vote.weight
        for o in votes
    )


def elected(votes):
    if not votes:
        return None
    def total(v):
        ws = sorted((x.weight for x in votes if x.verdict is v), reverse=True)
        return ws[0] + P["rest"] * sum(ws[1:])
    totals = {v: total(v) for v in {x.verdict for x in votes}}
    v = max(totals, key=lambda v: (totals[v], v))
    best = max((x for x in votes if x.verdict is v), key=lambda x: x.weight)
    share = totals[v] / sum(totals.values())
    return best if totals[v] >= (P["sure"] if share < P["share"] else P["weak"]) else None


def _weight(frame, entry, verdict, library) -> float:
    w = 1.0
    acts = library.vocabulary.acts
    kinds = {a: acts[a].kind for a in frame.acts if a in acts}
    asked = {a for a, k in kinds.items() if k != "circumstance"} or set(kinds)
    own = set(entry.facets.acts)
    if asked and own and not asked & own:
        if own & set(frame.acts):
            w *= P["circ"]
        elif all(kinds[a] == "procedure" for a in asked):
            w *= P["proc"]
        else:
            w *= P["other"]
    elif not asked or not own:
        w *= P["noact"]
    else:
        w *= P["part"] + (1 - P["part"]) * len(asked & own) / len(asked)
    duty = "duty" in frame.asks
    may = "permission" in frame.asks or not duty
    if verdict is Verdict.WAJIB and duty and not may:
        w *= P["duty"]
    if verdict is Verdict.BOLEH and duty and not may:
        w *= P["offduty"]
    if verdict is Verdict.WAJIB and not duty:
        w *= P["offmood"] if not asked & own else P["permit"]
    special = _special(frame, library)
    if special:
        w *= P["special"] if special & set(entry.facets.addressees) else P["general"]
    if "condition" in frame.modes and verdict is Verdict.BERSYARAT:
        w *= P["cond"]
    if entry.source.norm is Norm.SANCTION and not entry.source.verdict:
        w *= P["sanction"]
    if set(frame.subjects) & set(entry.facets.addressees):
        w *= P["exact"]
    elections = {"pilkada", "pemilu"}
    a, b = elections & set(frame.regimes), elections & set(entry.facets.regimes)
    if a and b and not a & b:
        w *= P["regime"]
    return w


def _special(frame: Frame, library: Library) -> set[str]:
    terms, wider = library.vocabulary.addressees, library.vocabulary.wider
    named = set(frame.subjects)
    return {
        s
        for s in named
        if terms[s].special
        and (named == {s} or any((wider[s] - {s}) & wider[o] for o in named - {s}))
    }


def wants_verdict(frame: Frame) -> bool:
    """Whether a question is one of "may I": a verdict on another question would mislead."""
    if frame.intent in {"compare", "figures"} or ("other" in frame.asks and len(frame.asks) == 1):
        return False
    return "may" in frame.intents or not frame.intents


def of_modality(frame: Frame, entry: Entry) -> bool:
    """Whether a norm answers "may I": a duty does so only for its own act, or where it is asked."""
    if verdict_of(entry) is not Verdict.WAJIB or "duty" in frame.asks:
        return True
    return bool(set(frame.acts) & set(entry.facets.acts))


def binds(frame: Frame, entry: Entry, library: Library, strictly: bool = False) -> bool:
    """Whether the norm's addressees include the most specific persons that the question names.

    A norm for some of them speaks to the question too; ``strictly``: only when they are the next
    smaller group (PNS among ASN), not a few office-holders (acting governors among PNS).
    """
    wider, terms = library.vocabulary.wider, library.vocabulary.addressees
    named = set(frame.subjects)
    specific = {s for s in named if not any(s in wider[o] for o in named if o != s)}
    addressees = set(entry.facets.addressees)
    return not (specific and addressees) or any(
        a in wider[s] or s in (terms[a].is_a if strictly else wider[a])
        for s in specific
        for a in addressees
    )


def _ruling(frame: Frame, entry: Entry, library: Library) -> Verdict | None:
    """A norm's verdict, if it binds whom the question names."""
    if not isinstance(entry.source, Provision):
        return None
    verdict = verdict_of(entry)
    if verdict is None and entry.source.norm is Norm.SANCTION:
        if _PUNISHED.search(entry.shown(frame.day).text.lower()):
            verdict = Verdict.DILARANG
    if verdict is None:
        return None
    if entry.source.norm not in UNBOUND and not binds(frame, entry, library, strictly=True):
        return None
    terms = library.vocabulary.addressees
    special = {a for a in entry.facets.addressees if terms[a].special}
    if special - set(frame.subjects):
        reach = set().union(*(library.vocabulary.wider[a] for a in special))
        if not set(entry.facets.addressees) - reach:
            return None
    for turn in entry.source.turns:
        if any(re.search(rf"\b(?:{w})\b", frame.text) for w in turn.when):
            return turn.verdict
    if verdict is Verdict.WAJIB and "netralitas_umum" in entry.facets.acts:
        if "duty" not in frame.asks and any(library.vocabulary.acts[a].kind == "partisan" for a in frame.acts):
            return Verdict.DILARANG
    if verdict is Verdict.DILARANG and _excepted(frame, entry):
        return Verdict.BERSYARAT
    return verdict


def _excepted(frame: Frame, entry: Entry) -> bool:
    """Whether the question names what follows "kecuali" in the norm (two words of it)."""
    clause = _EXCEPTION.search(entry.shown(frame.day).text.lower())
    if clause is None or "without" in frame.modes:
        return False
    if "condition" in frame.modes:
        return True
    held = set(_LONG_WORD.findall(clause[1]))
    return len(held & set(_LONG_WORD.findall(frame.text))) >= 2
