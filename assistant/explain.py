"""How a question was understood and answered, step by step, from the chain's own state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.answer import Answer
from assistant.chain import Assistant
from assistant.choice import Choice
from assistant.combine import Found
from assistant.compose import opening
from assistant.follow import family
from assistant.frame import Frame
from assistant.rank import FEATURES, FITTING, Candidate, kind_of, logit
from assistant.ruling import verdict_of
from assistant.scope import FEATURES as SCOPE_FEATURES
from assistant.scope import names_one_rule
from assistant.verdict import judge
from corpus import Entry, Identifier
from index import Hit
from index.chunk import is_entry
from index.retriever import CHANNELS, OFFICIAL

SHOWN = 5
"""Hits a channel, and candidates, that are shown."""
_SECTIONS = ("intents", "subjects", "acts", "stages", "regimes")


def explain(assistant: Assistant, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Every step from the question to its answer, as plain data. Raises as `Assistant.ask`."""
    state = assistant.retrieve(assistant.understand(raw))
    frame: Frame = state["frame"]
    candidates: Sequence[Candidate] = state["candidates"]
    answer = assistant.answer(state)
    leads = () if answer.abstained else _leads(assistant, frame, candidates)
    return {
        **_understood(assistant, state["asked"], state["standalone"], frame),
        "parts": [_part(assistant, one) for one in state["parts"]],
        "channels": {
            name: _channel(assistant, state["hits"], name) for name in (*CHANNELS, *OFFICIAL)
        },
        "candidates": [_candidate(assistant, c) for c in candidates[:SHOWN]],
        "notes": [note.id for note in state["notes"]],
        "scope": _scope(assistant, state, answer),
        "leads": [_lead(assistant, frame, entry, candidates) for entry in leads],
        "relations": _relations(assistant, leads, answer),
        "verdict": answer.verdict,
        "citations": [{"id": c.id, "label": c.label} for c in answer.citations],
    }


def _understood(assistant: Assistant, asked: Any, standalone: str, frame: Frame) -> dict[str, Any]:
    lexicon = assistant.lexicon
    turns = [*(turn.question for turn in asked.history), asked.question]
    replacements = dict.fromkeys(r for t in turns for r in assistant.reader.replaced(t)[1])
    named = {
        section: [
            {
                "code": code,
                "words": [
                    frame.text[m.start : m.end]
                    for m in lexicon.mentions(section, frame.text)
                    if m.code == code
                ],
            }
            for code in getattr(frame, section)
        ]
        for section in _SECTIONS
    }
    return {
        "question": asked.question,
        "after": turns[:-1],
        "standalone": standalone,
        "replacements": [
            {"kind": r.kind, "found": r.found, "standard": r.standard} for r in replacements
        ],
        "text": frame.text,
        "focus": frame.focus,
        "language": frame.language,
        "day": frame.day.isoformat(),
        "dated": frame.dated,
        **named,
        "places": [_named(assistant, i) for i in frame.places],
        "cited": [_named(assistant, i) for i in frame.cited],
        "in_field": frame.in_field,
        "wrongdoing": frame.wrongdoing,
        "beside": list(frame.beside),
        "foreign": frame.foreign,
    }


def _part(assistant: Assistant, one: Found) -> dict[str, Any]:
    """One of several questions, or one side of a comparison, and what was found for it."""
    return {
        "question": one.part.question,
        "focus": one.part.focus,
        "side": one.part.side[1] if one.part.side else None,
        "refused": one.refusal is not None,
        "candidates": [_named(assistant, c.id)["label"] for c in one.candidates[:SHOWN]],
    }


def _named(assistant: Assistant, identifier: Identifier) -> dict[str, str]:
    library = assistant.library
    label = library.label(identifier) if identifier in library else str(identifier)
    return {"id": str(identifier), "label": label}


def _channel(assistant: Assistant, hits: Sequence[Hit], name: str) -> list[dict[str, Any]]:
    found = sorted(
        (h for h in hits if name in h.channels), key=lambda h: (-h.channels[name], h.target)
    )
    return [
        {**_target(assistant, hit.target), "score": round(hit.channels[name], 4)}
        for hit in found[:SHOWN]
    ]


def _target(assistant: Assistant, target: str) -> dict[str, str]:
    """A target's names; a note or a topic outside the library has none but its own."""
    if not is_entry(target):
        return {"id": target, "label": target}
    return _named(assistant, Identifier.parse(target))


def _candidate(assistant: Assistant, candidate: Candidate) -> dict[str, Any]:
    weights = assistant.ranker.weights
    return {
        **_named(assistant, candidate.id),
        "kind": kind_of(candidate.entry),
        "probability": round(candidate.probability, 4),
        "score": round(logit(candidate.probability), 3),
        "bias": assistant.ranker.bias,
        "features": _contributions(FEATURES, candidate.features, weights),
    }


def _contributions(
    names: Sequence[str], values: np.ndarray, weights: np.ndarray
) -> list[dict[str, Any]]:
    """Value, weight and their product of each feature that counts, the largest first."""
    rows = [
        {
            "feature": name,
            "value": round(float(value), 4),
            "weight": round(float(weight), 4),
            "contribution": round(float(value * weight), 4),
        }
        for name, value, weight in zip(names, values, weights, strict=True)
        if value * weight
    ]
    return sorted(rows, key=lambda row: -abs(row["contribution"]))


