"""What can be measured, by name: Netral, the baselines, Netral less a part, the cheap tricks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant import Assistant
from assistant.scope import names_one_rule, scope_features
from corpus import Library
from corpus.errors import InputError
from evals.ablations import ABLATIONS
from evals.baselines import channels, naive_rag
from evals.models import closed_book, llm_rag
from evals.outcome import Outcome, System
from evals.questions import EvalQuestion
from evals.tricks import TRICKS
from index.retriever import CHANNELS


@dataclass(frozen=True)
class Bench:
    """What systems are built from."""

    assistant: Assistant
    model: str
    """Name of the embedding model."""
    llm: str | None = None
    """``provider:model`` of the language model that baselines may use; None leaves them out."""

    @property
    def library(self) -> Library:
        return self.assistant.library


def netral(assistant: Assistant) -> System:
    """The whole chain, step by step, so that the probability of scope is seen."""

    def run(question: EvalQuestion) -> Outcome:
        state = assistant.retrieve(assistant.understand(question.asked()))
        answer = assistant.answer(state)
        frame, candidates, hits = state["frame"], state["candidates"], state["hits"]
        ruled = frame.wrongdoing or names_one_rule(frame) or answer.abstain_reason == "unclear"
        scope = (
            None
            if ruled or not candidates
            else assistant.scope.probability(
                scope_features(frame, candidates, hits, assistant.index)
            )
        )
        return Outcome(question, answer.retrieved, answer, scope, date.today())

    return run


_Maker = Callable[[Bench, Path], System]


def _baselines(bench: Bench) -> dict[str, _Maker]:
    makers: dict[str, _Maker] = {
        "hybrid": lambda b, _: channels(b.assistant, CHANNELS),
        "dense": lambda b, _: channels(b.assistant, ("dense_text",)),
        "bm25": lambda b, _: channels(b.assistant, ("bm25_text",)),
        "naive RAG": lambda b, folder: naive_rag(b.assistant, folder),
    }
    if bench.llm:
        makers["closed-book LLM"] = lambda b, _: closed_book(b.assistant, str(b.llm))
        makers["LLM naive RAG"] = lambda b, folder: llm_rag(
            b.assistant, str(b.llm), naive_rag(b.assistant, folder)
        )
    return makers


def groups(bench: Bench) -> dict[str, dict[str, _Maker]]:
    """Every system by group and name."""
    return {
        "netral": {"netral": lambda b, _: netral(b.assistant)},
        "baselines": _baselines(bench),
        "ablations": {
            name: (lambda b, _, less=less: netral(less(b.assistant)))  # type: ignore[misc]
            for name, less in ABLATIONS.items()
        },
        "tricks": {
            name: (lambda b, _, trick=trick: trick(b.assistant))  # type: ignore[misc]
            for name, trick in TRICKS.items()
        },
    }


def chosen_systems(names: Sequence[str], bench: Bench, folder: Path) -> Mapping[str, System]:
    """The named systems; a group's name stands for all of it, ``all`` for every system.

    ``folder`` is scratch space for an index. Raises `InputError` for an unknown name.
    """
    known = groups(bench)
    makers: dict[str, _Maker] = {}
    for name in names:
        found = {
            own: maker
            for group, members in known.items()
            for own, maker in members.items()
            if name in ("all", group, own)
        }
        if not found:
            every = [*known, *(own for members in known.values() for own in members)]
            hint = "" if bench.llm else " (with NETRAL_LLM set, also language models)"
            raise InputError(
                f"There is no system {name!r}; there are: {', '.join(dict.fromkeys(every))}{hint}."
            )
        makers |= found
    return {name: maker(bench, folder) for name, maker in makers.items()}
