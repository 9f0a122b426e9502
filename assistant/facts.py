"""What a sentence commits itself to: quantities, dates, pinpoints, choices between like words.

Pure readers of Indonesian and English text. They are used on a claim and on its source alike, so
a spelling that they do not know is missed on both sides and left to the comparison of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_SMALL = {
    "id": "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
}
_VALUES: dict[str, int] = {
    word: value for words in _SMALL.values() for value, word in enumerate(words.split())
} | {
    w: 10 * (i + 2)
    for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
_TIMES = {
    "puluh": 10, "ratus": 100, "ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9,
    "triliun": 10**12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9,
}  # fmt: skip
_ONE = {"seratus": 100, "seribu": 1000, "sejuta": 10**6}
NUMERALS = frozenset({*_VALUES, *_TIMES, *_ONE, "belas"})
"""Words that spell a number."""
_NUMERAL = "|".join(sorted(NUMERALS, key=lambda word: (-len(word), word)))
_SPELT = re.compile(rf"\b(?:{_NUMERAL})(?:[ -](?:{_NUMERAL}))*\b")
_SPELT_PLACE = re.compile(
    rf"\b(pasal|ayat|angka|butir|article|section|paragraph) ({_SPELT.pattern})"
)
_SPELT_AMOUNT = re.compile(
    rf"(?<!\d )\b(?!puluh|ratus|ribu|juta|miliar|milyar|triliun)({_SPELT.pattern}) "
    r"(?=(?:juta|jt|miliar|milyar|million|billion)\b)"
)
_SINGLE = re.compile(r"\bse(hari|minggu|bulan|tahun|jam)\b")
# "salah satu" and "one of" count nothing
_PRONOUN = re.compile(
    r"\bsalah satu\b|\bsatu sama lain\b|\bone (?=of\b|who\b|another\b)|\bno one\b"
)

_MONTHS = (
    r"jan(?:uar[iy])?|feb(?:ruar[iy])?|mar(?:et|ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?|"
    r"agu(?:stus)?|aug(?:ust)?|sep(?:t(?:ember)?)?|o[kc]t(?:ober)?|nov(?:ember)?|"
    r"de[sc](?:ember)?"
)
_MONTH_NUMBER = {
    name: number
    for number, names in enumerate(
        "jan feb mar apr mei,may jun jul agu,aug sep okt,oct nov des,dec".split(), start=1
    )
    for name in names.split(",")
}
_DATE = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}})\s+(?P<m>{_MONTHS})\s+(?P<y>\d{{4}})"
    rf"|(?P<m2>{_MONTHS})\s+(?P<d2>\d{{1,2}}),?\s+(?P<y2>\d{{4}})"
    rf"|(?P<m3>{_MONTHS})\s+(?P<y3>\d{{4}})"
    rf"|(?P<d4>\d{{1,2}})\s+(?P<m4>{_MONTHS})\b"
    r"|(?P<y5>\d{4})-(?P<m5>\d{2})-(?P<d5>\d{2})"
    r"|(?P<d6>\d{1,2})[/-](?P<m6>\d{1,2})[/-](?P<y6>\d{4}))(?![\d/])"
)

_NUMBERED = re.compile(
    r"\b(?:(?:nomor|no\.?|number)\s*)?(\d+)\s*(?:tahun|thn\.?|of)\s+((?:19|20)\d{2})\b"
)
_ACT_WORDS = (
    ("uu", r"undang[- ]undang|law|act"),
    ("pp", r"peraturan pemerintah|government regulation"),
    ("perpres", r"peraturan presiden|presidential regulation"),
    ("perbawaslu", r"peraturan bawaslu|bawaslu regulation"),
    ("pkpu", r"peraturan kpu|kpu regulation"),
)
_SLASHED = re.compile(r"(?:\b([a-z]+)\s+)?(?<![\w/])(\d[\w.-]*(?:/[\w.-]*\w)+)")
_PIECE = (
    r"(?:pasal|article|art\.?)\s*(\d+[a-z]?\b)"
    r"|(?:ayat|paragraph|para\.?)\s*\(?(\d+[a-z]?)\)?"
    r"|(?:huruf|point|letter)\s*\(?([a-z])\)?(?![a-z])"
    r"|(?:angka|item|butir|poin|pokok|topic|lampiran|annex)\s*(?:[a-z]+ ){0,2}\(?(\d+)\)?"
)
_PIECE_RE = re.compile(rf"\b(?:{_PIECE})")
_KINDS = ("pasal", "ayat", "huruf", "angka")
_MORE = re.compile(r"\s*(?:,|,?\s*(?:dan|atau|and|or|serta|,)(?:/(?:atau|or))?)\s*\(?(\d+[a-z]?)\)")
_LAW_AFTER = re.compile(r"[\s,]*(?:(?:dari|of|dalam|in|the)\s+)*([a-z]+)\s+(\d+/\d{4})")
_ALSO = re.compile(r"\s*,?\s*(?:jo\.?|juncto)\s*([a-z]+)\s+(\d+/\d{4})")

_UNITS = {
    "hari kerja": "workday", "working days": "workday", "working day": "workday",
    "business days": "workday", "workdays": "workday", "hari kalender": "day",
    "calendar days": "day", "hari": "day", "days": "day", "day": "day", "minggu": "week",
    "weeks": "week", "week": "week", "bulan": "month", "months": "month", "month": "month",
    "tahun": "year", "years": "year", "year": "year", "jam": "hour", "hours": "hour",
    "hour": "hour", "rupiah": "rp", "persen": "%", "per cent": "%", "percent": "%", "%": "%",
}  # fmt: skip
_NUMBER = r"\d+(?:[.,]\d+)*"
_AMOUNT = re.compile(
    rf"(?<![\w/])(?P<rp>rp\.?\s*)?(?P<number>{_NUMBER})(?:,-)?(?![\w/])"
    r"(?:\s*(?P<times>ribu|juta|miliar|milyar|triliun|thousand|million|billion))?\s*[-)]?\s*"
    rf"(?P<unit>{'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})?(?:\b|(?<=%))"
)
# a year belongs to what stands before it: "Pilkada 2020", "teks 2017"
_YEAR = re.compile(r"\b([a-z]{4,})\s+(?:tahun\s+)?(?:19|20)\d{2}$")
_RANGE = re.compile(
    r"\s*(?:sampai(?: dengan)?|hingga|s\.?/?d\.?|to|until|-|–|(?P<pair>dan|and))\s*"
)
_BOUNDS = (
    ("min", r"paling (?:sedikit|singkat|rendah|kurang|cepat)|sekurang-kurangnya|"
            r"sedikitnya|minimal|minimum(?: of)?|at least|not less than"),
    ("max", r"paling (?:lama|lambat|banyak|tinggi)|selama-lamanya|maksimal|at most|up to|"
            r"maximum(?: of)?|no (?:more|later) than|not exceeding|within|hingga|"
            r"sampai(?: dengan)?"),
    ("over", r"lebih dari|di atas|more than|over|above"),
    ("under", r"kurang dari|di bawah|less than|under|below"),
)  # fmt: skip
_BOUND = re.compile(
    "(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _BOUNDS) + r")\s*(?:dalam\s+)?$"
)

# Words that stand for one of several: the other one makes another law. One entry, one meaning.
_CHOICES = (
    r"paling (?:lama|lambat|banyak|tinggi)|maksimal|at most|up to|no (?:more|later) than|sampai|"
    r"hingga|within|\d to \d",
    r"paling (?:sedikit|singkat|rendah|cepat)|minimal|at least|\d sampai|\d to \d|antara \d",
    *(
        "ringan|light|minor / sedang|moderate|medium / berat|serious|severe|heavy / "
        r"(?:di)?penjara|imprison\w*|prison|jail\w* / kurungan|dikurung / denda|fine[sd]? / "
        r"percobaan|probation\w* / bersyarat|suspended / moral / disiplin\w*|disciplin\w* / "
        r"(?:di|ter)?pidana\w*|criminal\w* / etik\w*|ethic\w* / administra\w* / perdata / "
        r"sebelum\w*|before|prior|belum / setelah|sesudah|usai|after|pasca / selama|during / "
        r"lisan|oral\w* / tertulis|written|in writing / sementara|temporar\w* / "
        r"permanen\w*|permanent\w* / (?:meng|di|ter|ke)?untung\w*|benefit\w*|favou?r\w* / "
        r"(?:me|di|ke)?rugi\w*|harm\w*|disadvantag\w* / sengaja|deliberate\w*|intention\w* / "
        r"lalai|kelalaian|neglig\w* / aktif|active\w* / pasif|passive\w* / "
        r"(?:di|meng)?kabul\w*|grant\w* / (?:di|me)n?tolak|menolak|reject\w* / bebas|acquit\w* / "
        r"bersalah|guilty / terbukti|proven / pilkada|regional elections? / "
        r"pemilu|general elections? / pilpres|presiden\w*|president\w* / bakal|prospective / "
        r"(?<!bakal )calon|(?<!prospective )candidates? / peserta|participants? / "
        r"pelaksana|organi[sz]ers? / anggota|members? / pengurus|officers? / "
        r"(?:me|ke)?naik(?:kan|an)?|rais\w*|increas\w* / (?:pe|me)?n?t?urun(?:kan|an)?|demot\w* / "
        r"(?:me|pe|di)n?t?unda(?:an)?|postpon\w* / luar negeri|abroad / pusat|national / "
        r"provinsi|provinc\w* / kabupaten|kota|regenc\w* / hormat|honou?rabl\w* / "
        r"(?:di|men|pen)?cabut(?:an)?|repeal\w*|revok\w* / tertutup|closed / terbuka|open / "
        r"banding|appeal\w* / keberatan|objection\w* / kasasi|cassation / bawahan|subordinates?"
    ).split(" / "),
)
_CHOICE = [re.compile(rf"(?<!\w)(?:{words})(?:nya|lah)?(?!\w)") for words in _CHOICES]


@dataclass(frozen=True)
class Quantity:
    """A number with its unit ("" for a bare one) and whether it is a limit (min, max, ...)."""

    value: Decimal
    unit: str
    bound: str


@dataclass(frozen=True)
class Pinpoint:
    """``path`` as ("pasal 71", "ayat 1"); ``works`` named right after it, as ("uu 1/2015",)."""

    path: tuple[str, ...]
    works: frozenset[str]

    def within(self, other: Pinpoint) -> bool:
        """Whether this names ``other``, a part of its path, or what holds it, in no other law."""
        size = len(self.path)
        inside = any(
            other.path[i : i + size] == self.path for i in range(len(other.path) - size + 1)
        )
        return inside and not (self.works and other.works and not self.works & other.works)


@dataclass(frozen=True)
class Facts:
    """Everything that a text states which must not be changed."""

    quantities: frozenset[Quantity]
    dates: frozenset[tuple[int | None, int, int | None]]
    pinpoints: tuple[Pinpoint, ...]
    works: frozenset[str]
    """Numbers with a slash: "uu 1/2015", "136/puu-xxii/2024"."""
    choices: frozenset[int]
    """Which words of `_CHOICES` the text uses."""

    @property
    def values(self) -> frozenset[Decimal]:
        return frozenset(q.value for q in self.quantities)


def read_facts(text: str) -> Facts:
    """Facts of a text, any case."""
    rest = _digits(_folded(text))
    dates: set[tuple[int | None, int, int | None]] = set()

    def date(match: re.Match[str]) -> str:
        dates.add(_date(match))
        return " ; "

    rest = _DATE.sub(date, rest)
    pinpoints = tuple(_pinpoints(rest))
    works = frozenset(_work(m) for m in _SLASHED.finditer(rest))
    rest = _SLASHED.sub(" ; ", _MORE_IN_RUN.sub(" ; ", _PIECE_RE.sub(" ; ", rest)))
    choices = frozenset(i for i, p in enumerate(_CHOICE) if p.search(text.lower()))
    quantities = frozenset(_quantities(rest))
    return Facts(quantities, frozenset(dates), pinpoints, works, choices)


_MORE_IN_RUN = re.compile(rf"(?<= ; )(?:{_MORE.pattern})+")


def _folded(text: str) -> str:
    """Lower case; acts numbered "Nomor 1 Tahun 2015" as 1/2015 and named by their short type."""
    lower = " ".join(text.lower().replace("\u00a0", " ").split())
    lower = _NUMBERED.sub(r"\1/\2", lower)
    for short, words in _ACT_WORDS:
        lower = re.sub(rf"\b(?:{words})\s+(?=(?:no\.?|nomor)?\s*\d+/)", f"{short} ", lower)
    return re.sub(r"\b(?:nomor|no\.?|number)\s+(?=\d[\w.-]*/)", "", lower)


def _digits(text: str) -> str:
    """Numbers in words as digits: "enam juta" as 6000000, "sebulan" as "1 bulan"."""
    text = _SINGLE.sub(r"1 \1", _PRONOUN.sub(" ", text))
    text = _SPELT.sub(lambda m: _spelt(m.group()), text)
    return re.sub(r"\b(\d+) \(\1\)", r"\1", text)  # "14 (empat belas) hari"


def _spelt(words: str) -> str:
    total = group = last = 0
    for word in re.split(r"[ -]", words):
        if word in _VALUES:
            group, last = group + _VALUES[word], _VALUES[word]
        elif word in _ONE:
            group += _ONE[word]
        elif word == "belas":
            group += 10
        elif _TIMES[word] < 1000:
            group += last * (_TIMES[word] - 1) if last else _TIMES[word]
            last = 0
        elif not group and not total:
            return words  # "6 juta": the multiplier of a number in digits
        else:
            total, group = total + group * _TIMES[word], 0
    return str(total + group)


def numbered(text: str) -> str:
    """Lower-case text with articles and millions in figures: "pasal dua puluh dua" is 22, "seratus
    juta" 100 juta."""
    text = _SPELT_AMOUNT.sub(lambda m: f"{_spelt(m[1])} ", text)
    return _SPELT_PLACE.sub(lambda m: f"{m[1]} {_spelt(m[2])}", text)


