"""Answers, results and entries on the terminal, with rich."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from assistant.answer import Answer

_STATUS_STYLE = {"berlaku": "green", "diubah": "yellow", "dicabut": "red", "belum_berlaku": "cyan"}


def print_answer(console: Console, answer: Answer) -> None:
    """The answer, then its sources with label, status and passage."""
    console.print(Markdown(answer.answer))
    if answer.citations:
        console.print()
    for citation in answer.citations:
        line = Text(f"[{citation.n}] ")
        line.append(citation.label, style="bold")
        line.append(f"  {citation.status}", style=_STATUS_STYLE[citation.status])
        line.append(f"  {citation.text_kind}", style="dim")
        if citation.reason:
            line.append("  perlu-cek", style="yellow")
        console.print(line)
        if citation.url:
            console.print(Text(f"    {citation.url}", style="dim"))


def print_results(console: Console, results: Sequence[Mapping[str, Any]]) -> None:
    for number, result in enumerate(results, start=1):
        line = Text(f"{number:2}. ")
        line.append(str(result["label"]), style="bold")
        line.append(f"  {result['status']}", style=_STATUS_STYLE[str(result["status"])])
        line.append(f"  {result['text_kind']}", style="dim")
        console.print(line)
        console.print(Text(f"    {result['text']}"))
        if result["words"] and result["words"] != result["text"]:
            console.print(Text(f"    naskah: {result['words']}", style="dim"))


def print_entry(console: Console, entry: Mapping[str, Any]) -> None:
    """A provision or decision: versions with dates, evidence, relations in both directions."""
    console.print(Text(str(entry["label"]), style="bold"))
    console.print(Text(f"{entry['id']}  {entry['status']}  {entry['text_kind']}", style="dim"))
    for heading in entry["heading"]:
        console.print(Text(f"  {heading}", style="dim"))
    kind = "ringkasan, " if entry["official"] else ""
    for version in entry["versions"] if entry["text_kind"] == "ringkasan" else ():
        console.print(Text(f"\n{kind}{_dates(version)} ({version['status']})", style="cyan"))
        console.print(Text(version["text"]))
    for words in entry["official"]:
        console.print(Text(f"\nnaskah, {_dates(words)} ({words['by']})", style="cyan"))
        console.print(Text(words["text"]))
        page = f", halaman {words['page']}" if words["page"] else ""
        spans = ", ".join(f"{start}–{end}" for start, end in words["spans"])
        place = f"Berkas {words['source']['origin']}{page}, karakter {spans}"
        console.print(Text(place, style="dim"))
    reason = f": {entry['reason']}" if entry["reason"] else ""
    console.print(Text(f"\nKeyakinan: {entry['confidence']}{reason}"))
    console.print(Text("Sumber: " + "; ".join(entry["sources"]), style="dim"))
    for relation in entry["relations"]:
        console.print(Text(f"{relation['type']:18} {relation['label']}"))


def _dates(version: Mapping[str, Any]) -> str:
    start = f"sejak {version['from']}" if version["from"] else ""
    until = f" sampai sebelum {version['until']}" if version["until"] else ""
    return f"{start}{until}".strip() or "tanggal belum diketahui"


def print_overview(console: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    table = Table("Instrumen", "Status", "Berlaku", "Ketentuan", "perlu-cek", "Kelompok")
    for row in rows:
        table.add_row(
            str(row["label"]),
            Text(str(row["status"]), style=_STATUS_STYLE[str(row["status"])]),
            str(row["in_force"] or "-"),
            str(row["provisions"]),
            str(row["uncertain"]),
            str(row["group"]),
        )
    console.print(table)
