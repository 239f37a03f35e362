"""A pybind11 module of the same functions."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from benchmarks.goals import NO_SLOWER
from benchmarks.measure.peer import Peer
from benchmarks.measure.samples import Side, once, timed
from benchmarks.measure.values import FLOATS, each, failing, same
from benchmarks.setup import builds

PEER = Peer(
    title="pybind11",
    environment="bindings",
    packages=("pybind11==3.1.0",),
    goals={
        "add": NO_SLOWER,
        "add_keyword": NO_SLOWER,
        "add_released": NO_SLOWER,
        "hello": NO_SLOWER,
        "method": NO_SLOWER,
        "callback": NO_SLOWER,
        "exception": NO_SLOWER,
        "vectorize": NO_SLOWER,  # its own py::vectorize
        "bytes_1mb": NO_SLOWER,
        "floats_1000": NO_SLOWER,
    },
    build=lambda python: builds.binding("pybind11", python),
)


def in_process() -> Side:
    sys.path.insert(0, str(builds.BUILD / "pybind11"))
    calls: Any = importlib.import_module("pybind11_calls")
    return {
        "add": timed("f(1.0, 2.0)", 50_000, f=calls.add_held),
        "add_keyword": timed("f(1.0, b=2.0)", 50_000, f=calls.add_held),
        "add_released": timed("f(1.0, 2.0)", 50_000, f=calls.add),
        "hello": timed("f('world')", 50_000, f=calls.hello_held),
        "method": timed("f(1)", 50_000, f=calls.Counter(0).incr),
        "callback": once(lambda: calls.callbacks(same, 1_000), 1_000),
        "exception": timed("f()", 1_000, f=failing(calls.fail, ValueError)),
        "vectorize": each(calls.add_each),
        "bytes_1mb": timed("f(data)", 20, f=calls.same_bytes, data=bytes(1_000_000)),
        "floats_1000": timed("f(floats)", 30, f=calls.same_floats, floats=FLOATS),
    }
