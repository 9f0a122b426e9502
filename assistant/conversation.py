"""Follow-up questions, resolved against the conversation into stand-alone ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.frame import BYSTANDERS, STEPS, THEMES, Frame, Reader
from assistant.lexicon import Lexicon, spans, without
from assistant.sentences import asking_part
from corpus import Library

SHORT = 7
"""A question of at most so many words that names no act or citation is read with the last one."""
LONG = 20
"""A question of at most so many words that names nobody and nothing is read with the last one."""
WHOLE = 6
"""Words from which a question that names what is asked and the election stands on its own."""

_FILLER = re.compile(
    r"^(?:(?:nah|oke|ok|terus|trus|trs|lalu|dan|jadi|tapi|kalau|bagaimana|dengan|jika|bila|berarti|"
    r"and|then|so|what|how|about|if|but)\b"
    r"(?! (?:many|much|long|often|is|are|was|does|did)\b)[\s,]*)+"
)
_EMPTY = re.compile(
    r"\b(?:di|yang|untuk|pada|buat|bagi|sama|kalau|bagaimana|itu|bu|pak|min|the|in|an?|for|of|"
    r"about)\b"
)
_PRONOUN = re.compile(
    r"\b(?:dia|ia|beliau|mereka|(?<!apa )itu|tersebut|tadi|he|she|they|it|him|her|them)\b"
)
_YEAR = re.compile(r"(?<![/\d])(?:19|20)\d{2}(?!\s*/)\b")
_PORTION = re.compile(r"\b(?:ayat|huruf|angka|butir)\s*\(?(?:\d+|[a-z])\)?(?!\w)")
_ARTICLE = re.compile(
    r"\bpasal\s+\d+[a-z]?(?:\s+(?:ayat|huruf|angka)\s*\(?(?:\d+|[a-z])\)?)*(?!\w)"
)
_ORDINALS = ("pertama|first", "kedua|second", "ketiga|third", "keempat|fourth", "kelima|fifth")
_NTH = "|".join(_ORDINALS)
_BACK = r"(?:itu|tadi|tersebut|barusan)"
_CITED = re.compile(
    rf"\b(?:(?P<kind>pasal|aturan|ketentuan|putusan|kasus|perkara|yang)\s+(?:yang\s+)?"
    rf"(?:(?P<nth>{_NTH})(?:\s+{_BACK})?|{_BACK})"
    rf"|(?:that|the)\s+(?:(?P<n>{_NTH})\s+)?(?P<sort>article|rule|ruling|decision|case|one))\b",
    re.I,
)
_CASES = frozenset({"putusan", "kasus", "perkara", "ruling", "decision", "case"})
_REPEATED = re.compile(r"\b(\w.{2,}?)(?:(?:\s*[,/]\s*|\s+)(?:(?:dan|atau|maupun|and|or)\s+)?\1\b)+")
"""The same words side by side, of a list whose members all gave way to one."""
_OWNED = re.compile(r"(?<=\w{4})nya$")
"""The ending of "kepala desanya": whose it is was said by what it takes the place of."""
_QUOTED = re.compile(r"^>.*$", re.M)


_WHO = ("subjects", "regimes", "stages")
"""Sections of the lexicon that say who or which election, and not what is done."""
Spans = list[tuple[int, int]]


class Conversation:
    """Reads a question with what was said before it."""

    def __init__(self, library: Library, reader: Reader, lexicon: Lexicon) -> None:
        self._library = library
        self._reader = reader
        self._lexicon = lexicon

    def stand_alone(self, question: str, earlier: Sequence[str], answer: str = "") -> str:
        """``question`` with what it leaves out filled from the ``earlier`` ones, oldest first.

        ``answer``: what was last answered; "pasal itu" and "yang kedua" are found in it.
        """
        previous = ""
        for turn in earlier:
            previous = self.join(turn, previous) if previous else turn
        named = self._pointed(question, answer)
        return named if named != question or not previous else self.join(question, previous)

    def join(self, question: str, previous: str, back: bool = False) -> str:
        """``question`` filled from the ``previous`` one; unchanged when it is complete.

        ``back``: it is known to refer back.
        """
        text = self._reader.standardise(question)
        if not (back or self._refers_back(question, text)):
            return question
        base = self._reader.standardise(previous)
        rest = _FILLER.sub("", text).strip(" ?!.,")
        slots = [*self._slots(text, base), *self._place(question, text, base)]
        acts = self._acts(text, base)
        left = without(text, [span for new, _ in (*slots, *acts) for span in new])
        only = (slots or acts) and not re.search(r"\w", _EMPTY.sub("", _FILLER.sub("", left)))
        changes = [
            (span, _OWNED.sub("", text[slice(*new[0])]))
            for new, old in (*slots, *(acts if only else ()))
            for span in old
        ]
        reached = len(base)
        for (start, end), words in sorted(changes, reverse=True):
            if end <= reached:  # kinds may overlap: "calon anggota legislatif" is two of them
                base = f"{base[:start]}{words}{base[end:]}"
                reached = start
        base = _REPEATED.sub(r"\1", " ".join(base.split()))
        if only:
            return base  # it just puts one thing in the place of another
        kept = [part for part in base.split(": ")[:-1] if self._tells(part)]
        base = ": ".join([*kept, base.split(": ")[-1]])
        return " ".join(f"{rest}: {base}".split()) if base.strip(" ?!.,:") else question

    def lacks_its_topic(self, frame: Frame) -> bool:
        """Whether a question names no act and has no words but those that ask, and perhaps a
        person or election ("sanksinya apa?", "kalau kepala desa?")."""
        if set(frame.acts) - STEPS - THEMES or frame.cited:
            return False
        text = self._reader.standardise(frame.question)
        known = [m for s in ("bare", *_WHO) for m in self._lexicon.mentions(s, text)]
        said = without(text, spans(known))
        return said != text and not re.search(r"\w", said)

    def _refers_back(self, question: str, text: str) -> bool:
        lexicon = self._lexicon
        words = len(question.split())
        subjects = lexicon.codes("subjects", text)
        marked = lexicon.codes("follow_up", text) or (not subjects and _PRONOUN.search(text))
        if marked and words <= 2 * SHORT:
            return True
        if any(c.portion or c.doctype == "judgment" for c in self._library.citations(question)):
            return False
        intents, acts = lexicon.codes("intents", text), lexicon.codes("acts", text)
        regimes = lexicon.codes("regimes", text)
        if not (subjects or acts or regimes or self._library.decisions_of_places(question)):
            return words <= LONG
        complete = (
            (acts and subjects)
            or (STEPS & set(acts) and regimes)
            or (intents and regimes and words >= WHOLE)
            or (intents == ("says",) and acts)
        )
        return words <= SHORT and not complete

    def _slots(self, text: str, base: str) -> list[tuple[Spans, Spans]]:
        """Where both questions name a thing of one kind: the new one takes its place."""
        pairs = [
            self._named("subjects", text, base, lambda code: code not in BYSTANDERS),
            self._named("regimes", text, base),
            self._named("stages", text, base),
            self._named("acts", text, base, STEPS.__contains__, _asked(base, self._lexicon)),
        ]
        for pattern in (_YEAR, _ARTICLE, _PORTION):
            new, old = ([m.span() for m in pattern.finditer(of)] for of in (text, base))
            pairs.append((new, old))
        # "wakil bupati" in "maju jadi wakil bupati" is the office that somebody runs for
        sought = spans(self._lexicon.mentions("regimes", base))
        new, old = pairs[0]
        pairs[0] = (new, [o for o in old if not any(a < o[1] and o[0] < b for a, b in sought)])
        return [(new, old) for new, old in pairs if new and old]

    def _acts(self, text: str, base: str) -> list[tuple[Spans, Spans]]:
        """What was done, where a follow-up names nothing but another act ("kalau komentar?")."""

        def done(code: str) -> bool:
            return code not in STEPS | THEMES

        new, old = self._named("acts", text, base, done, _asked(base, self._lexicon))
        return [(new, old)] if new and old else []

    def _named(
        self,
        section: str,
        text: str,
        base: str,
        wanted: Callable[[str], bool] = lambda code: True,
        start: int = 0,
    ) -> tuple[Spans, Spans]:
        """Where ``text`` affirms wanted codes of a section, and ``base`` names some."""
        denied = self._lexicon.denied(section, text)
        new = [m for m in self._lexicon.mentions(section, text) if m not in denied]
        old = self._lexicon.mentions(section, base)
        return (
            spans([m for m in new if wanted(m.code)]),
            spans([m for m in old if wanted(m.code)], start),
        )

    def _place(self, question: str, text: str, base: str) -> list[tuple[Spans, Spans]]:
        """Where ``text`` names a place of decisions and ``base`` another."""
        new = self._places(question)
        old = [p for p in self._places(base.title()) if p not in new]
        where = (
            [
                [m.span() for m in re.finditer(rf"\b{p.lower()}\b", of)]
                for p, of in ((new[0], text), (old[0], base))
            ]
            if new and old
            else []
        )
        return [(where[0], where[1])] if all(where) and where else []

    def _places(self, text: str) -> list[str]:
        """The words of a text that are places of decisions here."""
        words = re.findall(r"\b[A-Z][a-z]{3,}\b", text)
        return [w for w in words if self._library.decisions_of_places(w)]

    def _tells(self, part: str) -> bool:
        """Whether an earlier follow-up holds more than what it asked ("sanksinya")."""
        asked = spans(self._lexicon.mentions("intents", part))
        return bool(re.search(r"[a-z]{5,}", _EMPTY.sub("", without(part, asked))))

    def _pointed(self, question: str, answer: str) -> str:
        """``question`` with the rule or case of the last answer that it points at by its name."""
        said = self._library.citations(_QUOTED.sub("", answer))
        if not said or self._library.citations(question):
            return question

        def name(match: re.Match[str]) -> str:
            kind = (match["kind"] or match["sort"]).lower()
            nth = (match["nth"] or match["n"] or "").lower()
            if kind in {"yang", "one"} and not nth:
                return match[0]
            fitting = [
                c
                for c in dict.fromkeys(said)
                if c in self._library
                and (kind in {"yang", "one"} or (c.doctype == "judgment") == (kind in _CASES))
            ]
            place = next((i for i, words in enumerate(_ORDINALS) if nth in words.split("|")), 0)
            return self._library.label(fitting[place]) if place < len(fitting) else match[0]

        return _CITED.sub(name, question)


def _asked(base: str, lexicon: Lexicon) -> int:
    """Where the asking of an earlier question begins; its end, when it only tells something.

    What was told stays; of what was asked, another act takes the place.
    """
    start = base.rfind(asking_part(base)) if asking_part(base) else 0
    return start if lexicon.codes("intents", base[start:]) else len(base)
