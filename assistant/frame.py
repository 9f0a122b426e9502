"""What a question asks: language, intent, who, which act, which regime and stage, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

from assistant.days import day_before, day_in
from assistant.facts import numbered
from assistant.glossary import Glossary
from assistant.language import language_of
from assistant.lexicon import Lexicon, spans, without
from assistant.misuse import asks_law, misuse
from assistant.persons import (
    asks_leave,
    asks_of_self,
    by_others,
    last_clause,
    names_self,
    of_relatives,
    of_self,
)
from assistant.sentences import asking_part, questions_of
from assistant.spelling import Speller
from corpus import Identifier, Library
from corpus.model import Norm, Provision, Regime

_CONTENT = re.compile(r"[a-z]{5,}")
_WH = re.compile(
    r"^(?:\w+ )?(?:berapa|kapan|siapa|bagaimana|(?:ke|di|dari) ?mana|"
    r"what|how|who|when|where|which)\b(?! (?:about|if|kalau))"
)
"""Begins a question that no "yes" or "no" answers, whatever it says of may and must."""
_COURT = re.compile(
    r"\b(?:mk|mahkamah konstitusi|constitutional court|pengadilan|hakim|sengketa)\b"
)
"""Beside one of these a place stands for its decisions."""
_BEHIND = re.compile(
    r"\b(?:ke|kepada|dengan|dari|oleh|izin|persetujuan|atas nama|to|with|from|by)"
    r"(?: (?:pak|bu|seorang|the|an?|my|our))* $"
)
"""What stands before whom something is asked of, or got from: these do not act."""
_CONTRACT = re.compile("kontrak|contract")
"""What PPPK are, too, who have a code of their own."""
_OUTSIDE_ASN = frozenset(
    "pppk cpns non_asn kepala_desa perangkat_desa bpd tni polri pejabat_negara pejabat_daerah "
    "kepala_daerah pejabat_bumn karyawan_bumn hakim".split()
)
_BY_STATUS = re.compile(r"asn|sipil|pns|civil|abdi|korpri")
"""What names ASN as such, not by a profession that others have, too."""
OUTSIDE_SERVICE = frozenset("tni polri hakim kepala_desa perangkat_desa bpd karyawan_bumn".split())
"""Persons who are no ASN and hold no elected office."""
SPOUSE = "suami_istri_calon"
BYSTANDERS = frozenset({SPOUSE, "tim_kampanye", "atasan", "ppk"})
"""Persons who stand beside the one who acts: "kalau PPPK?" does not put a PPPK in their place."""
UNNAMED = "tak_disebut"
OUTSIDERS = frozenset({"warga", UNNAMED, "bekas_pegawai"})
STEPS = frozenset(
    "pelaporan penanganan penyidikan persidangan pemeriksaan_disiplin upaya_administratif".split()
)
"""Acts of those who handle a case: one follows the other, and what was done stays the same."""
PRESSURE = "tekanan_atasan"
"""The act of superiors who order or threaten."""
_HELP = frozenset({"may", "procedure"})
THEMES = frozenset(
    "hukuman_disiplin kode_etik pengawasan wewenang netralitas_umum pidana_umum".split()
)
"""Acts that name what a question is about, of which a follow-up asks more."""
SO = frozenset({"matter", "other"})
"""What a sentence asks that only wants to know whether something is so."""
KEPT = 32
"""Texts whose standardised form is kept: one question, its sentences and its parts are asked for
several times within one answer."""
TELLING = 3
"""Words of five letters or more that a sentence needs to be searched on its own."""


@dataclass(frozen=True)
class Frame:
    """A question, understood. ``text`` is the standardised question that retrieval sees."""

    question: str
    text: str
    written: str
    """``text`` without the Indonesian words of an English question's terms."""
    focus: str
    """The sentence of ``text`` that asks, when others only tell the story; else empty."""
    language: str
    day: date
    dated: bool
    """True when the question or the caller names the date."""
    intents: tuple[str, ...]
    asks: tuple[str, ...]
    """Whether the sentence that asks is for permission, for a duty, or for something else."""
    modes: tuple[str, ...]
    """What else bears on a verdict: a condition asked for or missing, a refusal, a side taken."""
    subjects: tuple[str, ...]
    askers: tuple[str, ...]
    """Those of them whom the sentence that asks names; all, when it names none."""
    acts: tuple[str, ...]
    left_out: frozenset[str]
    """Acts that it says are not done."""
    regimes: tuple[str, ...]
    stages: tuple[str, ...]
    cited: tuple[Identifier, ...]
    unheld: tuple[str, ...]
    """Articles and decisions that the question names and the library does not hold."""
    places: tuple[Identifier, ...]
    """Decisions whose place the question names, whatever it asks."""
    in_field: bool
    wrongdoing: str
    """What is refused whatever it asks: "wrongdoing", "injection", "privacy", or empty."""
    of_law: bool
    """Whether it names a rule or case, asks for the law or has a lawful aim."""
    beside: tuple[str, ...]
    """Kinds of request that no statute answers: a view, a forecast, news, another election."""
    foreign: bool
    """Whether what it asks is about another country."""

    @property
    def outsider(self) -> bool:
        """Whether it asks of someone outside government whom no rule of the library names."""
        persons = set(self.askers) - BYSTANDERS
        return bool(persons) and persons <= OUTSIDERS

    @property
    def due(self) -> bool:
        """Whether it asks for a duty, or takes one not to exist and asks whether that is so."""
        return "duty" in self.asks or {"exempt", "truth"} <= set(self.modes)

    @property
    def pressed(self) -> bool:
        """Whether who asks was ordered or threatened by a superior, and asks what to do."""
        return PRESSURE in self.acts and "pressed" in self.modes and self.intent in _HELP

    @property
    def intent(self) -> str:
        """The leading intent; a bare topic is read as "may I"."""
        return self.intents[0] if self.intents else "may"


