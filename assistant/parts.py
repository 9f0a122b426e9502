"""Several questions in one, taken apart: each is understood and searched on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation import Conversation
from assistant.frame import TELLING, Frame, Reader
from assistant.lexicon import Lexicon
from assistant.part import MOST, Part
from assistant.sentences import typed_sentences
from assistant.sides import Sides
from corpus import Identifier

SHORTEST = 4
"""Words of a first question that can stand before another one."""
_BREAK = re.compile(
    r"([;:]\s+|,?\s+(?:dan|serta|lalu|terus|trus|kemudian|sekalian|skalian|n|and|&)\s+|,\s+)", re.I
)
_WORD = (
    r"apa|apakah|siapa|berapa|kapan|bagaimana|di ?mana|ke ?mana|mana|mengapa|kenapa|"
    r"(?!langkah|melangkah|menikah|sedekah)\w{4,}kah"
)
_WORD_EN = "what|how|whom|why|may|can|must|should"
_ASKS = re.compile(
    rf"(?<!-)\b(?:{_WORD})\b(?!-| pun\b)|^(?:for |on |under )?(?:{_WORD_EN})\b|"
    r"^(?:masih |masi |apa |juga )?(?:boleh|bisa|harus|wajib|dilarang|perlu|ada)\b.*"
    r"\b(?:tidak|lagi)\b|"
    r"\b(?:boleh|dilarang|kena|wajib|bisa|atau) tidak\b|"
    r"^(?:kalau|jika|bila|if)\b.*\b(?:bisa|boleh|harus|wajib|kena|bagaimana|can|may|must)\b|"
    r"^(?:\w+ )?(?:sanksi|hukuman|ancaman|denda|dasar hukum|pasal|prosedur|syarat)nya\b.{0,20}$"
)
_ASKS_EN = re.compile(
    rf"^(?:(?:for|on|under|in|to|at) )?"
    rf"(?:{_WORD_EN}|who|when|where|which|is|are|does|do|did|will|was)\b"
)
"""After a comma alone "who" and "which" begin a relative clause."""
_SUPPOSES = re.compile(r"^(?:(?:bagaimana|what) )?(?:kalau|jika|bila|if)\b")
_OR = re.compile(r"^(?:atau(?:kah)?|or)\b")
_REQUEST = re.compile(
    r"\b(?:terangkan|jelaskan|uraikan|sebutkan|susun(?:lah|kan)?|rinci(?:kan|lah)?|paparkan|"
    r"set out|list|outline|explain|describe)\b(?:\s+(?:berturut-turut|secara berurutan|in order))?",
    re.I,
)
_TAIL = re.compile(r"\s(?:dalam|pada|bagi|menurut|di|for|in|under)\s.+$", re.I)
_FROM = re.compile(r"^(?:dan|and|from|through|to|until|dari|sampai|hingga|kemudian|lalu)\s+", re.I)
_LAST = re.compile(r"^(?:dan|and|serta|to|until|sampai|hingga)\s", re.I)
_EACH = re.compile(r"\b(?:masing-masing|tiap-tiap|respectively|each (?:of them|one)?)\b", re.I)


class Splitter:
    """Takes a question apart where it asks several things."""

    def __init__(self, conversation: Conversation, reader: Reader, lexicon: Lexicon) -> None:
        self._conversation = conversation
        self._reader = reader
        self._lexicon = lexicon
        self._sides = Sides(reader, lexicon)

    def parts(self, question: str, earlier: Sequence[str], frame: Frame) -> tuple[Part, ...]:
        """The questions in ``question``, in its order; none when it is just one.

        ``frame``: of the stand-alone question.
        """
        if frame.intent == "compare":
            return self._sides.of(frame)
        if _EACH.search(question):
            return self._sides.of(frame, ("subjects",))
        listed = self._listed(question)
        return listed or self._asked(question, earlier)

    def _asked(self, question: str, earlier: Sequence[str]) -> tuple[Part, ...]:
        """Questions side by side: "siapa yang periksa, berapa lama, dan bisa banding gak?"."""
        story: list[str] = []
        asked: list[tuple[str, str]] = []
        sentences = typed_sentences(question)
        marked = any(sentence.endswith("?") for sentence in sentences)
        for sentence in sentences:
            # "di surat tidak ditulis salah saya apa. Wajib ditulis?" tells and then asks
            asks = sentence.endswith("?") or not marked
            before, clauses = self._clauses(sentence) if asks else ("", [])
            told = " ".join([*story, before]).strip()
            asked += [(told, clause.strip(" ,;.?")) for clause in clauses]
            story += [] if clauses else [sentence]
        if not 1 < len(asked) <= MOST:
            return ()
        told, clause = asked[0]
        if not told and len(clause.split()) < SHORTEST:
            return ()  # "ke mana dan kapan orang yang ... mengadu" asks both of the same
        first = self._conversation.stand_alone(f"{told} {clause}?".strip(), earlier)
        whole = [first, *(self._filled(clause, told, first, earlier) for told, clause in asked[1:])]
        laws = tuple(c for c in self._cites(question) if not c.portion and c.doctype != "judgment")
        return tuple(
            Part(text, clause, loose=True, aside=laws if i and not self._cites(clause) else ())
            for i, (text, (_, clause)) in enumerate(zip(whole, asked, strict=True))
        )

    def _cites(self, text: str) -> list[Identifier]:
        return list(self._reader.library.citations(text))

    def _clauses(self, sentence: str) -> tuple[str, list[str]]:
        """What a sentence tells before it asks, and what it asks; nothing when it only tells."""
        first, *rest = _BREAK.split(sentence)
        told, asked = "", [first] if self._asks(first, True, bool(rest)) else []
        if not asked:
            told = first
        for mark, clause in zip(rest[::2], rest[1::2], strict=True):
            if self._asks(clause, mark.strip() != ","):
                asked.append(clause)
            elif asked:
                asked[-1] += mark + clause
            else:
                told += mark + clause
        if asked:
            return f"{told}," if told else "", asked
        return ("", [sentence]) if sentence.endswith("?") and _content(told) else ("", [])

    def _asks(self, clause: str, announced: bool, before: bool = False) -> bool:
        """Whether a clause asks something of its own: not "benar?" or "ya kan?".

        ``announced``: it begins a sentence or follows "dan". ``before``: another clause follows
        it, so that "bagaimana kalau" only supposes something.
        """
        text = self._reader.standardise(clause).strip(" ?.,;")
        if before:
            text = _SUPPOSES.sub("", text)
        asks = _ASKS.search(text) or (announced and _ASKS_EN.search(text))
        return bool(asks) and not _OR.search(text) and bool(_content(text))

    def _filled(self, clause: str, told: str, first: str, earlier: Sequence[str]) -> str:
        """A later question with its story, or, where it names nothing itself, with the first."""
        text = self._reader.standardise(clause)
        if told and (self._lexicon.codes("acts", text) or len(_content(text)) >= TELLING):
            return self._conversation.stand_alone(f"{told} {clause}?", earlier)
        return self._conversation.join(clause, first, back=bool(told))

    def _listed(self, question: str) -> tuple[Part, ...]:
        """Things to explain in turn: "terangkan berturut-turut A, B, dan C"."""
        request = _REQUEST.search(question)
        if request is None:
            return ()
        head, colon, rest = question[request.end() :].strip(" .?").partition(": ")
        *_, last = items = re.split(r"[,;]\s+", rest if colon else head)
        items = [_FROM.sub("", i).strip() for i in items]
        if not colon:
            head = items.pop(0) if len(items[0].split()) > MOST else ""
        if not 2 < len(items) <= MOST or not (colon or _LAST.match(last)):
            return ()
        tail = _TAIL.search(items[-1])
        shared = head or (tail[0].strip() if tail else "")
        return tuple(Part(i if shared in i else f"{i} {shared}", i) for i in items)


def _content(text: str) -> list[str]:
    """The words of a clause that say what it asks about."""
    return re.findall(
        r"[a-z]{4,}",
        re.sub(rf"\b(?:{_WORD}|{_WORD_EN}|benar|betul|boleh|bisa)\b", "", text.lower()),
    )
