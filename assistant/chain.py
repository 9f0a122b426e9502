"""The chain: understand, retrieve, rank, compose, check, answer; one LangChain Runnable."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from heapq import nlargest
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import BaseModel, ConfigDict, Field, field_validator

from assistant.answer import AbstainReason, Answer, Fallback
from assistant.choice import SETTLES, Choice
from assistant.combine import Found, combine
from assistant.compose import compose
from assistant.conversation import Conversation
from assistant.draft import Draft, escaped
from assistant.frame import TELLING, Frame, Reader
from assistant.lexicon import Lexicon
from assistant.messages import message, written
from assistant.misuse import Likeness
from assistant.part import Part
from assistant.parts import Splitter
from assistant.premise import concerns, stated
from assistant.rank import Candidate, Ranker
from assistant.scope import Scope, elsewhere
from assistant.settings import Settings
from assistant.spelling import Speller
from assistant.verdict import settles, speaks_of
from corpus import Library, open_library
from corpus.errors import InputError
from corpus.model import Note, NoteKind
from index import Hit, Index, open_index
from index.build import Progress
from index.chunk import NOTE_PREFIX, OUTSIDE_PREFIX

if TYPE_CHECKING:
    from assistant.rewrite import Rewriter

LONGEST_QUESTION = 4000
"""Characters. Longer input is a document, not a question."""
CONSIDERED = 20
SLOTS = ("subjects", "acts", "regimes")
"""What of a question an answer turns on."""
NOTE_RANK = 2
"""A note speaks when it is among the so many nearest targets: on train and dev, those further away
are more often beside the point than to it."""
GUIDE_RANK = 6
"""An overview may stand further away: it speaks only where the question names its sides."""


class Turn(BaseModel):
    """An earlier exchange of the conversation."""

    model_config = ConfigDict(extra="ignore")
    question: str
    answer: str = ""


class Question(BaseModel):
    """A question as it comes in. Raises pydantic's `ValidationError` on wrong types."""

    model_config = ConfigDict(extra="ignore")
    question: str
    id: str = "q1"
    as_of: date | None = None
    history: tuple[Turn, ...] = Field(default=())
    language: str | None = None

    @field_validator("id", mode="before")
    @classmethod
    def _text(cls, value: object) -> object:
        return str(value) if isinstance(value, int) else value