@dataclass(frozen=True)
class Replacement:
    """A word of the question and the standard one that took its place."""

    kind: Literal["informal", "typo"]
    found: str
    standard: str


class Reader:
    """Turns a question into a `Frame` with the lexicon, the speller and the library's names."""

    def __init__(self, library: Library, lexicon: Lexicon, speller: Speller) -> None:
        self.library = library
        self._lexicon = lexicon
        self._speller = speller
        self.replaced = lru_cache(KEPT)(self._replaced)
        """The standardised question, and what was replaced on the way to it."""

    def standardise(self, question: str) -> str:
        """Lower case; of an Indonesian question informal words replaced, typing errors mended.

        English words that chats borrow ("like", "share") mean more than that in English.
        """
        return self.replaced(question)[0]

    def _replaced(self, question: str) -> tuple[str, tuple[Replacement, ...]]:
        made: list[Replacement] = []

        def informal(found: str, standard: str) -> None:
            made.append(Replacement("informal", found, standard))

        def typo(found: str, standard: str) -> None:
            made.append(Replacement("typo", found, standard))

        text = numbered(" ".join(question.lower().split()))
        if language_of(question) != "en":
            text = self._lexicon.standardise(text, informal)
            text = self._speller.repair(text, typo)
            if made:  # what stands there now may hold words that an earlier entry replaces
                text = self._lexicon.standardise(text, informal)
        return text, tuple(made)

    def read(
        self, question: str, today: date, as_of: date | None = None, focus: str | None = None
    ) -> Frame:
        """The frame of one stand-alone question. ``as_of`` wins over a date in the question.

        ``focus``: what was asked, when ``question`` was filled from earlier turns; None finds it.
        """
        text = self.standardise(question)
        asking = self.standardise(asking_part(question) if focus is None else focus)
        language = language_of(question)
        written = text
        if language == "en":
            text, asking = self._with_translation(text), self._with_translation(asking)
        lexicon = self._lexicon
        intents = lexicon.codes("intents", asking)
        asks = lexicon.codes("asks", self.standardise(questions_of(question)) or written)
        if not set(asks) - SO and "truth" in lexicon.codes("modes", written):
            # "Benarkah?" asks what the sentences before it say
            asks = lexicon.codes("asks", written)
        if focus is None or not intents:  # else what the rest asks is answered already, or apart
            intents = tuple(dict.fromkeys(intents + lexicon.codes("intents", text)))
        if focus is not None and "condition" not in lexicon.codes("modes", asking):
            asks = ("other",) if _WH.search(asking) else lexicon.codes("asks", asking) or asks
        places = tuple(
            dict.fromkeys(
                self.library.decisions_of_places(question) + self.library.decisions_of_places(text)
            )
        )
        # as written, or with typing errors mended, whichever is more exact
        readings = [self.library.citations(t) for t in (question, text)]
        cited = max(readings, key=lambda found: sum(1 + len(i.portion) for i in found))
        subjects = self._bound(self._subjects(text), written)
        regimes = lexicon.affirmed("regimes", text)
        cited += self.library.articles_alone(text, [Regime(r) for r in regimes])
        worded = bool(regimes or lexicon.codes("field", text))
        if worded:  # else it may well mean a law of another field
            cited += [held for c in cited for held in self.library.misdated(c)]
        now, told = lexicon.affirmed("acts", asking), lexicon.affirmed("acts", text)
        if focus is not None and set(now) - STEPS - THEMES:
            told = tuple(a for a in told if a in STEPS | THEMES)  # another act took its place
        acts = tuple(dict.fromkeys(now + told))
        if self.library.names_accused(question) and not {"decisions", "compare"} & set(intents):
            intents = ("decisions", *intents)  # who stood trial is called by office and place
        of_cases = bool({"decisions", "compare"} & set(intents) or _COURT.search(text))
        if of_cases or not acts:
            cited += places  # where cases are asked for, a place stands for its decisions
        # other things happen at a place too: alone it puts no question in this field
        telling = [c for c in cited if of_cases or c not in places]
        decisions = (self.library.decisions[c] for c in cited if c in self.library.decisions)
        decided = [d.decided for d in decisions if d.decided]
        named = as_of or day_in(text, lexicon, today) or day_before(text, decided)
        return Frame(
            question=question,
            text=text,
            written=written,
            focus=asking if len(_CONTENT.findall(asking)) >= TELLING else "",
            language=language,
            day=named or today,
            dated=named is not None,
            intents=intents,
            asks=asks,
            modes=self._modes(text, written, subjects, acts),
            subjects=subjects,
            askers=self._askers(asking, subjects),
            acts=acts,
            left_out=lexicon.left_out(text),
            regimes=regimes,
            stages=lexicon.affirmed("stages", text),
            cited=tuple(dict.fromkeys(cited)),
            unheld=self._unheld(question, cited),
            places=places,
            in_field=worded or self._of_field(telling),
            wrongdoing=misuse(written, lexicon, self._partisan(acts), language == "en"),
            of_law=bool(intents or cited or places) or asks_law(written, lexicon),
            beside=lexicon.codes("beside", written),
            foreign=self._foreign(asking or text),
        )

    def _with_translation(self, text: str) -> str:
        """An English text and the Indonesian words of its terms: the law is written in those."""
        denied = [m for s in ("subjects", "regimes") for m in self._lexicon.denied(s, text)]
        return f"{text} {self._glossary.translate(without(text, spans(denied)))}".strip()

    def _subjects(self, text: str) -> tuple[str, ...]:
        """Who is named; "bukan PNS" says nothing more of one who is said to be something else.

        A husband or wife counts only where someone runs for office, and of those in service: what
        is allowed beside a candidate is for ASN.
        """
        found = self._lexicon.affirmed("subjects", text)
        others = set(found) - BYSTANDERS
        elected = OUTSIDE_SERVICE | {"kepala_daerah", "petahana", "pejabat_negara"}
        if not self._lexicon.affirmed("candidacy", text) or (others and others <= elected):
            found = tuple(s for s in found if s != SPOUSE)
        contract = [m for m in self._lexicon.mentions("subjects", text) if m.code == "non_asn"]
        if "pppk" in found and all(_CONTRACT.search(text, m.start, m.end) for m in contract):
            found = tuple(s for s in found if s != "non_asn")  # "PPPK kan cuma pegawai kontrak"
        called = [m for m in self._lexicon.mentions("subjects", text) if m.code == "asn"]
        if "non_asn" in found and not any(_BY_STATUS.search(text, m.start, m.end) for m in called):
            found = tuple(s for s in found if s != "asn")  # a nurse who is neither PNS nor PPPK
        return tuple(s for s in found if s != "warga") if _OUTSIDE_ASN & set(found) else found

    def _bound(self, subjects: tuple[str, ...], text: str) -> tuple[str, ...]:
        """Whose status counts: not that of a relative, where the question is on an act of the one
        who asks and is in no service himself, or does not say."""
        mentions = self._lexicon.mentions("subjects", text)
        theirs = of_relatives(mentions, text) - BYSTANDERS
        own = {m.code for m in mentions} - theirs - BYSTANDERS
        clause = last_clause(text)
        told = bool(of_self(mentions, text)) and asks_of_self(text)
        for_self = told or names_self(text) or asks_leave(text)
        handled = STEPS.intersection(self._lexicon.codes("acts", clause))
        if not theirs or own - OUTSIDERS or not for_self or handled or SPOUSE in subjects:
            return subjects
        left = tuple(s for s in subjects if s not in theirs)
        return left or (("warga",) if "warga" in own else (UNNAMED,))

    def _modes(
        self, text: str, written: str, subjects: Sequence[str], acts: Sequence[str]
    ) -> tuple[str, ...]:
        """What else bears on a verdict, as the words say, or because all that is done is done by
        others than the one in service who asks."""
        modes = self._lexicon.codes("modes", written)
        if "partisan" not in modes and "partisan" in self._lexicon.codes("modes", text):
            modes = (*modes, "partisan")  # the words for a side are those of the law, too
        mentions = self._lexicon.mentions("subjects", written)
        in_service = of_self(mentions, written) & set(subjects) - BYSTANDERS - OUTSIDERS
        done = self._lexicon.mentions("acts", written)
        if (
            in_service
            and asks_of_self(written)
            and not asks_leave(written)
            and by_others(done, acts, written)
            and "vicarious" not in modes
        ):
            return (*modes, "vicarious")
        return modes

    def _askers(self, asking: str, subjects: tuple[str, ...]) -> tuple[str, ...]:
        """Whom the sentence that asks names, with those who stand beside them in the story."""
        mentions = self._lexicon.mentions("subjects", asking)
        doing = {m.code for m in mentions if not _BEHIND.search(asking[: m.start])}
        asked = doing.intersection(self._subjects(asking)) - OUTSIDERS
        if names_self(asking):
            asked -= BYSTANDERS  # "wajibkah saya lapor atasan?" asks of who asks
        return tuple(s for s in subjects if s in asked | BYSTANDERS) if asked else subjects

    def _partisan(self, acts: Sequence[str]) -> bool:
        return any(self.library.vocabulary.acts[a].kind == "partisan" for a in acts)

    def _foreign(self, text: str) -> bool:
        """Whether it names another country, other than as the place where someone stays."""
        mentions = self._lexicon.mentions("foreign", text)
        stays = [m for m in mentions if m.code == "abroad"]
        return any(
            not any(stay.start <= m.start < stay.end for stay in stays)
            for m in mentions
            if m.code == "foreign"
        )

    def _unheld(self, question: str, cited: Sequence[Identifier]) -> tuple[str, ...]:
        library = self.library
        articles = [library.cited_label(c) for c in cited if c.portion and not library.holds(c)]
        titles, cases = library.unknown_titles(question), library.unknown_cases(question)
        places = library.unheld_places(question, self._speller.knows)
        return tuple(dict.fromkeys([*articles, *titles, *cases, *places]))

    def _of_field(self, cited: Sequence[Identifier]) -> bool:
        """Whether a citation places a question in this field: a general code alone does not."""
        return any(c.portion or c.doctype != "act" or c.work in self._governing for c in cited)

    @cached_property
    def _glossary(self) -> Glossary:
        return Glossary()

    @cached_property
    def _governing(self) -> frozenset[Identifier]:
        """Acts of the library that bind someone, not just general rules for other acts."""
        binding = {Norm.PROHIBITION, Norm.DUTY, Norm.RIGHT}
        return frozenset(
            e.id.work
            for e in self.library.provisions()
            if isinstance(e.source, Provision) and e.source.norm in binding
        )
