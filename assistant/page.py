"""The chat page, with Gradio: question, streamed answer, sources beside it."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from assistant.chain import LONGEST_QUESTION, Assistant
from assistant.draft import escaped
from assistant.messages import examples, message
from assistant.panel import empty, linked, panel
from assistant.rating import rate
from assistant.settings import Settings
from corpus.errors import InputError

_DATA = Path(__file__).parent / "data"
_PAUSE = 0.1
"""Seconds between updates of a streamed answer: Gradio renders about ten a second."""

_log = logging.getLogger(__name__)


def serve(assistant: Assistant, settings: Settings, open_browser: bool) -> None:
    """Serve the page until interrupted; on this machine only, unless the host says otherwise."""
    _isolate(settings)
    page = build(assistant, settings)
    page.queue(default_concurrency_limit=4)
    page.launch(
        server_name=settings.host,
        server_port=settings.port or None,
        inbrowser=open_browser,
        share=False,
        allowed_paths=[],
        max_file_size="1kb",
        footer_links=[],
        css=(_DATA / "page.css").read_text("utf-8"),
        js=(_DATA / "page.js").read_text("utf-8"),
    )


def _isolate(settings: Settings) -> None:
    """Gradio serves files of its temporary folder: give it one of its own, and no analytics."""
    folder = settings.home / "page"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["GRADIO_TEMP_DIR"] = str(folder)
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"


def build(assistant: Assistant, settings: Settings) -> Any:
    """The page as Gradio `Blocks`."""
    import gradio as gr

    start = settings.lang

    def words(key: str, language: str = start) -> str:
        return message(f"page.{key}", language)

    with gr.Blocks(title="Netral", analytics_enabled=False, delete_cache=(3600, 3600)) as page:
        with gr.Row(elem_id="header"):
            with gr.Column(scale=4, min_width=320):
                title = gr.Markdown(_title(start), elem_id="title")
            with gr.Column(scale=2, min_width=240):
                language = gr.Radio(
                    [("Indonesia", "id"), ("English", "en")],
                    value=start,
                    label=words("language"),
                    elem_id="language",
                )
            with gr.Column(scale=2, min_width=240):
                as_of = gr.Textbox(
                    label=words("as_of"),
                    placeholder=words("as_of_hint"),
                    elem_id="as-of",
                    max_length=10,
                )
        with gr.Row():
            with gr.Column(scale=3, min_width=320):
                chat = gr.Chatbot(
                    elem_id="chat",
                    height="60vh",
                    show_label=False,
                    sanitize_html=True,
                    allow_tags=False,
                    latex_delimiters=[],
                    line_breaks=False,
                    feedback_options=("Like", "Dislike"),
                    buttons=["copy"],
                )
                rate(assistant, settings, chat, as_of, language, _history)
                with gr.Row():
                    question = gr.Textbox(
                        placeholder=words("ask"),
                        show_label=False,
                        container=False,
                        max_length=LONGEST_QUESTION,
                        elem_id="question",
                        scale=5,
                        autofocus=True,
                    )
                    send = gr.Button(words("send"), variant="primary", elem_id="send", scale=1)
                suggestions = gr.Dataset(
                    components=[question],
                    samples=[[e] for e in examples(start)],
                    label=words("examples"),
                    elem_id="examples",
                )
                clear = gr.Button(words("clear"), size="sm", variant="secondary")
                note = gr.Markdown(f"*{message('disclaimer', start)}*", elem_id="disclaimer")
            with gr.Column(scale=2, min_width=300):
                sources = gr.HTML(empty(start), elem_id="sources")

        def reply(
            text: str, shown: list[dict[str, Any]], day: str, lang: str
        ) -> Iterator[tuple[str, list[dict[str, Any]], str]]:
            yield from _reply(assistant, text, shown or [], day, lang)

        def switch(lang: str) -> list[Any]:
            return [
                _title(lang),
                gr.Radio(label=words("language", lang)),
                gr.Textbox(label=words("as_of", lang), placeholder=words("as_of_hint", lang)),
                gr.Textbox(placeholder=words("ask", lang)),
                words("send", lang),
                gr.Dataset(samples=[[e] for e in examples(lang)], label=words("examples", lang)),
                words("clear", lang),
                f"*{message('disclaimer', lang)}*",
            ]

        ins, outs = [question, chat, as_of, language], [question, chat, sources]
        for trigger in (question.submit, send.click):
            trigger(reply, ins, outs, api_name=False, show_progress="minimal")
        suggestions.click(lambda row: row[0], suggestions, question, api_name=False).then(
            reply, ins, outs, api_name=False
        )
        clear.click(lambda lang: ([], empty(lang)), language, [chat, sources], api_name=False)
        language.change(
            switch,
            language,
            [title, language, as_of, question, send, suggestions, clear, note],
            api_name=False,
        )
    return page


def _title(language: str) -> str:
    return f"# Netral\n{message('page.tagline', language)}"


def _reply(
    assistant: Assistant, text: str, shown: list[dict[str, Any]], day: str, language: str
) -> Iterator[tuple[Any, list[dict[str, Any]], str]]:
    """Yield (question box, conversation, sources); the question stays in the box on an error."""
    import gradio as gr

    if not text.strip():
        yield text, shown, empty(language)
        return
    asked = [*shown, {"role": "user", "content": escaped(text)}]
    question: dict[str, Any] = {
        "question": text,
        "history": _history(shown),
        "language": "en" if language == "en" else None,
    }
    box: Any = ""
    try:
        question["as_of"] = date.fromisoformat(day.strip()) if day.strip() else None
        for answer in assistant.stream(question):
            sources = panel(answer, assistant.library, answer.language)
            for part in _growing(answer):
                yield box, [*asked, {"role": "assistant", "content": part}], sources
                box = gr.skip()  # cleared once: what is typed while the answer streams stays
                time.sleep(_PAUSE)
    except ValueError:
        said = message("page.bad_date", language)
        yield text, [*asked, {"role": "assistant", "content": said}], empty(language)
    except InputError as error:
        yield text, [*asked, {"role": "assistant", "content": str(error)}], empty(language)
    except Exception:
        _log.exception("the question could not be answered")
        said = message("page.failed", language)
        yield text, [*asked, {"role": "assistant", "content": said}], empty(language)


def _growing(answer: Answer) -> Iterator[str]:
    """The answer, paragraph by paragraph; a model's answer grows by itself, claim by claim."""
    whole = linked(answer.answer, {c.n: c for c in answer.citations})
    if answer.standalone_question != answer.question:
        read = answer.standalone_question
        whole = f"> {escaped(read[:1].upper() + read[1:])}\n\n{whole}"
    if answer.mode == "llm":
        yield whole
        return
    paragraphs = whole.split("\n\n")
    for count in range(1, len(paragraphs) + 1):
        yield "\n\n".join(paragraphs[:count])


def _history(shown: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The questions and answers so far; Gradio hands back content as text or as a list of parts."""
    turns: list[dict[str, str]] = []
    for turn in shown:
        content = turn["content"]
        if isinstance(content, list):
            content = " ".join(part.get("text", "") for part in content)
        if turn["role"] == "user":
            turns.append({"question": content.replace("\\", "")})
        elif turns:
            turns[-1]["answer"] = content
    return turns
