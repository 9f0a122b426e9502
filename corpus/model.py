"""The typed model of the law: instruments, provisions with versions, decisions, reports, notes.

Files of the library are validated against these models as they load (`corpus.load`).
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationInfo,
    model_validator,
)

from corpus.errors import CitationError
from corpus.identifier import Identifier


def _identifier(value: object) -> Identifier:
    if isinstance(value, Identifier):
        return value
    if not isinstance(value, str):
        raise ValueError("an identifier is text such as /akn/id/act/uu/2015/1")
    try:
        return Identifier.parse(value)
    except CitationError as error:  # pydantic reports a ValueError with its field
        raise ValueError(str(error)) from None


def _portion(value: object) -> str:
    identifier = _identifier(f"/akn/id/act/uu/2015/1~{value}")
    return identifier.eid


Portion = Annotated[str, BeforeValidator(_portion)]
Day = date
"""`datetime.date` for a class that has a field named ``date``."""

Id = Annotated[Identifier, BeforeValidator(_identifier), PlainSerializer(str)]


class Norm(StrEnum):
    """What a provision does. `PRINCIPLE`: asas, values; `TRANSITION`: revoking, carrying over."""

    PROHIBITION = "prohibition"
    DUTY = "duty"
    RIGHT = "right"
    SANCTION = "sanction"
    PROCEDURE = "procedure"
    DEFINITION = "definition"
    COMPETENCE = "competence"
    PRINCIPLE = "principle"
    TRANSITION = "transition"


class Regime(StrEnum):
    PILKADA = "pilkada"
    PEMILU = "pemilu"
    DISCIPLINE = "discipline"
    ETHICS = "ethics"
    PARTY = "party"
    ADMINISTRATION = "administration"


class Stage(StrEnum):
    BAKAL_CALON = "bakal_calon"
    CALON = "calon"
    MASA_KAMPANYE = "masa_kampanye"
    MASA_TENANG = "masa_tenang"
    ANY = "any"


class Verdict(StrEnum):
    DILARANG = "dilarang"
    WAJIB = "wajib"
    BOLEH = "boleh"
    BERSYARAT = "bersyarat"


class Confidence(StrEnum):
    PASTI = "pasti"
    PERLU_CEK = "perlu-cek"


class TextKind(StrEnum):
    RINGKASAN = "ringkasan"
    NASKAH = "naskah"


class Status(StrEnum):
    """Status on a date. `DIUBAH`: another wording has taken this version's place."""

    BERLAKU = "berlaku"
    DIUBAH = "diubah"
    DICABUT = "dicabut"
    BELUM_BERLAKU = "belum_berlaku"


class Outcome(StrEnum):
    """How a case ended. `ONSLAG`: lepas dari segala tuntutan hukum."""

    CONVICTED = "pidana"
    CONDITIONAL = "pidana_bersyarat"
    FINE = "denda"
    ONSLAG = "lepas"
    GRANTED = "dikabulkan"
    PARTLY_GRANTED = "dikabulkan_sebagian"
    REJECTED = "ditolak"
    UNKNOWN = "tidak_diketahui"


class RelationType(StrEnum):
    """Relations as they are written down, at their source. `INVERSE` gives the other direction."""

    SANCTION_OF = "sanction_of"
    PROCEDURE_FOR = "procedure_for"
    COMPETENT_FOR = "competent_for"
    EXPLAINS = "explains"
    EXCEPTION_TO = "exception_to"
    IMPLEMENTS = "implements"
    INTERPRETS = "interprets"
    APPLIES = "applies"
    ADJUSTS = "adjusts"
    REVOKES = "revokes"
    AMENDS = "amends"
    IN_TENSION_WITH = "in_tension_with"
    RELATED_TO = "related_to"


