"""Entries and instruments as plain data, for people and other programs."""

from __future__ import annotations

from datetime import date
from typing import Any

from corpus.identifier import Identifier
from corpus.library import Library
from corpus.model import Confidence, Decision


def describe(library: Library, identifier: Identifier, day: date) -> dict[str, Any]:
    """One entry whole: label, versions with status on ``day``, official words with their place in
    the imported file, evidence, relations both ways."""
    entry = library.get(identifier)
    evidence = entry.evidence
    described: dict[str, Any] = {
        "id": str(entry.id),
        "label": library.label(entry.id, day),
        "kind": entry.kind,
        "title": entry.title,
        "heading": list(entry.heading),
        "status": entry.status(day).value,
        "text_kind": entry.text_kind.value,
        "url": entry.url,
        "versions": [
            {
                "from": version.from_.isoformat() if entry.dated else None,
                "until": until.isoformat() if (until := entry.until(version)) else None,
                "by": library.names.label_of(version.by) if version.by else None,
                "status": entry.status_of(version, day).value,
                "text": version.text,
            }
            for version in entry.versions
        ],
        "official": [
            {
                "from": wording.from_.isoformat() if entry.dated else None,
                "until": wording.until.isoformat() if wording.until else None,
                "by": library.names.label_of(wording.by),
                "text": wording.text,
                "source": {
                    "sha256": wording.source,
                    "origin": library.naskah.origins[wording.source],
                },
                "spans": [list(span) for span in wording.spans],
                "page": wording.page,
            }
            for wording in entry.wordings
        ],
        "confidence": evidence.confidence.value,
        "reason": evidence.reason,
        "sources": [library.source_text(code) for code in evidence.sources],
        "relations": [
            {"type": link.type, "id": str(link.target), "label": _label(library, link.target)}
            for link in library.links(entry.id)
        ],
    }
    if isinstance(entry.source, Decision):
        described["remark"] = entry.source.remark
    return described


def _label(library: Library, target: Identifier) -> str:
    return library.label(target) if target in library else library.names.label_of(target)


def overview(library: Library, day: date) -> list[dict[str, Any]]:
    """A row an instrument: label, group, status on ``day``, counts."""
    rows = []
    for instrument in library.instruments.values():
        provisions = [e for e in library.provisions() if e.id.work == instrument.id]
        unsure = [e for e in provisions if e.evidence.confidence is Confidence.PERLU_CEK]
        rows.append(
            {
                "id": str(instrument.id),
                "label": instrument.label,
                "title": instrument.title,
                "group": instrument.group,
                "status": library.status(instrument.id, day).value,
                "in_force": instrument.in_force.isoformat() if instrument.in_force else None,
                "provisions": len(provisions),
                "uncertain": len(unsure),
            }
        )
    return rows
