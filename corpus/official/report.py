"""How well official texts are parsed: articles expected, found and missing, per file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from corpus.official.gaps import doubtful, gaps
from corpus.official.structure import parse
from corpus.official.tree import Document, Kind, Node

_INSERTS = re.compile(r"disisipkan\s+(\d+)\s*\([^)]*\)\s*pasal", re.I)
_PASAL = re.compile(r"\bPasal\s+\d", re.I)
_TOP = (Kind.PREAMBLE, Kind.CLOSING, Kind.GENERAL, Kind.ANNEX, Kind.ARTICLE, Kind.HEADING)
COLUMNS = (
    "file", "characters", "articles expected", "found", "missing", "wrongly split",
    "explained expected", "explained", "explanation missing", "entries", "doubtful",
    "assigned", "seconds",
)  # fmt: skip


@dataclass(frozen=True)
class FileReport:
    """Figures of one file.

    ``expected``: the articles from 1 to the highest, with those inserted between; in an amending
    act its own articles and the new wordings that its clauses announce. ``entries``: *ayat*,
    *huruf* and *angka* of the whole file. ``doubtful``: portions that may hold words of another.
    ``assigned``: share of the text (0 to 1) in an article, heading, preamble, closing,
    explanation, annex or page furniture.
    """

    name: str
    characters: int
    expected: int
    found: int
    missing: tuple[str, ...]
    split: tuple[str, ...]
    explained_expected: int
    explained: int
    explained_missing: tuple[str, ...]
    entries: int
    doubtful: int
    assigned: float
    seconds: float


def report(name: str, raw: str) -> FileReport:
    """Parse a text and count. ``seconds`` is the time of the parse alone."""
    started = perf_counter()
    document = parse(raw)
    seconds = perf_counter() - started
    body, explanation = list(_articles(document, False)), list(_articles(document, True))
    lacking = {
        explained: tuple(
            number
            for gap in gaps(document)
            if gap.kind is Kind.ARTICLE and gap.explained is explained
            for number in gap.missing
        )
        for explained in (False, True)
    }
    unquoted = tuple(
        f"new wording of item {number}" for number, lack in _quoted(document) for _ in range(lack)
    )
    missing = lacking[False] + unquoted
    return FileReport(
        name,
        len(raw),
        len(body) + len(missing),
        len(body),
        missing,
        tuple(_wrongly_split(document, body)),
        len(explanation) + len(lacking[True]),
        len(explanation),
        lacking[True],
        sum(1 for n in _nodes(document.root) if n.kind in (Kind.PARA, Kind.POINT, Kind.ITEM)),
        len(doubtful(document)),
        _assigned(document),
        seconds,
    )


def read_folder(folder: Path) -> list[tuple[str, str]]:
    """Every text and Markdown file below a folder in order of their paths: name and words."""
    files = sorted(p for p in folder.rglob("*") if p.suffix in (".md", ".txt") and p.is_file())
    return [
        (file.relative_to(folder).as_posix(), file.read_text("utf-8", "replace")) for file in files
    ]


def table(reports: Iterable[FileReport]) -> str:
    """The reports as a Markdown table with a line of totals."""
    rows = list(reports)
    lines = ["| " + " | ".join(COLUMNS) + " |", "|" + "---|" + "---:|" * (len(COLUMNS) - 1)]
    for row in rows:
        lines.append(_line(row.name, row))
    if rows:
        characters = sum(r.characters for r in rows)
        total = FileReport(
            "**all**",
            characters,
            sum(r.expected for r in rows),
            sum(r.found for r in rows),
            (),
            (),
            sum(r.explained_expected for r in rows),
            sum(r.explained for r in rows),
            (),
            sum(r.entries for r in rows),
            sum(r.doubtful for r in rows),
            sum(r.assigned * r.characters for r in rows) / max(characters, 1),
            sum(r.seconds for r in rows),
        )
        lines.append(_line("**all**", total))
    return "\n".join(lines) + "\n"


def write_block(path: Path, name: str, block: str) -> None:
    """Put Markdown between the two marks of its name in a file; the words around it stay.

    A file that does not exist is made with the block alone; one without marks gets it at its end.
    """
    begin, finish = f"<!-- {name} -->", f"<!-- end of {name} -->"
    text = path.read_text("utf-8") if path.exists() else ""
    if begin not in text or finish not in text:
        text += f"{begin}\n{finish}\n"
    before, rest = text.split(begin, 1)
    after = rest.split(finish, 1)[1]
    path.write_text(f"{before}{begin}\n{block.rstrip()}\n{finish}{after}", "utf-8")


def _line(name: str, row: FileReport) -> str:
    cells = (
        name,
        f"{row.characters:,}",
        row.expected,
        row.found,
        ", ".join(row.missing) or "-",
        ", ".join(row.split) or "-",
        row.explained_expected,
        row.explained,
        ", ".join(row.explained_missing) or "-",
        row.entries,
        row.doubtful,
        f"{100 * row.assigned:.2f} %",
        f"{row.seconds:.2f}",
    )
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _nodes(child)


def _articles(document: Document, explained: bool) -> Iterator[Node]:
    """Articles of the body or of the explanation, with those of quoted wordings and frames."""

    def walk(node: Node, inside: bool) -> Iterator[Node]:
        inside = inside or node.kind is Kind.EXPLANATION
        if node.kind is Kind.ARTICLE and inside is explained:
            yield node
        for child in node.children:
            yield from walk(child, inside)

    return walk(document.root, False)


def _quoted(document: Document) -> Iterator[tuple[str, int]]:
    """Numbers of operations with what they announce beyond what is found: 1 when a new article
    is missing, -1 when there is one too many."""
    for item in _nodes(document.root):
        quoted = [c for c in item.children if c.kind is Kind.QUOTED]
        clauses = [document.text(c) for c in item.children if c.kind is Kind.TEXT]
        if item.kind is not Kind.ITEM or not quoted or not clauses:
            continue
        inserted = _INSERTS.search(clauses[0])
        announced = int(inserted[1]) if inserted else int(bool(_PASAL.search(clauses[0])))
        yield item.number, announced - sum(n.kind is Kind.ARTICLE for n in _nodes(quoted[0]))


def _wrongly_split(document: Document, body: list[Node]) -> Iterator[str]:
    """Articles with a label and no words, numbers that stand twice in one sequence, and new
    wordings that no clause announces."""
    yield from (f"item {number}" for number, lack in _quoted(document) if lack < 0)
    for article in body:
        if not any(document.text(leaf) for leaf in article.leaves() if leaf.kind is not Kind.LABEL):
            yield article.number
    seen: set[str] = set()
    for path, node in document.portions.items():
        if node.kind is Kind.ARTICLE and path[0][0] == Kind.ARTICLE.value:
            if node.number in seen:
                yield node.number
            seen.add(node.number)


def _assigned(document: Document) -> float:
    def walk(node: Node) -> int:
        if node.kind in _TOP:
            return node.end - node.start
        return sum(walk(child) for child in node.children)

    return walk(document.root) / max(len(document.raw), 1)
