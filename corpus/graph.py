"""The neighbourhood of an entry as an SVG: what points to it, what it points to."""

from __future__ import annotations

from collections import defaultdict
from html import escape

from corpus.identifier import Identifier
from corpus.library import Library
from corpus.model import INVERSE

_ROW, _WIDTH, _BOX, _MARGIN = 30, 1160, 380, 20
_MOST = 40
"""Neighbours drawn on each side; the rest is counted in a last row."""


def draw(library: Library, identifier: Identifier) -> str:
    """SVG text: the entry (with its portions) in the middle, neighbours left and right."""
    incoming: dict[str, set[str]] = defaultdict(set)
    outgoing: dict[str, set[str]] = defaultdict(set)
    inverse = set(INVERSE.values()) - {t.value for t in INVERSE}
    for entry in library.entries.values():
        if not identifier.contains(entry.id):
            continue
        for link in library.links(entry.id):
            if identifier.contains(link.target):
                continue
            side = incoming if link.type in inverse else outgoing
            side[_label(library, link.target)].add(link.type)
    left, right = _rows(incoming), _rows(outgoing)
    height = _MARGIN * 2 + _ROW * max(len(left), len(right), 3)
    middle = height / 2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'font-family="sans-serif" font-size="12">',
        f"<title>{escape(library.label(identifier))}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    centre = _WIDTH / 2
    for rows, x, anchor, edge in (
        (left, _BOX, "end", centre - 90),
        (right, _WIDTH - _BOX, "start", centre + 90),
    ):
        for number, (label, types) in enumerate(rows):
            y = _MARGIN + _ROW * (number + 0.5) + (height - 2 * _MARGIN - _ROW * len(rows)) / 2
            parts.append(
                f'<line x1="{x}" y1="{y:.0f}" x2="{edge:.0f}" y2="{middle:.0f}" stroke="#b9c3cf"/>'
            )
            offset = -6 if anchor == "end" else 6
            parts.append(
                f'<text x="{x + offset}" y="{y:.0f}" text-anchor="{anchor}">{escape(label)}'
                f'<tspan fill="#5f6b78" font-size="10"> {escape(types)}</tspan></text>'
            )
    parts.append(
        f'<rect x="{centre - 90:.0f}" y="{middle - 20:.0f}" width="180" height="40" rx="6" '
        f'fill="#e8f0fb" stroke="#2b62b1"/><text x="{centre:.0f}" y="{middle + 4:.0f}" '
        f'text-anchor="middle" font-weight="bold">'
        f"{escape(_short(library.label(identifier)))}</text>"
    )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _label(library: Library, target: Identifier) -> str:
    return library.label(target) if target in library else library.names.label_of(target)


def _rows(side: dict[str, set[str]]) -> list[tuple[str, str]]:
    rows = [(_short(label, 44), ", ".join(sorted(types))) for label, types in sorted(side.items())]
    return [*rows[:_MOST], (f"+ {len(rows) - _MOST}", "")] if len(rows) > _MOST else rows


def _short(label: str, most: int = 26) -> str:
    return label if len(label) <= most else label[: most - 1] + "…"