def _date(match: re.Match[str]) -> tuple[int | None, int, int | None]:
    groups = {k[0]: v for k, v in match.groupdict().items() if v is not None}
    month = groups["m"]
    number = int(month) if month.isdigit() else _MONTH_NUMBER[month[:3]]
    return (
        int(groups["d"]) if "d" in groups else None,
        number,
        int(groups["y"]) if "y" in groups else None,
    )


def _work(match: re.Match[str]) -> str:
    kind, number = match.groups()
    plain = re.fullmatch(r"\d+/\d{4}", number)
    return f"{kind} {number}" if plain and kind else number


def _pinpoints(text: str) -> Iterator[Pinpoint]:
    matches = list(_PIECE_RE.finditer(text))
    path: tuple[str, ...] = ()
    end = -1
    for i, match in enumerate(matches):
        kind, value = next((_KINDS[g], v) for g, v in enumerate(match.groups()) if v is not None)
        near = re.fullmatch(
            r"[\s,]*(?:(?:dari|of|dan|atau|and|or|jo\.?)\s+)*", text[end : match.start()]
        )
        level = _KINDS.index(kind)
        held = tuple(p for p in path if _KINDS.index(p.split()[0]) < level) if near else ()
        path, end = (*held, f"{kind} {value}"), match.end()
        paths = [path]
        while more := _MORE.match(text, end):
            paths.append((*held, f"{kind} {more[1]}"))
            end = more.end()
        follows = matches[i + 1].start() if i + 1 < len(matches) else None
        deeper = follows is not None and re.fullmatch(r"[\s,]*", text[end:follows]) is not None
        if deeper and _KINDS.index(_kind(matches[i + 1])) > level:
            continue  # only the deepest pinpoint of a run is stated
        works = frozenset(_works_after(text, end))
        yield from (Pinpoint(p, works) for p in paths)