INVERSE: dict[RelationType, str] = {
    RelationType.SANCTION_OF: "sanctioned_by",
    RelationType.PROCEDURE_FOR: "has_procedure",
    RelationType.COMPETENT_FOR: "has_competent_body",
    RelationType.EXPLAINS: "explained_by",
    RelationType.EXCEPTION_TO: "has_exception",
    RelationType.IMPLEMENTS: "implemented_by",
    RelationType.INTERPRETS: "interpreted_by",
    RelationType.APPLIES: "applied_in",
    RelationType.ADJUSTS: "adjusted_by",
    RelationType.REVOKES: "revoked_by",
    RelationType.AMENDS: "amended_by",
    RelationType.IN_TENSION_WITH: "in_tension_with",
    RelationType.RELATED_TO: "related_to",
}


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Relation(Strict):
    type: RelationType
    target: Id


class Version(Strict):
    """The wording between two dates. ``until`` is the first day on which it no longer holds."""

    from_: date = Field(alias="from")
    until: date | None = None
    by: Id | None = None
    """The amending act or decision that made this wording; None for the original one."""
    text: str = Field(min_length=10)
    en: str | None = None

    @model_validator(mode="after")
    def _order(self) -> Version:
        if self.until is not None and self.until <= self.from_:
            raise ValueError(f"until {self.until} is not after from {self.from_}")
        return self


class Facets(Strict):
    """What the retriever and the composer match on; codes are those of vocabulary.yaml."""

    addressees: tuple[str, ...] = ()
    regimes: tuple[Regime, ...] = ()
    stages: tuple[Stage, ...] = (Stage.ANY,)
    acts: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    """Everyday wordings under which people look for this entry; never shown as law."""


class Evidence(Strict):
    """How sure we are and where it stands. ``reason`` says why something is `perlu-cek`."""

    confidence: Confidence = Confidence.PASTI
    reason: str | None = None
    sources: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _reasoned(self) -> Evidence:
        if self.confidence is Confidence.PERLU_CEK and not self.reason:
            raise ValueError("a perlu-cek entry needs a reason")
        if self.confidence is Confidence.PASTI and set(self.sources) == {"INGAT"}:
            raise ValueError("a pasti entry needs a source other than INGAT")
        return self


CHECKED = "checked"
"""The context to validate in what was validated before: its patterns are not compiled again."""


def _compiling(patterns: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    for pattern in patterns if info.context != CHECKED else ():
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"{pattern!r} is no regular expression: {error}") from None
    return patterns


Patterns = Annotated[tuple[str, ...], AfterValidator(_compiling)]
"""Regular expressions between word boundaries, as in the assistant's lexicon."""


class Deed(Strict):
    """What an office does, in the words of questions."""

    does: Patterns = ()
    """Verbs of who does it ("memecat")."""
    done: Patterns = ()
    """Verbs of those to whom it is done ("dipecat")."""
    papers: Patterns = ()
    """Decisions that it is done by ("SK pemecatan")."""
    brought: Patterns = ()
    """What is brought before who does it ("keberatan")."""


class Attribution(Strict):
    """A deed that a belief gives to offices that do not do it; codes of the vocabulary."""

    deed: str
    offices: tuple[str, ...] = Field(min_length=1)
    to: tuple[str, ...] = ()
    """Addressees of whom the question must name one; none: whomever it names."""
    unless: Patterns = ()
    """Words for those to whom the offices do it rightly: their own people."""


class Turn(Strict):
    """What a provision makes of the act instead, in these circumstances; None: nothing.

    ``when``: one of them is enough; ``given``: all of these too; ``unless``: none of these. Codes
    are those of vocabulary.yaml.
    """

    verdict: Verdict | None
    when: tuple[str, ...] = Field(min_length=1)
    given: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Provision(Facets, Evidence):
    """A norm at a pinpoint (pasal / ayat / huruf / angka, penjelasan) with its versions."""

    at: Portion
    """The portion as an eId: ``art_71__para_1``."""
    norm: Norm
    verdict: Verdict | None = None
    """What the norm makes of the act for its addressees, where that isn't what the kind implies."""
    turns: tuple[Turn, ...] = ()
    """What its own words except or contrast ("not from registering on"), the first match counts."""
    heading: tuple[str, ...] = ()
    versions: tuple[Version, ...] = Field(min_length=1)
    relations: tuple[Relation, ...] = ()
    text_kind: TextKind = TextKind.RINGKASAN

    @model_validator(mode="after")
    def _versions_in_order(self) -> Provision:
        for earlier, later in zip(self.versions, self.versions[1:], strict=False):
            if later.from_ <= earlier.from_:
                raise ValueError(f"version from {later.from_} must come after {earlier.from_}")
            if earlier.until is not None and earlier.until > later.from_:
                raise ValueError(f"versions overlap: {earlier.until} is after {later.from_}")
        return self


