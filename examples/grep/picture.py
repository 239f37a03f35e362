"""A bar chart as SVG, which every browser shows."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

WIDTH, LEFT, BAR, GAP = 680, 190, 34, 14
COLORS = ("#1f6feb", "#e3a008", "#9aa4b2")


def draw(title: str, values: Mapping[str, float]) -> str:
    """Bars of `values`, the longest for the largest, each with its number."""
    height = 70 + len(values) * (BAR + GAP)
    most = max(values.values())
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-family="sans-serif">',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        f'<text x="{LEFT}" y="36" font-size="18" font-weight="bold">{escape(title)}</text>',
    ]
    for i, (name, value) in enumerate(values.items()):
        y = 56 + i * (BAR + GAP)
        length = max(2.0, (WIDTH - LEFT - 110) * value / most)
        middle = y + BAR / 2 + 5
        parts += [
            f'<text x="{LEFT - 12}" y="{middle}" font-size="14" text-anchor="end">{escape(name)}</text>',
            f'<rect x="{LEFT}" y="{y}" width="{length:.1f}" height="{BAR}" fill="{COLORS[i % len(COLORS)]}"/>',
            f'<text x="{LEFT + length + 8:.1f}" y="{middle}" font-size="14">{value:,.0f}</text>',
        ]
    return "\n".join([*parts, "</svg>", ""])
