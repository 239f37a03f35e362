"""Shared by the peers that run the published goray, with a library in C++ or in Go."""

from __future__ import annotations

import functools
import importlib
import sys
from pathlib import Path
from typing import Any

from benchmarks.cases import BURST, SIZES
from benchmarks.goals import NO_SLOWER, Goal, faster
from benchmarks.measure.samples import Sample, Side, by_threads, fresh, once, sizes_of, timed
from benchmarks.measure.values import failing, same, there_and_back
from tests.interop.make_env import PUBLISHED

PACKAGES = (f"goray=={PUBLISHED}",)
SERIES = ("arguments", "bytes", "bytes_faults", "bytes_peak", "threads", "burst")
EXECUTED = {"execute_held": b"AddHeld", "execute_released": b"Add"}
ON_RAY: dict[str, Goal] = {
    "task": NO_SLOWER,
    "tasks": NO_SLOWER,
    "actor": NO_SLOWER,
    "actor_calls": NO_SLOWER,
    "argument_10mb": faster(8),
    "argument_100mb": faster(8),
    "result_10mb": faster(8),
    "result_100mb": faster(8),
}
IN_PROCESS: dict[str, Goal] = {
    "add": faster(150),
    "add_released": faster(40),
    "hello": faster(40),
    "by_name": faster(40),
    "method": faster(40),
    "callback": faster(40),
    "exception": faster(8),
    "bytes_1mb": faster(50),
    "bytes_100mb": faster(8),
    "nested_dict": faster(8),
    "dicts_1000": faster(1.5),
    "floats_1000": faster(2.5),
    "first_call": NO_SLOWER,
}


def message(name: bytes) -> bytes:
    """The request `name(1.0, 2.0)`."""
    number = b"\xcb\x3f\xf0" + bytes(6), b"\xcb\x40" + bytes(7)
    return b"".join(len(unit).to_bytes(8, "little") + unit for unit in (name, b"".join(number)))


def execute_cases(execute: Any) -> dict[str, Sample]:
    """The bare call of the protocol; 4 is its command for tasks."""
    assert execute(4, 0, message(b"Add"))[1] == 0
    return {
        case: timed("execute(4, 0, data)", 2_000, execute=execute, data=message(name))
        for case, name in EXECUTED.items()
    }


def use(library: Path) -> Any:
    """The module goray, with `library` as its process's one."""
    goray: Any = importlib.import_module("goray")
    state: Any = importlib.import_module("goray.state")
    state.golibpath = str(library)
    goray.local(same)
    return goray


def in_process(library: Path, execute: bool) -> Side:
    goray: Any = use(library)
    run = goray.golang_local_run_task
    counter = goray.golang_local_new_actor("NewCounter", 0)
    assert run("Add", 1.0, 2.0) == 3.0
    add = timed("f('Add', 1.0, 2.0)", 1_000, f=run)
    cases: dict[str, Sample] = {
        "add": add,
        "add_released": add,
        "by_name": add,
        "hello": timed("f('Hello', 'world')", 1_000, f=run),
        "method": timed("f(1)", 1_000, f=counter.Incr, kept=counter),  # its method does not keep the actor
        "callback": once(lambda: run("Callbacks", 200), 200),
        "exception": timed("f()", 200, f=failing(lambda: run("Fail"))),
        "first_call": fresh(
            f"import gorayffi; gorayffi.load_go_lib({str(library)!r}, {{}}).call_golang_func('Add', (1.0, 2.0))"
        ),
        **sizes_of(functools.partial(run, "SameBytes"), SIZES),
        **there_and_back(functools.partial(run, "Same"), functools.partial(run, "SameFloats")),
    }
    if execute:
        cases |= execute_cases(importlib.import_module("goray.common").load_go_lib().execute)
    for count in (1, 2, 4, 8):
        arguments = ", ".join(map(str, range(count)))
        cases[f"arguments/{count}"] = timed(f"f('Sum{count}', {arguments})", 1_000, f=run)
        cases[f"threads/{count}"] = by_threads("f('Add', 1.0, 2.0)", 500, count, f=run)
    return cases


def on_ray(library: Path) -> Side:
    ray: Any = importlib.import_module("ray")
    goray: Any = importlib.import_module("goray")
    from benchmarks.measure.ray_samples import INIT, MEGA, burst, one_by_one

    code = goray.start(str(library), "", **INIT)
    assert code == 0, (sys.executable, code)
    tasks = {name: goray.golang_task(name) for name in ("Add", "Size", "Zeros")}
    counter = goray.golang_actor_class("NewCounter").remote(0)
    assert ray.get(tasks["Add"].remote(1.0, 2.0)) == 3.0
    small, big = bytes(10 * MEGA), bytes(100 * MEGA)
    return {
        "task": one_by_one(lambda: tasks["Add"].remote(1.0, 2.0)),
        "tasks": burst(lambda: tasks["Add"].remote(1.0, 2.0), BURST),
        "actor": one_by_one(lambda: counter.Incr.remote(1)),
        "actor_calls": burst(lambda: counter.Incr.remote(1), BURST),
        "argument_10mb": one_by_one(lambda: tasks["Size"].remote(small), 1),
        "argument_100mb": one_by_one(lambda: tasks["Size"].remote(big), 1),
        "result_10mb": one_by_one(lambda: tasks["Zeros"].remote(10 * MEGA), 1),
        "result_100mb": one_by_one(lambda: tasks["Zeros"].remote(100 * MEGA), 1),
        **{f"burst/{count}": burst(lambda: tasks["Add"].remote(1.0, 2.0), count) for count in (100, 1_000, 5_000)},
    }
