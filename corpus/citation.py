"""Human citations to identifiers and back: "Pasal 71 ayat (1) UU 1/2015 jo. UU 10/2016"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.identifier import Identifier
from corpus.model import Decision, Instrument, Report

# how each type is printed, and the spellings under which people cite it
_TYPES: dict[str, tuple[str, str]] = {
    "uu": ("UU", r"uu|undang(?:-\s?| )undang|law|act"),
    "perppu": ("Perppu", r"perp+u|peraturan pemerintah pengganti undang(?:-\s?| )undang"),
    "pp": ("PP", r"pp|peraturan pemerintah|government regulation"),
    "perpres": ("Perpres", r"perpres|peraturan presiden"),
    "perbawaslu": ("Perbawaslu", r"perbawaslu|peraturan (?:bawaslu|badan pengawas pemilihan umum)"),
    "pkpu": ("PKPU", r"pkpu|peraturan (?:kpu|komisi pemilihan umum)"),
    "peraturan-bkn": ("Peraturan BKN", r"peraturan (?:bkn|badan kepegawaian negara)|perbkn"),
    "se-menpanrb": ("SE MenPANRB", r"se menpan(?: ?-?rb)?|surat edaran menpan(?: ?-?rb)?"),
}
# codes that decisions name and the library does not hold: a portion of them belongs to them
CODES = {
    "kuhp lama": Identifier("act", "uu", 1946, "1"),
    "kuhap": Identifier("act", "uu", 1981, "8"),
}
_PORTION_LABELS = {
    "art": "Pasal {}",
    "para": "ayat ({})",
    "point": "huruf {}",
    "item": "angka {}",
    "annex": "Lampiran {}",
    "topic": "pokok {}",
    "chapter": "BAB {}",
    "part": "Bagian {}",
    "paragraph": "Paragraf {}",
}

_YEAR = (
    r"(?:(?:/|\s*(?:tahun|thn?\.?)\s*|\s+of\s+)(?P<year>\d{4}|\d{2})"
    r"|\s+(?P<bare>(?:19|20)\d{2}))"
)
_ACT = re.compile(
    r"\b(?P<type>{})\s*(?:republik\s+indonesia\s+)?(?:nomor|number|no\.?)?\s*(?P<number>\d+){}\b".format(
        "|".join(f"(?P<t{i}>{pattern})" for i, (_, pattern) in enumerate(_TYPES.values())), _YEAR
    ),
    re.I,
)
_PIECE = (
    r"(?:\b(?:pasal|pasl|psal|psl\.?|ps\.?|(?:article|art\.?|section|sec\.?)(?=\s*\d))\s*(?P<art>\d+[a-z]?|[ivx]+\b)"
    r"(?:\s*\((?P<inner>\d+[a-z]?)\))?"
    r"|\b(?:ayat|ayt\.?|ay\.?|paragraph)\s*\(?(?P<para>\d+[a-z]?)\)?"
    r"|\b(?:huruf|hruf|hrf\.?|hur\.?|letter)\s*\(?(?P<point>[a-z])\)?(?![a-z])"
    r"|\bangka\s*\(?(?P<item>\d+)\)?"
    r"|\blampiran\s+(?P<annex>[ivx]+|\d+)\b"
    r"|\bpokok\s+(?P<topic>\d+)\b"
    r"|\bbutir\s+(?P<list>[a-z][a-z ]*?)\s+(?P<entry>\d+)\b"
    r"|\b(?P<named>kode etik|disiplin)\s+(?:butir|nomor|no\.?|poin)\s+(?P<number>\d+)\b"
    r"|\b(?P<expl>penjelasan)(?P<general>\s+umum)?\b)"
)
_PIECE_RE = re.compile(_PIECE, re.I)
# a run of portion pieces: a new "Pasal" starts a new run
_GAP = r"[\s,;]{0,3}(?:dari\s+)?"


@dataclass(frozen=True)
class Citation:
    """A citation found in a text: where it stands and what it names."""

    start: int
    end: int
    identifier: Identifier


@dataclass(frozen=True, eq=False)
class Names:
    """What works are called: ``spoken`` maps folded names, the longest first, to works, ``labels``
    works to labels."""

    spoken: Mapping[str, Identifier]
    labels: Mapping[Identifier, str]

    @classmethod
    def of(
        cls,
        instruments: Iterable[Instrument],
        decisions: Iterable[Decision],
        reports: Iterable[Report],
    ) -> Names:
        """Collect labels and aliases of the library's works."""
        spoken: dict[str, Identifier] = dict(CODES)
        labels: dict[Identifier, str] = {}
        for instrument in instruments:
            labels[instrument.id] = instrument.label
            for name in (*instrument.aliases, instrument.label):
                spoken[fold(name)] = instrument.id
        for decision in decisions:
            labels[decision.id] = decision.label
            for name in (decision.label, *_numbers(decision)):
                spoken.setdefault(fold(name), decision.id)
        for report in reports:
            labels[report.id] = report.label
            spoken[fold(report.label)] = report.id
        ordered = sorted(spoken, key=lambda name: (-len(name), name))
        return cls({name: spoken[name] for name in ordered}, labels)

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Where ``text`` names works, the longest name at each place."""
        folded = fold(text)
        # a pattern of all names would take longer to compile than a question to answer
        held = tuple(name for name in self.spoken if name in folded)
        return _any_of(held).finditer(text) if held else iter(())

    def label_of(self, work: Identifier) -> str:
        """Label of a work, whether the library holds it or only cites it."""
        if work in self.labels:
            return self.labels[work]
        printed = _TYPES.get(work.kind, (work.kind.upper(), ""))[0]
        return f"{printed} {work.number}/{work.year}"


@lru_cache(256)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    body = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    return re.compile(rf"(?<!\w)(?:{body})(?![\w/])", re.I)


def fold(text: str) -> str:
    """Lower case, single spaces: the form under which names are compared."""
    return " ".join(text.lower().split())


def _numbers(decision: Decision) -> list[str]:
    """Case numbers as they are spoken: "136/PUU-XXII/2024", "MK 136", "putusan 136/2024"."""
    names = []
    for number in re.findall(
        r"\d+(?:-\d+)?/[\w.\-/]+\d{4}(?:/PN \w+|/PT \w+)?", decision.number.value or ""
    ):
        names.append(number)
        if decision.id.kind == "mk":
            short, year = number.split("/")[0], number[-4:]
            names.append(f"MK {number}")
            names += [f"{c} {n}" for c in _COURT for n in (short, f"{short}/{year}")]
    return names


_COURT = (
    *("MK", "putusan MK", "MK nomor", "MK no", "MK no.", "putusan", "putusan nomor"),
    *("Constitutional Court", "Constitutional Court decision", "Constitutional Court ruling"),
    *("MK decision", "MK ruling"),
)
"""What stands before the short number of a decision of the Constitutional Court."""


def portion_label(identifier: Identifier) -> str:
    """``art_5__point_n__item_3`` as "Pasal 5 huruf n angka 3"; empty for a whole work."""
    return label_of_portion(identifier.portion)


def label_of_portion(portion: tuple[tuple[str, str], ...]) -> str:
    """`portion_label` for a path alone."""
    words = []
    inside_list = False
    for kind, value in portion:
        if kind == "expl":
            words.append("Penjelasan")
        elif kind == "general":
            words.append("Umum")
        elif kind == "list":
            words.append(f"butir {value.replace('-', ' ')}")
            inside_list = True
        elif kind == "item" and inside_list:
            words.append(value)
        else:
            words.append(_PORTION_LABELS[kind].format(value).rstrip())
    return " ".join(words)


def find_citations(text: str, names: Names) -> list[Citation]:
    """Every citation of a work or portion in ``text``, in order.

    A portion belongs to the nearest work named after it ("Pasal 5 PP 94/2021"), else to the
    one just before it ("PP 94/2021 pasal 5"). A portion with no work at all is left out, and so is
    one that only a court's decision stands beside: that has no articles.
    "jo. UU 10/2016" after a work adds nothing: amendments live under their base law.
    """
    works = _find_works(text, names)
    runs = _find_runs(text, works)
    cited: list[Citation] = []
    used: set[int] = set()
    for start, end, portion in runs:
        index = _work_for(text, start, end, works)
        if index is None:
            continue
        used.add(index)
        work = works[index]
        identifier = Identifier(
            work.identifier.doctype,
            work.identifier.kind,
            work.identifier.year,
            work.identifier.number,
            portion,
        )
        cited.append(Citation(min(start, work.start), max(end, work.end), identifier))
    for index, work in enumerate(works):
        if index not in used and not _amends_previous(text, works, index):
            cited.append(work)
    return sorted(cited, key=lambda c: (c.start, c.end))


def find_acts(text: str) -> list[Citation]:
    """Every act named by type, number and year ("Undang-Undang Nomor 5 Tahun 2014"), in order."""
    found = []
    for match in _ACT.finditer(text):
        position = next(i for i in range(len(_TYPES)) if match[f"t{i}"])
        year = _full_year(match["year"] or match["bare"])
        work = Identifier("act", list(_TYPES)[position], year, match["number"])
        found.append(Citation(match.start(), match.end(), work))
    return found


@lru_cache(64)  # one question is read for its citations, its titles and its articles
def _find_works(text: str, names: Names) -> tuple[Citation, ...]:
    found = [Citation(m.start(), m.end(), names.spoken[fold(m.group())]) for m in names.find(text)]
    taken = [(c.start, c.end) for c in found]
    found += [
        act
        for act in find_acts(text)
        if not any(start < act.end and act.start < end for start, end in taken)
    ]
    return tuple(sorted(found, key=lambda c: c.start))


_CASE = re.compile(
    r"\b\d+(?:-\d+)?/(?:puu|phpu|pid|pdt|g)\b[\w.\-]*(?:/[\w.\-]+)*(?:/(?:pn|ptun) \w+)?"
    r"|\b(?:putusan )?mk (?:nomor |no\.? )?\d+\b(?!/)",
    re.I,
)


def find_unknown_cases(text: str, names: Names) -> list[str]:
    """Numbers of decisions in ``text`` that are none of the library's ("MK 999")."""
    known = [(m.start(), m.end()) for m in names.find(text)]
    return [
        m.group()
        for m in _CASE.finditer(text)
        if not any(start < m.end() and m.start() < end for start, end in known)
    ]


