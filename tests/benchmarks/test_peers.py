"""The bench is honest: rows have goals, peers and units, and a peer that is not there is an error. Nothing is timed."""

from __future__ import annotations

import importlib
import inspect
import sys
from pathlib import Path

import pytest

from benchmarks import check
from benchmarks.cases import CASES, SERIES, TITLES, all_cases
from benchmarks.goals import Goal, above_by, at_most, faster, value
from benchmarks.measure.peer import OURS, Peer, load, module, names
from benchmarks.measure.rounds import SideProcess, measure
from benchmarks.run import rows_of
from benchmarks.setup.environments import check_packages, chosen

PEERS = {OURS: load(OURS), **chosen()}


@pytest.mark.parametrize("name", PEERS)
def test_goals_and_series_of_a_peer_are_those_of_known_cases(name: str) -> None:
    peer = PEERS[name]
    assert peer.title
    assert peer.goals
    assert not set(peer.goals) - {case.key for case in CASES}
    assert not set(peer.series) - {series.key for series in SERIES}


@pytest.mark.parametrize("name", names())
def test_a_peer_has_a_function_for_each_group_of_its_goals(name: str) -> None:
    for group in {all_cases()[key].group for key in PEERS[name].goals}:
        assert inspect.isfunction(getattr(module(name), group, None)), group
        assert inspect.isfunction(getattr(importlib.import_module(f"benchmarks.ours.{group}"), group))


@pytest.mark.parametrize("name", names())
def test_packages_of_a_peer_are_pinned(name: str) -> None:
    peer = PEERS[name]
    assert (peer.environment == "ours") == (not peer.packages)
    assert all("==" in package for package in peer.packages)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_each_case_has_a_goal(case: object) -> None:
    assert any(getattr(case, "key", "") in peer.goals for peer in PEERS.values())


def test_goals_without_a_peer_are_ours_alone() -> None:
    for name, peer in PEERS.items():
        kinds = {goal.kind for goal in peer.goals.values()}
        assert (kinds == {"value"}) == (name == OURS), name


def test_keys_are_unique_and_groups_have_titles() -> None:
    keys = [case.key for case in CASES] + [series.key for series in SERIES]
    assert len(keys) == len(set(keys))
    assert {case.group for case in CASES} == set(TITLES)


def test_limits_of_the_check_are_of_goals_and_wider() -> None:
    for (case, name), limit in check.LIMITS.items():
        goal = PEERS[name].goals[case]
        assert limit.kind == goal.kind
        assert limit.limit >= 5 * goal.limit if limit.kind == "time" else limit.limit <= goal.limit / 5


@pytest.mark.parametrize(
    ("goal", "ours", "peer", "figure", "met", "lost"),
    [
        (at_most(0.85), 8.0, 10.0, 0.8, True, False),
        (at_most(0.85), 9.0, 10.0, 0.9, False, False),
        (at_most(1.25, plus=5), 17.0, 10.0, 1.7, True, True),
        (faster(4), 2.0, 10.0, 5.0, True, False),
        (faster(4), 20.0, 10.0, 0.5, False, True),
        (above_by(3), 12.0, 10.0, 2.0, True, False),
        (above_by(1), 12.0, 10.0, 2.0, False, True),
        (value(0), 0.0, 0.0, 0.0, True, False),
        (value(0), 1.0, 1.0, 1.0, False, True),
    ],
)
def test_goal(goal: Goal, ours: float, peer: float, figure: float, met: bool, lost: bool) -> None:
    assert goal.figure(ours, peer) == pytest.approx(figure)
    assert (goal.met(goal.figure(ours, peer), peer), goal.lost(goal.figure(ours, peer), peer)) == (met, lost)


def test_a_missing_package_of_a_peer_is_named() -> None:
    peer = Peer(title="nothing", goals={}, environment="bindings", packages=("goray-no-such-peer==1.0",))
    with pytest.raises(SystemExit, match=r"the peer nothing needs the pip package goray-no-such-peer==1\.0"):
        check_packages("nothing", peer, Path(sys.executable))


def test_another_version_of_a_package_is_named() -> None:
    peer = Peer(title="old", goals={}, environment="bindings", packages=("pytest==0.1",))
    with pytest.raises(SystemExit, match=r"needs the pip package pytest==0\.1 in .*, which has \d"):
        check_packages("old", peer, Path(sys.executable))


def test_an_unknown_peer_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(SystemExit, match=r"no such peer: nanobnd; there are .*nanobind"):
        chosen(["nanobnd"])


def test_a_goal_that_a_peer_does_not_measure_is_an_error() -> None:
    peer = Peer(title="lazy", goals={"add": at_most(1)})
    with pytest.raises(SystemExit, match="the peer lazy has a goal for add, but does not measure it"):
        rows_of({"add": {OURS: [1.0]}}, PEERS[OURS], {"lazy": peer})


class FakeSide(SideProcess):
    """Answers at once, and tells in what order it was asked."""

    def __init__(self, name: str, cases: list[str], asked: list[str]) -> None:
        self.name = name
        self.cases = cases
        self.asked = asked

    def sample(self, case: str) -> float:
        self.asked.append(f"{case} {self.name}")
        return 1.0


def test_rounds_ask_both_sides_of_a_case_one_after_the_other() -> None:
    asked: list[str] = []
    sides = [FakeSide(OURS, ["add", "hello"], asked), FakeSide("other", ["add", "other's alone"], asked)]
    samples = measure(sides, ["add", "hello", "other's alone"], rounds=40, seconds=60)
    assert {case: {name: len(values) for name, values in by.items()} for case, by in samples.items()} == {
        "add": {OURS: 40, "other": 40},
        "hello": {OURS: 40},
    }
    adds = [(number, entry) for number, entry in enumerate(asked) if entry.startswith("add")]
    assert all(b[0] - a[0] == 1 and a[1] != b[1] for a, b in zip(adds[::2], adds[1::2], strict=True))
