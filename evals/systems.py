"""What can be measured, by name: Netral, the baselines, Netral less a part, the cheap tricks."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant import Assistant, Settings
from assistant.scope import names_one_rule
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
    """What systems are built from; with ``settings.llm``, systems with that model too."""

    assistant: Assistant
    settings: Settings

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
                assistant.scope.features(frame, candidates, hits, assistant.index)
            )
        )
        return Outcome(question, answer.retrieved, answer, scope, date.today())

    return run


_Maker = Callable[[Bench, Path], System]


def _written(bench: Bench) -> System:
    """Netral with the model of the settings writing its answers."""
    assistant = copy.copy(bench.assistant)
    assistant.write_with(bench.settings)
    return netral(assistant)


def _with_model(bench: Bench) -> dict[str, _Maker]:
    """Systems with the model of the settings, by names that say which one."""
    model = bench.settings.llm
    if not model:
        return {}
    return {
        f"netral with {model}": lambda b, _: _written(b),
        f"closed book {model}": lambda b, _: closed_book(b.assistant, b.settings),
        f"naive RAG with {model}": lambda b, folder: llm_rag(
            b.assistant, b.settings, naive_rag(b.assistant, folder)
        ),
    }


def groups(bench: Bench) -> dict[str, dict[str, _Maker]]:
    """Every system by group and name."""
    return {
        "netral": {"netral": lambda b, _: netral(b.assistant)},
        "baselines": {
            "hybrid": lambda b, _: channels(b.assistant, CHANNELS),
            "dense": lambda b, _: channels(b.assistant, ("dense_text",)),
            "bm25": lambda b, _: channels(b.assistant, ("bm25_text",)),
            "naive RAG": lambda b, folder: naive_rag(b.assistant, folder),
            **_with_model(bench),
        },
        "ablations": {name: _less(less) for name, less in ABLATIONS.items()},
        "tricks": {name: _trick(trick) for name, trick in TRICKS.items()},
    }


def _less(part: Callable[[Assistant], Assistant]) -> _Maker:
    return lambda bench, _: netral(part(bench.assistant))


def _trick(trick: Callable[[Assistant], System]) -> _Maker:
    return lambda bench, _: trick(bench.assistant)


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
            hint = "" if bench.settings.llm else " (with NETRAL_LLM set, also language models)"
            raise InputError(
                f"There is no system {name!r}; there are: {', '.join(dict.fromkeys(every))}{hint}."
            )
        makers |= found
    return {name: maker(bench, folder) for name, maker in makers.items()}
