"""One of several questions that were asked in one, or one side of a comparison."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from assistant.frame import Frame
from corpus import Identifier
from corpus.model import Regime

MOST = 4
"""Parts that are answered; a longer list is answered as one question."""
SHARED = frozenset({"day", "cited", "acts"})
"""Slots whose sides are told apart among what was found for the whole question."""


@dataclass(frozen=True)
class Part:
    """One of several questions: stand-alone, the words that ask, and the side that it is of."""

    question: str
    focus: str
    side: tuple[str, str] | None = None
    """Slot of the frame and the one code of it that this part is about."""
    name: str = ""
    """What a side is called that has no code of its own."""
    loose: bool = False
    """Whether the question is only a row of questions, and does not ask for each in turn."""
    aside: tuple[Identifier, ...] = ()
    """Laws that another part asks about, and this one does not name."""

    def narrowed(self, frame: Frame, whole: Frame) -> Frame:
        """The ``frame`` of this part, within the ``whole`` and of its side alone.

        Election, persons, stage and day of the whole are those of each part that names none.
        """
        frame = replace(
            frame,
            in_field=frame.in_field or whole.in_field,
            modes=tuple(
                dict.fromkeys((*frame.modes, *(m for m in whole.modes if m == "condition")))
            ),
            cited=tuple(c for c in frame.cited if c not in self.aside),
            subjects=frame.subjects or whole.subjects,
            regimes=frame.regimes or whole.regimes,
            stages=frame.stages or whole.stages,
            day=frame.day if frame.dated else whole.day,
            dated=frame.dated or whole.dated,
            language=whole.language,
        )
        match self.side:
            case ("subjects", code):
                return replace(frame, subjects=(code,))
            case ("regimes", code):
                return replace(frame, regimes=(code,))
            case ("stages", code):
                return replace(frame, stages=(code,))
            case ("acts", code):
                # "partai" names one of the acts, not a field of both
                fields = tuple(r for r in frame.regimes if r != Regime.PARTY)
                return replace(frame, acts=(code,), regimes=fields)
            case ("cited", _):
                return replace(frame, cited=())
            case ("day", day):
                return replace(frame, cited=(), day=date.fromisoformat(day), dated=True)
        return frame

    @property
    def code(self) -> str:
        """The code of the side that it is of; empty for none."""
        return self.side[1] if self.side else ""

    @property
    def shares(self) -> bool:
        """Whether it is a side among what was found for the whole, and not searched by itself."""
        return self.side is not None and self.side[0] in SHARED
