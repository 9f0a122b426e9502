"""One thing of the library that can be found and cited, on a date."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from corpus.identifier import Identifier
from corpus.model import (
    Decision,
    Evidence,
    Excerpt,
    Facets,
    Instrument,
    Provision,
    Report,
    Status,
    TextKind,
    Version,
)
from corpus.official.wording import Wording


@dataclass(frozen=True)
class Link:
    """A relation seen from one end; ``type`` is the relation's name in that direction."""

    type: str
    target: Identifier


@dataclass(frozen=True)
class Entry:
    """Anything that can be found and cited: a provision, instrument, decision or report.

    ``versions`` are in order of time; a decision or report has exactly one.
    """

    id: Identifier
    kind: str  # "regulation" | "decision"
    source: Provision | Instrument | Decision | Report | Excerpt
    versions: tuple[Version, ...]
    title: str
    heading: tuple[str, ...]
    url: str | None
    ends: date | None = None
    """First day on which the whole instrument no longer applies."""
    facets: Facets = field(default_factory=Facets)
    dated: bool = True
    """False when the first day is not established and `Version.from_` only says not before."""
    wordings: tuple[Wording, ...] = ()
    """The official words in order of time, where an imported text holds them."""

    @property
    def evidence(self) -> Evidence:
        return self.source

    @property
    def text_kind(self) -> TextKind:
        return getattr(self.source, "text_kind", TextKind.RINGKASAN)

    def at(self, day: date) -> Version | None:
        """The wording in force on ``day``; None before the first and after the last one."""
        for version in reversed(self.versions):
            if version.from_ <= day:
                return version if self.status_of(version, day) is Status.BERLAKU else None
        return None

    def until(self, version: Version) -> date | None:
        """First day on which ``version`` no longer holds, whatever the reason."""
        position = self.versions.index(version)
        following = self.versions[position + 1 : position + 2]
        ends = [version.until, self.ends, following[0].from_ if following else None]
        return min((day for day in ends if day is not None), default=None)

    def status_of(self, version: Version, day: date) -> Status:
        """Status of one wording on ``day``."""
        until = self.until(version)
        if version.from_ > day:
            return Status.BELUM_BERLAKU
        if until is None or day < until:
            return Status.BERLAKU
        replaced = any(v.from_ == until for v in self.versions)
        return Status.DIUBAH if replaced else Status.DICABUT

    def status(self, day: date) -> Status:
        """Status of the entry as a whole on ``day``: of its latest wording that had begun."""
        begun = [v for v in self.versions if v.from_ <= day]
        return self.status_of(begun[-1], day) if begun else Status.BELUM_BERLAKU

    def shown(self, day: date) -> Version:
        """The wording to show on ``day``: in force, else the last that was, else the first."""
        begun = [v for v in self.versions if v.from_ <= day]
        return self.at(day) or (begun[-1] if begun else self.versions[0])

    def words(self, version: Version, day: date) -> Wording | None:
        """The official words of ``version`` on ``day``, or on its day nearest to that.

        None where no imported text holds them: words that are older than the act or decision
        that made the version are not its words.
        """
        until = self.until(version)
        moment = max(day, version.from_)
        if until is not None:
            moment = min(moment, until - timedelta(days=1))
        for wording in self.wordings:
            if wording.from_ <= moment and (wording.until is None or moment < wording.until):
                made_by = version.by or self.id.work
                newer = wording.from_ > version.from_
                return wording if newer or wording.by == made_by else None
        return None
