"""The section "Amendments" of docs/official-texts.md: what was carried out, what was not, why."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.citation import Names
from corpus.citation import label_of_portion as label
from corpus.official.amendment import Action, Operation
from corpus.official.consolidate import Consolidation, Outcome

_COUNTED = (Action.REPLACE, Action.INSERT, Action.ADD, Action.DELETE, Action.EXPLAIN)


def amendments_markdown(consolidations: Iterable[Consolidation], names: Names) -> str:
    """Per amending act the operations by kind, applied and not; then every one not applied.

    A clause ("angka") may hold several operations. "Unnamed" counts the portions whose words the
    quoted article changes though its clause names other ones.
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


def _unnamed(outcomes: list[Outcome]) -> dict[str, tuple[tuple[tuple[str, str], ...], ...]]:
    return {o.operation.item: o.unnamed for o in outcomes if o.unnamed}
