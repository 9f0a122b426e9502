"""The norm that punishes what a question asks about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.frame import Frame
from assistant.option import acts_asked
from assistant.ruling import apart, binds
from assistant.verdict import Judgement, only_punishable
from corpus import Entry, Library
from corpus.model import Status, Verdict

_JAILED = re.compile(r"penjara|pidana|kurung|jail|prison|crim")
_DISMISSED = re.compile(r"pecat|copot|berhent|dismiss|fired|sacked")
_CRIME = r"\bdiancam\b"
_DISMISSAL = r"\b(?:diberhentikan|pemberhentian|diputus hubungan)\b"
_PENALTY = rf"{_CRIME}|{_DISMISSAL}|di(?:jatuhi|arahkan ke) hukuman|sanksi moral|diberi teguran"
"""The words of the library's texts for jail or a fine, for a dismissal, and for any penalty."""


def punished_by(
    frame: Frame, judgement: Judgement, near: Sequence[Entry], library: Library
) -> Entry | None:
    """The norm that punishes an act that is barred, where nothing but that is asked.

    A fine or jail where these are asked about, a dismissal where that is, else any penalty.
    """
    if judgement.verdict != Verdict.DILARANG or judgement.general or not only_punishable(frame):
        return None
    kinds = [_CRIME] if _JAILED.search(frame.text) else []
    kinds += [_DISMISSAL] if _DISMISSED.search(frame.text) else []
    penalty = re.compile("|".join(kinds) or _PENALTY)
    barred = judgement.leads[0]
    acts = acts_asked(frame, library) | set(barred.facets.acts)
    tied = library.related(barred.id, "sanctioned_by")
    for entry in [*judgement.leads, *near]:
        on_it = entry.id in tied or set(entry.facets.acts) <= acts
        if not on_it or not binds(frame, entry, library, strictly=True) or apart(frame, entry):
            continue
        said = entry.shown(frame.day).text
        if entry.status(frame.day) is Status.BERLAKU and penalty.search(said):
            return entry
    return None