def _kind(match: re.Match[str]) -> str:
    return next(_KINDS[g] for g, v in enumerate(match.groups()) if v is not None)


def _works_after(text: str, end: int) -> Iterator[str]:
    found = _LAW_AFTER.match(text, end)
    while found:
        yield f"{found[1]} {found[2]}"
        found = _ALSO.match(text, found.end())


def _value(number: str) -> Decimal:
    """ "600.000" and "600,000" are thousands, "2,5" and "2.5" decimals, "600.000,00" both."""
    whole, _, cents = number.rpartition(",") if re.search(r"\.\d{3},\d{2}$", number) else (
        number, "", "")  # fmt: skip
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", whole):
        whole = re.sub(r"[.,]", "", whole)
    try:
        return Decimal(
            f"{whole.replace(',', '.')}.{cents or 0}" if cents else whole.replace(",", ".")
        )
    except InvalidOperation:
        return Decimal(re.sub(r"\D", "", number))


def _quantities(text: str) -> Iterator[Quantity]:
    matches = list(_AMOUNT.finditer(text))
    read = []
    for match in matches:
        times = _TIMES.get(match["times"] or "", 1)
        unit = "rp" if match["rp"] else _UNITS.get(match["unit"] or "", "")
        if not unit and (year := _YEAR.search(text[: match.end()])):
            unit = year[1]
        read.append((_value(match["number"]) * times, unit, _bound(text[: match.start()])))
    for i, (value, unit, bound) in enumerate(read):
        before = i > 0 and _joined(text, matches[i - 1], matches[i])
        after = i + 1 < len(read) and _joined(text, matches[i], matches[i + 1])
        if after and not unit:
            unit = read[i + 1][1]
        if after and not bound:
            bound = "min"
        elif before:
            bound = "max"
        yield Quantity(value.normalize(), unit, bound)


def _joined(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether two numbers are the ends of a range ("1 sampai 6", "antara 1 dan 6")."""
    between = _RANGE.fullmatch(text[first.end() : second.start()])
    if between is None:
        return False
    opened = re.search(r"(?:antara|between)\s+$", text[: first.start()])
    return not between["pair"] or opened is not None


def _bound(before: str) -> str:
    match = _BOUND.search(before[-40:])
    return match.lastgroup or "" if match else ""
