"""Rounds over all cases of a group, each side in a process of its own."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cases import Group, Unit
from benchmarks.goals import Goal
from benchmarks.measure.peer import OURS

ROOT = Path(__file__).parents[2]
FEWEST = 3
SLOW = 10
"""Seconds of a round from which on nothing has to warm up: the first sample counts."""


@dataclass(frozen=True)
class Spread:
    """A median and the quartiles around it."""

    low: float
    median: float
    high: float


@dataclass(frozen=True)
class Row:
    """A case beside one peer. `figure`: what the goal limits, of each round."""

    key: str
    title: str
    group: Group
    unit: Unit
    peer: str
    peer_title: str
    ours: Spread
    theirs: Spread
    figure: Spread
    rounds: int
    goal: Goal


def spread(samples: Sequence[float]) -> Spread:
    if len(samples) == 1:
        return Spread(samples[0], samples[0], samples[0])
    low, median, high = statistics.quantiles(samples, n=4, method="inclusive")
    return Spread(low, median, high)


class SideProcess:
    """A peer's process; see measure/serve.py."""

    def __init__(self, name: str, group: Group, python: Path, environment: Mapping[str, str]) -> None:
        self.name = name
        command = [str(python), "-m", "benchmarks.measure.serve", name, group]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.cases = self._answer().split("\t")

    def sample(self, case: str) -> float:
        assert self.process.stdin
        self.process.stdin.write(f"{case}\n")
        self.process.stdin.flush()
        return float(self._answer())

    def close(self) -> None:
        self.process.communicate(timeout=60)

    def _answer(self) -> str:
        assert self.process.stdout
        line: str = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"benchmarks: error: the process of the peer {self.name} ended, see above")
        return line.rstrip("\n")


def measure(sides: Sequence[SideProcess], wanted: Sequence[str], rounds: int, seconds: float) -> dict[str, Samples]:
    """Samples of every case, by case and then by side: of so many rounds, or of `seconds` a case, but of three rounds.

    All cases take part in each round, in random order, as do a case's sides: what else the machine does hits all alike.
    """
    samples: dict[str, Samples] = {}
    todo: dict[str, int] = {}
    for case in wanted:
        having = [side for side in sides if case in side.cases]
        if not any(side.name == OURS for side in having):
            continue
        began = time.perf_counter()
        first = {side.name: side.sample(case) for side in having}
        took = time.perf_counter() - began
        counts = took > SLOW
        todo[case] = max(FEWEST, min(rounds, int(seconds / took))) - counts
        samples[case] = {name: [sample] if counts else [] for name, sample in first.items()}
    for round_ in range(max(todo.values(), default=0)):
        print(f"\rround {round_ + 1}", end="", file=sys.stderr)
        for case in random.sample(list(todo), len(todo)):
            if todo[case] > round_:
                having = [side for side in sides if case in side.cases]
                for side in random.sample(having, len(having)):
                    samples[case][side.name].append(side.sample(case))
    print("\r", end="", file=sys.stderr)
    return samples


Samples = dict[str, list[float]]
"""Of one case, by side."""
