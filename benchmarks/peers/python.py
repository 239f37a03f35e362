"""The same in plain Python: a function, a class, and Ray's own tasks and actors of them."""

from __future__ import annotations

import importlib
import itertools
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cases import BURST, DRIVEN
from benchmarks.goals import NO_SLOWER, above_by, at_most, faster
from benchmarks.measure.peer import Peer
from benchmarks.measure.samples import Side, fresh, timed
from benchmarks.measure.values import each

ON_RAY = at_most(1.05)
PEER = Peer(
    title="plain Python",
    goals={
        "add": NO_SLOWER,
        "add_keyword": NO_SLOWER,
        "hello": NO_SLOWER,
        "method": NO_SLOWER,
        "vectorize": faster(20),
        "first_call": above_by(0.010),
        "task": ON_RAY,
        "tasks": ON_RAY,
        "actor": ON_RAY,
        "actor_calls": ON_RAY,
        "argument_10mb": ON_RAY,
        "argument_100mb": ON_RAY,
        "result_10mb": ON_RAY,
        "result_100mb": ON_RAY,
        "map": faster(2000),
        "map_array": faster(3000),
        "map_array_5m": faster(10_000),
        "array_argument_10mb": ON_RAY,
        "array_result_10mb": ON_RAY,
        "array_cpp_10mb": ON_RAY,
        "array_cpp_100mb": ON_RAY,
        "cancel": above_by(0.006),  # C++ asks every 5 ms
        "cancel_p95": above_by(0.020),
        "worker": above_by(0.010),
        "driver": at_most(1.15),
        "big_import": above_by(0.050),
    },
    series=("burst",),
)


def add(a: float, b: float) -> float:
    return a + b


def hello(name: str) -> str:
    return "Hello " + name


def length(data: bytes) -> int:
    return len(data)


def nulls(count: int) -> bytes:
    return bytes(count)


def last(values: np.ndarray[Any, Any]) -> float:
    return float(values[-1])


def array(count: int) -> np.ndarray[Any, Any]:
    return np.zeros(count)


def ones(count: int) -> np.ndarray[Any, Any]:
    return np.ones(count)


def loop_for_ever(began: str) -> None:
    Path(began).write_bytes(b"")
    while True:
        pass


class Counter:
    def __init__(self, start: int) -> None:
        self.value = start

    def incr(self, by: int) -> int:
        self.value += by
        return self.value


def in_process() -> Side:
    return {
        "add": timed("f(1.0, 2.0)", 50_000, f=add),
        "add_keyword": timed("f(1.0, b=2.0)", 50_000, f=add),
        "hello": timed("f('world')", 50_000, f=hello),
        "method": timed("f(1)", 50_000, f=Counter(0).incr),
        "vectorize": each(np.vectorize(add)),
        "first_call": fresh("pass"),
    }


def on_ray() -> Side:
    from benchmarks.measure.interrupts import by_cancel
    from benchmarks.measure.ray_samples import INIT, MEGA, burst, fresh_worker, one_by_one

    ray: Any = importlib.import_module("ray")
    ray.init(**INIT)
    remote_add, counter = ray.remote(add), ray.remote(Counter).remote(0)
    size, zeros, loop = ray.remote(length), ray.remote(nulls), ray.remote(loop_for_ever)
    look, make, fill, floats = ray.remote(last), ray.remote(array), ray.remote(ones), np.ones(10 * MEGA // 8)
    small, big = bytes(10 * MEGA), bytes(100 * MEGA)
    return {
        "task": one_by_one(lambda: remote_add.remote(1.0, 2.0)),
        "tasks": burst(lambda: remote_add.remote(1.0, 2.0), BURST),
        "actor": one_by_one(lambda: counter.incr.remote(1)),
        "actor_calls": burst(lambda: counter.incr.remote(1), BURST),
        "argument_10mb": one_by_one(lambda: size.remote(small), 2),
        "argument_100mb": one_by_one(lambda: size.remote(big), 1),
        "result_10mb": one_by_one(lambda: zeros.remote(10 * MEGA), 2),
        "result_100mb": one_by_one(lambda: zeros.remote(100 * MEGA), 1),
        "array_argument_10mb": one_by_one(lambda: look.remote(floats), 2),
        "array_result_10mb": one_by_one(lambda: make.remote(10 * MEGA // 8), 2),
        "array_cpp_10mb": one_by_one(lambda: look.remote(fill.remote(10 * MEGA // 8)), 2),
        "array_cpp_100mb": one_by_one(lambda: look.remote(fill.remote(100 * MEGA // 8)), 1),
        **{name: burst(lambda: remote_add.remote(1.0, 2.0), BURST) for name in ("map", "map_array", "map_array_5m")},
        "cancel": by_cancel(loop.remote),
        "cancel_p95": by_cancel(loop.remote, worse=5),
        "worker": fresh_worker(lambda options: remote_add.options(**options).remote(1.0, 2.0), itertools.count()),
        "driver": burst(lambda: remote_add.remote(1.0, 2.0), DRIVEN),
        **{f"burst/{count}": burst(lambda: remote_add.remote(1.0, 2.0), count) for count in (100, 1_000, 5_000)},
    }


def generator() -> Side:
    return {"big_import": fresh("pass")}