def _scope(assistant: Assistant, state: Mapping[str, Any], answer: Answer) -> dict[str, Any]:
    frame, scope = state["frame"], assistant.scope
    features = scope.features(frame, state["candidates"], state["hits"], assistant.index)
    return {
        "refusal": answer.abstain_reason,
        "probability": round(scope.probability(features), 4),
        "threshold": scope.threshold,
        "names_one_rule": names_one_rule(frame),
        "bias": scope.bias,
        "features": _contributions(SCOPE_FEATURES, features, scope.weights),
    }


def _lead(
    assistant: Assistant, frame: Frame, entry: Entry, candidates: Sequence[Candidate]
) -> dict[str, Any]:
    candidate = next(c for c in candidates if c.entry is entry)
    why = [f"probability {candidate.probability:.2f}"]
    if candidate.features[FEATURES.index("exact")]:
        why.append("cited in the question")
    kind = kind_of(entry)
    if kind in FITTING.get(frame.intent, frozenset()):
        why.append(f"a {kind} answers the intent {frame.intent!r}")
    if verdict := verdict_of(entry):
        why.append(f"its verdict is {verdict.value}")
    return {**_named(assistant, entry.id), "why": why}


def _leads(assistant: Assistant, frame: Frame, candidates: Sequence[Candidate]) -> Sequence[Entry]:
    """What opens the answer: the norm that gives the verdict first."""
    library = assistant.library
    choice = Choice(frame, candidates, library)
    judgement = judge(frame, choice.leads, candidates, library)
    return opening(frame, judgement, choice, library)[0]


def _relations(
    assistant: Assistant, leads: Sequence[Entry], answer: Answer
) -> list[dict[str, str]]:
    """Links of the law from a leading entry, or what holds it, to another that the answer cites."""
    library = assistant.library
    first = {entry.id for entry in leads}
    cited = {Identifier.parse(citation.id) for citation in answer.citations} - first
    return [
        {"from": library.label(holder), "type": link.type, "to": library.label(link.target)}
        for entry in leads
        for holder in family(entry.id, library)
        if holder in library
        for link in library.links(holder)
        if link.target in cited
    ]


def print_explanation(console: Console, steps: Mapping[str, Any]) -> None:
    """The steps of `explain`, one block a step."""
    _heading(console, "Question")
    for turn in steps["after"]:
        console.print(Text(f"  after      {turn}", style="dim"))
    console.print(Text(f"  asked      {steps['question']}"))
    if steps["standalone"] != steps["question"]:
        console.print(Text(f"  read as    {steps['standalone']}"))
    for r in steps["replacements"]:
        console.print(Text(f"  {r['kind']:10} {r['found']} -> {r['standard']}"))
    console.print(Text(f"  searched   {steps['text']}"))
    if steps["focus"]:
        console.print(Text(f"  and        {steps['focus']}"))
    _heading(console, "Understood")
    console.print(Text(f"  language   {steps['language']}"))
    said = "named" if steps["dated"] else "today"
    console.print(Text(f"  day        {steps['day']} ({said})"))
    for section in _SECTIONS:
        named = [
            f"{item['code']} ({', '.join(item['words'])})" if item["words"] else item["code"]
            for item in steps[section]
        ]
        console.print(Text(f"  {section:10} {'; '.join(named) or '-'}"))
    for key in ("places", "cited"):
        console.print(Text(f"  {key:10} {'; '.join(i['label'] for i in steps[key]) or '-'}"))
    flags = [key for key in ("in_field", "wrongdoing", "foreign") if steps[key]] + steps["beside"]
    console.print(Text(f"  flags      {', '.join(flags) or '-'}"))
    if steps["parts"]:
        _heading(console, "Parts")
    for part in steps["parts"]:
        console.print(Text(f"  {part['side'] or part['focus']}: {part['question']}"))
        found = "no answer in the library" if part["refused"] else "; ".join(part["candidates"])
        console.print(Text(f"         {found}", style="dim"))
    _heading(console, "Found")
    for name, hits in steps["channels"].items():
        for hit in hits:
            console.print(Text(f"  {name:13} {hit['score']:8.3f}  {hit['label']}"))
    _heading(console, "Ranked")
    for candidate in steps["candidates"]:
        console.print(Text(f"  {candidate['probability']:.3f}  {candidate['label']}", style="bold"))
        _print_features(console, candidate)
    _heading(console, "Scope")
    scope = steps["scope"]
    decision = f"refused: {scope['refusal']}" if scope["refusal"] else "answered"
    if scope["names_one_rule"]:
        decision += " (the question cites a rule)"
    console.print(
        Text(f"  {decision}; probability {scope['probability']}, from {scope['threshold']} on")
    )
    _print_features(console, scope)
    _heading(console, "Answer")
    console.print(Text(f"  verdict    {steps['verdict'] or '-'}"))
    for entry in steps["leads"]:
        console.print(Text(f"  leads      {entry['label']}: {', '.join(entry['why'])}"))
    for link in steps["relations"]:
        console.print(Text(f"  follows    {link['from']} --{link['type']}--> {link['to']}"))
    for note in steps["notes"]:
        console.print(Text(f"  note       {note}"))


def _heading(console: Console, title: str) -> None:
    console.print(Text(title, style="bold cyan"))


def _print_features(console: Console, scored: Mapping[str, Any]) -> None:
    table = Table.grid(padding=(0, 2))
    for row in scored["features"]:
        table.add_row(
            f"         {row['feature']}",
            f"{row['value']:.3f} x {row['weight']:.3f}",
            f"{row['contribution']:+.3f}",
        )
    table.add_row("         bias", "", f"{scored['bias']:+.3f}")
    console.print(table)
