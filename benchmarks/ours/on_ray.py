from __future__ import annotations

import importlib
import itertools
from collections.abc import Iterable
from typing import Any

import numpy as np

from benchmarks.cases import BURST, DRIVEN
from benchmarks.measure.interrupts import by_cancel
from benchmarks.measure.ray_samples import INIT, MEGA, burst, fresh_worker, one_by_one
from benchmarks.measure.samples import Side, once


def drain(results: Iterable[object]) -> None:
    """Looks at each of them in a loop of Python's."""
    for _ in results:
        pass


def on_ray() -> Side:
    ray: Any = importlib.import_module("ray")
    ray.init(**INIT)
    calls: Any = importlib.import_module("calls")
    tasks, counter = calls.tasks, calls.Counter.remote(0)
    assert ray.get(tasks.Add.remote(1.0, 2.0)) == 3.0
    floats = np.ones(10 * MEGA // 8)
    small, big = bytes(10 * MEGA), bytes(100 * MEGA)
    return {
        "task": one_by_one(lambda: tasks.Add.remote(1.0, 2.0)),
        "tasks": burst(lambda: tasks.Add.remote(1.0, 2.0), BURST),
        "actor": one_by_one(lambda: counter.Incr.remote(1)),
        "actor_calls": burst(lambda: counter.Incr.remote(1), BURST),
        "argument_10mb": one_by_one(lambda: tasks.Size.remote(small), 2),
        "argument_100mb": one_by_one(lambda: tasks.Size.remote(big), 1),
        "result_10mb": one_by_one(lambda: tasks.Zeros.remote(10 * MEGA), 2),
        "result_100mb": one_by_one(lambda: tasks.Zeros.remote(100 * MEGA), 1),
        "array_argument_10mb": one_by_one(lambda: tasks.Last.remote(floats), 2),
        "array_result_10mb": one_by_one(lambda: tasks.Array.remote(10 * MEGA // 8), 2),
        "array_cpp_10mb": once(lambda: tasks.DriveArrays(2, 10 * MEGA // 8), 2),
        "array_cpp_100mb": once(lambda: tasks.DriveArrays(1, 100 * MEGA // 8), 1),
        "map": once(lambda: drain(tasks.Sum1.map(range(200_000))), 200_000),
        "map_array": once(lambda: drain(tasks.Sum1.map(np.arange(200_000))), 200_000),
        "map_array_5m": once(lambda: drain(tasks.Sum1.map(np.arange(5_000_000))), 5_000_000),
        "cancel": by_cancel(tasks.AskForEver.remote),
        "cancel_p95": by_cancel(tasks.AskForEver.remote, worse=5),
        "worker": fresh_worker(lambda options: tasks.Add.options(**options).remote(1.0, 2.0), itertools.count()),
        "driver": once(lambda: tasks.Drive(DRIVEN), DRIVEN),
        "driver_typed": once(lambda: tasks.DriveTyped(DRIVEN), DRIVEN),
        **{f"burst/{count}": burst(lambda: tasks.Add.remote(1.0, 2.0), count) for count in (100, 1_000, 5_000)},
    }
