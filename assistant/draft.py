"""An answer in the making: claims in sections, and the passages that carry them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from assistant.answer import AbstainReason, Citation, Claim, Source
from assistant.messages import message
from corpus import Entry, Identifier, Library
from corpus.model import Confidence, Status, TextKind, Version
from corpus.official.wording import Wording

HEADINGS = (
    "comparison",
    "also",
    "sanction",
    "procedure",
    "history",
    "decisions",
    "figures",
    "notes",
)
"""Sections in the order in which they are read; the lead has no heading and comes first."""
Reply = Literal["confirmed", "denied", "punished"]
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~]")


@dataclass(frozen=True)
class Passage:
    """A stretch of one wording of an entry."""

    entry: Entry
    version: Version
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.version.text[self.start : self.end]

    @property
    def key(self) -> tuple[Identifier, Version]:
        """What passages of one citation share."""
        return self.entry.id, self.version

    @classmethod
    def of(cls, entry: Entry, version: Version, quote: str | None = None) -> Passage:
        """The passage ``quote`` (the whole wording when None), which must stand in it verbatim."""
        start = 0 if quote is None else version.text.index(quote)
        return cls(
            entry, version, start, len(version.text) if quote is None else start + len(quote)
        )


@dataclass(frozen=True)
class Line:
    """One claim as it will be shown. ``label``: print the pinpoint after it.

    ``verbatim``: official words, shown in quotation marks and never read as Markdown.
    """

    text: str
    numbers: tuple[int, ...]
    label: str | None = None
    prefix: str = ""
    verbatim: bool = False


@dataclass
class Section:
    heading: str | None
    lines: list[Line] = field(default_factory=list)
    table: list[tuple[str, ...]] | None = None
    """Header row and rows, when the section is a comparison; its lines are then not printed."""


class Draft:
    """Collects claims; numbers citations in the order in which they are first used."""

    def __init__(self, library: Library, day: date, language: str) -> None:
        self.library = library
        self.day = day
        self.language = language
        self.verdict: str | None = None
        self.opens = True
        """Whether the verdict opens the answer; else it stands with the part that it is of."""
        self.general = False
        """Whether no norm names the act: the nearest and the general one stand for it."""
        self.of_another = False
        """Whether the act is somebody else's than the one who asks."""
        self.pressed = False
        """Whether who asks was ordered to do it, and the first norm binds who ordered."""
        self.reply: Reply | None = None
        """Whether what the question takes to be so is so."""
        self.corrections = 0
        """Lines of the first section that correct a premise, before the verdict."""
        self.besides_voting = False
        """Whether the question names voting too, and no norm that leads is on it."""
        self.unbound = False
        """Whether no leading norm binds the persons whom the question names."""
        self.unanswered: list[tuple[AbstainReason, str]] = []
        """What was asked besides and the library does not hold."""
        self.sections: list[Section] = []
        self._passages: dict[tuple[Identifier, Version], list[Passage]] = {}

    @property
    def cited(self) -> set[Identifier]:
        return {identifier for identifier, _ in self._passages}

    def section(self, heading: str | None) -> Section:
        """The section with this heading key, made at the end when there is none."""
        for section in self.sections:
            if section.heading == heading:
                return section
        self.sections.append(Section(heading))
        return self.sections[-1]

    def holds(self, heading: str) -> bool:
        """Whether a section of this heading says something."""
        return any(s.heading == heading and s.lines for s in self.sections)

    def number(self, passage: Passage) -> int:
        """The citation number of a passage; passages of one wording share it."""
        self._passages.setdefault(passage.key, []).append(passage)
        return list(self._passages).index(passage.key) + 1

    def add(
        self,
        heading: str | None,
        text: str,
        passages: Iterable[Passage],
        prefix: str = "",
        verbatim: bool = False,
    ) -> None:
        """Add a claim; where the same sentence stands in the draft already, its prefix alone."""
        for lines in (s.lines for s in self.sections):
            for i, line in enumerate(lines):
                if line.text == text:
                    more = "" if prefix in line.prefix else prefix
                    lines[i] = replace(line, prefix=f"{line.prefix}{more}")
                    return
        carried = list(passages)
        fresh = [p for p in carried if p.entry.id not in self.cited]
        numbers = tuple(dict.fromkeys(self.number(p) for p in carried))
        label = self.library.label(fresh[0].entry.id, self._named_day(fresh[0])) if fresh else None
        self.section(heading).lines.append(Line(text, numbers, label, prefix, verbatim))

    def claims(self) -> tuple[Claim, ...]:
        return tuple(
            Claim(text=line.text, citations=line.numbers)
            for section in self.sections
            for line in section.lines
        )

    def passages(self) -> tuple[Passage, ...]:
        """What each citation quotes, in the order of their numbers."""
        return tuple(
            Passage(p[0].entry, p[0].version, min(q.start for q in p), max(q.end for q in p))
            for p in self._passages.values()
        )

    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._citation(n, p) for n, p in enumerate(self.passages(), start=1))

    def markdown(self) -> str:
        """Verdict and first section as text, the others as headed lists, the disclaimer last."""
        parts: list[str] = []
        # headed sections follow the order of messages.yaml, whatever the order of composing
        self.sections.sort(key=lambda s: HEADINGS.index(s.heading) if s.heading else -1)
        for section in self.sections:
            if section.heading:
                parts.append(f"**{message(f'heading.{section.heading}', self.language)}**")
            if section.table:
                parts.append(_table(section.table))
            else:
                parts.append("\n".join(f"- {self._shown(line)}" for line in section.lines))
        opening = self._opening()
        if opening and self.sections[0].table:
            parts.insert(0, opening)
        elif opening and len(self.sections[0].lines) > self.corrections:
            lines = self.sections[0].lines
            before, (first, *rest) = lines[: self.corrections], lines[self.corrections :]
            parts[0] = f"{opening} {self._shown(first)}"
            if before:
                parts.insert(0, "\n".join(self._shown(line) for line in before))
            if rest:
                after = 1 + bool(before)
                parts.insert(after, "\n".join(f"- {self._shown(line)}" for line in rest))
        return "\n\n".join(p for p in parts if p)

    def _opening(self) -> str:
        """What is said before the first norm: whether it is so, and the verdict."""
        if not self.opens:
            return ""
        word = message(f"verdict.{self.verdict}", self.language) if self.verdict else ""
        if self.general:
            unsaid = "ask.another" if self.of_another else "ask.nearest"
            key = "ask.general" if word else unsaid
            return f"*{message(key, self.language, word=word.lower())}*"
        if word and self.reply == "punished":
            word = message("reply.punished", self.language)
        elif word and self.reply:
            word = f"{message(f'reply.{self.reply}', self.language)}. {word}"
        if self.pressed and not word:
            return f"*{message('ask.pressed', self.language)}*"
        return f"**{word}.**" if word else ""

    def _shown(self, line: Line) -> str:
        marks = "".join(f"[{n}]" for n in line.numbers)
        label = f" ({line.label})" if line.label else ""
        text = f"“{escaped(line.text)}”" if line.verbatim else line.text
        return f"{line.prefix}{text}{label} {marks}"

    def _named_day(self, passage: Passage) -> date:
        """The day under which the label names the amending act of the cited wording."""
        shown = passage.entry.shown(self.day) is passage.version
        return self.day if shown else passage.version.from_

    def _citation(self, n: int, passage: Passage) -> Citation:
        entry, version = passage.entry, passage.version
        evidence = entry.evidence
        unsure = evidence.confidence is Confidence.PERLU_CEK
        words = entry.words(version, self.day)
        return Citation(
            n=n,
            id=str(entry.id),
            label=self.library.label(entry.id, self._named_day(passage)),
            kind="decision" if entry.kind == "decision" else "regulation",
            status=entry.status_of(version, self.day).value,
            text_kind=(TextKind.NASKAH if words else entry.text_kind).value,
            quote=words.text if words else passage.text,
            url=entry.url,
            confidence=evidence.confidence.value,
            reason=evidence.reason if unsure else None,
            summary=passage.text if words and entry.text_kind is TextKind.RINGKASAN else None,
            source=self._source(words) if words else None,
            spans=words.spans if words else (),
            page=words.page if words else None,
        )

    def _source(self, words: Wording) -> Source:
        return Source(sha256=words.source, origin=self.library.naskah.origins[words.source])


def escaped(text: str) -> str:
    """Words from outside as Markdown that shows them as they stand."""
    return _MARKUP.sub(r"\\\g<0>", text)


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    header, *body = rows
    lines = [header, tuple("---" for _ in header), *body]
    return "\n".join("| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in lines)


def in_force(entry: Entry, day: date) -> bool:
    return entry.status(day) is Status.BERLAKU