_TITLED = re.compile(
    r"[\s,]*(?:(?:dari|dalam|di|of|the)\s+)*(?P<act>(?:uu|undang(?:-\s?| )undang)"
    r"(?:\s+[a-z]+){0,4}\s+(?:tahun\s+)?(?:19|20)\d{2}"
    r"|(?:19|20)\d{2}(?:\s+[a-z]+){1,4}?\s+(?:law|act))\b",
    re.I,
)
"""An act by title and year behind its article ("Article 14 of the 2028 Civil Service Law")."""


def find_titled(text: str, names: Names) -> list[str]:
    """Articles of acts named by title and year alone, none of which is the library's."""
    return [text[start:end] for start, end in _titled_runs(text, names)]


def find_bare_portions(text: str, names: Names) -> list[tuple[tuple[str, str], ...]]:
    """Articles that a text names without the law that they are of ("kena pasal 188", "Pasal 188
    Putusan MK 136"); empty when it names one."""
    works = _find_works(text, names)
    if any(w.identifier.doctype != "judgment" for w in works) or _titled_runs(text, names):
        return []
    return [portion for _, _, portion in _find_runs(text, works)]


def _titled_runs(text: str, names: Names) -> list[tuple[int, int]]:
    """Where an article and such a title stand; a year of the library's acts of a kind is not."""
    if _find_works(text, names):
        return []
    years = {str(work.year) for work in names.labels if work.doctype == "act"}
    found = []
    for start, end, _ in _find_runs(text, ()):
        title = _TITLED.match(text, end)
        if title and not years & set(re.findall(r"\d{4}", title["act"])):
            found.append((start, title.end()))
    return found


