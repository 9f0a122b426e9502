"""The sides of a comparison: elections, stages, persons, acts, laws, or the law of two days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from assistant.frame import BYSTANDERS, STEPS, THEMES, Frame, Reader
from assistant.lexicon import Lexicon, Mention, spans, without
from assistant.messages import message, written
from assistant.part import MOST, Part
from corpus import Identifier, Library

SLOTS = ("day", "cited", "stages", "regimes", "subjects", "acts")
"""What sides may differ in, the most telling first."""
_BEFORE = re.compile(r"\b(?:sebelum|before)\w*")
_AFTER = re.compile(r"\b(?:sesudah|setelah|sejak|after|since)\w*")
_RELATIVE = re.compile(r"\s+(?:yang|who|that)\b[^.,;?]*")
_JOINED = re.compile(
    r"\b(?:dan|dengan|vs|versus|sama|atau|and|or|with|from|dari|sedangkan|dibanding\w*)\b|[,/]"
)
_LISTED = re.compile(rf"(?:\s|{_JOINED.pattern})*")
"""Between two that share what is said of the last ("PNS dan PPPK yang ikut partai")."""


class Sides:
    """Tells apart what a question compares."""

    def __init__(self, reader: Reader, lexicon: Lexicon) -> None:
        self._reader = reader
        self._library = reader.library
        self._lexicon = lexicon

    def of(self, frame: Frame, slots: Sequence[str] = SLOTS) -> tuple[Part, ...]:
        """A comparison, once for each of its sides; nothing when it names no two of one kind."""
        for slot in slots:
            match slot:
                case "day":
                    parts = self._days(frame)
                case "cited":
                    parts = self._laws(frame)
                case "acts":
                    parts = self._acts(frame)
                case _:
                    parts = self._coded(frame, slot)
            if 1 < len(parts) <= MOST:
                return tuple(parts)
        return ()

    def _days(self, frame: Frame) -> list[Part]:
        """The law before and after a decision, a law or a year."""
        if not (_BEFORE.search(frame.text) and _AFTER.search(frame.text)):
            return []
        decided = [self._library.decisions[c].decided for c in _judgments(frame, self._library)]
        begun = [self._library.get(c).versions[0].from_ for c in frame.cited if not c.portion]
        turn = min((day for day in decided if day), default=None) or max(begun, default=None)
        turn = turn or (frame.day.replace(month=1, day=1) if frame.dated else None)
        if turn is None:
            return []
        last = max(frame.day, turn)
        names = [
            message(f"side.{k}", frame.language, day=written(turn, frame.language))
            for k in ("before", "since")
        ]
        days = (turn - timedelta(days=1), last)
        return [
            Part(frame.text, "", ("day", day.isoformat()), name)
            for day, name in zip(days, names, strict=True)
        ]

    def _laws(self, frame: Frame) -> list[Part]:
        """Laws or provisions that are cited; of one and what holds it, the narrower."""
        laws = [c for c in frame.cited if c.doctype == "act"]
        laws = [c for c in laws if not any(o != c and c.contains(o) for o in laws)]
        return [Part(frame.text, "", ("cited", str(c)), self._library.label(c)) for c in laws]

    def _acts(self, frame: Frame) -> list[Part]:
        """Acts that stand on both sides of "dan", "vs" or the like."""
        found = [m for m in self._lexicon.mentions("acts", frame.text) if m.code in frame.acts]
        found = [m for m in found if m.code not in STEPS | THEMES]
        groups = [[m for m in found if a <= m.start and m.end <= b] for a, b in spans(found)]
        apart = [
            group
            for i, group in enumerate(groups)
            if i == 0 or _JOINED.search(frame.text[_end(groups[i - 1]) : group[0].start])
        ]
        longest = [max(group, key=lambda m: m.end - m.start) for group in apart]
        if len({m.code for m in longest}) < len(longest):
            return []
        return [Part(frame.text, "", ("acts", m.code)) for m in longest]

    def _coded(self, frame: Frame, slot: str) -> list[Part]:
        """Elections, stages or persons, each with the question less the others."""
        mentions = self._lexicon.mentions(slot, frame.text)
        codes = self._told_apart(slot, getattr(frame, slot), mentions)
        mentions = [m for m in mentions if m.code in codes]
        between = without(frame.text, spans(mentions))
        parts = []
        for code in codes:
            own = spans([m for m in mentions if m.code == code])
            others = [s for s in spans([m for m in mentions if m.code != code]) if s not in own]
            taken = [
                span
                if any(
                    end <= span[0] and _LISTED.fullmatch(between, end, span[0]) for _, end in own
                )
                else _clause(frame.text, span)
                for span in others
            ]
            text = " ".join(without(frame.text, taken).split())
            parts.append(Part(text, "", (slot, code)))
        return parts

    def _told_apart(
        self, slot: str, codes: Sequence[str], mentions: Sequence[Mention]
    ) -> list[str]:
        """The codes that are sides: elections, stages, and persons of whom none is the other."""
        if slot == "regimes":
            return [c for c in codes if c in {"pilkada", "pemilu"}]
        if slot == "stages":
            return list(codes)
        # "pegawai" in "pegawai bank BUMN" is no one else
        own = {m.code for m in mentions if (m.start, m.end) in spans(mentions)} - BYSTANDERS
        wider = self._library.vocabulary.wider
        return [c for c in codes if c in own and not any(c in wider[o] for o in codes if o != c)]


def _judgments(frame: Frame, library: Library) -> list[Identifier]:
    return [c for c in frame.cited if c in library.decisions]


def _end(group: Sequence[Mention]) -> int:
    return max(m.end for m in group)


def _clause(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A mention with the relative clause behind it ("lurah yang ikut berjoget")."""
    relative = _RELATIVE.match(text, span[1])
    if relative is None:
        return span
    end = re.search(r"\s(?:dan|and|sedangkan|while)\s", relative[0])
    return span[0], relative.start() + (end.start() if end else len(relative[0]))
