"""Pinpoints as statutes write them: "Pasal 7 ayat (2) huruf r", "huruf b dan huruf c Pasal 10".

A run is one enumeration; each of its groups is one pinpoint, complete or leaning on what stands
before it, after it ("ayat (2) Pasal 8") or around it (the portion that says "ayat (1)").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.official.tree import Portion

_ORDER = ("art", "para", "point", "item")
"""From the widest to the narrowest. An item also stands right under an article (Pasal 1 angka 3)
and may hold points of its own."""
_UNIT = re.compile(
    r"\b(?:pasal\s+(?P<art>\d{1,4}[a-z]{0,2}\b|[ivx]+\b)"
    r"|ayat\s*\(\s*(?P<para>\d{1,3}[a-z]?)\s*\)"
    r"|huruf\s+(?P<point>(?P<letter>[a-z])(?P=letter)?\d?)\b"
    r"|angka\s+(?P<item>\d{1,3}[a-z]?)\b)",
    re.I,
)
_LINK = re.compile(
    r"\s*(?:,?\s*(?P<to>sampai\s+dengan|s\.?d\.?)"
    r"|(?:,?\s*(?:dan\s?/\s?atau|dan|atau|serta|jo\.?|juncto))|,)\s*",
    re.I,
)
_NUMBER = re.compile(r"(\d*)([A-Za-z]*)(\d*)")


@dataclass(frozen=True)
class Group:
    """One pinpoint of a run as it is written; ``to`` when it ends a range ("sampai dengan")."""

    start: int
    end: int
    units: Portion
    to: bool = False


@dataclass(frozen=True)
class Pinpoint:
    """A complete pinpoint and the place in the text that names it."""

    start: int
    end: int
    portion: Portion


def find_runs(text: str) -> Iterator[tuple[Group, ...]]:
    """Every enumeration of pinpoints in ``text``, in order."""
    run: list[Group] = []
    for match in _UNIT.finditer(text):
        unit = _unit(match)
        gap = text[run[-1].end : match.start()] if run else ""
        link = _LINK.fullmatch(gap) if run else None
        if run and not gap.strip() and unit[0] not in dict(run[-1].units):
            last = run[-1]
            run[-1] = Group(last.start, match.end(), (*last.units, unit), last.to)
        elif link:
            run.append(Group(match.start(), match.end(), (unit,), link["to"] is not None))
        else:
            if run:
                yield tuple(run)
            run = [Group(match.start(), match.end(), (unit,))]
    if run:
        yield tuple(run)


def resolve(
    run: tuple[Group, ...],
    context: Portion = (),
    exists: Callable[[Portion], bool] = lambda _: True,
) -> list[Pinpoint]:
    """The pinpoints of a run, completed from each other and from the portion that says them.

    Of several readings the first is taken that ``exists`` (by default any does); where none
    does, the first. A range ("ayat (1) sampai dengan ayat (3)") names each of its steps.
    """
    found: list[Pinpoint] = []
    for index, group in enumerate(run):
        owner = _trailing_article(run[index:])
        if owner is None:
            before = found[-1].portion if found else context
            portion = _complete(group.units, before, exists, said=bool(found))
        else:
            before = found[-1].portion if found and found[-1].portion[0] == owner else (owner,)
            portion = _complete(_descending(group.units), before, exists, said=True)
        if group.to and found and exists(found[-1].portion) and exists(portion):
            steps = _between(found[-1].portion[-1][1], portion[-1][1])
            within = [(*portion[:-1], (portion[-1][0], number)) for number in steps]
            found += [Pinpoint(group.start, group.end, p) for p in within if exists(p)]
        found.append(Pinpoint(group.start, group.end, portion))
    return found


def _unit(match: re.Match[str]) -> tuple[str, str]:
    if match["art"]:
        return ("art", match["art"].upper())
    kind = next(k for k in ("para", "point", "item") if match[k])
    return (kind, match[kind].lower())


def _trailing_article(run: tuple[Group, ...]) -> tuple[str, str] | None:
    """The "Pasal 65" of "ayat (1) huruf c dan ayat (2) Pasal 65", which owns every group."""
    for group in run:
        if group.units[0][0] == "art":
            return None
        if group.units[-1][0] == "art":
            return group.units[-1]
    return None


def _descending(units: Portion) -> Portion:
    """Written inside out ("huruf a ayat (1) Pasal 5") or not, without the article."""
    inner = tuple(u for u in units if u[0] != "art")
    kinds = [kind for kind, _ in inner]
    return inner[::-1] if "para" in kinds and kinds[0] != "para" else inner


def _complete(
    units: Portion, before: Portion, exists: Callable[[Portion], bool], *, said: bool
) -> Portion:
    """``said``: what stands before was said in the same run, so that it is not open to choice."""
    first = units[0][0]
    kinds = [kind for kind, _ in before]
    if first == "art":
        return units
    if first in kinds:  # a sibling of what was said before
        readings = [before[: len(kinds) - 1 - kinds[::-1].index(first)]]
    else:
        readings = [before[: _depth(kinds, first)]]
    if not said:
        readings += [before[:n] for n in range(len(before), 0, -1)]
    candidates = [(*outer, *units) for outer in readings]
    return next((c for c in candidates if exists(c)), candidates[0])


def _depth(kinds: list[str], first: str) -> int:
    """How many of the outer steps stay: those wider than the kind that follows."""
    wider = _ORDER[: _ORDER.index(first)]
    return next((i for i, kind in enumerate(kinds) if kind not in wider), len(kinds))


def _between(first: str, last: str) -> list[str]:
    """The numbers strictly between: 1..4 -> 2, 3; a..d -> b, c; 178A..178D -> 178B, 178C."""
    a, b = _NUMBER.fullmatch(first), _NUMBER.fullmatch(last)
    if not a or not b or bool(a[1]) != bool(b[1]):
        return []
    steps = []
    if a[1] != b[1]:
        stop = int(b[1]) + 1 if b[2] else int(b[1])
        steps = [str(n) for n in range(int(a[1]) + 1, stop)]
    letter = a[2] if a[1] == b[1] else ""
    if b[2]:
        start = ord(letter) + 1 if letter else ord("A" if b[2].isupper() else "a")
        steps += [b[1] + chr(code) for code in range(start, ord(b[2][-1]))]
    return steps
