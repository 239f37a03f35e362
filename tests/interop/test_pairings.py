"""The same cases in four pairings of hosts and libraries; docs/reference/pairings.md says what came of them."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import ray

from tests.conftest import ROOT, deep_if
from tests.interop.case import HOSTS, LIBRARIES, Case
from tests.interop.cases import CASES
from tests.interop.make_env import make
from tests.interop.pairings import HEAD, PAIRINGS, Pairing, Process, table

PAGE = ROOT / "docs" / "reference" / "pairings.md"


class Pairings:
    """All four, started when asked for; each host's on one Ray: the published environment's own, and this session's."""

    def __init__(self, libraries: dict[str, Path]) -> None:
        self._libraries = libraries
        self._started: dict[tuple[str, str], Pairing] = {}

    def __getitem__(self, pair: tuple[str, str]) -> Pairing:
        if pair not in self._started:
            host, library = pair
            python, address = self._published if host == "published" else self._ours
            self._started[pair] = Pairing(python, address, host, library, self._libraries[library])
        return self._started[pair]

    @functools.cached_property
    def _ours(self) -> tuple[Path, str]:
        return Path(sys.executable), ray.get_runtime_context().gcs_address

    @functools.cached_property
    def _head(self) -> Process:
        return Process(make(), "-c", HEAD, log=ROOT / "build" / "tests" / "published-ray.log")

    @functools.cached_property
    def _published(self) -> tuple[Path, str]:
        return make(), self._head.answer()

    def end(self) -> None:
        processes: list[Pairing | Process] = [*self._started.values()]
        if "_head" in vars(self):
            processes.append(self._head)
        for process in processes:
            process.end()
        for process in processes:
            process.join()


@pytest.fixture(scope="session")
def pairings(cpp_library: Path, go_library: Path, ray_session: None) -> Iterator[Pairings]:  # noqa: ARG001
    started = Pairings({"C++": cpp_library, "Go": go_library})
    yield started
    started.end()


# Two pairings share nothing and have each of our parts once. All other tests are of our host with our library, and no
# code of this project runs where the published host meets a Go library; it is what the others are compared with.
QUICK = (("published", "C++"), ("ours", "Go"))


@pytest.fixture(
    scope="session",
    params=[
        pytest.param((host, library), id=f"{library}-{host}", marks=deep_if((host, library) not in QUICK))
        for host, library in PAIRINGS
    ],
)
def pairing(request: pytest.FixtureRequest, pairings: Pairings) -> Pairing:
    return pairings[request.param]


@pytest.mark.parametrize(
    ("case", "place"),
    [pytest.param(case, place, id=f"{case.title}, {place}") for case in CASES.values() for place in case.places],
)
def test_case(pairing: Pairing, case: Case, place: str) -> None:
    assert pairing.outcome(case, place) == ""


def test_the_driver_s_exit_code(pairing: Pairing) -> None:
    assert pairing.exit_code == 3


@pytest.mark.parametrize("host", [pytest.param(host, marks=deep_if(host == "published")) for host in HOSTS])
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
