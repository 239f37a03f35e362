"""Figures as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks.cases import Unit
from benchmarks.goals import Goal

Data = Mapping[str, Any]
"""A row or a spread of bench.json."""

TIMES = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))


def amount(number: float, unit: Unit) -> str:
    """Three digits, and the unit that suits: `23.4 ns`, `1.20 MB`."""
    if unit == "s":
        scale, name = next((entry for entry in TIMES if abs(number) >= entry[0]), TIMES[-1])
        return f"{digits(number / scale)} {name}"
    if unit == "bytes":
        return f"{digits(number / 1e6)} MB"
    return f"{number:,.0f}"


def digits(number: float) -> str:
    """Three of them, of a number not far below 1."""
    rounded = abs(float(f"{number:.3g}"))
    return f"{number:,.{0 if rounded >= 100 else 1 if rounded >= 10 else 2}f}"


def goal_of(row: Data) -> Goal:
    return Goal(**row["goal"])


def figure(row: Data) -> str:
    """What the goal limits, with its quartiles."""
    low, median, high = (limited(row, row["figure"][name]) for name in ("low", "median", "high"))
    return median if low == high else f"{median} ({low} to {high})"


def limited(row: Data, number: float) -> str:
    kind = row["goal"]["kind"]
    if kind == "above":
        return f"{'+' if number >= 0 else ''}{amount(number, row['unit'])}"
    return amount(number, row["unit"]) if kind == "value" else digits(number)


def limit(row: Data) -> str:
    goal = goal_of(row)
    sign = "≥" if goal.kind == "faster" else "≤"
    extra = f" + {amount(goal.plus, row['unit'])}" if goal.plus else ""
    return f"{sign} {limited(row, goal.limit)}{extra}"


def verdict(row: Data) -> str:
    """`met` or `missed`, judged by the median figure; a lead over the peer is said by the place in the table."""
    return "met" if goal_of(row).met(row["figure"]["median"], row["theirs"]["median"]) else "**missed**"


def lost(row: Data) -> bool:
    return goal_of(row).lost(row["figure"]["median"], row["theirs"]["median"])


def times_of_peer(row: Data) -> float:
    """Ours over the peer's, of a goal about a ratio."""
    median = float(row["figure"]["median"])
    return median if row["goal"]["kind"] == "time" else 1 / median
