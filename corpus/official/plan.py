"""What one clause of an amending act does to the text as it stands, or why that is not certain."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.citation import label_of_portion as label
from corpus.identifier import portion_order
from corpus.official.amendment import Action, Operation
from corpus.official.tree import Document, Kind, Node, Portion

EXPLANATION = ("expl", "")
_DELETED = re.compile(
    r"(?:pasal\s+\w+\s+)?(?:(?:ayat|huruf|angka)\s+)?(?:\(?\w{1,4}[).]?\s+)?"
    r"dihapus\W*(?:(?:dan|dan/atau|atau)\W*)?",
    re.I,
)


class RefusedError(Exception):
    """Why a clause cannot be carried out with certainty. For `consolidate` alone."""


@dataclass(frozen=True)
class Standing:
    """The text before a clause, in force or not.

    ``words``: the portions in force and their words; ``past``: every portion that ever was in
    force; ``fresh`` and ``ended``: those that the same act already gave new words or ended;
    ``groups``: the articles of each chapter, part and paragraph, under its path.
    """

    words: Mapping[Portion, str]
    past: Collection[Portion]
    fresh: Collection[Portion]
    ended: Collection[Portion]
    groups: Mapping[Portion, Collection[Portion]]


@dataclass
class Plan:
    """What a clause does: portions that end, and those that get new words.

    ``unnamed``: portions whose words the quoted article changes though the clause names other
    ones; ``unexplained``: changed articles for which the act gives no penjelasan.
    """

    ended: list[Portion] = field(default_factory=list)
    put: dict[Portion, Node] = field(default_factory=dict)
    unnamed: list[Portion] = field(default_factory=list)
    unexplained: list[Portion] = field(default_factory=list)


def plan(
    operations: Sequence[Operation],
    standing: Standing,
    document: Document,
    explained: Mapping[Portion, Mapping[Portion, Node]],
) -> Plan:
    """What a clause's operations do to the text.

    ``document``: the amending act; ``explained``: its penjelasan by article. Raises
    `RefusedError` when any of it is not certain: then none of the clause is to be carried out.
    """
    for operation in operations:
        if operation.problem:
            raise RefusedError(operation.problem)
    clause = _Clause(operations, standing, document, explained)
    clause.run()
    return clause.plan


def portions_under(document: Document, node: Node) -> dict[Portion, Node]:
    """The citable portions in a node, itself included, by their path from there."""
    inside = node.children if node.kind is Kind.QUOTED else (node,)
    found: dict[Portion, Node] = {}
    for child in inside:
        for portion, part in replace(document, root=child).portions.items():
            found.setdefault(portion, part)
    return found


def is_deletion(text: str) -> bool:
    """True for "(2) Dihapus.": a number that is kept free, without words of its own."""
    return _DELETED.fullmatch(text) is not None


class _Clause:
    def __init__(
        self,
        operations: Sequence[Operation],
        standing: Standing,
        document: Document,
        explained: Mapping[Portion, Mapping[Portion, Node]],
    ) -> None:
        self.operations = operations
        self.standing = standing
        self.document = document
        self.explained = explained
        self.plan = Plan()
        quoted = operations[0].quoted
        self.quoted = portions_under(document, quoted) if quoted else {}

    def run(self) -> None:
        articles: dict[Portion, list[Operation]] = {}
        named: set[Portion] = set()
        for operation in self.operations:
            if operation.action is Action.RETITLE:
                raise RefusedError("a heading is no citable portion: there is nothing to replace")
            if operation.targets[0][0][0] != "art":
                named |= self._grouping(operation)
                continue
            for article in dict.fromkeys(target[:1] for target in operation.targets):
                articles.setdefault(article, []).append(operation)
                named.add(article)
        if stray := [a for a in self.quoted if len(a) == 1 and a[0][0] == "art" and a not in named]:
            raise RefusedError(f"it quotes {label(stray[0])}, which the clause does not name")
        for article, operations in articles.items():
            self._article(article, operations)

    def _grouping(self, operation: Operation) -> set[Portion]:
        """A whole chapter, part or paragraph; returns the articles that it brings or ends."""
        quoted = [p for p in self.quoted if len(p) == 1]
        for target in operation.targets:
            if target[0][0] == "annex":
                raise RefusedError("annexes are not consolidated")
            members = self.standing.groups.get(target)
            if operation.action in (Action.INSERT, Action.ADD):
                if not quoted:
                    raise RefusedError(f"it quotes no article of {label(target)}")
                for new in quoted:
                    self._insert(new, ())
            elif members is None:
                raise RefusedError(f"{label(target)} was not found in the act")
            elif operation.action is Action.DELETE:
                for member in sorted(members):
                    self._delete(member)
            else:
                raise RefusedError(f"{label(target)} as a whole is not replaced")
        return set(quoted)

    def _article(self, article: Portion, operations: list[Operation]) -> None:
        explain = [o for o in operations if o.action is Action.EXPLAIN]
        changes = [o for o in operations if o.action is not Action.EXPLAIN]
        targets = {o.action: [t for t in o.targets if t[:1] == article] for o in changes}
        if article in targets.get(Action.DELETE, ()):
            self._delete(article)
        elif article in (*targets.get(Action.INSERT, ()), *targets.get(Action.ADD, ())):
            self._insert(article, next(o.between for o in changes))
        elif changes:
            self._change(article, changes)
        if explain and not changes:
            self._explain_alone(article)

    def _delete(self, article: Portion) -> None:
        if not self._stands(article) and article not in self.standing.ended:
            raise RefusedError(f"{label(article)} is not in force")
        self._check_first(article, self.standing.fresh)
        self._end(article)
        self._end((EXPLANATION, *article))

    def _insert(self, article: Portion, between: tuple[Portion, ...]) -> None:
        if self._stands(article):
            raise RefusedError(f"{label(article)} is in force already")
        self._check_first(article, (*self.standing.fresh, *self.standing.ended))
        if article not in self.quoted:
            raise RefusedError(f"the words of {label(article)} were not found")
        self._check_place(article, between)
        self._put(article)
        self._explain(article)

    def _check_place(self, new: Portion, between: tuple[Portion, ...]) -> None:
        for neighbour in between:
            if neighbour not in self.standing.past and neighbour not in self.quoted:
                raise RefusedError(f"{label(neighbour)}, its neighbour, was not found in the act")
        places = [portion_order(p) for p in (*between[:1], new, *between[1:])]
        if places != sorted(places):
            raise RefusedError(f"{label(new)} does not come after {label(between[0])}")

    def _change(self, article: Portion, operations: list[Operation]) -> None:
        """An article that stays: quoted as a whole, or rid of parts without a quotation."""
        if not self._stands(article):
            raise RefusedError(f"{label(article)} is not in force")
        self._check_parts(operations, article)
        named = [t for o in operations for t in o.targets if t[:1] == article]
        if article not in self.quoted:
            if any(o.quoted or o.action is not Action.DELETE for o in operations):
                raise RefusedError(f"the words of {label(article)} were not found")
            self._check_first(article, self.standing.fresh)
            self._delete_parts(article, named)
            return
        self._check_first(article, (*self.standing.fresh, *self.standing.ended))
        if article not in named:
            self._check_rest(article, named)
        self._end(article)
        self._put(article)
        self._explain(article)

    def _check_parts(self, operations: list[Operation], article: Portion) -> None:
        for operation in operations:
            for target in operation.targets:
                if target[:1] != article or target == article:
                    continue
                node = self.quoted.get(target)
                gone = node is None or is_deletion(self.document.text(node))
                if operation.action is Action.DELETE:
                    if target not in self.standing.words:
                        raise RefusedError(f"{label(target)} is not in force")
                    if not gone:
                        raise RefusedError(f"{label(target)} is deleted and yet quoted")
                    continue
                if node is None or gone:
                    raise RefusedError(f"the words of {label(target)} were not found")
                if operation.action is Action.REPLACE and target not in self.standing.words:
                    raise RefusedError(f"{label(target)} is not in force")
                if operation.action is not Action.REPLACE:
                    if target in self.standing.words:
                        raise RefusedError(f"{label(target)} is in force already")
                    self._check_place(target, operation.between)

    def _delete_parts(self, article: Portion, deleted: list[Portion]) -> None:
        """What holds a deleted part stands in no file in one piece from then on."""
        for target in deleted:
            self._end(target)
            outer = [target[:depth] for depth in range(1, len(target))]
            self.plan.ended += [portion for portion in outer if portion in self.standing.words]
        self.plan.unexplained.append(article)

    def _check_rest(self, article: Portion, named: list[Portion]) -> None:
        """Parts that a clause does not name should stay; a lost one makes the reading unsure."""
        for portion, words in self.standing.words.items():
            if portion[:1] != article or portion == article or _nested_in_any(portion, named):
                continue
            node = self.quoted.get(portion)
            if node is None:
                raise RefusedError(
                    f"the quoted {label(article)} lacks {label(portion)}, which the clause keeps"
                )
            if any(target[: len(portion)] == portion for target in named):
                continue
            if _letters(self.document.text(node)) != _letters(words):
                self.plan.unnamed.append(portion)

    def _explain_alone(self, article: Portion) -> None:
        if not self._stands(article):
            raise RefusedError(f"{label(article)} is not in force")
        if article not in self.explained:
            raise RefusedError(f"the new penjelasan of {label(article)} was not found")
        self._explain(article)

    def _explain(self, article: Portion) -> None:
        """The penjelasan that goes with an article; the old one stays when there is no new one."""
        if article not in self.explained:
            self.plan.unexplained.append(article)
            return
        if (EXPLANATION, *article) in self.standing.fresh:
            return  # an earlier clause of the same act brought it
        self._end((EXPLANATION, *article))
        for portion, node in self.explained[article].items():
            if not is_deletion(self.document.text(node)):
                self.plan.put[(EXPLANATION, *portion)] = node

    def _stands(self, article: Portion) -> bool:
        """In force, whole or rid of parts."""
        return any(portion[:1] == article for portion in self.standing.words)

    def _check_first(self, article: Portion, touched: Iterable[Portion]) -> None:
        """Two clauses of one act on one article: which words hold is not certain."""
        holds = (article, (EXPLANATION, *article))
        if any(_nested_in_any(portion, holds) for portion in touched):
            raise RefusedError(f"another clause of the same act changes {label(article)}")

    def _end(self, outer: Portion) -> None:
        self.plan.ended += [p for p in self.standing.words if p[: len(outer)] == outer]

    def _put(self, outer: Portion) -> None:
        gone: list[Portion] = []
        for portion, node in self.quoted.items():
            if portion[: len(outer)] != outer:
                continue
            if is_deletion(self.document.text(node)):
                gone.append(portion)
            if not _nested_in_any(portion, gone):
                self.plan.put[portion] = node


def _nested_in_any(portion: Portion, outers: Iterable[Portion]) -> bool:
    return any(portion[: len(outer)] == outer for outer in outers)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
