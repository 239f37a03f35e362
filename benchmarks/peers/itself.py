"""goray-cpp itself: what one of its calls costs beside another one."""

from __future__ import annotations

import importlib
from typing import Any

from benchmarks.cases import DRIVEN
from benchmarks.goals import at_most, faster
from benchmarks.measure.peer import Peer
from benchmarks.measure.ray_samples import INIT
from benchmarks.measure.samples import Side, by_threads, once, timed

PEER = Peer(
    title="itself (a task, one thread)",
    goals={
        "method": at_most(1.2),
        "threads_held": at_most(1.2),
        "threads_released": faster(1.9),
        "driver_typed": at_most(1.05),
    },
)


def in_process() -> Side:
    tasks: Any = importlib.import_module("calls").tasks
    return {
        "method": timed("f(1)", 50_000, f=tasks.Sum1),
        "threads_held": by_threads("f(1.0, 2.0)", 200_000, 1, f=tasks.AddHeld),
        "threads_released": by_threads("f(1000)", 40, 1, f=tasks.Work),
    }


def on_ray() -> Side:
    ray: Any = importlib.import_module("ray")
    ray.init(**INIT)
    tasks: Any = importlib.import_module("calls").tasks
    return {"driver_typed": once(lambda: tasks.Drive(DRIVEN), DRIVEN)}
