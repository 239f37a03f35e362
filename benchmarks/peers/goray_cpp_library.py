"""The published goray with the very library that our package calls."""

from __future__ import annotations

from benchmarks.goals import faster
from benchmarks.measure.peer import Peer
from benchmarks.measure.samples import Side
from benchmarks.peers import _published
from benchmarks.setup import builds

PEER = Peer(
    title="goray, our C++ library",
    environment="published",
    packages=_published.PACKAGES,
    goals={
        **_published.IN_PROCESS,
        **_published.ON_RAY,
        "execute_held": faster(100),
        "execute_released": faster(40),
    },
    series=_published.SERIES,
    build=lambda _: builds.goray_app(),
)


def in_process() -> Side:
    return _published.in_process(builds.LIBRARY, execute=True)


def on_ray() -> Side:
    return _published.on_ray(builds.LIBRARY)
