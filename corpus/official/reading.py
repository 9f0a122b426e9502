"""From the imported files to the words of each portion by date: parsed and consolidated."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from corpus.errors import CitationError, InputError
from corpus.identifier import Identifier
from corpus.intake.store import Stored
from corpus.model import Amendment, Instrument
from corpus.official.amendment import read_amendments
from corpus.official.consolidate import Act, consolidate
from corpus.official.gaps import doubtful
from corpus.official.kept import Progress
from corpus.official.naskah import Naskah, row, units
from corpus.official.plan import portions_under
from corpus.official.structure import parse
from corpus.official.tree import Document
from corpus.official.wording import Wording

SHORTEST = 10
"""Characters of a wording that says something; shorter ones are labels that lost their text."""


def read(
    stored: Sequence[Stored],
    instruments: Mapping[Identifier, Instrument],
    key: str,
    progress: Progress,
) -> Naskah:
    """Every wording of the ``stored`` files; ``key`` becomes the digest."""
    acts: dict[Identifier, tuple[Stored, Document]] = {}
    for done, item in enumerate(stored):
        progress("parse", done, len(stored))
        if item.work.doctype == "act":
            acts[item.work] = item, parse(item.text())
    progress("parse", len(stored), len(stored))
    bases = _amending(acts, instruments)
    wordings: dict[Identifier, list[Wording]] = {}
    unread: dict[str, list[str]] = {}
    doubted: set[str] = set()
    for work in dict.fromkeys((*(w for w in acts if w not in bases), *bases.values())):
        instrument = instruments.get(work)
        known = {a.id: a for a in instrument.amendments} if instrument else {}
        known |= {
            i: Amendment(id=i) for i, base in bases.items() if base == work and i not in known
        }
        dated = [a for a in known.values() if a.id in acts and a.in_force]
        amendments = [_act(*acts[a.id], a.in_force) for a in dated]
        if work in acts:
            begins = (instrument.in_force or instrument.issued) if instrument else None
            base = _act(*acts[work], begins)
            found, missing, unsure = _consolidated(base, amendments, known.values())
        else:
            found, missing, unsure = _promulgated(work, amendments, known.values())
        for wording in found:
            if len(wording.text) >= SHORTEST and _printable(wording.id):
                wordings.setdefault(wording.id, []).append(wording)
        unread |= {str(work): [str(a.id) for a in missing]} if missing else {}
        doubted |= {str(identifier) for identifier in unsure}
    held = {Identifier.parse(f"{i.id}~{p.at}") for i in instruments.values() for p in i.provisions}
    return Naskah(
        rows={str(i): [row(w) for w in found] for i, found in wordings.items()},
        units=[str(unit) for unit in units(wordings, held)],
        origins={item.sha256: item.origin for item in stored},
        unread=unread,
        doubted=sorted(doubted),
        digest=key,
    )


_Read = tuple[list[Wording], Sequence[Amendment], set[Identifier]]
"""Wordings, the amending acts that were not read, and portions whose words are in doubt."""


def _consolidated(base: Act, amendments: list[Act], known: Collection[Amendment]) -> _Read:
    """A base act with its amendments laid over it."""
    try:
        consolidated = consolidate(base, amendments, known)
    except InputError:  # one of them is not what its identifier says: none is laid over it
        consolidated = consolidate(base, (), known)
    wordings = list(consolidated.wordings())
    unsure = {
        wording.id
        for wording in wordings
        for doubt in consolidated.doubts(wording.id.portion)
        if wording.from_ < doubt.day and not (wording.until and wording.until <= doubt.day)
    }
    garbled = doubtful(base.document)
    unsure |= {w.id for w in wordings if w.by == base.id and w.id.portion in garbled}
    return wordings, consolidated.unread, unsure


def _promulgated(base: Identifier, amendments: list[Act], known: Collection[Amendment]) -> _Read:
    """What the latest amending act quotes as new words of a base act that was not imported."""
    latest = max(amendments, key=lambda act: act.in_force, default=None)
    read = read_amendments(latest.document) if latest else None
    if latest is None or read is None or read.amends != base:
        return [], tuple(known), set()
    found = {
        portion: latest.wording(base, portion, node)
        for operation in read.operations
        if operation.quoted and not operation.problem
        for portion, node in portions_under(latest.document, operation.quoted).items()
    }
    return list(found.values()), [a for a in known if a.id != latest.id], set()


def _amending(
    acts: Mapping[Identifier, tuple[Stored, Document]],
    instruments: Mapping[Identifier, Instrument],
) -> dict[Identifier, Identifier]:
    """The imported acts that amend another one, and which."""
    known = {a.id: i.id for i in instruments.values() for a in i.amendments}
    found = {}
    for work, (_, document) in acts.items():
        read = None if work in instruments else read_amendments(document)
        base = known.get(work) or (read.amends if read else None)
        if base is not None:
            found[work] = base
    return found


def _act(item: Stored, document: Document, in_force: date | None) -> Act:
    return Act(item.work, document, item.sha256, in_force or date.min, item.pages)


def _printable(identifier: Identifier) -> bool:
    """Whether the portion can be written down and read again: OCR may leave a number that not."""
    try:
        return Identifier.parse(str(identifier)) == identifier
    except CitationError:
        return False
