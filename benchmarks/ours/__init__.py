"""goray-cpp's side of every case; the goals here are of figures that stand alone."""

from __future__ import annotations

from benchmarks.cases import SERIES
from benchmarks.goals import value
from benchmarks.measure.peer import Peer
from benchmarks.setup import builds

PEER = Peer(
    title="none",
    goals={
        "allocations_add": value(0),
        "allocations_hello": value(1),  # the result
        "check_interrupt": value(1e-9),
        "interrupt": value(0.010),
        "cancel": value(0.010),
        "load": value(0.002),
        "no_op": value(0),
        "big_generate": value(5),
    },
    series=tuple(series.key for series in SERIES),
    build=lambda _: builds.goray_app(),
)