def _full_year(text: str) -> int:
    """The year behind "2004" or "04"; two digits are those of this century up to 2049."""
    year = int(text)
    return year if year > 99 else year + (2000 if year < 50 else 1900)


def _find_runs(
    text: str, works: Sequence[Citation]
) -> list[tuple[int, int, tuple[tuple[str, str], ...]]]:
    runs: list[tuple[int, int, list[tuple[str, str]]]] = []
    for match in _PIECE_RE.finditer(text):
        if any(w.start <= match.start() < w.end for w in works):
            continue
        pieces = _pieces(match)
        listed = match["list"] or match["named"]
        if runs and match["art"] is None and match["expl"] is None and not listed:
            start, end, portion = runs[-1]
            if re.fullmatch(_GAP, text[end : match.start()]):
                runs[-1] = (start, match.end(), portion + pieces)
                continue
        if runs and match["art"] and runs[-1][2] == [("expl", "")]:
            start, end, portion = runs[-1]
            if re.fullmatch(_GAP, text[end : match.start()]):
                runs[-1] = (start, match.end(), portion + pieces)
                continue
        if pieces[0][0] in {"art", "expl", "list", "topic", "annex"}:
            runs.append((match.start(), match.end(), pieces))
    return [(start, end, tuple(portion)) for start, end, portion in runs]


