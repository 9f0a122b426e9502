"""The sources panel as HTML; everything from outside is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape

from assistant.answer import Answer, Citation
from assistant.messages import message
from corpus import Identifier, Library


def panel(answer: Answer, library: Library, language: str) -> str:
    """A card a citation: label, badges, the stored text with the passage marked, the link.

    Of an official text it shows the words in their article, then where they stand in the file,
    then the ringkasan that the claim was drawn from.
    """
    if not answer.citations:
        return empty(language)
    title = escape(message("page.sources", language))
    cards = "".join(_card(citation, library, language) for citation in answer.citations)
    return f'<h3 class="sources-title">{title}</h3>{cards}'


def empty(language: str) -> str:
    """The panel before there is an answer, or when there is none."""
    return f'<p class="no-sources">{escape(message("page.no_sources", language))}</p>'


def _card(citation: Citation, library: Library, language: str) -> str:
    entry = library.get(Identifier.parse(citation.id))
    if citation.source:
        passage = _in_article(citation, library)
    else:
        stored = next(v.text for v in entry.versions if citation.quote in v.text)
        passage = _marked(stored, citation.quote)
    badges = [
        _badge(f"status.{citation.status}", citation.status, language),
        _badge(f"text_kind.{citation.text_kind}", citation.text_kind, language),
    ]
    reason = ""
    if citation.reason:
        badges.append(_badge("mark.uncertain", "perlu-cek", language))
        reason = f'<p class="reason">{escape(citation.reason)}</p>'
    link = ""
    if citation.url and citation.url.startswith("https://"):
        words = escape(message("page.official", language))
        link = (
            f'<a class="official" href="{escape(citation.url)}" target="_blank" '
            f'rel="noopener noreferrer">{words} ↗</a>'
        )
    opened = " open" if citation.n == 1 else ""
    return (
        f'<details class="source" id="source-{citation.n}"{opened}>'
        f'<summary><span class="n">{citation.n}</span> {escape(citation.label)}'
        f'<span class="badges">{"".join(badges)}</span></summary>'
        f'<p class="passage">{passage}</p>'
        f"{_origin(citation, language)}{reason}{link}</details>"
    )


def _in_article(citation: Citation, library: Library) -> str:
    """Official words marked in their article, a line for each ayat; alone where the article
    stands in no file in one piece."""
    identifier = Identifier.parse(citation.id)
    kinds = [kind for kind, _ in identifier.portion]
    length = kinds.index("art") + 1 if "art" in kinds else len(kinds)
    whole = replace(identifier, portion=identifier.portion[:length])
    for words in library.naskah.of(whole):
        lines = "\n".join(library.naskah.split(words))
        quote = lines if words.text == citation.quote else citation.quote
        if citation.source and words.source == citation.source.sha256 and quote in lines:
            return _marked(lines, quote)
    return _marked(citation.quote, citation.quote)


def _origin(citation: Citation, language: str) -> str:
    """Where official words stand in the imported file, and the ringkasan beside them."""
    if citation.source is None:
        return ""
    name = citation.source.origin.rstrip("/").rsplit("/", 1)[-1]
    start, end = citation.spans[0][0], citation.spans[-1][1]
    key = "page.place_page" if citation.page else "page.place"
    place = {"file": name, "page": str(citation.page), "start": str(start), "end": str(end)}
    where = message(key, language, **place)
    shown = f'<p class="place">{escape(where)}</p>'
    if citation.summary:
        title = escape(message("text_kind.ringkasan", language))
        shown += f'<p class="summary"><b>{title}:</b> {escape(citation.summary)}</p>'
    return shown


def _badge(key: str, code: str, language: str) -> str:
    return f'<span class="badge {escape(code)}">{escape(message(key, language))}</span>'


def _marked(text: str, quote: str) -> str:
    before, _, after = text.partition(quote)
    html = f"{escape(before)}<mark>{escape(quote)}</mark>{escape(after)}"
    return html.replace("\n", "<br>")


def linked(markdown: str, numbers: Mapping[int, Citation]) -> str:
    """The answer's Markdown with each ``[n]`` as a link to its card."""
    for n in numbers:
        markdown = markdown.replace(f"[{n}]", f"[[{n}]](#source-{n})")
    return markdown
