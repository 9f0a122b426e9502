"""Short references in official texts: "ayat (1)", "Pasal ini", "Pasal 71 ayat (2)", "UU ini".

Each is completed from the portion that says it. A pinpoint right before another act's name is
that act's; one before the name of an act that has no identifier here (the constitution, a
code, a ministerial regulation) is left out rather than taken for this act's own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.citation import CODES, Citation, Names, find_acts, find_citations
from corpus.identifier import Identifier
from corpus.model import Relation, RelationType
from corpus.official.pinpoint import Group, find_runs, resolve
from corpus.official.tree import CITED, Document, Kind, Node, Portion, Span

_THIS = {
    "uu": r"undang-\s?undang|peraturan pemerintah pengganti undang-\s?undang",
    "perppu": r"peraturan pemerintah pengganti undang-\s?undang",
    "pp": r"peraturan pemerintah",
    "perpres": r"peraturan presiden",
}
"""How an act calls itself before "ini"; a Perppu that became an act goes on calling itself so."""
_BEFORE_ACT = re.compile(
    r"(?:[\s,().]|\b(?:pasal|ayat|huruf|angka|dan|atau|jo|dari|dalam)\b|\w*\d\w*|\b\w\b)*", re.I
)
"""What may stand between a pinpoint and the act that owns it: the rest of an enumeration, broken
by the scanner or not."""
_SAID_OF = re.compile(
    r"\s*(?:yang\s+|sebagaimana\s+)?(?:diatur|dimaksud)\s+(?:dalam|pada)\s+", re.I
)
"""Before an act of which it is not clear whether it owns the article in front of it."""
_APART = re.compile(r"(?:\bdan|\batau|/atau)\s*$", re.I)
_ACT_NAME = re.compile(
    r"(?:Kitab\s+)?Undang-\s?[Uu]ndang|UUD|KUHP|KUHAP|Peraturan|Keputusan|Ketetapan|Instruksi"
    r"|Putusan|Staatsblad|Konvensi|Statuta"
)
_HERE = re.compile(r"\b(?P<kind>pasal|ayat)\s+ini\b", re.I)
_BROKEN = re.compile(r"(?:\b(?:pasal|ayat)\s+\S{1,6}|\d\w*)\s*$", re.I)
"""Before what belongs to a number that the scanner spoilt ("pasal l2l ayat (8)")."""
_JO = re.compile(r"\b(?:jo|juncto)\b", re.I)
_A_QUO = re.compile(r"\bpasal(?:-pasal)?\s+(?:a\s?quo|tersebut)\b", re.I)
_NOT_SAID = re.compile(
    r"\s*(?:cukup\s+jelas|ayat\s*\(\d|huruf\s+[a-z]\b|angka\s+\d|dihapus"
    r"|[^.;]{0,25}\bpengacuannya\b)",
    re.I,
)
"""After a heading of the penjelasan ("Pasal 5 Cukup jelas"), and after an article of the act that
a transitional provision speaks of ("Pasal 27 pengacuannya diganti dengan Pasal 407")."""
_NEAR = 16
_NOTHING: frozenset[Portion] = frozenset()


class Form(StrEnum):
    """How a reference is written: with its article, leaning on its place, or naming an act."""

    PINPOINT = "pinpoint"
    RELATIVE = "relative"
    THIS_ACT = "this_act"
    OTHER_ACT = "other_act"


@dataclass(frozen=True)
class Reference:
    """A reference: which portion says it, where it stands in the raw text, what it names.

    ``certain`` is False when the target was not found in the act that it should stand in.
    """

    source: Identifier
    span: Span
    target: Identifier
    form: Form
    certain: bool = True


@dataclass(frozen=True)
class _Place:
    """A leaf: its text, the raw offset of each character, who says it and what it is about.

    ``about``: the portion from which references are completed; ``known``: the portions of that
    act, empty when they are not at hand; ``outside``: it stands in the preamble or the general
    explanation, which speak of other acts' articles as of this one's.
    """

    text: str
    offsets: tuple[int, ...]
    source: Identifier
    about: Identifier
    known: Collection[Portion]
    outside: bool

    def has(self, portion: Portion) -> bool:
        return not self.known or portion in self.known

    def reference(self, start: int, end: int, target: Identifier, form: Form) -> Reference:
        own = target.work == self.about.work and target.portion
        span = (self.offsets[start], self.offsets[end - 1] + 1)
        return Reference(self.source, span, target, form, not own or self.has(target.portion))


def references(
    document: Document,
    work: Identifier,
    amends: Identifier | None = None,
    amended: Collection[Portion] = frozenset(),
) -> list[Reference]:
    """Every reference of a text to a portion or an act, in order.

    ``work``: the act whose text it is. What an amending act quotes speaks of ``amends``, whose
    portions are ``amended``; its clauses are operations and no references. Labels, headings and
    the frame of an act that makes another text law are left out.
    """
    found: list[Reference] = []
    for place in _places(document, work, amends, amended):
        found += sorted(_in_place(place), key=lambda r: r.span)
    return found


def relations(found: Iterable[Reference]) -> dict[Identifier, tuple[Relation, ...]]:
    """The references as relations of the portions that make them; uncertain ones left out."""
    targets: dict[Identifier, dict[Identifier, None]] = {}
    for reference in found:
        inside = reference.target.contains(reference.source)
        if reference.certain and not inside:
            targets.setdefault(reference.source, {})[reference.target] = None
    return {
        source: tuple(Relation(type=RelationType.RELATED_TO, target=t) for t in named)
        for source, named in targets.items()
    }


def decision_references(text: str, names: Names) -> list[Citation]:
    """The articles and acts that a decision names.

    "Pasal a quo" is the article named last before it; where that was one of several in one
    breath ("Pasal 188 jo. Pasal 71"), it is left out. So is an article that only a "jo." ties to
    a code: the first of "Pasal 188 jo. Pasal 55 KUHP lama" may be another act's.
    """
    found = [
        c
        for c in find_citations(text, names)
        if c.identifier.work not in CODES.values() or not _JO.search(text, c.start, c.end)
    ]
    articles = [c for c in found if "art" in dict(c.identifier.portion)]
    for match in _A_QUO.finditer(text):
        before = [c for c in articles if c.end <= match.start()]
        last = {_article(c.identifier) for c in before if c.end == before[-1].end}
        if len(last) == 1:
            found.append(Citation(match.start(), match.end(), last.pop()))
    return sorted(found, key=lambda c: (c.start, c.end))


def _article(identifier: Identifier) -> Identifier:
    kinds = [kind for kind, _ in identifier.portion]
    return replace(identifier, portion=identifier.portion[: kinds.index("art") + 1])


def _places(
    document: Document, work: Identifier, amends: Identifier | None, amended: Collection[Portion]
) -> Iterator[_Place]:
    def walk(
        node: Node,
        source: Identifier,
        about: Identifier,
        known: Collection[Portion],
        outside: bool = False,
    ) -> Iterator[_Place]:
        outside = outside or node.kind in (Kind.PREAMBLE, Kind.GENERAL)
        if node.kind in (Kind.LABEL, Kind.HEADING, Kind.FRAME):
            return
        if amends and node.kind is Kind.QUOTED:
            explaining = tuple(s for s in source.portion[:1] if s[0] == Kind.EXPLANATION)
            source, about = replace(amends, portion=explaining), amends
        if node.kind in CITED:
            step = (node.kind.value, node.number)
            if amends and source.work == amends and not about.portion:
                source = replace(source, portion=(*source.portion, step))
                about = replace(amends, portion=(step,))
            else:
                source = replace(source, portion=(*source.portion, step))
                if about.work == work or about.portion:
                    about = replace(about, portion=(*about.portion, step))
            if amends and step == ("art", "I"):
                about, known = amends, amended
        for child in node.children:
            yield from walk(child, source, about, known, outside)
        clause = about == amends and source.work == work
        if not node.children and not clause:
            pieces = [(document.raw[a:b], a) for a, b in document.spans(node)]
            text = " ".join(piece for piece, _ in pieces)
            offsets = [n for piece, a in pieces for n in range(a, a + len(piece) + 1)]
            about = replace(about, portion=_body(about.portion))
            yield _Place(text, tuple(offsets[: len(text)]), source, about, known, outside)

    yield from walk(document.root, work, work, document.portions)


def _body(portion: Portion) -> Portion:
    """The portion that a penjelasan explains: what it says of "ayat (1)" is said of that."""
    return tuple(step for step in portion if step[0] not in ("expl", "general"))


def _in_place(place: _Place) -> Iterator[Reference]:
    acts = find_acts(place.text)
    selves = list(_self_mentions(place))
    for act in acts:
        form = Form.THIS_ACT if act.identifier == place.about.work else Form.OTHER_ACT
        yield place.reference(act.start, act.end, act.identifier, form)
    for start, end in selves:
        yield place.reference(start, end, place.about.work, Form.THIS_ACT)
    for match in _HERE.finditer(place.text):
        kinds = [kind for kind, _ in place.about.portion]
        kind = "art" if match["kind"].lower() == "pasal" else "para"
        if kind in kinds:
            target = replace(place.about, portion=place.about.portion[: kinds.index(kind) + 1])
            yield place.reference(match.start(), match.end(), target, Form.RELATIVE)
    before: tuple[Group, ...] = ()
    for run in find_runs(place.text):
        owner = _owner(place, run, acts, [start for start, _ in selves])
        if not _broken_off(place.text, before, run):
            yield from _of_run(place, run, owner)
        before = run


def _self_mentions(place: _Place) -> Iterator[Span]:
    if name := _THIS.get(place.about.kind):
        for match in re.finditer(rf"\b(?:{name})\s+ini\b", place.text, re.I):
            yield match.span()


def _owner(
    place: _Place, run: tuple[Group, ...], acts: list[Citation], selves: list[int]
) -> Identifier | None:
    """The act of a run's articles: that named right after it, else this one; None if unsure."""
    this = None if place.outside else place.about.work
    gap = _BEFORE_ACT.match(place.text, run[-1].end)
    assert gap is not None  # the pattern matches the empty string too
    if gap.end() in selves:
        return place.about.work
    if _APART.search(gap[0]):
        return this
    named = next((a.identifier for a in acts if a.start == gap.end()), None)
    if named and "," not in gap[0][-2:]:
        return named
    said_of = _SAID_OF.match(place.text, gap.end())
    begin = said_of.end() if said_of else gap.end()
    return None if _ACT_NAME.match(place.text, begin) and begin not in selves else this