def _pieces(match: re.Match[str]) -> list[tuple[str, str]]:
    if match["art"]:
        inner = [("para", match["inner"].lower())] if match["inner"] else []
        return [("art", match["art"].upper()), *inner]
    if listed := match["list"] or match["named"]:
        number = match["entry"] or match["number"]
        return [("list", fold(listed).replace(" ", "-")), ("item", number)]
    if match["expl"]:
        return [("expl", ""), ("general", "")] if match["general"] else [("expl", "")]
    kind = next(k for k in ("para", "point", "item", "annex", "topic") if match[k])
    value = match[kind]
    return [(kind, value.upper() if kind == "annex" else value.lower())]


_BETWEEN = re.compile(
    r"[\s,()]*(?:(?:dari|dalam|di|pada|tentang|of|the)\s+)*"
    r"(?:(?:dan|atau|serta|jo\.?|juncto|and|or|s\.?d\.?|sampai|-)?\s*"
    + _PIECE.replace("?P<", "?P<x_")
    + r"[\s,]*)*(?:(?:dari|dalam|di|pada|tentang|of|the)\s+)*",
    re.I,
)


def _work_for(
    text: str,
    start: int,
    end: int,
    works: Sequence[Citation],
) -> int | None:
    divided = [i for i, w in enumerate(works) if w.identifier.doctype != "judgment"]
    after = [i for i in divided if works[i].start >= end]
    if after and _BETWEEN.fullmatch(text[end : works[after[0]].start]):
        return after[0]
    before = [i for i in divided if works[i].end <= start]
    if before:
        index = before[-1]
        while index > 0 and _amends_previous(text, works, index):
            index -= 1
        return index
    return after[0] if after else None


def _amends_previous(text: str, works: Sequence[Citation], index: int) -> bool:
    """True for the "UU 10/2016" of "UU 1/2015 jo. UU 10/2016"."""
    if index == 0:
        return False
    between = text[works[index - 1].end : works[index].start]
    return bool(
        re.fullmatch(
            r"\s*,?\s*(?:jo\.?|juncto|sebagaimana diubah (?:dengan|oleh))\s*", between, re.I
        )
    )
