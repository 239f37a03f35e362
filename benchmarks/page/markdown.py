"""The tables of the page. In each, what a peer does better comes first, then goals that are missed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benchmarks.cases import SERIES, TITLES, Group, Series
from benchmarks.page.units import Data, amount, figure, limit, lost, verdict

HEAD = "| what | peer | ours | the peer's | figure (quartiles) | goal | | rounds |\n|---|---|---|---|---|---|---|---|"


def ordered(rows: Sequence[Data], group: Group) -> list[Data]:
    """Losses, then missed goals, then the rest, each as benchmarks/cases.py has them."""
    return sorted(
        (row for row in rows if row["group"] == group), key=lambda row: (not lost(row), verdict(row) == "met")
    )


def line(row: Data) -> str:
    alone = row["goal"]["kind"] == "value"
    theirs = "" if alone else amount(row["theirs"]["median"], row["unit"])
    cells = [
        row["title"],
        "none" if alone else row["peer_title"] + (" **wins**" if lost(row) else ""),
        amount(row["ours"]["median"], row["unit"]),
        theirs,
        figure(row),
        limit(row),
        verdict(row),
        str(row["rounds"]),
    ]
    return "| " + " | ".join(cells) + " |"


def section(result: Data, group: Group) -> str:
    rows = ordered(result["rows"], group)
    if not rows:
        return ""
    count = sum(verdict(row) == "met" for row in rows)
    losses = sum(lost(row) for row in rows)
    summary = f"{count} of {len(rows)} goals are met; in {losses} rows the peer is better, and these come first."
    return f"## {TITLES[group]}\n{summary}\n\n{HEAD}\n" + "\n".join(map(line, rows)) + "\n"


def growth(result: Data, group: Group) -> str:
    tables = [table for series in SERIES if series.group == group and (table := series_table(result, series))]
    return "\n".join(tables)


def series_table(result: Data, series: Series) -> str:
    points: list[Any] = [point for point in result["points"] if point["series"] == series.key]
    if not points:
        return ""
    peers = list(dict.fromkeys(point["peer"] for point in points))
    medians = {(point["peer"], point["point"]): point["median"] for point in points}
    lines = [
        f"### Growth: {series.title}",
        "| N | " + " | ".join(peers) + " |",
        "|---:|" + "---:|" * len(peers),
        *(
            f"| {point:,} | "
            + " | ".join(
                amount(medians[peer, point], series.unit) if (peer, point) in medians else "" for peer in peers
            )
            + " |"
            for point in series.points
        ),
    ]
    return "\n".join(lines) + "\n"
