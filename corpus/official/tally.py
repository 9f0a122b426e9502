"""Figures for docs/official-texts.md: amendments carried out and not, and why; references."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from corpus.citation import Names, find_acts
from corpus.citation import label_of_portion as label
from corpus.identifier import Identifier
from corpus.library import Library
from corpus.model import Amendment
from corpus.official.amendment import Action, Operation, read_amendments
from corpus.official.consolidate import Act, Consolidation, Outcome, consolidate
from corpus.official.references import Form, references
from corpus.official.structure import parse
from corpus.official.tree import Document, Portion

_COUNTED = (Action.REPLACE, Action.INSERT, Action.ADD, Action.DELETE, Action.EXPLAIN)
_PATH = re.compile(r"(?P<kind>[a-z-]+)/(?P<year>\d{4})/(?P<number>[a-z0-9.-]+)\.(?:md|txt)$")
_TITLE = 600
_NAMELESS = Identifier("act", "tanpa-judul", None, "0")
_MONTHS = (
    "januari februari maret april mei juni juli agustus september oktober november desember".split()
)
_PROMULGATED = re.compile(
    r"Diundangkan\s+di\s+\w+\s+pada\s+tanggal\s+(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})"
)
_AT_ONCE = re.compile(r"mulai\s+berlaku\s+pada\s+tanggal\s+diundangkan", re.I)


def consolidations_of(texts: Iterable[tuple[str, str]], library: Library) -> list[Consolidation]:
    """Every act among the texts that others among them amend, consolidated.

    ``texts``: file names and words. Dates are the library's; for an act that it does not hold,
    the day of promulgation if the act says that it applies from then on. What has no date is left
    out.
    """
    found = (_act(name, raw, library) for name, raw in texts)
    acts = {act.id: act for act in found if act}
    amending: dict[Identifier, list[Act]] = {}
    for act in acts.values():
        if read := read_amendments(act.document):
            amending.setdefault(read.amends, []).append(act)
    return [
        consolidate(acts[base], over, _known(base, library))
        for base, over in sorted(amending.items())
        if base in acts
    ]


def work_of(name: str, raw: str) -> Identifier | None:
    """Which act a file holds: by its path (uu/2015/8.md), else by the title at its head."""
    if match := _PATH.search(name):
        return Identifier("act", match["kind"], int(match["year"]), match["number"])
    named = find_acts(raw[:_TITLE])
    return named[0].identifier if named else None


def _act(name: str, raw: str, library: Library) -> Act | None:
    work, document = work_of(name, raw), parse(raw)
    in_force = _in_force(work, document, library) if work else None
    source = hashlib.sha256(raw.encode()).hexdigest()
    return Act(work, document, source, in_force) if work and in_force else None


def _in_force(work: Identifier, document: Document, library: Library) -> date | None:
    if instrument := library.instruments.get(work):
        return instrument.in_force
    for amended in library.instruments.values():
        for amendment in amended.amendments:
            if amendment.id == work:
                return amendment.in_force
    promulgated = _PROMULGATED.search(document.raw)
    if not promulgated or not _AT_ONCE.search(document.raw):
        return None
    day, month, year = promulgated.groups()
    if month.lower() not in _MONTHS:
        return None
    return date(int(year), _MONTHS.index(month.lower()) + 1, int(day))


def _known(base: Identifier, library: Library) -> tuple[Amendment, ...]:
    instrument = library.instruments.get(base)
    return instrument.amendments if instrument else ()


def amendments_markdown(consolidations: Iterable[Consolidation], names: Names) -> str:
    """Per amending act the operations by kind, applied and not; then every one not applied.

    A clause ("angka") may hold several operations. "Unnamed" counts the portions whose words the
    quoted article changes though its clause names other ones: the new words hold all the same.
    """
    consolidations = list(consolidations)
    rows, refused, unnamed, unread = [], [], [], []
    for consolidation in consolidations:
        base = names.label_of(consolidation.base)
        for amendment in consolidation.unread:
            unread.append(
                f"- {base} is also amended by {names.label_of(amendment.id)}, whose text is not "
                "imported: what it changes is not in the consolidated text."
            )
        for act in dict.fromkeys(o.act for o in consolidation.outcomes):
            outcomes = [o for o in consolidation.outcomes if o.act == act]
            by = names.label_of(act)
            rows.append(_row(base, by, outcomes))
            refused += [f"- {by} {_told(o.operation)}: {o.reason}." for o in outcomes if o.reason]
            for item, portions in _unnamed(outcomes).items():
                listed = ", ".join(label(p) for p in portions)
                unnamed.append(f"- {by} angka {item}: {listed}.")
    head = ["base", "amending act", "clauses", "operations", *(a.value for a in _COUNTED)]
    lines = [
        "| " + " | ".join([*head, "applied", "not applied", "unnamed"]) + " |",
        "|---|---|" + "---:|" * (len(head) + 1),
        *rows,
        "",
        "Not applied:" if refused else "Every operation was applied.",
        *(["", *refused] if refused else []),
    ]
    if unnamed:
        lines += ["", "Portions that change though the clause does not name them:", "", *unnamed]
    if unread:
        lines += ["", *unread]
    return "\n".join(lines)


def references_markdown(
    texts: Iterable[tuple[str, str]], consolidations: Iterable[Consolidation]
) -> str:
    """References per file (name and words) by form, and how many name something that is there.

    In an amending act those of the clauses and quotations are looked up in the consolidated act.
    """
    laws = {law.base: law for law in consolidations}
    forms = [form.value for form in Form]
    lines = [
        "| " + " | ".join(["file", "references", *forms, "certain"]) + " |",
        "|---|" + "---:|" * (len(forms) + 2),
    ]
    total: Counter[str] = Counter()
    for name, raw in texts:
        document = parse(raw)
        amending = read_amendments(document)
        law = laws.get(amending.amends) if amending else None
        found = references(
            document,
            work_of(name, raw) or _NAMELESS,
            law.base if law else None,
            law.events.keys() if law else frozenset(),
        )
        counts = Counter(r.form.value for r in found)
        counts.update(all=len(found), certain=sum(r.certain for r in found))
        total += counts
        lines.append(_counts(name, counts, forms))
    return "\n".join([*lines, _counts("**all**", total, forms)])


def _counts(name: str, counts: Counter[str], forms: list[str]) -> str:
    return f"| {name} | " + " | ".join(str(counts[c]) for c in ("all", *forms, "certain")) + " |"


def _row(base: str, by: str, outcomes: list[Outcome]) -> str:
    kinds = [sum(o.operation.action is action for o in outcomes) for action in _COUNTED]
    cells = [
        len({o.operation.item for o in outcomes}),
        len(outcomes),
        *kinds,
        sum(o.applied for o in outcomes),
        sum(not o.applied for o in outcomes),
        sum(map(len, _unnamed(outcomes).values())),
    ]
    return f"| {base} | {by} | " + " | ".join(map(str, cells)) + " |"


def _told(operation: Operation) -> str:
    targets = ", ".join(label(target) for target in operation.targets)
    return (
        " ".join(filter(None, [f"angka {operation.item}", f"({operation.action}", targets])) + ")"
    )


def _unnamed(outcomes: list[Outcome]) -> dict[str, tuple[Portion, ...]]:
    return {o.operation.item: o.unnamed for o in outcomes if o.unnamed}
