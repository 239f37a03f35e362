"""A nanobind module of the same functions."""

from __future__ import annotations

import importlib
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cases import SIZES
from benchmarks.goals import NO_SLOWER, at_most
from benchmarks.measure.peer import Peer
from benchmarks.measure.samples import Sample, Side, by_threads, fresh, once, sizes_of, timed
from benchmarks.measure.values import DICTS, FLOATS, TYPED, each, eigen_cases, failing, same, typed_values
from benchmarks.setup import builds

PEER = Peer(
    title="nanobind",
    environment="bindings",
    packages=("nanobind==3.1.0", f"numpy=={version('numpy')}"),
    goals={
        "add": at_most(0.85),
        "add_keyword": at_most(0.80),
        "add_released": at_most(0.95),
        "hello": at_most(0.65),
        "method": NO_SLOWER,
        "callback": NO_SLOWER,
        "exception": NO_SLOWER,
        "bytes_1mb": NO_SLOWER,
        "bytes_100mb": NO_SLOWER,
        "floats_1000": NO_SLOWER,
        "structs_1000": NO_SLOWER,
        "texts_1000": NO_SLOWER,
        "map_1000": NO_SLOWER,
        "times_1000": NO_SLOWER,
        "vectorize": at_most(1.2),  # a loop of C++, written by hand
        "array_view": NO_SLOWER,
        "array_result": NO_SLOWER,
        "eigen_view": NO_SLOWER,
        "eigen_copy": NO_SLOWER,
        "eigen_result": NO_SLOWER,
        "eigen_solve": NO_SLOWER,
        "first_call": NO_SLOWER,
        "clean_build": NO_SLOWER,
        "rebuild": NO_SLOWER,
    },
    series=("arguments", "bytes", "bytes_faults", "bytes_peak", "threads"),
    build=builds.nanobind,
)

FIRST_CALL = "import sys; sys.path.insert(0, {folder!r}); import nanobind_calls; nanobind_calls.add_held(1.0, 2.0)"


def in_process() -> Side:
    folder = builds.BUILD / "nanobind"
    sys.path[:0] = [str(folder), str(builds.BUILD / "nanobind_eigen")]
    calls: Any = importlib.import_module("nanobind_calls")
    eigen: Any = importlib.import_module("nanobind_eigen")
    return {
        "add": timed("f(1.0, 2.0)", 50_000, f=calls.add_held),
        "add_keyword": timed("f(1.0, b=2.0)", 50_000, f=calls.add_held),
        "add_released": timed("f(1.0, 2.0)", 50_000, f=calls.add),
        "hello": timed("f('world')", 50_000, f=calls.hello_held),
        "method": timed("f(1)", 50_000, f=calls.Counter(0).incr),
        "callback": once(lambda: calls.callbacks(same, 1_000), 1_000),
        "exception": timed("f()", 1_000, f=failing(calls.fail, ValueError)),
        "floats_1000": timed("f(floats)", 30, f=calls.same_floats, floats=FLOATS),
        **typed_values(
            {"texts_1000": calls.same_texts, "map_1000": calls.same_map, "times_1000": calls.same_times},
            {**TYPED, "times_1000": [time.replace(tzinfo=None) for time in TYPED["times_1000"]]},
        ),
        "structs_1000": structs(calls),
        "vectorize": each(calls.add_each),
        "array_view": timed("f(array)", 20_000, f=calls.last, array=np.ones(8)),
        "array_result": timed("f(1000)", 5_000, f=calls.array),
        **eigen_cases(view=eigen.last, copy=eigen.corner, result=eigen.made, solve=eigen.solve),
        "first_call": fresh(FIRST_CALL.format(folder=str(folder))),
        **sizes_of(calls.same_bytes, SIZES),
        **{f"threads/{count}": by_threads("f(1.0, 2.0)", 20_000, count, f=calls.add) for count in (1, 2, 4, 8)},
        **{f"arguments/{count}": arguments(getattr(calls, f"sum{count}"), count) for count in (1, 2, 4, 8)},
    }


def structs(calls: Any) -> Sample:
    """Objects of a class that C++ and Python share, of which each way is a copy."""
    orders = [calls.Order(order["id"], order["name"], order["price"], order["ok"]) for order in DICTS]
    assert [order.name for order in calls.same_orders(orders)] == [order.name for order in orders]
    return timed("call(value)", 10, call=calls.same_orders, value=orders)


def arguments(function: Any, count: int) -> Sample:
    return timed(f"f({', '.join(map(str, range(count)))})", 20_000, f=function)


def generator() -> Side:
    from benchmarks.ours.generator import clean_build, rebuild

    source, binary = builds.APPS / "bindings", builds.BUILD / "generator" / "nanobind"
    options = builds.binding_options("nanobind", Path(sys.executable))
    binary.parent.mkdir(parents=True, exist_ok=True)
    return {
        "clean_build": clean_build(source, binary, *options),
        "rebuild": rebuild(binary, source / "nanobind.cpp"),
    }