class Assistant:
    """Answers questions over one library and index. Deterministic for a given date."""

    def __init__(self, library: Library, index: Index) -> None:
        self.library = library
        self.index = index
        self.lexicon = Lexicon()
        speller = Speller(self.lexicon.words, index.vocabulary, index.stem)
        self.reader = Reader(library, self.lexicon, speller)
        self.conversation = Conversation(library, self.reader, self.lexicon)
        self.splitter = Splitter(self.conversation, self.reader, self.lexicon)
        self.ranker = Ranker.load(library)
        self.scope = Scope.load()
        self.likeness = Likeness.load()
        self.rewriter: Rewriter | None = None

    @classmethod
    def open(
        cls, settings: Settings, progress: Progress = lambda stage, done, total: None
    ) -> Assistant:
        """Open library, index (built when there is none) and model. Raises `NetralError`."""
        library = open_library(settings.library, settings.home, progress)
        assistant = cls(library, open_index(settings, library, progress))
        if settings.llm:
            assistant.write_with(settings)
        return assistant

    def write_with(self, settings: Settings) -> None:
        """Let the model of the settings write the answers. Raises `ModelError`."""
        # a second and a half of imports that extractive answers do without
        from assistant.rewrite import Rewriter
        from assistant.write import Writer

        writer = Writer.open(settings)
        self.rewriter = Rewriter(writer, self.library, self.index, self.lexicon)

    @cached_property
    def runnable(self) -> Runnable[dict[str, Any], Answer]:
        """`ask` as a Runnable from ``{"question": ..., "as_of"?, "history"?}`` to `Answer`."""
        return RunnableLambda(self.ask, name="netral")

    def ask(self, question: str | Mapping[str, Any]) -> Answer:
        """Answer one question. Raises `InputError` when it is empty, too long or not text."""
        raw = {"question": question} if isinstance(question, str) else dict(question)
        started = time.perf_counter()
        answer = self.answer(self.retrieve(self.understand(raw)))
        total = (time.perf_counter() - started) * 1000
        return answer.model_copy(
            update={"timing_ms": {**answer.timing_ms, "total": round(total, 1)}}
        )

    def understand(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Validate the question, resolve follow-ups, read the frame."""
        asked = Question.model_validate(raw)
        text = checked(asked.question)
        earlier = [t for t in asked.history if t.question.strip()]
        answered = earlier[-1].answer if earlier else ""
        said = [t.question for t in earlier]
        alone = self.conversation.stand_alone(text, said, answered)
        focus = text if alone != text else None
        frame = self.reader.read(alone, date.today(), asked.as_of, focus)
        frame = self.likeness.judged(frame, self.index)
        parts = []
        for part in self.splitter.parts(text, said, frame):
            own = frame
            if not part.shares:
                own = self.reader.read(part.question, date.today(), asked.as_of, part.focus)
            parts.append((part, part.narrowed(own, frame)))
        return {"asked": asked, "standalone": alone, "frame": frame, "parts": parts}

    def retrieve(self, state: dict[str, Any]) -> dict[str, Any]:
        """Search, rank, and pick the notes that speak to the question."""
        started = time.perf_counter()
        frame: Frame = state["frame"]
        hits, candidates = self._search(frame, frame.focus)
        parts = [
            self._found(part, own, hits, frame.text if i == 0 else None)
            for i, (part, own) in enumerate(state["parts"])
        ]
        spent = round((time.perf_counter() - started) * 1000, 1)
        return {
            **state,
            "hits": hits,
            "candidates": candidates,
            "notes": self._notes(frame, hits),
            "parts": parts,
            "retrieve_ms": spent,
        }

    def answer(self, state: dict[str, Any]) -> Answer:
        """Compose the answer, or say why there is none."""
        *_, last = self._answers(state)
        return last

    def stream(self, question: Mapping[str, Any]) -> Iterator[Answer]:
        """The answer as it grows, claim by checked claim; the last one is whole. Raises as `ask`.

        Without a model there is one answer.
        """
        yield from self._answers(self.retrieve(self.understand(question)))

    def _answers(self, state: dict[str, Any]) -> Iterator[Answer]:
        started = time.perf_counter()
        frame: Frame = state["frame"]
        candidates: Sequence[Candidate] = state["candidates"]
        asked: Question = state["asked"]
        language = asked.language or frame.language
        refusal = self.scope.refusal(frame, candidates, state["hits"], self.index)
        doubtful = refusal in {"not_in_library", "out_of_scope"}
        if doubtful and not (frame.wrongdoing or frame.unheld or elsewhere(frame)):
            fits = speaks_of if frame.outsider else settles
            held = stated(frame, self.library) or fits(frame, candidates, self.library)
            refusal = None if held else refusal
        parts: Sequence[Found] = state["parts"]
        # beside a part on another matter, one that names someone of this field is still answered
        within = [p for p in parts if p.part.focus and p.refusal is None and p.frame.subjects]
        if refusal and doubtful and not frame.wrongdoing and 0 < len(within) < len(parts):
            refusal, frame, candidates = None, within[0].frame, within[0].candidates
        # "sanksi PNS apa?" is answered as far as it goes; "sanksinya apa?", "kalau PPPK?" are not
        missing = _missing(frame)
        follows = not asked.history and self.lexicon.codes("follow_up", frame.text)
        bare = len(missing) == len(SLOTS) or ((refusal or follows) and missing)
        if bare and not frame.wrongdoing and self.conversation.lacks_its_topic(frame):
            refusal = "unclear"
        composed = Draft(self.library, frame.day, language)
        if refusal is None:
            whole = compose(frame, candidates, state["notes"], self.library)
            composed = whole
            if parts:
                leads = Choice(frame, candidates, self.library).leads
                composed = combine(parts, whole, frame, leads)
            beyond = composed.unbound and frame.outsider and not composed.corrections
            if beyond or not composed.claims():
                refusal = "not_in_library"

        def answer(draft: Draft, dropped: int = 0, fallback: Fallback | None = None) -> Answer:
            said = _model_note(dropped, fallback, language)
            text = _refuse(refusal, frame, language) if refusal else _text(draft, frame, said)
            return Answer(
                id=asked.id,
                question=asked.question,
                standalone_question=state["standalone"],
                language=language,
                as_of=frame.day.isoformat(),
                abstained=refusal is not None,
                abstain_reason=refusal,
                verdict=None if refusal else draft.verdict,
                answer=text,
                claims=() if refusal else draft.claims(),
                citations=() if refusal else draft.citations(),
                retrieved=tuple(str(c.id) for c in candidates[:CONSIDERED]),
                mode="extractive" if draft is composed else "llm",
                dropped=dropped,
                fallback=fallback,
                timing_ms={
                    "retrieve": state["retrieve_ms"],
                    "answer": round((time.perf_counter() - started) * 1000, 1),
                },
            )

        if refusal or self.rewriter is None:
            yield answer(composed)
            return
        for rewriting in self.rewriter.rewrite(composed, frame):
            yield answer(rewriting.draft, rewriting.dropped, rewriting.fallback)

    def _search(self, frame: Frame, focus: str = "") -> tuple[list[Hit], list[Candidate]]:
        hits = self.index.search(frame.text, list(frame.cited), focus)
        return hits, self.ranker.rank(frame, hits)

    def _found(self, part: Part, frame: Frame, whole: Sequence[Hit], opening: str | None) -> Found:
        """What is found for one part of a question, which is short and searched without a focus.

        A side, and the part that opens a row of questions (``opening``: its text), are told apart
        among what the ``whole`` found: that search was led by them.
        """
        if part.shares:
            # what the question cites is a side, not the answer to the other side
            own = [h if h.target == part.code else h._replace(exact=False) for h in whole]
            return Found(part, frame, self.ranker.rank(frame, own), None)
        if opening and part.loose and not part.aside:
            led = replace(frame, text=opening)
            candidates = self.ranker.rank(led, whole)
            if self.scope.refusal(led, candidates, whole, self.index) is None:
                return Found(part, led, candidates, None)
        hits, candidates = self._search(frame)
        # a law that another part asks about is no answer to this one; nor is what stands in it,
        # if anything else nearly is
        candidates = [c for c in candidates if c.id not in part.aside] or candidates
        beside = [c for c in candidates if c.id.work not in part.aside]
        if beside and beside[0].probability >= SETTLES * candidates[0].probability:
            candidates = beside
        refusal = self.scope.refusal(frame, candidates, hits, self.index)
        if part.focus and self._strays(part.focus):
            refusal = "out_of_scope"
        return Found(part, frame, candidates, refusal)

    def _strays(self, clause: str) -> bool:
        """Whether the words of one part, without those that it borrows from the others, are nearest
        to a topic outside the library."""
        frame = self.reader.read(clause, date.today())
        if frame.acts or frame.in_field or len(frame.text.split()) <= TELLING:
            return False  # of the field, or it only asks more of what the others name
        hits = self.index.search(frame.text, [])
        nearest = max(hits, key=lambda h: h.channels.get("dense_phrase", 0.0), default=None)
        return nearest is not None and nearest.target.startswith(OUTSIDE_PREFIX)

    def _notes(self, frame: Frame, hits: Sequence[Hit]) -> list[Note]:
        """Notes among the nearest targets that speak of this act, subject and election."""
        found = stated(frame, self.library)
        nearest = nlargest(GUIDE_RANK, hits, key=lambda h: h.channels.get("dense_phrase", 0.0))
        for rank, hit in enumerate(nearest):
            if hit.target.startswith(NOTE_PREFIX):
                note = self.library.notes[hit.target.removeprefix(NOTE_PREFIX)]
                on_act = not set(frame.acts).isdisjoint(note.acts)
                near = rank < NOTE_RANK or on_act or note.kind is NoteKind.GUIDE
                if near and note not in found and concerns(frame, note, self.library):
                    found.append(note)
        return found


def checked(question: str) -> str:
    """The question without control characters. Raises `InputError` when it cannot be one."""
    text = "".join(c if c.isprintable() else " " for c in question)
    text = " ".join(text.split())
    if not text:
        raise InputError("The question is empty. Write what you want to know.")
    if len(question) > LONGEST_QUESTION:
        raise InputError(
            f"The question has {len(question):,} characters; {LONGEST_QUESTION:,} is the most. "
            "Ask about one thing in a sentence or two."
        )
    return text


def _refuse(reason: AbstainReason, frame: Frame, language: str) -> str:
    key: str = frame.wrongdoing or reason
    if key == "out_of_scope" and {"opinion", "prediction"} & set(frame.beside):
        key = "opinion"
    if key == "not_in_library" and frame.outsider:
        key = "former" if "bekas_pegawai" in frame.subjects else "unnamed"
    said = message(f"abstain.{key}", language, what=_wanted(frame, language))
    if key == "not_in_library":
        said = f"{said} {_wanting(frame, language)}"
    parts = _unheld(frame, language) or [said]
    return "\n\n".join([*parts, f"*{message('disclaimer', language)}*"])


def _wanting(frame: Frame, language: str) -> str:
    """What the question leaves open and an answer might turn on."""
    if not _missing(frame):
        return message("abstain.ask_there", language)
    return message("abstain.name", language, what=_wanted(frame, language))


def _missing(frame: Frame) -> list[str]:
    return [slot for slot in SLOTS if not getattr(frame, slot)]


def _wanted(frame: Frame, language: str) -> str:
    return ", ".join(message(f"slot.{slot}", language) for slot in _missing(frame))


def _unheld(frame: Frame, language: str) -> list[str]:
    """That the library does not hold what the question names, if so."""
    if not frame.unheld:
        return []
    return [message("ask.unheld", language, what=", ".join(frame.unheld))]


def _model_note(dropped: int, fallback: Fallback | None, language: str) -> str:
    """What became of a model's words, for the reader; empty when all stand."""
    if fallback:
        return message(f"llm.{fallback}", language)
    return message("llm.dropped", language, count=str(dropped)) if dropped else ""


def _text(draft: Draft, frame: Frame, said: str) -> str:
    parts = [*_unheld(frame, draft.language), draft.markdown()]
    for reason, what in draft.unanswered:
        key = "ask.beside" if reason == "out_of_scope" else "ask.part"
        parts.append(message(key, draft.language, what=escaped(what)))
    hints = []
    if frame.dated:
        hints.append(message("ask.as_of", draft.language, day=written(frame.day, draft.language)))
    if draft.verdict and not {"pilkada", "pemilu"} & set(frame.regimes):
        hints.append(message("ask.regime", draft.language))
    if draft.verdict and draft.besides_voting:
        hints.append(message("ask.voting", draft.language))
    if draft.unbound:
        hints.append(message("ask.unbound", draft.language))
    if hints:
        parts.append(" ".join(hints))
    if said:
        parts.append(f"*{said}*")
    parts.append(f"*{message('disclaimer', draft.language)}*")
    return "\n\n".join(parts)
