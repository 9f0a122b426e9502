"""The words people use, read from ``data/lexicon.yaml`` and compiled into patterns."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

LEXICON = Path(__file__).parent / "data" / "lexicon.yaml"
_ENCLITICS = r"(?:nya|kah|lah|pun|ku|mu)?"
_LETTERS = re.compile(r"[a-z]{4,}")
_DOUBLED = re.compile(r"\b([a-z]{3,})2(an|nya|in|kan|i)?\b")
"""The figure two repeats the word before it, as in telegrams and chats."""
_NOT = re.compile(
    r"\b(?:bukan(?:lah)?|not|isn't|aren't|wasn't)"
    r"(?:\s+(?:lagi|seorang|anggota|untuk|di|pada|saat|dalam|an?|the|in|for))*\s+$|\bnon[- ]$|"
    r"\b(?:ha(?:ve|s|ving) no|tidak berstatus|tanpa status|belum berstatus|"
    r"tidak (?:punya|memiliki) status)\s+$"
)
"""What denies the word behind it: "bukan PNS", "not in a pilkada"."""
_UNDONE = re.compile(
    r"\b(?:tidak|belum|never|don't|didn't|di luar|sebelum|outside|before)"
    r"(?:\s+(?:pernah|akan|mau|sempat|sedang|masuk|dalam|di|the))*\s+$"
)
"""What denies an act or a time behind it, where the question goes on with what is the case."""
_LEFT_OUT = re.compile(
    r"\b(?:(?<!boleh )(?<!bisa )(?<!dapat )tidak|tanpa|bukan|belum|without|no|not|never)"
    r"(?:\s+(?:pernah|akan|mau|ada|perlu|soal|karena|urusan|ikut(?:-ikutan|an)?|sambil|pakai|"
    r"memakai|mengenakan|bawa|"
    r"membawa|melakukan|any|wearing|using|doing|to|because|of|about|over|for))*\s+$|"
    r"\b(?:nothing to do with|unrelated to|tidak ada (?:hubungan|kaitan)(?:nya)? dengan)\s+$"
)
"""What says that an act behind it is left out: "tanpa atribut", "tidak pakai kaos"."""
_INSTEAD = re.compile(r"\b(?:cuma|hanya|sekadar|sekedar|tapi|tetapi|melainkan|just|only|but)\b")
KEPT = 256
"""Texts of which what was found is kept: those of one question are looked through many times."""
_LEAST = 5
"""Letters of a word's beginning by which it is looked up: more of them rule out hardly more."""
_LETTERED = re.compile(rf"(?<!\w)[a-z]{{1,{_LEAST}}}")
_ANCHORED = re.compile(r"\^|(?:\(\?<[!=][^()]*\))+")
_FIXED = re.compile(rf"([a-z]{{1,{_LEAST}}})(?![?*+{{])")
_PIECE = re.compile(r"\\.|\[[^\]]*\]|[^\\\[()|]+|.")
"""What stands together in a regular expression: no bracket or bar inside is one of a group."""
_UNDENIABLE = frozenset({"netralitas_umum"})
"""Who is "tidak netral" asks about neutrality."""
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(KEPT)
def beginnings(text: str) -> frozenset[str]:
    """The first letters of every word: one, two and so on."""
    found = set(_LETTERED.findall(text.lower()))
    return frozenset(word[:end] for word in found for end in range(1, len(word) + 1))


def begin(word: str) -> set[str] | None:
    """The first letters of all that a word of the file can match; None when they may be any."""
    found: set[str] = set()
    for form in _alternatives(word):
        fixed = _FIXED.match(form)
        letters = {fixed[1]} if fixed else _begin_group(form)
        if letters is None:
            return None
        found |= letters
    return found


def _begin_group(form: str) -> set[str] | None:
    """`begin` of a form that opens with anchors or with a group, which may be optional."""
    if anchors := _ANCHORED.match(form):
        return begin(form[anchors.end() :])
    if not form.startswith("(?:"):
        return None
    inside, rest = _opened(form)
    if rest.startswith(("*", "+", "{")):
        return None
    return begin(f"{inside}|{rest[1:]}" if rest.startswith("?") else inside)


def _alternatives(word: str) -> list[str]:
    """The forms between the bars that stand in no group."""
    forms, depth = [""], 0
    for piece in _PIECE.findall(word) if "|" in word else [word]:
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            forms.append("")
        else:
            forms[-1] += piece
    return forms


def _opened(form: str) -> tuple[str, str]:
    """What stands in the group that opens a form, and what follows it."""
    end = depth = 0
    for piece in _PIECE.findall(form):
        depth += (piece == "(") - (piece == ")")
        if not depth:
            break
        end += len(piece)
    return form[3:end], form[end + 1 :]


class _Words:
    """Any of the words between word boundaries; a word that brings its own anchor keeps it."""

    def __init__(self, words: list[str]) -> None:
        self._words = [str(word) for word in words]
        first = [begin(word) for word in self._words]
        self._begin = None if None in first else frozenset().union(*(b for b in first if b))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        # compiled when first needed: all of them would take a fifth of a cold start
        return re.compile(rf"(?<!\w)(?:{'|'.join(self._words)}){_ENCLITICS}(?!\w)", re.I)

    def may_be_in(self, beginnings: Set[str]) -> bool:
        """Whether a text with such `beginnings` can match: most words are ruled out by them, in
        a fraction of the time that the pattern takes."""
        return self._begin is None or not self._begin.isdisjoint(beginnings)


