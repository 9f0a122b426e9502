"""The consolidated text: a base act with its amendments laid over it, by date.

Nothing is composed: every wording stands in one piece in one act's file. An operation that
cannot be carried out with certainty is listed with its reason and leaves the text as it was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise

from corpus.errors import InputError
from corpus.identifier import Identifier, portion_order
from corpus.model import Amendment
from corpus.official.amendment import AmendingAct, Operation, read_amendments
from corpus.official.numbering import roman
from corpus.official.plan import EXPLANATION, RefusedError, Standing, plan, portions_under
from corpus.official.tree import Document, Kind, Node, Portion
from corpus.official.wording import Wording

_GROUPING = frozenset({Kind.CHAPTER, Kind.PART, Kind.PARAGRAPH})
_Explained = Mapping[Portion, Mapping[Portion, Node]]


@dataclass(frozen=True)
class Act:
    """A parsed act as it is consolidated.

    ``source``: SHA-256 of its file; ``in_force``: first day on which it applies; ``pages``: where
    each page of the file begins in the document's text, empty where it has no pages.
    """

    id: Identifier
    document: Document
    source: str
    in_force: date
    pages: tuple[int, ...] = ()

    def wording(self, work: Identifier, portion: Portion, node: Node) -> Wording:
        """The words of ``node`` as the wording of a portion of ``work``, from this act on."""
        return Wording(
            id=replace(work, portion=portion),
            text=self.document.text(node),
            from_=self.in_force,
            until=None,
            by=self.id,
            source=self.source,
            spans=self.document.spans(node),
            page=bisect_right(self.pages, node.start) or None,
        )


@dataclass(frozen=True)
class Outcome:
    """What became of an operation.

    ``reason``: why it was not applied, empty when it was; ``unnamed``: portions whose words the
    quoted article changes though the clause names other ones; ``unexplained``: articles for which
    the act's penjelasan was not found, so that the older one was left.
    """

    act: Identifier
    day: date
    operation: Operation
    reason: str = ""
    unnamed: tuple[Portion, ...] = ()
    unexplained: tuple[Portion, ...] = ()

    @property
    def applied(self) -> bool:
        return not self.reason


@dataclass(frozen=True)
class Event:
    """One step in the history of a portion.

    ``outcome`` is None for the base act's own words. ``wording`` is None when the portion has no
    words of its own from then on: it was deleted, or dropped by the new wording of its article,
    or a part of it alone was deleted, so that the rest stands in no file in one piece.
    """

    day: date
    by: Identifier
    outcome: Outcome | None
    wording: Wording | None


@dataclass(frozen=True)
class Consolidation:
    """A base act by date.

    ``events``: each portion's history, oldest first, in order of the text; ``outcomes``: every
    operation of the amending acts, applied or not; ``unread``: acts that amend the base as well
    and whose text was not given, so that any wording may have been changed by them.
    """

    base: Identifier
    events: Mapping[Portion, tuple[Event, ...]]
    outcomes: tuple[Outcome, ...]
    unread: tuple[Amendment, ...]

    def wordings(self) -> Iterator[Wording]:
        """Every wording of every portion, those of one portion oldest first."""
        for events in self.events.values():
            yield from (e.wording for e in events if e.wording)

    def at(self, day: date) -> dict[Portion, Wording]:
        """The words in force on a day."""
        return {
            w.id.portion: w
            for w in self.wordings()
            if w.from_ <= day and (w.until is None or day < w.until)
        }

    def history(self, portion: Portion) -> tuple[Event, ...]:
        """What happened to a portion, oldest first; empty when there never was one."""
        return self.events.get(portion, ())

    def doubts(self, portion: Portion) -> tuple[Outcome, ...]:
        """Operations that name the portion, a part of it or what holds it, and were not applied."""
        return tuple(
            outcome
            for outcome in self.outcomes
            if not outcome.applied
            and any(_nested(_bare(target), _bare(portion)) for target in outcome.operation.targets)
        )

    def unread_on(self, day: date) -> tuple[Identifier, ...]:
        """Amending acts without a text that apply on a day, or may, their date being unknown."""
        return tuple(
            a.id for a in self.unread if (a.in_force or date(a.id.year or day.year, 1, 1)) <= day
        )


def consolidate(
    base: Act, amendments: Sequence[Act], amended_by: Iterable[Amendment] = ()
) -> Consolidation:
    """Lay the amendments over the base act in the order in which they came into force.

    An amending act that quotes a whole article replaces it whole: its unchanged ayat too have
    the amending act as their source from then on, as the article is promulgated anew. With the
    article goes its penjelasan, in favour of the one that the amending act gives.
    ``amended_by``: the acts known to amend the base; those not among ``amendments``, and those
    that an amending act says came before it, are listed as ``unread``.
    Raises `InputError` when one of the amendments does not amend the base.
    """
    ordered = sorted(amendments, key=lambda act: act.in_force)
    for earlier, later in pairwise((base, *ordered)):
        if later.in_force <= earlier.in_force:
            raise InputError(
                f"{later.id} must come into force after {earlier.id}: correct the dates."
            )
    known = {a.id: a for a in amended_by}
    read = {act.id: _amending(act, base.id) for act in ordered}
    for amending in read.values():
        for previous in amending.previous:
            known.setdefault(previous, Amendment(id=previous))
    text = _Text(base)
    for act in ordered:
        explained = _explained(act.document)
        for _, clause in groupby(read[act.id].operations, key=lambda o: (o.item, o.clause)):
            text.apply(act, list(clause), explained)
    return Consolidation(
        base.id,
        {p: tuple(text.events[p]) for p in sorted(text.events, key=portion_order)},
        tuple(text.outcomes),
        tuple(a for a in known.values() if a.id not in read),
    )


def _amending(act: Act, base: Identifier) -> AmendingAct:
    amending = read_amendments(act.document)
    if amending is None:
        raise InputError(f"{act.id} has no Pasal I that amends an act: it cannot be laid over one.")
    if amending.amends != base:
        raise InputError(f"{act.id} amends {amending.amends}: lay it over that, not over {base}.")
    return amending


class _Text:
    """The text as the amendments reach it. Only `consolidate` sees it."""

    def __init__(self, base: Act) -> None:
        self.base = base.id
        self.events: dict[Portion, list[Event]] = {}
        self.outcomes: list[Outcome] = []
        self.current: dict[Portion, Wording] = {}
        self.ended: dict[Portion, date] = {}
        self.groups = _groups(base.document)
        for portion, node in base.document.portions.items():
            self._record(portion, Event(base.in_force, base.id, None, None), base, node)

    def apply(self, act: Act, operations: Sequence[Operation], explained: _Explained) -> None:
        """Carry out one clause, all of it or nothing."""
        standing = Standing(
            words={portion: wording.text for portion, wording in self.current.items()},
            past=self.events.keys(),
            fresh={p for p, wording in self.current.items() if wording.by == act.id},
            ended={p for p, day in self.ended.items() if day == act.in_force},
            groups=self.groups,
        )
        try:
            planned = plan(operations, standing, act.document, explained)
        except RefusedError as refused:
            self.outcomes += [Outcome(act.id, act.in_force, o, str(refused)) for o in operations]
            return
        unnamed, unexplained = tuple(planned.unnamed), tuple(planned.unexplained)
        done = [
            Outcome(act.id, act.in_force, o, unnamed=unnamed, unexplained=unexplained)
            for o in operations
        ]
        self.outcomes += done
        for portion in dict.fromkeys((*planned.ended, *planned.put)):
            event = Event(act.in_force, act.id, _cause(done, portion), None)
            self._record(portion, event, act, planned.put.get(portion))
        for operation in operations:
            self._join_groups(operation)

    def _record(self, portion: Portion, event: Event, act: Act, node: Node | None) -> None:
        """Close the wording in force, if any, and open the new one, if any."""
        events = self.events.setdefault(portion, [])
        if old := self.current.pop(portion, None):
            self.ended[portion] = event.day
            closed = replace(old, until=event.day)
            events[:] = [replace(e, wording=closed) if e.wording is old else e for e in events]
        if node:
            self.current[portion] = act.wording(self.base, portion, node)
            event = replace(event, wording=self.current[portion])
        events.append(event)

    def _join_groups(self, operation: Operation) -> None:
        """An inserted article belongs to the chapter of the article that it follows."""
        for members in self.groups.values():
            if operation.between and operation.between[0] in members:
                members.update(operation.targets)


def _groups(document: Document) -> dict[Portion, set[Portion]]:
    """The articles of each chapter, part and paragraph; chapters only where their end is sure."""
    found: dict[Portion, set[Portion]] = {}

    def walk(node: Node, path: Portion) -> None:
        for child, after in zip(node.children, (*node.children[1:], None), strict=False):
            if child.kind in _GROUPING:
                inner = (*path, (child.kind.value, child.number.upper()))
                articles = {p[:1] for p in replace(document, root=child).portions}
                if child.kind is not Kind.CHAPTER or after is None or _follows(child, after):
                    found[inner] = articles
                walk(child, inner)
            elif child.kind not in (Kind.ARTICLE, Kind.QUOTED, Kind.FRAME):
                walk(child, path)

    walk(document.root, ())
    return found


def _follows(chapter: Node, after: Node) -> bool:
    """True when no chapter is missing between the two: what lies between belongs to the first."""
    first, second = (roman(node.number.rstrip("ABDEFG")) for node in (chapter, after))
    return after.kind is not Kind.CHAPTER or second - first in (0, 1)


def _explained(document: Document) -> _Explained:
    """The act's penjelasan by the article of the amended act that it explains."""
    found: dict[Portion, dict[Portion, Node]] = {}

    def walk(node: Node, explaining: bool) -> None:
        if explaining and node.kind is Kind.QUOTED:
            for portion, part in portions_under(document, node).items():
                if portion[0][0] == Kind.ARTICLE:
                    found.setdefault(portion[:1], {}).setdefault(portion, part)
            return
        for child in node.children:
            walk(child, explaining or child.kind is Kind.EXPLANATION)

    walk(document.root, False)
    return found


def _cause(outcomes: list[Outcome], portion: Portion) -> Outcome:
    """The operation of a clause that touched a portion: the one that names it most closely."""
    return max(outcomes, key=lambda o: max(_shared(t, _bare(portion)) for t in o.operation.targets))


def _shared(one: Portion, other: Portion) -> int:
    same = [a == b for a, b in zip(one, other, strict=False)]
    return same.index(False) if False in same else len(same)


def _bare(portion: Portion) -> Portion:
    return portion[1:] if portion[:1] == (EXPLANATION,) else portion


def _nested(one: Portion, other: Portion) -> bool:
    """True when one of the two holds the other."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
