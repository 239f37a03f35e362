"""A whole run: environments, builds, processes, rounds."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.cases import SERIES, Group, all_cases
from benchmarks.measure.peer import OURS, Environment, Peer, load
from benchmarks.measure.rounds import Row, Samples, SideProcess, measure, spread
from benchmarks.setup import builds, machine
from benchmarks.setup.environments import chosen, prepare, variables


@dataclass(frozen=True)
class Plan:
    """`seconds`: for one case with all its sides, over all rounds; `peers`: all if empty."""

    groups: Sequence[Group]
    cases: Sequence[str]
    peers: Sequence[str]
    rounds: int
    seconds: float


def run(plan: Plan) -> dict[str, Any]:
    """What bench.json holds."""
    ours, peers = load(OURS), chosen(plan.peers)
    pythons = prepare(peers)
    for name, peer in {OURS: ours, **peers}.items():
        print(f"benchmarks: building for {name}", file=sys.stderr)
        peer.build(pythons[peer.environment])
    before = machine.load()
    rows: list[dict[str, Any]] = []
    points: list[dict[str, Any]] = []
    for group in plan.groups:
        samples = measure_group(group, plan, {OURS: ours, **peers}, pythons)
        rows += [asdict(row) for row in rows_of(samples, ours, peers)]
        points += points_of(samples, {OURS: ours, **peers})
    packages = sorted({package for peer in peers.values() for package in peer.packages})
    return {
        "machine": machine.facts(pythons["ours"]) | {"peers": ", ".join(packages).replace("==", " ")},
        "load": {"before": before, "after": machine.load()},
        "rounds": plan.rounds,
        "rows": rows,
        "points": points,
    }


def measure_group(
    group: Group, plan: Plan, peers: Mapping[str, Peer], pythons: Mapping[Environment, Path]
) -> dict[str, Samples]:
    """Samples of the group's cases, by case and side."""
    wanted = [key for key, case in all_cases().items() if case.group == group and key in plan.cases]
    having = [name for name, peer in peers.items() if name == OURS or any(key in peer.goals for key in wanted)]
    print(f"benchmarks: {group}: {len(wanted)} cases, {len(having)} sides", file=sys.stderr)
    sides = [
        SideProcess(name, group, pythons[peers[name].environment], process_variables(peers[name])) for name in having
    ]
    try:
        return measure(sides, wanted, plan.rounds, plan.seconds)
    finally:
        for side in sides:
            side.close()


def process_variables(peer: Peer) -> dict[str, str]:
    return variables({"PYTHONPATH": str(builds.PACKAGES)} if peer.environment == "ours" else None)


def rows_of(samples: Mapping[str, Samples], ours: Peer, peers: Mapping[str, Peer]) -> list[Row]:
    """A row for each goal whose case was measured on both sides.

    Raises:
        SystemExit: a peer has a goal but no samples.
    """
    rows: list[Row] = []
    for key, by_side in samples.items():
        case = all_cases()[key]
        for name, peer in {OURS: ours, **peers}.items():
            if key not in peer.goals:
                continue
            if name not in by_side:
                raise SystemExit(f"benchmarks: error: the peer {name} has a goal for {key}, but does not measure it")
            goal, one, other = peer.goals[key], by_side[OURS], by_side[name]
            figures = [goal.figure(a, b) for a, b in zip(one, other, strict=True)]
            sides = spread(one), spread(other), spread(figures)
            rows.append(
                Row(key, case.title, case.group, case.unit, name, peer.title, *sides, rounds=len(one), goal=goal)
            )
    return rows


def points_of(samples: Mapping[str, Samples], peers: Mapping[str, Peer]) -> list[dict[str, Any]]:
    """The points of all series, of every side that has them."""
    return [
        {"series": series.key, "point": point, "peer": name, **asdict(spread(values))}
        for series in SERIES
        for point in series.points
        for name, values in samples.get(f"{series.key}/{point}", {}).items()
        if series.key in peers[name].series
    ]
