"""From the library's instruments, decisions and reports to what can be found and cited."""

from __future__ import annotations

from datetime import date

from corpus.entry import Entry
from corpus.identifier import Identifier
from corpus.model import Confidence, Decision, Facets, Instrument, Report, Version

DECISION_FIELDS = {
    "court": "Pengadilan",
    "number": "Nomor",
    "date": "Tanggal",
    "election": "Pemilihan",
    "office": "Jabatan",
    "act": "Perbuatan",
    "articles": "Pasal",
    "demand": "Tuntutan",
    "verdict": "Amar",
    "sentence": "Hukuman",
    "appeal": "Upaya hukum",
    "reasoning": "Pertimbangan",
}
"""The facts of a decision in the order in which they are shown, with their labels."""


def decision_text(decision: Decision) -> str:
    """A decision as lines of ``label: value``; unknown fields say so, unsure ones are marked."""
    lines = []
    for name, label in DECISION_FIELDS.items():
        fact = getattr(decision, name)
        mark = " (perlu-cek)" if fact.confidence is Confidence.PERLU_CEK and fact.value else ""
        lines.append(f"{label}: {fact.value or 'tidak diketahui'}{mark}")
    return "\n".join(lines)


def instrument_entries(instrument: Instrument) -> list[Entry]:
    """The instrument as a whole, then its provisions."""
    begins = instrument.in_force or instrument.issued
    ends = instrument.repealed.on if instrument.repealed else None
    own = Entry(
        id=instrument.id,
        kind="regulation",
        source=instrument,
        # what is said of the instrument's status is a statement of today, not a norm that ends
        versions=(Version(from_=begins or date.min, text=instrument.summary, en=instrument.en),),
        title=f"{instrument.label} tentang {instrument.title}",
        heading=(),
        url=instrument.url,
        ends=ends,
        facets=Facets(phrases=instrument.phrases),
        dated=begins is not None,
    )
    portions = [
        Entry(
            id=Identifier.parse(f"{instrument.id}~{provision.at}"),
            kind="regulation",
            source=provision,
            versions=provision.versions,
            title=instrument.title,
            heading=provision.heading,
            url=instrument.url,
            ends=ends,
            facets=provision,
            dated=begins is not None,
        )
        for provision in instrument.provisions
    ]
    return [own, *portions]


def decision_entry(decision: Decision) -> Entry:
    """A decision, with its facts as its text."""
    begins = decision.decided or date(decision.year or 1, 1, 1)
    return Entry(
        id=decision.id,
        kind="decision",
        source=decision,
        versions=(Version(from_=begins, text=decision_text(decision)),),
        title=decision.title,
        heading=(),
        url=None,
        facets=decision,
        dated=decision.decided is not None,
    )


def report_entry(report: Report) -> Entry:
    """A report or figure."""
    return Entry(
        id=report.id,
        kind="decision",
        source=report,
        versions=(Version(from_=date.min, text=report.text, en=report.en),),
        title=report.label,
        heading=(),
        url=None,
        facets=report,
        dated=False,
    )
