"""How well the check of a model's claims tells honest ones from changed ones.

Honest: claims of extractive answers to training questions, as they are, and the paraphrases of
``paraphrases.jsonl``, written by hand. Changed: the same claims with one thing made wrong.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assistant import Assistant, ground
from assistant.draft import Passage
from assistant.ground import Source, fault, support
from assistant.rewrite import reading_of, source_of
from assistant.settings import Settings
from corpus import Identifier
from evals.questions import load_questions
from index.build import Progress

PARAPHRASES = Path(__file__).parent / "paraphrases.jsonl"

_SWAPS: dict[str, tuple[tuple[str, str], ...]] = {
    "unit": (
        (r"\bhari kerja\b", "hari"), (r"\bhari\b(?! kerja)", "hari kerja"), (r"\bbulan\b", "tahun"),
        (r"\btahun\b(?! \d)", "bulan"), (r"\bdays\b", "working days"), (r"\bmonths'?", "years"),
        (r"\byears?\b", "months"),
    ),
    "limit": (
        (r"\bpaling lama\b", "paling singkat"), (r"\bpaling banyak\b", "paling sedikit"),
        (r"\bat most\b", "at least"), (r"\bup to\b", "at least"),
    ),
    "modality": (
        (r"\bdilarang\b", "boleh"), (r"\bwajib\b", "tidak wajib"), (r"\btidak dapat\b", "dapat"),
        (r"\bdapat\b", "tidak dapat"), (r"\bmay not\b", "may"), (r"\bmust\b", "need not"),
        (r"\bharus\b", "dilarang"), (r"\btidak boleh\b", "boleh"),
    ),
    "negation": (
        (r"\btidak (?=\w)", ""), (r"\bbukan ", ""), (r"\bdijatuhi\b", "tidak dijatuhi"),
        (r"\bdiancam\b", "tidak diancam"), (r"\bdikenai\b", "tidak dikenai"),
        (r"\bdiberhentikan\b", "tidak diberhentikan"), (r"\bface\b", "do not face"),
    ),
    "subject": (
        (r"\bPNS\b", "anggota TNI"), (r"\bASN\b", "kepala desa"), (r"\b[Kk]epala desa\b", "PPPK"),
        (r"\b[Pp]erangkat desa\b", "hakim"), (r"\b[Vv]illage heads?\b", "PPPK"),
        (r"\banggota TNI/Polri\b", "petahana"),
    ),
    "election": (
        (r"\bpilkada\b", "pemilu"), (r"\bpemilu\b", "pilkada"),
        (r"\bgeneral election\b", "regional election"),
    ),
    "institution": (
        (r"\bBawaslu\b", "KPU"), (r"\bKASN\b", "Ombudsman"), (r"\bBKN\b", "Bawaslu"),
        (r"\bPPK\b", "Bawaslu"), (r"\bMahkamah\b", "Bawaslu"), (r"\bKPU\b", "Bawaslu"),
    ),
    "stage": (
        (r"\bsebelum\b", "setelah"), (r"\bsetelah\b", "sebelum"), (r"\bbefore\b", "after"),
        (r"\bafter\b", "before"), (r"\bselama\b", "sebelum"),
    ),
    "severity": (
        (r"\bberat\b", "ringan"), (r"\bsedang\b", "berat"), (r"\bringan\b", "berat"),
        (r"\bkurungan\b", "penjara"), (r"\bpenjara\b", "kurungan"), (r"\bserious\b", "light"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Example:
    """A claim, its sources, and what was done to it ("as it is", "paraphrase", or a change)."""

    kind: str
    claim: str
    sources: tuple[Source, ...]


def measure(settings: Settings, progress: Progress) -> str:
    """The table of accepted shares by kind, and by threshold, as Markdown."""
    assistant = Assistant.open(settings)
    reading = reading_of(assistant.library, assistant.index, assistant.lexicon)
    honest = [*_claims(assistant, progress), *_paraphrases(assistant)]
    examples = [*honest, *_changed([e for e in honest if e.kind == "as it is"])]
    kinds: dict[str, list[Example]] = {}
    for example in examples:
        kinds.setdefault(example.kind, []).append(example)
    rows = ["| claims | n | accepted |", "|---|---:|---:|"]
    for kind, members in kinds.items():
        passed = sum(fault(e.claim, e.sources, reading) is None for e in members)
        rows.append(f"| {kind} | {len(members)} | {passed / len(members):.3f} |")
    rows += [
        "",
        "| support at least | as it is | paraphrase | other source |",
        "|---|---:|---:|---:|",
    ]
    for step in range(3, 11):
        shares = [
            sum(_supported(e, step / 10, reading) for e in kinds[kind]) / len(kinds[kind])
            for kind in ("as it is", "paraphrase", "other source")
        ]
        rows.append(f"| {step / 10:.1f} | " + " | ".join(f"{s:.3f}" for s in shares) + " |")
    return "\n".join(rows)


def _supported(example: Example, threshold: float, reading: ground.Reading) -> bool:
    """Whether the words alone would let the claim pass."""
    return all(
        max(support(example.claim, f"{p} {s.label}", reading) for p in ground.places(s.text))
        >= threshold
        for s in example.sources
    )


def _claims(assistant: Assistant, progress: Progress) -> Iterator[Example]:
    """Claims with one source, of answers to training questions, each once."""
    questions = [q for q in load_questions() if q.split == "train" and not q.abstain]
    seen: set[str] = set()
    for number, question in enumerate(questions, start=1):
        answer = assistant.ask(question.asked())
        passages = {c.n: c for c in answer.citations}
        for claim in answer.claims:
            text = re.sub(r" \(perlu-cek.*\)$", "", claim.text)
            if len(claim.citations) == 1 and text not in seen:
                seen.add(text)
                cited = passages[claim.citations[0]]
                entry = assistant.library.entries[Identifier.parse(cited.id)]
                version = next(v for v in entry.versions if cited.quote in v.text)
                passage = Passage.of(entry, version, cited.quote)
                source = source_of(passage, assistant.library, answer.language, date.today())
                yield Example("as it is", text, (source,))
        progress("claims", number, len(questions))


def _paraphrases(assistant: Assistant) -> Iterator[Example]:
    for line in PARAPHRASES.read_text("utf-8").splitlines():
        data = json.loads(line)
        entry = assistant.library.entries[Identifier.parse(data["id"])]
        passage = Passage.of(entry, entry.shown(date.today()))
        source = source_of(passage, assistant.library, data["language"], date.today())
        yield Example("paraphrase", data["claim"], (source,))


def _changed(honest: Sequence[Example]) -> Iterator[Example]:
    """Each claim with one thing changed, in every way that applies to it."""
    chance = random.Random(0)
    changes: dict[str, Callable[[str], str]] = {
        "number": lambda t: re.sub(
            r"(?<![\d/.,])\d+(?=[ .,]|$)", lambda m: str(int(m[0]) + 1), t, count=1
        ),
        "pinpoint": lambda t: re.sub(
            r"(Pasal |ayat \()(\d+)", lambda m: f"{m[1]}{int(m[2]) + 1}", t, count=1
        ),
        "date": lambda t: re.sub(
            r"\b(\d{1,2})(?= [A-Z]\w+ \d{4})", lambda m: str(int(m[0]) % 28 + 1), t, count=1
        ),
        "absolute": lambda t: re.sub(
            r"\b(dilarang|wajib|dijatuhi|may not|face|dapat)\b", r"selalu \1", t, count=1
        ),
        "all of them": lambda t: f"Semua {t}",
        "name": lambda t: f"{t.rstrip('.')} menurut Budi Santoso.",
    }
    changes |= {name: _swap(pairs) for name, pairs in _SWAPS.items()}
    for name, change in changes.items():
        for example in honest:
            text = change(example.claim)
            if text != example.claim:
                yield replace(example, kind=name, claim=text)
    sources = [e.sources for e in honest]
    for example in honest:
        other = chance.choice(sources)
        if other[0].label != example.sources[0].label:
            yield replace(example, kind="other source", sources=other)
            yield replace(example, kind="one more source", sources=example.sources + other)


def _swap(pairs: Sequence[tuple[str, str]]) -> Callable[[str], str]:
    def change(text: str) -> str:
        for pattern, new in pairs:
            if re.search(pattern, text):
                return re.sub(pattern, new, text, count=1)
        return text

    return change
