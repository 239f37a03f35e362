from __future__ import annotations

import importlib
import os
import subprocess
import sys
from typing import Any

import goray
import numpy as np

from benchmarks.cases import SIZES
from benchmarks.measure.interrupts import by_signal
from benchmarks.measure.samples import Sample, Side, by_threads, fresh, fresh_says, once, sizes_of, timed
from benchmarks.measure.values import each, eigen_cases, failing, same, there_and_back, typed_values
from benchmarks.peers import _published
from benchmarks.setup import builds

ALLOCATIONS = f"""
import ctypes, calls
count = ctypes.c_long.in_dll(ctypes.CDLL({str(builds.MALLOC_COUNT)!r}), "goray_bench_mallocs")
def counted(call, kept=[None] * 1000):
    for i in range(1000): kept[i] = call()
    before = count.value
    for i in range(1000): call()
    return count.value - before
empty = counted(lambda: None)
print(round((counted(lambda: calls.tasks.%s) - empty) / 1000))
"""


def allocations(call: str) -> Sample:
    """Of one call, those of Python included."""
    environment = {**os.environ, "LD_PRELOAD": str(builds.MALLOC_COUNT), "PYTHONMALLOC": "malloc"}
    command = [sys.executable, "-c", ALLOCATIONS % call]
    return lambda: float(subprocess.check_output(command, text=True, env=environment))


def in_process() -> Side:
    goray.local(same)
    calls: Any = importlib.import_module("calls")
    sys.path.insert(0, str(builds.EIGEN_PACKAGES))
    eigen: Any = importlib.import_module("eigen_calls.tasks")
    tasks, counter = calls.tasks, calls.Counter(0)
    goray_app = goray.App(builds.LIBRARY)
    assert tasks.AddHeld(1.0, 2.0) == 3.0
    cases: dict[str, Sample] = {
        "add": timed("f(1.0, 2.0)", 50_000, f=tasks.AddHeld),
        "add_keyword": timed("f(1.0, b=2.0)", 50_000, f=tasks.AddHeld),
        "add_released": timed("f(1.0, 2.0)", 50_000, f=tasks.Add),
        "hello": timed("f('world')", 50_000, f=tasks.HelloHeld),
        "by_name": timed("f('Add', 1.0, 2.0)", 5_000, f=goray_app.run_task),
        "method": timed("f(1)", 50_000, f=counter.Incr),
        "callback": once(lambda: tasks.Callbacks(1_000), 1_000),
        "exception": timed("f()", 1_000, f=failing(tasks.Fail, ValueError)),
        "threads_held": by_threads("f(1.0, 2.0)", 50_000, 4, f=tasks.AddHeld),
        "threads_released": by_threads("f(1000)", 10, 4, f=tasks.Work),
        "vectorize": each(tasks.Add.vectorize),
        "array_view": timed("f(array)", 20_000, f=tasks.LastHeld, array=np.ones(8)),
        "array_result": timed("f(1000)", 5_000, f=tasks.ArrayHeld),
        **eigen_cases(view=eigen.Last, copy=eigen.Corner, result=eigen.Made, solve=eigen.Solve),
        "allocations_add": allocations("AddHeld(1.0, 2.0)"),
        "allocations_hello": allocations("HelloHeld('world')"),
        "interrupt": by_signal(tasks.CheckInterrupts),
        "check_interrupt": once(lambda: tasks.CheckInterrupts(100_000_000), 100_000_000),
        "first_call": fresh("import calls; calls.tasks.AddHeld(1.0, 2.0)"),
        "load": fresh_says(LOAD.format(library=str(builds.LIBRARY))),
        **_published.execute_cases(goray_app.commander.execute),
        **sizes_of(tasks.SameBytes, SIZES),
        **there_and_back(tasks.Same, tasks.SameFloats),
        **typed_values(
            {
                "structs_1000": tasks.SameOrders,
                "texts_1000": tasks.SameTexts,
                "map_1000": tasks.SameMap,
                "times_1000": tasks.SameTimes,
            }
        ),
    }
    for count in (1, 2, 4, 8):
        arguments = ", ".join(map(str, range(count)))
        cases[f"arguments/{count}"] = timed(f"f({arguments})", 20_000, f=getattr(tasks, f"Sum{count}"))
        cases[f"threads/{count}"] = by_threads("f(1.0, 2.0)", 20_000, count, f=tasks.Add)
    return cases


LOAD = """
import ctypes, time
start = time.perf_counter()
ctypes.CDLL({library!r})
print(time.perf_counter() - start)
"""