class Excerpt(Evidence):
    """A portion that the library does not describe and an imported official text holds."""

    relations: tuple[Relation, ...] = ()
    text_kind: TextKind = TextKind.NASKAH


class Amendment(Strict):
    """An act that amends this instrument; it is cited, not stored, as a work of its own."""

    id: Id
    in_force: date | None = None
    gazette: str | None = None
    note: str | None = None


class Repeal(Strict):
    on: date
    by: Id


class Instrument(Evidence):
    """A law, regulation, joint decree or circular, with its amendments consolidated into it."""

    id: Id
    label: str
    title: str
    group: str
    """The group of the fact sheet that it belongs to (``uu-pilkada``, ``skb-2022`` ...)."""
    aliases: tuple[str, ...] = ()
    issued: date | None = None
    in_force: date | None = None
    """First day on which it applies; None when that date is not established."""
    gazette: str | None = None
    url: str | None = None
    summary: str
    """Self-contained sentences about the instrument's status, in our own words."""
    en: str | None = None
    phrases: tuple[str, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    repealed: Repeal | None = None
    relations: tuple[Relation, ...] = ()
    provisions: tuple[Provision, ...] = ()

    @model_validator(mode="after")
    def _dates(self) -> Instrument:
        if self.repealed and self.in_force and self.repealed.on <= self.in_force:
            raise ValueError(f"repealed.on {self.repealed.on} is not after {self.in_force}")
        return self


class Fact(Strict):
    """One field of a decision; ``value`` is None where it is not known."""

    value: str | None
    confidence: Confidence


class Decision(Facets, Evidence):
    """A court decision. The facts keep the labels that they have in the fact sheet."""

    id: Id
    label: str
    title: str
    group: str
    year: int | None
    court: Fact
    number: Fact
    level: Fact
    date: Fact
    election: Fact
    office: Fact
    act: Fact
    articles: Fact
    demand: Fact
    verdict: Fact
    sentence: Fact
    appeal: Fact
    reasoning: Fact
    outcome: Outcome
    decided: Day | None = None
    """The day it was pronounced, when the fact sheet gives a full date."""
    source_kind: str
    remark: str | None = None
    relations: tuple[Relation, ...] = ()


class ReportKind(StrEnum):
    CASE = "case"
    FIGURE = "figure"
    PATTERN = "pattern"


class Report(Facets, Evidence):
    """A case without a verdict, a figure, or a pattern across decisions or statements."""

    id: Id
    label: str
    kind: ReportKind
    body: str | None = None
    """Who counted or said so."""
    as_of: str | None = None
    """The day or period of the statement, as reported."""
    text: str = Field(min_length=10)
    en: str | None = None
    relations: tuple[Relation, ...] = ()


class NoteKind(StrEnum):
    """`GUIDE`: an overview across instruments, such as who handles which kind of breach."""

    MISCONCEPTION = "misconception"
    TENSION = "tension"
    GUIDE = "guide"


class Statement(Strict):
    """One sentence with the identifiers that carry it."""

    text: str = Field(min_length=10)
    en: str | None = None
    cites: tuple[Id, ...] = Field(min_length=1)


class Note(Facets, Evidence):
    """What is often said wrongly, or where rules pull apart, and what can be said instead."""

    id: str
    kind: NoteKind
    claim: str
    """The mistaken belief, the question that is open, or the topic of the overview."""
    when: Patterns = ()
    """How a question states the mistaken belief."""
    takes: tuple[Attribution, ...] = ()
    """What the belief takes offices to do."""
    since: date | None = None
    """First day on which the belief is mistaken; None: it always was."""
    statements: tuple[Statement, ...] = Field(min_length=1)
