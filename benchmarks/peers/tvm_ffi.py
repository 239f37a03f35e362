"""The same functions through apache-tvm-ffi, a C ABI with one signature for all calls."""

from __future__ import annotations

import importlib
from typing import Any

from benchmarks.goals import NO_SLOWER, faster
from benchmarks.measure import values
from benchmarks.measure.peer import Peer
from benchmarks.measure.samples import Side, once, timed
from benchmarks.setup import builds

PEER = Peer(
    title="apache-tvm-ffi",
    environment="bindings",
    packages=("apache-tvm-ffi==0.1.15.post2",),
    goals={"add": faster(4), "hello": NO_SLOWER, "callback": NO_SLOWER, "exception": NO_SLOWER},
    build=lambda python: builds.binding("tvm_ffi", python),
)


def in_process() -> Side:
    tvm_ffi: Any = importlib.import_module("tvm_ffi")
    calls = tvm_ffi.load_module(str(builds.BUILD / "tvm_ffi" / "libtvm_ffi_calls.so"))
    same = tvm_ffi.convert(values.same)
    return {
        "add": timed("f(1.0, 2.0)", 20_000, f=calls.add),
        "hello": timed("f('world')", 20_000, f=calls.hello),
        "callback": once(lambda: calls.callbacks(same, 1_000), 1_000),
        "exception": timed("f()", 200, f=values.failing(calls.fail, ValueError)),
    }
