"""What the law makes of the act that a question names: forbidden, due, allowed, conditional."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.frame import Frame
from assistant.rank import Candidate
from corpus import Entry, Library
from corpus.model import Norm, Provision, Verdict

SURE = 0.15
"""Probability of the leading norm from which it gives the verdict: below it, of the few answers on
train and dev that have one, half were wrong; above it 125 of 130 were right."""

_EXCEPTION = re.compile(r"\bkecuali ([^.;]+)")
_WITHOUT = re.compile(r"\b(?:tanpa|belum ada|without)\b")
_DUTY = re.compile(
    r"\b(?:(?:me)?wajib\w*|kewajiban|harus\w*|perlu\w*|must|ha(?:s|ve) to|required?|duty|duties|"
    r"oblig\w+|mandatory|uphold)\b"
)
_LONG_WORD = re.compile(r"[a-z]{5,}")
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


def judge(
    frame: Frame, leads: Sequence[Entry], candidates: Sequence[Candidate], library: Library
) -> tuple[str | None, list[Entry]]:
    """The verdict on the act, and the leading norms with the one that gives it first."""
    if not wants_verdict(frame):
        return None, list(leads)
    sure = {c.id for c in candidates if c.probability >= SURE}
    judged = [e for e in leads if e.id in sure and _verdict(frame, e, library)][:1]
    ordered = [*judged, *(e for e in leads if e not in judged)]
    return (_verdict(frame, ordered[0], library) if judged else None), ordered


def wants_verdict(frame: Frame) -> bool:
    """Whether a question is one of "may I": a verdict on another question would mislead."""
    asked = "may" in frame.intents and frame.intent not in {"compare", "figures"}
    return asked or not frame.intents


def of_modality(frame: Frame, entry: Entry) -> bool:
    """Whether a norm answers "may I": a duty does so only for its own act, or where it is asked."""
    if verdict_of(entry) is not Verdict.WAJIB or _DUTY.search(frame.text):
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


def _verdict(frame: Frame, entry: Entry, library: Library) -> str | None:
    """A norm's verdict, if it binds whom the question names.

    ``bersyarat`` when the question meets the norm's own exception.
    """
    if not binds(frame, entry, library, strictly=True) or not of_modality(frame, entry):
        return None
    verdict = verdict_of(entry)
    if verdict is Verdict.DILARANG and _excepted(frame, entry):
        verdict = Verdict.BERSYARAT
    return verdict.value if verdict else None


def _excepted(frame: Frame, entry: Entry) -> bool:
    """Whether the question names what follows "kecuali" in the norm (two words of it)."""
    clause = _EXCEPTION.search(entry.shown(frame.day).text.lower())
    if clause is None or _WITHOUT.search(frame.text):
        return False
    held = set(_LONG_WORD.findall(clause[1]))
    return len(held & set(_LONG_WORD.findall(frame.text))) >= 2
