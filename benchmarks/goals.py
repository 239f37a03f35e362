"""What a figure has to be, said as the page says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["time", "faster", "above", "value"]


@dataclass(frozen=True)
class Goal:
    """A limit for our figure, with or without the peer's.

    `time`: ours / peer, at most. `faster`: peer / ours, at least. `above`: ours - peer, at most. `value`: ours alone,
    at most; its peer is ourselves. `plus`: for `time`, what ours may take on top, in the case's unit.
    """

    kind: Kind
    limit: float
    plus: float = 0

    def figure(self, ours: float, peer: float) -> float:
        """The number that the limit is about."""
        if self.kind == "time":
            return ours / peer
        if self.kind == "faster":
            return peer / ours
        return ours - peer if self.kind == "above" else ours

    def met(self, figure: float, peer: float) -> bool:
        """`figure`: of the limit's kind, maybe a median of many; `peer`: the peer's own."""
        if self.kind == "time":
            return figure <= self.limit + (self.plus / peer if self.plus else 0)
        return figure >= self.limit if self.kind == "faster" else figure <= self.limit

    def lost(self, figure: float, peer: float) -> bool:
        """Whether the peer is better than we are, whatever the goal; 2 % are noise."""
        if self.kind in ("time", "faster"):
            return (figure if self.kind == "time" else 1 / figure) > 1.02
        return not self.met(figure, peer)


def at_most(ratio: float, *, plus: float = 0) -> Goal:
    """Of the peer's time."""
    return Goal("time", ratio, plus)


def faster(times: float) -> Goal:
    return Goal("faster", times)


def above_by(limit: float) -> Goal:
    """More than the peer takes, in the case's unit."""
    return Goal("above", limit)


def value(limit: float) -> Goal:
    return Goal("value", limit)


NO_SLOWER = at_most(1)
