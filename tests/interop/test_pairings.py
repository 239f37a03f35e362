"""The same cases in four pairings of hosts and libraries; docs/reference/pairings.md says what came of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import ray

from tests.conftest import ROOT
from tests.interop.case import HOSTS, LIBRARIES, Case
from tests.interop.cases import CASES
from tests.interop.make_env import make
from tests.interop.pairings import HEAD, PAIRINGS, Pairing, Process, table

PAGE = ROOT / "docs" / "reference" / "pairings.md"
Pairings = dict[tuple[str, str], Pairing]


@pytest.fixture(scope="session")
def pairings(cpp_library: Path, go_library: Path, ray_session: None) -> Iterator[Pairings]:  # noqa: ARG001
    """All four, each host's on one Ray: the published environment's own, and this session's."""
    head = Process(make(), "-c", HEAD, log=ROOT / "build" / "tests" / "published-ray.log")
    paths = {"C++": cpp_library, "Go": go_library}
    hosts = {
        "ours": (Path(sys.executable), ray.get_runtime_context().gcs_address),
        "published": (make(), head.answer()),
    }
    started = {(host, library): Pairing(*hosts[host], host, library, paths[library]) for host, library in PAIRINGS}
    yield started
    for process in (*started.values(), head):
        process.end()
    for process in (*started.values(), head):
        process.join()


@pytest.fixture(scope="session", params=HOSTS)
def host(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session", params=LIBRARIES)
def pairing(request: pytest.FixtureRequest, host: str, pairings: Pairings) -> Pairing:
    return pairings[host, request.param]


@pytest.mark.parametrize(
    ("case", "place"),
    [pytest.param(case, place, id=f"{case.title}, {place}") for case in CASES.values() for place in case.places],
)
def test_case(pairing: Pairing, case: Case, place: str) -> None:
    assert pairing.outcome(case, place) == ""


def test_the_driver_s_exit_code(pairing: Pairing) -> None:
    assert pairing.exit_code == 3


def test_libraries_meet_on_one_ray(host: str, pairings: Pairings) -> None:
    """Each calls an actor that the other made, by its name."""
    cpp, go = (pairings[host, library] for library in LIBRARIES)
    cpp.run_task("NameActor", "made by C++", 1)
    go.run_task("NameActor", "made by Go", 10)
    assert go.run_task("CallActor", "made by C++", "Incr", 1) == 2
    assert cpp.run_task("CallActor", "made by Go", "Incr", 1) == 11
    cpp.run_task("KillActor", "made by Go")
    go.run_task("KillActor", "made by C++")


@pytest.mark.parametrize("library", LIBRARIES)
def test_our_host_answers_as_recorded_of_the_published_one(library: str, pairings: Pairings) -> None:
    assert pairings["ours", library].differences_from_recorded() == []


def test_page(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        PAGE.write_text(table(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == table(), "write it anew: pytest --accept"
