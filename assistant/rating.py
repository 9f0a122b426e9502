"""The feedback control of the chat page: a thumb under each answer, and a line to correct it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import gradio as gr  # at the top: Gradio reads the handlers' annotations

from assistant.chain import Assistant
from assistant.feedback import Feedback, feedback_path, keep
from assistant.messages import message
from assistant.settings import Settings


def rate(
    assistant: Assistant, settings: Settings, chat: Any, as_of: Any, language: Any, asked: Any
) -> None:
    """Add the control below ``chat``; call it where the row belongs in the page.

    ``as_of``, ``language``: the page's boxes; ``asked``: reads the turns out of the chat's
    messages. A thumb up is kept at once; a thumb down opens a line for the correction.
    """
    marked = gr.State(None)
    with gr.Row(visible=False, elem_id="correction") as row:
        box = gr.Textbox(
            show_label=False, container=False, max_length=2000, scale=5, elem_id="correction-text"
        )
        save = gr.Button(scale=1, size="sm", elem_id="correction-save")

    def thumb(
        data: gr.LikeData, shown: list[dict[str, Any]], day: str, lang: str
    ) -> tuple[Any, Any, Any, Any]:
        place = data.index[0] if isinstance(data.index, tuple | list) else data.index
        feedback = _exchange(assistant, asked(shown[:place]), day, bool(data.liked))
        if data.liked or feedback is None:
            if feedback is not None:
                keep(feedback_path(settings), feedback)
                gr.Info(message("page.thanks", lang))
            return None, gr.Row(visible=False), gr.skip(), gr.skip()
        return (
            feedback,
            gr.Row(visible=True),
            gr.Textbox(value="", placeholder=message("page.correct", lang)),
            message("page.save", lang),
        )

    def correct(feedback: Feedback | None, text: str, lang: str) -> tuple[Any, Any]:
        if feedback is not None:
            keep(feedback_path(settings), feedback.model_copy(update={"correction": text}))
            gr.Info(message("page.thanks", lang))
        return None, gr.Row(visible=False)

    chat.like(thumb, [chat, as_of, language], [marked, row, box, save], api_name=False)
    for trigger in (save.click, box.submit):
        trigger(correct, [marked, box, language], [marked, row], api_name=False)


def _exchange(
    assistant: Assistant, turns: Sequence[dict[str, str]], day: str, liked: bool
) -> Feedback | None:
    """The exchange behind an answer; None when there was no answer (a message on an error).

    The question is answered again: without a model that gives the same answer.
    """
    if not turns:
        return None
    *earlier, last = turns
    question = last["question"]
    try:
        as_of = date.fromisoformat(day.strip()) if day.strip() else None
        answer = assistant.ask(
            {
                "question": question,
                "as_of": as_of,
                "history": earlier,
            }
        )
    except ValueError:  # a date that is none, or a question that could not be asked
        return None
    return Feedback(
        question=question,
        answer=answer,
        history=tuple(t["question"] for t in earlier),
        liked=liked,
        as_of=as_of,
    )
