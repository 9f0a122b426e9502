"""Follow-up questions, resolved against the conversation into stand-alone ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.frame import Reader
from assistant.lexicon import Lexicon

SHORT = 7
"""A question of at most so many words that names no act or citation is read with the last one."""

_SLOTS = ("subjects", "regimes", "stages", "acts")
_FILLER = re.compile(
    r"^(?:(?:nah|oke|ok|terus|trus|lalu|dan|jadi|tapi|kalau|bagaimana|dengan|jika|bila|berarti|"
    r"and|then|so|what|how|about|if|but)\b[\s,]*)+"
)


def stand_alone(question: str, earlier: Sequence[str], reader: Reader, lexicon: Lexicon) -> str:
    """``question`` with what it leaves out filled from the ``earlier`` questions, oldest first."""
    previous = ""
    for turn in (*earlier, question):
        previous = _join(turn, previous, reader, lexicon) if previous else turn
    return previous


def _join(question: str, previous: str, reader: Reader, lexicon: Lexicon) -> str:
    text = reader.standardise(question)
    if not _refers_back(text, lexicon):
        return question
    base = reader.standardise(previous)
    rest = _FILLER.sub("", text).strip(" ?!.,")
    for slot in _SLOTS:
        new = lexicon.mentions(slot, text)
        old = lexicon.mentions(slot, base)
        if not new or not old:
            continue
        # what the follow-up names takes the place of what the earlier question named
        base = _without(base, [(m.start, m.end) for m in old])
    return " ".join(f"{rest}: {base}".split()) if base.strip(" ?!.,:") else question


def _refers_back(text: str, lexicon: Lexicon) -> bool:
    if lexicon.codes("follow_up", text) and len(text.split()) <= 2 * SHORT:
        return True
    complete = lexicon.codes("acts", text) and lexicon.codes("subjects", text)
    return len(text.split()) <= SHORT and not complete


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    return " ".join("".join(kept).split())
