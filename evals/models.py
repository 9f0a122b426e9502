"""Baselines with a language model: from memory alone, and over naive retrieval."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from assistant import Assistant
from assistant.sentences import sentences
from corpus import Identifier
from corpus.errors import NetralError
from evals.outcome import Outcome, System
from evals.questions import EvalQuestion
from evals.written import Said, write_answer

PASSAGES = 5
_MARK = re.compile(r"\[(\d{1,2})\]")
_VERDICT = re.compile(r"\b(dilarang|wajib|bersyarat|boleh)\b", re.I)
_TASK = (
    "Jawab pertanyaan tentang netralitas ASN di Indonesia dalam beberapa kalimat. Bila pertanyaan "
    "menyangkut boleh atau tidaknya suatu perbuatan, mulai dengan satu kata: dilarang, wajib, "
    "boleh, atau bersyarat. Bila di luar bidang itu atau Anda tidak tahu, jawab hanya: TIDAK TAHU."
)
_REFUSED = "tidak tahu"


def open_model(name: str) -> Any:
    """A chat model by ``provider:model`` (LangChain's `init_chat_model`), at temperature 0.

    Raises `NetralError` when the provider's package is missing or the name is not one.
    """
    from langchain.chat_models import init_chat_model

    try:
        return init_chat_model(name, temperature=0, timeout=120, max_retries=1)
    except (ImportError, ValueError) as error:
        raise NetralError(
            f"The model {name!r} cannot be opened ({error}). Write it like openai:gpt-4.1-mini and "
            "install its provider's LangChain package."
        ) from error


def ask_model(model: Any, prompt: str) -> str:
    """What the model writes. Raises `NetralError` when it cannot be reached."""
    try:
        return str(model.invoke(prompt).text)
    except Exception as error:  # every provider has its own errors
        raise NetralError(
            f"The language model does not answer ({type(error).__name__}: {error}). What was "
            "answered so far is kept: run the command again."
        ) from error


def closed_book(assistant: Assistant, name: str) -> System:
    """The model from memory. A citation in its words stands for what the library holds there."""
    model = open_model(name)

    def run(question: EvalQuestion) -> Outcome:
        text = ask_model(
            model, f"{_TASK} Sebut pasal dan nomor peraturan.\n\nPertanyaan: {_told(question)}"
        )
        said: list[Said] = [
            (s, [str(i) for i in assistant.library.citations(s)]) for s in sentences(text)
        ]
        return _outcome(question, text, said, (), assistant)

    return run


def llm_rag(assistant: Assistant, name: str, find: System) -> System:
    """The model over the first passages of ``find``, which it cites by number."""
    model = open_model(name)
    entries = assistant.library.entries

    def run(question: EvalQuestion) -> Outcome:
        found = find(question).retrieved
        used = found[:PASSAGES]
        day = question.as_of or date.today()
        passages = "\n".join(
            f"[{n}] {entries[Identifier.parse(i)].shown(day).text}"
            for n, i in enumerate(used, start=1)
        )
        text = ask_model(
            model,
            f"{_TASK} Pakai hanya kutipan di bawah dan sebut nomornya, misalnya [1], di akhir "
            f"tiap kalimat.\n\n{passages}\n\nPertanyaan: {_told(question)}",
        )
        said: list[Said] = [
            (
                _MARK.sub("", s).strip(),
                [used[n - 1] for n in map(int, _MARK.findall(s)) if 0 < n <= len(used)],
            )
            for s in sentences(text)
        ]
        return _outcome(question, text, said, found, assistant)

    return run


def _told(question: EvalQuestion) -> str:
    return "\n".join([*(turn.question for turn in question.history), question.question])


def _outcome(
    question: EvalQuestion,
    text: str,
    said: list[Said],
    found: tuple[str, ...],
    assistant: Assistant,
) -> Outcome:
    refused = _REFUSED in text.lower()[:60]
    first = _VERDICT.search(text[:60])
    answer = write_answer(
        question,
        [] if refused else [(s, ids) for s, ids in said if s],
        found,
        assistant.library,
        verdict=first[1].lower() if first else None,
        shown=text,
    )
    return Outcome(question, found, answer, None, date.today())