def _by_code(entries: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    """Each code with its words, in the order of first entries; standard words stay apart: what
    replaces a word may depend on earlier replacements."""
    codes: dict[str, list[str]] = {}
    for entry in entries:
        if "code" in entry:
            codes.setdefault(entry["code"], []).extend(entry["words"])
    return [*codes.items(), *((str(e["to"]), e["words"]) for e in entries if "to" in e)]


def _replaced(
    text: str, pattern: re.Pattern[str], standard: str, note: Callable[[str, str], None]
) -> str:
    for match in pattern.finditer(text):
        note(match.group(), match.expand(standard))
    return pattern.sub(standard, text)


@dataclass(frozen=True)
class Mention:
    """A code and where the text names it."""

    code: str
    start: int
    end: int


def _inside(one: Mention, other: Mention) -> bool:
    """Whether a mention is part of a longer one of another code."""
    longer = other.end - other.start > one.end - one.start
    return longer and one.code != other.code and other.start <= one.start and one.end <= other.end


def spans(mentions: Sequence[Mention], start: int = 0) -> list[tuple[int, int]]:
    """Where mentions from ``start`` on stand, in order; of overlapping ones the whole stretch."""
    merged: list[tuple[int, int]] = []
    for m in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if m.start < start:
            continue
        if merged and m.start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], m.end))
        else:
            merged.append((m.start, m.end))
    return merged


def without(text: str, taken: Sequence[tuple[int, int]]) -> str:
    """``text`` with blanks at the spans, so that positions stay."""
    kept = list(text)
    for start, end in taken:
        kept[start:end] = " " * (end - start)
    return "".join(kept)


class Lexicon:
    """Spoken forms by section. Public names mirror the sections of the file."""

    def __init__(self, path: Path = LEXICON) -> None:
        raw: dict[str, list[dict[str, Any]]] = yaml.load(path.read_text("utf-8"), Loader=_Loader)
        self._raw = raw
        self._sections = {
            section: [(code, _Words(words)) for code, words in _by_code(entries)]
            for section, entries in raw.items()
        }
        self._found = lru_cache(KEPT)(self._find)

    def mentions(self, section: str, text: str) -> list[Mention]:
        """Every mention of the section's codes, in order of the section, then of the text."""
        return list(self._found(section, text))

    def _find(self, section: str, text: str) -> tuple[Mention, ...]:
        first = beginnings(text)
        return tuple(
            Mention(code, match.start(), match.end())
            for code, words in self._sections[section]
            if words.may_be_in(first)
            for match in words.pattern.finditer(text)
        )

    def denied(self, section: str, text: str) -> list[Mention]:
        """The mentions of a section that the text denies ("bukan pilkada tapi pileg")."""
        found: list[Mention] = []
        end = 0
        for m in sorted(self.mentions(section, text), key=lambda m: (m.start, m.end)):
            before = text[: m.start]
            denied = bool(_NOT.search(before) or (end and not text[end : m.start].strip()))
            if section in {"acts", "stages"} and m.code not in _UNDENIABLE:
                denied |= bool(_UNDONE.search(before) and _INSTEAD.search(text[m.end :]))
            if denied:
                found.append(m)
                end = max(end, m.end)
        return found

    def left_out(self, text: str) -> frozenset[str]:
        """The acts that the text names only to say that they are not done."""
        out: set[str] = set()
        done: set[str] = set()
        for m in self.mentions("acts", text):
            (out if _LEFT_OUT.search(text[: m.start]) else done).add(m.code)
        return frozenset(out - done - _UNDENIABLE)

    def affirmed(self, section: str, text: str) -> tuple[str, ...]:
        """The codes of a section that the text names without denying them."""
        denied = self.denied(section, text)
        left = [m for m in self.mentions(section, text) if m not in denied]
        if section == "acts":
            # "saya datang, tidak mengajak siapa pun": of several acts those done are meant
            done = [m for m in left if m.code in _UNDENIABLE or not _UNDONE.search(text[: m.start])]
            left = done or left
        if section == "subjects":
            # "istri tentara", "pegawai bank BUMN": who stands inside another's name is not meant
            left = [m for m in left if not any(_inside(m, o) for o in left)]
        return tuple(dict.fromkeys(m.code for m in left))

    def codes(self, section: str, text: str) -> tuple[str, ...]:
        """The codes of a section that the text mentions, in order of the section."""
        return tuple(dict.fromkeys(m.code for m in self._found(section, text)))

    def standardise(
        self, text: str, note: Callable[[str, str], None] = lambda found, standard: None
    ) -> str:
        """Replace informal words by standard ones; "dukung2an" is written "dukung-dukungan".

        ``note`` hears of each replacement what stood there and what stands there now.
        """
        text = _replaced(text, _DOUBLED, r"\1-\1\2", note)
        first = beginnings(text)
        for standard, words in self._sections["informal"]:
            if words.may_be_in(first) and words.pattern.search(text):
                text = _replaced(text, words.pattern, standard, note)
                first = beginnings(text)
        return text

    @cached_property
    def words(self) -> frozenset[str]:
        """Every plain word of the file, for the repair of typing errors."""
        found: set[str] = set()
        for entries in self._raw.values():
            for entry in entries:
                for spoken in (*entry["words"], entry.get("to", "")):
                    # only plain spellings: "nge-?like" is a pattern, not a word
                    if re.fullmatch(r"[a-z \-/]+", str(spoken)):
                        found.update(_LETTERS.findall(str(spoken)))
        return frozenset(found)