def _broken_off(text: str, before: tuple[Group, ...], run: tuple[Group, ...]) -> bool:
    """True for an ayat or huruf torn from its article by a scanner's error."""
    if _first_article(run):
        return False
    near = before and _first_article(before) and 0 < run[0].start - before[-1].end < _NEAR
    return bool(near) or _BROKEN.search(text[max(0, run[0].start - 20) : run[0].start]) is not None


def _first_article(run: tuple[Group, ...]) -> Group | None:
    return next((group for group in run if "art" in dict(group.units)), None)


def _of_run(place: _Place, run: tuple[Group, ...], owner: Identifier | None) -> Iterator[Reference]:
    owned = _first_article(run)
    inside_out = owned is not None and owned.units[0][0] != "art"
    # what stands in another act is not known: of a range there only the ends are named
    has = place.has if owner == place.about.work else _NOTHING.__contains__
    for pinpoint in resolve(run, place.about.portion, has):
        if owned is None or (pinpoint.start < owned.start and not inside_out):
            if place.outside or place.text[pinpoint.start].isupper():
                continue  # "Ayat (1)" is a heading of the penjelasan
            target = replace(place.about, portion=pinpoint.portion)
            yield place.reference(pinpoint.start, pinpoint.end, target, Form.RELATIVE)
        elif owner and not _NOT_SAID.match(place.text, pinpoint.end):
            form = Form.PINPOINT if owner == place.about.work else Form.OTHER_ACT
            target = replace(owner, portion=pinpoint.portion)
            yield place.reference(pinpoint.start, pinpoint.end, target, form)
