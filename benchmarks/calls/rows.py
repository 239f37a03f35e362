"""The calls that run.py times, each beside the same in plain Python: by functions, by msgpack-python, by Ray."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import calc
import goray
import loads
import ray
from peers.plain_python import Counter, add, there_and_back

Side = Callable[[], object]

BURST = 200
MEGA = 1_000_000
NESTED = {"id": 7, "name": "order", "tags": ["a", "b"], "parts": {"x": {"sizes": [1, 2, 3], "price": 1.5}, "y": None}}
DICTS = [{"id": i, "name": f"n{i}", "price": i / 3, "ok": True} for i in range(1000)]
FLOATS = [i / 7 for i in range(1000)]
ORDERS = [
    {
        "id": i,
        "parts": {
            f"part {j}": {"name": f"name {j}", "price": j / 3, "sizes": list(range(20)), "note": "x" * 20}
            for j in range(10)
        },
    }
    for i in range(900)
]
"""About 1 MB in msgpack."""


@dataclass(frozen=True)
class Row:
    """`repeat`: how many calls are timed at once."""

    name: str
    ours: Side
    peer: Side
    repeat: int


def seconds(side: Side, repeat: int) -> float:
    """Time of one call of `side`, over `repeat` calls."""
    start = time.perf_counter()
    for _ in range(repeat):
        side()
    return (time.perf_counter() - start) / repeat


@goray.remote
def same(value: Any) -> Any:
    return value


def fresh(code: str) -> Side:
    """A process that runs `code` and nothing else."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


def in_process() -> list[Row]:
    c_counter, py_counter = calc.Counter(0), Counter(0)
    hello = "lambda name: 'Hello ' + name"
    python_hello: Callable[[str], str] = eval(hello)
    values = [
        ("nested dict, there and back", NESTED, loads.tasks.SameAny, 1000),
        ("1,000 dicts, there and back", DICTS, loads.tasks.SameAny, 3),
        ("list of 1,000 floats, there and back", FLOATS, loads.tasks.SameFloats, 50),
        ("string of 1 kB, there and back", "x" * 1000, loads.tasks.SameText, 5000),
        ("string of 1 MB, there and back", "x" * MEGA, loads.tasks.SameText, 5),
        ("structs of 1 MB, there and back", ORDERS, loads.tasks.SameOrders, 1),
    ]
    return [
        Row(
            "first call, fresh process",
            fresh("import calc; calc.tasks.Add(1.0, 2.0)"),
            fresh("def add(a, b): return a + b\nadd(1.0, 2.0)"),
            1,
        ),
        Row("Add(double, double)", lambda: calc.tasks.Add(1.0, 2.0), lambda: add(1.0, 2.0), 20_000),
        Row("Hello(string)", lambda: calc.tasks.Hello("x"), lambda: python_hello("x"), 20_000),
        Row("local actor, Incr(1)", lambda: c_counter.Incr(1), lambda: py_counter.incr(1), 20_000),
        *(
            Row(name, lambda call=call, value=value: call(value), lambda value=value: there_and_back(value), repeat)
            for name, value, call, repeat in values
        ),
    ]


def on_ray() -> list[Row]:
    """Needs Ray to run; starts the workers and actors that the rows need."""
    remote_add, remote_counter = ray.remote(add), ray.remote(Counter)
    ours, peer = calc.Counter.remote(0), remote_counter.remote(0)
    ray_same = ray.remote(lambda value: value)
    ray_size, ray_zeros = ray.remote(lambda data: len(data)), ray.remote(lambda size: bytes(size))
    data, stored = bytes(10 * MEGA), ray.put(bytes(10 * MEGA))
    rows = [
        Row(
            "task, one after another",
            lambda: ray.get(calc.tasks.Add.remote(1.0, 2.0)),
            lambda: ray.get(remote_add.remote(1.0, 2.0)),
            30,
        ),
        Row(
            f"{BURST} tasks at once",
            lambda: ray.get([calc.tasks.Add.remote(1.0, 2.0) for _ in range(BURST)]),
            lambda: ray.get([remote_add.remote(1.0, 2.0) for _ in range(BURST)]),
            2,
        ),
        Row(
            "actor, one after another",
            lambda: ray.get(ours.Incr.remote(1)),
            lambda: ray.get(peer.incr.remote(1)),
            30,
        ),
        Row(
            f"{BURST} actor calls at once",
            lambda: ray.get([ours.Incr.remote(1) for _ in range(BURST)]),
            lambda: ray.get([peer.incr.remote(1) for _ in range(BURST)]),
            2,
        ),
        Row(
            "argument of 10 MB",
            lambda: ray.get(loads.tasks.Size.remote(data)),
            lambda: ray.get(ray_size.remote(data)),
            2,
        ),
        Row(
            "result of 10 MB",
            lambda: ray.get(loads.tasks.Zeros.remote(10 * MEGA)),
            lambda: ray.get(ray_zeros.remote(10 * MEGA)),
            2,
        ),
        Row(
            "C++ to C++ and back, structs of 1 MB",
            lambda: loads.tasks.OrdersToCpp(ORDERS),
            lambda: len(ray.get(ray_same.remote(ORDERS))),
            1,
        ),
        Row(
            "C++ to C++ and back, 10 MB",
            lambda: loads.tasks.DataToCpp(10 * MEGA),
            lambda: len(ray.get(ray_same.remote(bytes(10 * MEGA)))),
            1,
        ),
        Row(
            "C++ to Python and back",
            lambda: loads.tasks.ToPython(1),
            lambda: ray.get(ray_same.remote(1)),
            30,
        ),
        Row(
            "C++ to Python and back, 10 MB",
            lambda: loads.tasks.DataToPython(10 * MEGA),
            lambda: len(ray.get(ray_same.remote(bytes(10 * MEGA)))),
            1,
        ),
        Row("C++ gets 10 MB", lambda: loads.tasks.Fetch([stored]), lambda: len(ray.get(stored)), 2),
        Row(
            f"{BURST} refs of C++, got by Python",
            lambda: ray.get(loads.tasks.Refs(BURST)),
            lambda: ray.get([ray_same.remote(i) for i in range(BURST)]),
            1,
        ),
    ]
    for row in rows:  # workers and actors up before the clock
        row.ours(), row.peer()
    return rows
