"""The drafted answer in a model's words, each claim checked before it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistant.answer import Fallback
from assistant.draft import Draft, Passage
from assistant.frame import Frame
from assistant.ground import Reading, Source, fault
from assistant.lexicon import Lexicon
from assistant.prompt import instructs, prompt
from assistant.say import status_prefix, unsure
from assistant.write import Writer, WritingError, Written
from corpus import Identifier, Library
from corpus.model import Version
from index import Index

KEPT = ("history", "notes")
"""Sections that no model rewrites: older wordings, and cautions that must not be lost."""
_NAMED = ("subjects", "regimes", "stages")
_WORD_INSIDE = re.compile(r"(?<=[a-z,] )[^\W\d_]{2,}")


@dataclass(frozen=True)
class Rewriting:
    """A draft to show, the claims refused so far, and why the model's words are not used."""

    draft: Draft
    dropped: int
    fallback: Fallback | None = None


class Rewriter:
    """Lets a model say what a draft says, and checks what it says against the draft's passages."""

    def __init__(self, writer: Writer, library: Library, index: Index, lexicon: Lexicon) -> None:
        self._writer = writer
        self._library = library
        self._index = index
        self._lexicon = lexicon

    def rewrite(self, draft: Draft, frame: Frame) -> Iterator[Rewriting]:
        """Ever longer drafts of checked claims; the last one is the answer.

        The last one holds ``draft`` itself, with the reason, when the model fails, names another
        verdict, leaves out the leading norm, or is refused more often than not. A comparison is a
        table and is not rewritten, nor are official words.
        """
        offered = self._offered(draft)
        fixed = any(s.table or any(line.verbatim for line in s.lines) for s in draft.sections)
        if fixed or not offered:
            yield Rewriting(draft, 0)
            return
        leading = {draft.passages()[n - 1].key for n in draft.sections[0].lines[0].numbers}
        headings = _headings(draft)
        fresh = Draft(self._library, draft.day, draft.language)
        fresh.verdict, fresh.general = draft.verdict, draft.general
        fresh.of_another = draft.of_another
        fresh.reply = draft.reply
        kept = dropped = 0
        messages = prompt(
            frame.question,
            draft.verdict,
            {n: _text(p, draft.language) for n, p in offered.items()},
            draft.language,
        )
        try:
            for written in self._writer.write(messages):
                if isinstance(written, str):
                    if draft.verdict and written != draft.verdict:
                        yield Rewriting(draft, dropped, "contradiction")
                        return
                elif self._carried(written, offered, draft):
                    passages = [offered[n] for n in written.sources]
                    self._add(fresh, headings[written.sources[0]], written.claim, passages)
                    kept += 1
                    if _leads(fresh, leading):
                        yield Rewriting(fresh, dropped)
                else:
                    dropped += 1
        except WritingError as error:
            yield Rewriting(draft, dropped, error.failure)
            return
        if kept <= dropped or not _leads(fresh, leading):
            yield Rewriting(draft, dropped, "unsupported")
            return
        _keep(draft, fresh)
        yield Rewriting(fresh, dropped)

    def _offered(self, draft: Draft) -> dict[int, Passage]:
        """Passages by number that the model may use: of the wording shown, speaking of law."""
        used = _headings(draft)
        return {
            n: passage
            for n, passage in enumerate(draft.passages(), start=1)
            if used.get(n) not in KEPT
            and passage.entry.shown(draft.day) is passage.version
            and not instructs(f"{passage.text} {passage.version.en or ''}")
        }

    def _carried(self, written: Written, offered: dict[int, Passage], draft: Draft) -> bool:
        if not all(n in offered for n in written.sources):
            return False
        sources = [
            source_of(offered[n], self._library, draft.language, draft.day) for n in written.sources
        ]
        return fault(written.claim, sources, self._reading) is None

    def _add(self, fresh: Draft, heading: str | None, claim: str, passages: list[Passage]) -> None:
        entry = passages[0].entry
        fresh.add(heading, claim + unsure(fresh, entry), passages, status_prefix(fresh, entry))

    @cached_property
    def _reading(self) -> Reading:
        return reading_of(self._library, self._index, self._lexicon)


def source_of(passage: Passage, library: Library, language: str, day: date) -> Source:
    """What a claim in ``language`` that cites the passage is checked against."""
    facets = passage.entry.facets
    return Source(
        text=_text(passage, language),
        quote=passage.text,
        label=library.label(passage.entry.id, day),
        codes=frozenset(facets.addressees).union(map(str, facets.regimes)),
    )


def reading_of(library: Library, index: Index, lexicon: Lexicon) -> Reading:
    """What the check needs to know, from the library and the words that people use."""
    wider = library.vocabulary.wider

    def codes(text: str) -> frozenset[str]:
        plain = lexicon.standardise(text.lower())
        return frozenset(c for section in _NAMED for c in lexicon.codes(section, plain))

    return Reading(
        stem=index.stem,
        codes=codes,
        wider=lambda code: wider.get(code, frozenset()) | {code},
        proper=proper_words(v.text for e in library.entries.values() for v in e.versions),
        known=index.vocabulary,
    )


def proper_words(texts: Iterable[str]) -> frozenset[str]:
    """Lower-case words that these texts, inside a sentence, always write with a capital."""
    capital: set[str] = set()
    small: set[str] = set()
    for text in texts:
        for word in _WORD_INSIDE.findall(text):
            (capital if word[0].isupper() else small).add(word.lower())
    return frozenset(capital - small)


def _text(passage: Passage, language: str) -> str:
    """The passage in the language of the answer, where the library has it."""
    return (language == "en" and passage.version.en) or passage.text


def _headings(draft: Draft) -> dict[int, str | None]:
    """The section in which each citation number is first used."""
    found: dict[int, str | None] = {}
    for section in draft.sections:
        for line in section.lines:
            for number in line.numbers:
                found.setdefault(number, section.heading)
    return found


def _leads(fresh: Draft, leading: set[tuple[Identifier, Version]]) -> bool:
    """Whether a claim rests on the leading norm; it is then put first."""
    numbers = {n for n, p in enumerate(fresh.passages(), start=1) if p.key in leading}
    lead = fresh.section(None)
    lead.lines.sort(key=lambda line: not numbers & set(line.numbers))
    return any(numbers & set(line.numbers) for line in lead.lines)


def _keep(draft: Draft, fresh: Draft) -> None:
    """Carry over the sections that are not rewritten."""
    passages = draft.passages()
    for section in draft.sections:
        if section.heading in KEPT:
            for line in section.lines:
                carried = [passages[n - 1] for n in line.numbers]
                fresh.add(section.heading, line.text, carried, line.prefix)
