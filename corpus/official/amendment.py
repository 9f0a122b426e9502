"""What an amending act does to another: its clauses as typed operations.

The clauses follow Lampiran II of UU 12/2011 (drafting of amending acts): "Ketentuan Pasal 7
diubah", "Di antara Pasal 135 dan Pasal 136 disisipkan 1 (satu) pasal, yakni Pasal 135A",
"ayat (2) dihapus", "ditambahkan 1 (satu) ayat, yakni ayat (3)", several of them in one clause.
What does not follow them is kept as an operation with a ``problem``, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.citation import find_acts
from corpus.identifier import Identifier
from corpus.official.pinpoint import Pinpoint, find_runs, resolve
from corpus.official.tree import Document, Kind, Node, Portion, Span

_ROMAN_ONE = "I"
_TAIL = re.compile(r"\b(?:sehing+a|yang\s+(?:selanjutnya\s+)?berbunyi|berbunyi)\b", re.I)
_VERB = re.compile(
    r"\b(?P<verb>diubah|dihapus|dicabut|disisip(?:kan)?|ditambah(?:kan)?"
    r"|tetap,?\s+dengan\s+(?:perubahan|perbaikan)(?:\s+pada)?)\b",
    re.I,
)
_NEW = re.compile(
    r"\s*(?P<count>\d{1,3})\s*\([^)]*\)\s*(?:pasal|ayat|huruf|angka|butir|bab|bagian|paragraf)"
    r"(?:\s+baru)?\s*,?\s*(?:yakni|yaitu)\s+",
    re.I,
)
_LEAD = re.compile(
    r"[,\s]*(?:(?:dan|serta)\b)?\s*(?:ketentuan\b)?\s*(?:(?:dalam|pada)\b)?\s*"
    r"(?P<role>di\s?antara|setelah|penjelasan|judul)?\s*(?:dari\b)?\s*",
    re.I,
)
_GROUPING = re.compile(
    r"(?P<kind>bab|bagian|paragraf|lampiran)(?:\s+(?P<number>[ivxlc]+[A-Z]?|\d+[A-Z]?"
    r"|ke\w+(?:\s+[A-Z]\b)?))?(?!\w)",
    re.I,
)
_GROUPS = {"bab": "chapter", "bagian": "part", "paragraf": "paragraph", "lampiran": "annex"}
_LINKED = re.compile(r"\s*(?:,|dan|serta|,\s*dan)?\s*", re.I)
_AMENDED_BY = re.compile(r"\bdiubah\s+(?:\w+\s+){0,3}dengan\W*(?:\w+\W+)?$", re.I)
_LABEL = re.compile(r"\s*\d+[a-z]?\s*[.)]\s*")


class Action(StrEnum):
    """What an operation does. `EXPLAIN`: the penjelasan alone changes, the article stays."""

    REPLACE = "replace"
    INSERT = "insert"
    ADD = "add"
    DELETE = "delete"
    EXPLAIN = "explain"
    RETITLE = "retitle"
    UNREAD = "unread"


@dataclass(frozen=True)
class Operation:
    """One thing that a clause does.

    ``item``: number of the clause in the amending article; ``targets``: portions of the amended
    act (new ones for `INSERT` and `ADD`; groupings as ``(("chapter", "V"),)``); ``between``: the
    neighbours that an insertion names; ``quoted``: the node with the new words, shared by all
    operations of a clause; ``clause``: where it stands; ``problem``: why it cannot be carried
    out, empty otherwise.
    """

    item: str
    action: Action
    targets: tuple[Portion, ...]
    clause: Span
    between: tuple[Portion, ...] = ()
    quoted: Node | None = None
    problem: str = ""


@dataclass(frozen=True)
class AmendingAct:
    """What an amending act amends, and how.

    ``previous``: the acts by which it says that the amended act was amended before.
    """

    amends: Identifier
    previous: tuple[Identifier, ...]
    operations: tuple[Operation, ...]


def read_amendments(document: Document) -> AmendingAct | None:
    """The operations of an amending act, in order; None when the document amends nothing.

    A number that is missing between two clauses is an operation of its own, `Action.UNREAD`:
    what it orders is not known.
    """
    article = document.portions.get((("art", _ROMAN_ONE),))
    if article is None:
        return None
    items = [child for child in _walk(article) if child.kind is Kind.ITEM]
    start = items[0].start if items else article.end
    opening = _fold(document.raw[article.start : start])
    acts = find_acts(opening)
    if not acts or "diubah" not in opening:
        return None
    operations: list[Operation] = []
    if not items:
        operations.append(_unread("", (article.start, article.end), "no clause was found in it"))
    expected = 1
    for item in items:
        number = _number(item)
        operations += [
            _unread(str(missing), (item.start, item.start), f"angka {missing} was not found")
            for missing in range(expected, number)
        ]
        expected = number + 1
        operations += _item(document, item)
    previous = tuple(act.identifier for act in acts[1:] if _AMENDED_BY.search(opening[: act.start]))
    return AmendingAct(acts[0].identifier, previous, tuple(operations))


def read_clause(text: str) -> list[Operation]:
    """The operations that one clause states; ``clause`` spans are those of the whole text.

    One with `Action.UNREAD` and a problem when any of its words is not understood.
    """
    span = (0, len(text))
    folded = _LABEL.sub("", _fold(text), count=1) if _LABEL.match(text) else _fold(text)
    tail = _TAIL.search(folded)
    head = folded[: tail.start() if tail else None].rstrip(" ,.;:")
    try:
        return list(_phrases(head, _context(folded), span))
    except _NotUnderstoodError as error:
        return [_unread("", span, f"clause not understood: {error}")]


class _NotUnderstoodError(Exception):
    """Words of a clause that fit no form."""


def _item(document: Document, item: Node) -> Iterator[Operation]:
    quoted = next((node for node in _walk(item) if node.kind is Kind.QUOTED), None)
    end = quoted.start if quoted else item.end
    clauses = read_clause(document.raw[item.start : end])
    if quoted and _next_clause(item).search(document.raw, quoted.start, quoted.end):
        clauses = [_unread("", (0, 0), "what it quotes seems to hold the next clause too")]
    for operation in clauses:
        yield replace(operation, item=item.number, clause=(item.start, end), quoted=quoted)


def _number(item: Node) -> int:
    return int(re.sub(r"\D", "", item.number) or 0)


def _next_clause(item: Node) -> re.Pattern[str]:
    """The label of the clause that follows, with the words that open one."""
    opening = r"Ketentuan|Di\s?antara|Pasal\s+\d|Judul|Penjelasan\s+Pasal|BAB|Setelah"
    return re.compile(rf"(?<!\S){_number(item) + 1}\s?[.)]\s+(?:{opening})\b", re.I)


def _walk(node: Node) -> Iterator[Node]:
    """The nodes under ``node`` that belong to the amending act itself, quotations as a whole."""
    for child in node.children:
        yield child
        if child.kind not in (Kind.QUOTED, Kind.ITEM):
            yield from _walk(child)


def _phrases(head: str, context: Portion, span: Span) -> Iterator[Operation]:
    position, verb = 0, _VERB.search(head)
    if verb is None:
        raise _NotUnderstoodError(head[:80] or "it is empty")
    while verb is not None:
        subject, action = head[position : verb.start()], verb["verb"].lower()
        position = verb.end()
        role, targets = _subject(subject, context)
        if targets and targets[0][0][0] == "art":
            context = targets[0][:1]
        if action.startswith(("disisip", "ditambah")):
            new, position = _new(head, position, context)
            kind = Action.INSERT if action.startswith("disisip") else Action.ADD
            between = targets if role in ("di antara", "setelah") else ()
            yield Operation("", kind, new, span, between)
        elif action.startswith("tetap"):
            role, explained = _subject(head[position:], context)
            if role != "penjelasan":
                raise _NotUnderstoodError(head[verb.start() :][:80])
            yield Operation("", Action.EXPLAIN, explained or targets, span)
            position = len(head)
        elif not targets or role in ("di antara", "setelah"):
            raise _NotUnderstoodError(f"nothing is named before {action!r}")
        elif role == "judul":
            yield Operation("", Action.RETITLE, targets, span)
        elif role == "penjelasan":
            yield Operation("", Action.EXPLAIN, targets, span)
        else:
            kind = Action.REPLACE if action == "diubah" else Action.DELETE
            yield Operation("", kind, targets, span)
        verb = _VERB.search(head, position)
    if rest := head[position:].strip(" ,.;"):
        raise _NotUnderstoodError(rest[:80])


def _subject(text: str, context: Portion) -> tuple[str, tuple[Portion, ...]]:
    """The role and the portions that a phrase names before its verb."""
    lead = _LEAD.match(text)
    assert lead is not None  # every part of the pattern is optional
    role = " ".join((lead["role"] or "").lower().replace("diantara", "di antara").split())
    rest = text[lead.end() :].strip(" ,")
    if not rest:
        return role, ()
    if groupings := _groupings(rest):
        return role, groupings
    pinpoints = _only_run(rest, context)
    return role, tuple(p.portion for p in pinpoints)


def _groupings(text: str) -> tuple[Portion, ...]:
    found: list[Portion] = []
    position = 0
    for match in _GROUPING.finditer(text):
        gap = text[position : match.start()]
        if not _LINKED.fullmatch(gap):
            break
        unit = (_GROUPS[match["kind"].lower()], (match["number"] or "").upper())
        if found and not gap.strip():  # "Bagian Kedua BAB V"
            found[-1] = (unit, *found[-1])
        else:
            found.append((unit,))
        position = match.end()
    if found and text[position:].strip():
        raise _NotUnderstoodError(text[:80])
    return tuple(found)


def _only_run(text: str, context: Portion) -> list[Pinpoint]:
    runs = list(find_runs(text))
    if len(runs) != 1 or text[: runs[0][0].start].strip() or text[runs[0][-1].end :].strip():
        raise _NotUnderstoodError(text[:80])
    pinpoints = resolve(runs[0], context)
    if any(p.portion[0][0] != "art" for p in pinpoints):
        raise _NotUnderstoodError(f"{text[:80]} names no article")
    return pinpoints


def _new(head: str, position: int, context: Portion) -> tuple[tuple[Portion, ...], int]:
    """The portions that "1 (satu) ayat, yakni ayat (4a)" names, and where that ends."""
    match = _NEW.match(head, position)
    if match is None:
        raise _NotUnderstoodError(head[position:][:80])
    count, rest = int(match["count"]), head[match.end() :]
    if groupings := list(_GROUPING.finditer(rest))[:count]:
        if groupings[0].start() == 0 and len(groupings) == count:
            named = _groupings(rest[: groupings[-1].end()])
            return named, match.end() + groupings[-1].end()
        raise _NotUnderstoodError(rest[:80])
    run = next(find_runs(rest), None)
    pinpoints = resolve(run, context)[:count] if run and run[0].start == 0 else []
    if len(pinpoints) != count:
        raise _NotUnderstoodError(f"{count} are announced, {len(pinpoints)} named: {rest[:80]}")
    if any(p.portion[0][0] != "art" for p in pinpoints):
        raise _NotUnderstoodError(f"{rest[:80]} names no article")
    return tuple(p.portion for p in pinpoints), match.end() + pinpoints[-1].end


def _context(clause: str) -> Portion:
    """The one article that a clause is about, for phrases that say "ayat (2)" alone."""
    articles = {p.portion[:1] for run in find_runs(clause) for p in resolve(run)}
    named = {portion for portion in articles if portion[0][0] == "art"}
    return named.pop() if len(named) == 1 else ()


def _unread(item: str, span: Span, problem: str) -> Operation:
    return Operation(item, Action.UNREAD, (), span, problem=problem)


def _fold(text: str) -> str:
    return " ".join(text.split())
