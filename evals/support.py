"""Whether cited passages bear a claim: the deterministic stand-in for ALCE's NLI model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant import Answer, Citation, Claim
from index.lexical import STOP_WORDS

SUPPORT = 0.6
"""Share of a claim's content words that its cited passages must hold to count as supported."""
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]{4,}")
_FUNCTION = STOP_WORDS - {"tidak", "boleh"}
_DENIED = re.compile(r"^tidak tepat bahwa [^:]*:|\bbukan [^;.:]*", re.I)
"""What a claim denies: a mistaken belief before its correction, "X, bukan Y". No source says it."""


def supported(claim: str, passage: str, share: float = SUPPORT) -> bool:
    """Whether a passage bears a claim: all its figures, and this share of its content words.

    What the claim denies is left out; a claim that only denies is taken whole.
    """
    stated = _DENIED.sub(" ", claim)
    if not content(stated):
        stated = claim
    if not set(_FIGURE.findall(stated)) <= set(_FIGURE.findall(passage)):
        return False
    words = content(stated)
    return not words or len(words & content(passage)) / len(words) >= share


def content(text: str) -> set[str]:
    """Words of four letters or more that carry meaning, in lower case."""
    return set(_WORD.findall(text.lower())) - _FUNCTION


def passages(answer: Answer) -> dict[int, str]:
    """What each citation shows: its quote under its label, and why it is uncertain."""
    return {c.n: _shown(c) for c in answer.citations}


def _shown(citation: Citation) -> str:
    return f"{citation.quote} {citation.label} {citation.reason or ''}"


def borne(claim: Claim, held: Mapping[int, str], share: float) -> bool:
    """Whether all its citations together bear a claim; one without citations is not borne.

    ALCE's citation recall of one statement (Gao et al. 2023, 4.3).
    """
    numbers = [n for n in claim.citations if n in held]
    return bool(numbers) and supported(claim.text, " ".join(held[n] for n in numbers), share)


def needed(claim: Claim, held: Mapping[int, str], share: float) -> list[int]:
    """The citations of a claim that ALCE counts as precise.

    A citation is precise when the claim is borne by all of its citations together and this one
    is not irrelevant: irrelevant is one that does not bear the claim alone while the others bear
    it without it (Gao et al. 2023, 4.3).
    """
    if not borne(claim, held, share):
        return []
    numbers = [n for n in claim.citations if n in held]
    return [n for n in numbers if not _irrelevant(claim.text, n, numbers, held, share)]


def _irrelevant(
    text: str, one: int, numbers: Sequence[int], held: Mapping[int, str], share: float
) -> bool:
    others = " ".join(held[n] for n in numbers if n != one)
    return not supported(text, held[one], share) and supported(text, others, share)
