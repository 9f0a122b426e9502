"""The library in memory: lookup by identifier or citation, the law on a date, relations."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from corpus.citation import (
    Names,
    find_bare_portions,
    find_citations,
    find_titled,
    find_unknown_cases,
    portion_label,
)
from corpus.entries import decision_entry, instrument_entries, report_entry
from corpus.entry import Entry, Link
from corpus.errors import CitationError
from corpus.identifier import Identifier
from corpus.model import (
    INVERSE,
    Confidence,
    Decision,
    Excerpt,
    Instrument,
    Note,
    Provision,
    Regime,
    Report,
    Status,
    Version,
)
from corpus.official.naskah import Naskah
from corpus.official.wording import Wording
from corpus.places import Places
from corpus.vocabulary import Vocabulary


class Library:
    """All instruments, decisions, reports and notes, checked and linked."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        sources: Mapping[str, str],
        instruments: Iterable[Instrument],
        decisions: Iterable[Decision],
        reports: Iterable[Report],
        notes: Iterable[Note],
        digest: str,
        origin: Mapping[str, str],
        naskah: Naskah | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self.sources = dict(sources)
        self.instruments = {i.id: i for i in sorted(instruments, key=lambda i: i.id)}
        self.decisions = {d.id: d for d in sorted(decisions, key=lambda d: d.id)}
        self.reports = {r.id: r for r in sorted(reports, key=lambda r: r.id)}
        self.notes = {n.id: n for n in sorted(notes, key=lambda n: n.id)}
        self.digest = digest
        """SHA-256 over the library's files: the identity that an index is built for."""
        self.origin = dict(origin)
        """For each identifier the place where it is written: ``file`` or ``file: field``."""
        self.naskah = naskah or Naskah()
        """The official words that have been imported."""

    def with_naskah(self, naskah: Naskah) -> Library:
        """This library with imported official texts laid under it; itself when there are none."""
        if not naskah.digest:
            return self
        return Library(
            self.vocabulary,
            self.sources,
            self.instruments.values(),
            self.decisions.values(),
            self.reports.values(),
            self.notes.values(),
            hashlib.sha256(f"{self.digest} {naskah.digest}".encode()).hexdigest(),
            self.origin,
            naskah,
        )

    @cached_property
    def entries(self) -> dict[Identifier, Entry]:
        """What the library itself says, with the official words beside it."""
        entries = [e for i in self.instruments.values() for e in instrument_entries(i)]
        entries += [decision_entry(d) for d in self.decisions.values()]
        entries += [report_entry(r) for r in self.reports.values()]
        return {e.id: replace(e, wordings=self._certain(e.id)) for e in entries}

    def excerpts(self) -> Iterator[Entry]:
        """The portions of imported official texts that the library does not describe."""
        return (self._excerpt(Identifier.parse(unit)) for unit in self.naskah.units)

    def _certain(self, identifier: Identifier) -> tuple[Wording, ...]:
        return () if str(identifier) in self.naskah.doubted else self.naskah.of(identifier)

    def _excerpt(self, identifier: Identifier) -> Entry:
        """An entry for a portion of which only the official words are known."""
        wordings = self.naskah.of(identifier)
        work = identifier.work
        instrument = self.instruments.get(work)
        acts = map(Identifier.parse, self.naskah.unread.get(str(work), ()))
        unread = [self.names.label_of(a) for a in acts]
        reason = None
        if instrument is None:
            reason = "Pustaka tidak memuat tanggal berlaku dan perubahan peraturan ini."
        elif str(identifier) in self.naskah.doubted:
            reason = "Naskah ketentuan ini atau perubahannya tidak terbaca dengan pasti."
        elif unread:
            reason = f"{_listed(unread)} mengubah peraturan ini dan naskahnya belum diimpor."
        return Entry(
            id=identifier,
            kind="regulation",
            source=Excerpt(
                confidence=Confidence.PERLU_CEK if reason else Confidence.PASTI,
                reason=reason,
                sources=tuple(dict.fromkeys(self.naskah.origins[w.source] for w in wordings)),
            ),
            versions=tuple(
                Version(
                    from_=w.from_, until=w.until, by=None if w.by == work else w.by, text=w.text
                )
                for w in wordings
            ),
            title=instrument.title if instrument else self.names.label_of(work),
            heading=(),
            url=instrument.url if instrument else None,
            ends=instrument.repealed.on if instrument and instrument.repealed else None,
            dated=bool(instrument and instrument.in_force),
            wordings=wordings,
        )

    def __contains__(self, identifier: Identifier) -> bool:
        return identifier in self.entries

    def get(self, identifier: Identifier | str) -> Entry:
        """The entry with this identifier or human citation; of an official text any portion.

        Raises `CitationError` when it does not parse or the library does not hold it.
        """
        found = self.resolve(identifier) if isinstance(identifier, str) else identifier
        canonical = self.canonical(found)
        entry = self.entries.get(canonical)
        if entry is None and str(canonical) in self.naskah.rows:
            entry = self._excerpt(canonical)
        if entry is None:
            raise CitationError(
                f"The library holds nothing at {found}. `netral library list` shows what it holds."
            )
        return entry

    def canonical(self, identifier: Identifier) -> Identifier:
        """An amending act's portion under the base law that it amends."""
        base = self._amended.get(identifier.work)
        if base is None or identifier in self.entries:
            return identifier
        return Identifier(base.doctype, base.kind, base.year, base.number, identifier.portion)

    def resolve(self, text: str) -> Identifier:
        """The identifier behind a printed identifier or a human citation."""
        if text.strip().startswith("/akn/"):
            return Identifier.parse(text.strip())
        found = self.citations(text)
        if not found:
            raise CitationError(
                f"{text!r} is not a citation that Netral knows. "
                "Write it like 'Pasal 71 ayat (1) UU 10/2016' or 'putusan MK 136/PUU-XXII/2024'."
            )
        return found[0]

    def citations(self, text: str) -> list[Identifier]:
        """Every citation in ``text``, in order, as identifiers under the base law."""
        return [self.canonical(c.identifier) for c in find_citations(text, self.names)]

    def articles_alone(self, text: str, regimes: Collection[Regime]) -> list[Identifier]:
        """Entries of the articles that ``text`` names without their act ("kena pasal 188").

        Only where one act holds them: among those that a decision beside them is on, or that govern
        ``regimes``, if any are given.
        """
        found = []
        decided = [c for c in self.citations(text) if c.doctype == "judgment"]
        laws = {link.target.work for c in decided for link in self.links(c)}
        for portion in find_bare_portions(text, self.names):
            held = [i for i in self.entries if i.portion[: len(portion)] == portion]
            fitting = [i for i in held if i.work in laws] or [
                i for i in held if not regimes or set(regimes) & set(self.entries[i].facets.regimes)
            ]
            if len({i.work for i in fitting}) == 1:
                found += fitting
        return found

    def misdated(self, cited: Identifier) -> list[Identifier]:
        """What ``cited`` is in the one act here whose year differs from its own in one digit.

        Empty when the library knows its act; an article without such a paragraph stands for it.
        """
        acts = [w for w in self.names.labels if w.doctype == "act"]
        alike = [w for w in acts if _one_digit_off(w, cited)]
        if cited.work in acts or len(alike) != 1:
            return []
        lengths = range(len(cited.portion), 0, -1)
        portions = [replace(alike[0], portion=cited.portion[:n]) for n in lengths]
        return [p for p in portions if self.holds(p)][:1]

    def unknown_titles(self, text: str) -> list[str]:
        """Articles of acts that ``text`` names by a title and a year the library does not hold."""
        return find_titled(text, self.names)

    def unknown_cases(self, text: str) -> list[str]:
        """Case numbers in ``text`` that the library does not hold."""
        return find_unknown_cases(text, self.names)

    def unheld_places(self, text: str, is_word: Callable[[str], bool]) -> list[str]:
        """Decisions that ``text`` calls by a court's seat or a place and that are not held."""
        return self._places.unheld(text, is_word)

    def holds(self, cited: Identifier) -> bool:
        """Whether something of the library or of an imported text is, holds or is in ``cited``."""
        if str(cited) in self.naskah.rows:
            return True
        return any(
            cited.contains(i) or (bool(i.portion) and i.contains(cited)) for i in self.entries
        )

    def cited_label(self, cited: Identifier) -> str:
        """How a citation reads, whether the library holds it or not."""
        return f"{portion_label(cited)} {self.names.label_of(cited.work)}".strip()

    def decisions_of_places(self, text: str) -> list[Identifier]:
        """Decisions that ``text`` names by their place ("putusan Andoolo")."""
        return self._places.find(text)

    def names_accused(self, text: str) -> bool:
        """Whether ``text`` calls the accused of a decision by office and place."""
        return self._places.names_accused(text)

    def label(self, identifier: Identifier, day: date | None = None) -> str:
        """The human citation, naming the amending act of the wording shown on ``day``."""
        entry = self.get(identifier)
        if isinstance(entry.source, Decision | Report | Instrument):
            return entry.source.label
        version = entry.shown(day) if day else entry.versions[-1]
        label = f"{portion_label(identifier)} {self.names.label_of(identifier.work)}"
        if version.by is None or version.by == identifier.work:
            return label
        by = self.decisions.get(version.by)
        amending = by.label if by else self.names.label_of(version.by)
        return f"{label} jo. {amending}"

    def status(self, identifier: Identifier, day: date) -> Status:
        return self.get(identifier).status(day)

    def links(self, identifier: Identifier) -> tuple[Link, ...]:
        """Relations of one entry in both directions, in the order of the library."""
        return tuple(self._links.get(identifier, ()))

    def related(self, identifier: Identifier, *types: str) -> list[Identifier]:
        """Targets of the named relations (either direction), of the entry itself first."""
        return [link.target for link in self.links(identifier) if link.type in types]

    def source_text(self, code: str) -> str:
        """What a source code stands for."""
        if code.startswith("D:"):
            kind, year, number = code[2:].split("/")
            origin = "salinan OCR data-peraturan, commit c87e6167"
            return f"naskah resmi {kind.upper()} {number}/{year} ({origin})"
        return self.sources.get(code, code)

    def provisions(self) -> Iterator[Entry]:
        return (e for e in self.entries.values() if isinstance(e.source, Provision))

    def uncertain(self, identifier: Identifier) -> str | None:
        """The reason why an entry is `perlu-cek`; None when it is `pasti`."""
        evidence = self.get(identifier).evidence
        return evidence.reason if evidence.confidence is Confidence.PERLU_CEK else None

    @cached_property
    def names(self) -> Names:
        return Names.of(self.instruments.values(), self.decisions.values(), self.reports.values())

    @cached_property
    def _places(self) -> Places:
        return Places.of(self.decisions.values())

    @cached_property
    def _amended(self) -> dict[Identifier, Identifier]:
        return {a.id: i.id for i in self.instruments.values() for a in i.amendments}

    @cached_property
    def _links(self) -> dict[Identifier, list[Link]]:
        links: dict[Identifier, list[Link]] = {}
        for entry in self.entries.values():
            for relation in entry.source.relations:
                links.setdefault(entry.id, []).append(Link(relation.type.value, relation.target))
                back = Link(INVERSE[relation.type], entry.id)
                links.setdefault(relation.target, []).append(back)
        return {key: list(dict.fromkeys(value)) for key, value in links.items()}


def _listed(names: list[str]) -> str:
    return " dan ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _one_digit_off(one: Identifier, other: Identifier) -> bool:
    """Whether two acts have the same kind and number, and years that one digit tells apart."""
    same = (one.kind, one.number) == (other.kind, other.number)
    return same and sum(a != b for a, b in zip(str(one.year), str(other.year), strict=False)) == 1
