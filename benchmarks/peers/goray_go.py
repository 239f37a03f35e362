"""The published goray with a library in Go, which is what it is made for."""

from __future__ import annotations

from benchmarks.measure.peer import Peer
from benchmarks.measure.samples import Side
from benchmarks.peers import _published
from benchmarks.setup import builds

PEER = Peer(
    title="goray, Go library",
    environment="published",
    packages=_published.PACKAGES,
    goals={**_published.IN_PROCESS, **_published.ON_RAY},
    series=_published.SERIES,
    build=lambda _: builds.go_app(),
)


def in_process() -> Side:
    return _published.in_process(builds.GO_LIBRARY, execute=False)


def on_ray() -> Side:
    return _published.on_ray(builds.GO_LIBRARY)
