"""A bar chart of ratios as SVG: how often the peer's time ours is, on a logarithmic axis, legible in light and dark."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from benchmarks.page.units import Data, digits, goal_of, lost, times_of_peer

WIDTH, LABELS, RIGHT, ROW, TOP = 980, 470, 70, 20, 46
AXIS = "time, peer = 1 (left of 1: goray-cpp is faster; blue: goal)"
STYLE = """
  .page { fill: #ffffff; } text { font: 12px sans-serif; fill: #24292f; } .title { font-weight: bold; }
  .grid { stroke: #d0d7de; } .one { stroke: #57606a; } .better { fill: #2da44e; } .worse { fill: #cf222e; }
  .goal { stroke: #0969da; stroke-width: 2; } .number { font-size: 11px; }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117; } text { fill: #e6edf3; } .grid { stroke: #30363d; } .one { stroke: #8b949e; }
    .better { fill: #3fb950; } .worse { fill: #f85149; } .goal { stroke: #58a6ff; }
  }
"""


def goal_ratio(row: Data) -> float:
    """The goal as ours over the peer's."""
    goal = goal_of(row)
    return goal.limit if goal.kind == "time" else 1 / goal.limit


def drawable(row: Data) -> bool:
    """Differences and figures that stand alone have no place on an axis of ratios."""
    return row["goal"]["kind"] in ("time", "faster") and row["ours"]["median"] > 0 and row["theirs"]["median"] > 0


def chart(title: str, rows: Sequence[Data]) -> str:
    """A bar for each row, in their order: to the left of 1 ours is faster; a tick is the goal."""
    rows = [row for row in rows if drawable(row)]
    ratios = [ratio for row in rows for ratio in (times_of_peer(row), goal_ratio(row))]
    low = math.floor(math.log10(min([*ratios, 0.5])))
    high = math.ceil(math.log10(max([*ratios, 2.0])))
    height = TOP + ROW * len(rows) + 14

    def x(ratio: float) -> float:
        return LABELS + (math.log10(ratio) - low) / (high - low) * (WIDTH - LABELS - RIGHT)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
        f' role="img" aria-label="{escape(title)}">',
        f"<style>{STYLE}</style>",
        f'<rect class="page" width="{WIDTH}" height="{height}"/>',
        f'<text class="title" x="10" y="18">{escape(title)}: {AXIS}</text>',
    ]
    for power in range(low, high + 1):
        at = x(10.0**power)
        kind = "one" if power == 0 else "grid"
        parts.append(f'<line class="{kind}" x1="{at:.1f}" x2="{at:.1f}" y1="{TOP - 6}" y2="{height - 10}"/>')
        parts.append(f'<text class="number" x="{at:.1f}" y="{TOP - 10}" text-anchor="middle">{10.0**power:g}</text>')
    for number, row in enumerate(rows):
        parts += bar(row, TOP + ROW * number, x(times_of_peer(row)), x(1), x(goal_ratio(row)))
    return "\n".join([*parts, "</svg>"]) + "\n"


def bar(row: Data, top: int, end: float, one: float, goal: float) -> list[str]:
    ratio = times_of_peer(row)
    label = f"{row['title'].replace('`', '')} / {row['peer_title']}"
    middle = top + ROW - 6
    return [
        f'<text x="10" y="{middle}">{escape(label if len(label) <= 74 else label[:73] + "…")}</text>',
        f'<rect class="{"worse" if lost(row) else "better"}" x="{min(end, one):.1f}" y="{top + 3}"'
        f' width="{max(abs(end - one), 1):.1f}" height="{ROW - 6}"/>',
        f'<line class="goal" x1="{goal:.1f}" x2="{goal:.1f}" y1="{top + 1}" y2="{top + ROW - 1}"/>',
        f'<text class="number" x="{WIDTH - 10}" y="{middle}" text-anchor="end">{digits_of(ratio)}</text>',
    ]


def digits_of(ratio: float) -> str:
    return digits(ratio) if ratio >= 0.1 else f"{ratio:.2g}"
