"""A program of `test_reentry.py`: whatever runs, a finalizer or a signal handler interrupts it and calls C++ and Ray.

Usage: reentry.py PACKAGES RAY_ADDRESS. Prints how often handlers and destructors ran, and what was wrong.
"""

from __future__ import annotations

import asyncio
import faulthandler
import gc
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

faulthandler.dump_traceback_later(200, exit=True)
sys.path.insert(0, sys.argv[1])

import goray  # noqa: E402
import gorayffi  # noqa: E402
import objects  # noqa: E402
import ray  # noqa: E402

counts = {"handlers": 0, "destructors": 0}
wrong: list[str] = []
tasks: Any = objects.tasks


@goray.remote(num_cpus=1)  # so that few of the many run at once
def five() -> int:
    return 5


@goray.local
def same(value: Any) -> Any:
    counts["destructors"] += isinstance(value, list)
    return value


class Ring:
    """Garbage that only the collector frees, and with it a C++ object whose destructor calls Python and Ray."""

    def __init__(self) -> None:
        self.me = self
        self.farewell = objects.NewFarewell()


def remote_method() -> object:
    counter = objects.NewCounter.options(num_cpus=0).remote(1)
    return ray.get(counter.Incr.remote(1))


def put_and_pass() -> object:
    return ray.get(tasks.SubtractAll.options(num_cpus=0).remote(9, ray.put([4])))


def in_a_thread() -> object:
    results: list[int] = []
    thread = threading.Thread(target=lambda: results.append(tasks.Square(3)))
    thread.start()
    thread.join()
    return results[0]


async def awaited() -> object:
    return await tasks.Square.options(num_cpus=0).remote(3)


app = goray.App(tasks._app.path)
KINDS: dict[str, tuple[Callable[[], object], object]] = {
    "task": (lambda: tasks.Square(3), 9),
    "task by name": (lambda: app.run_task("Square", 3), 9),
    "task on Ray": (lambda: ray.get(tasks.Square.options(num_cpus=0).remote(3)), 9),
    "task on Ray by name": (lambda: ray.get(app.task("Square", num_cpus=0).remote(3)), 9),
    "awaited": (lambda: asyncio.run(awaited()), 9),
    "options of its own": (lambda: ray.get(tasks.Square.options(name=f"s{id(object())}").remote(3)), 9),
    "local actor": (lambda: objects.NewCounter(1).Incr(1), 2),
    "local actor by name": (lambda: app.new_actor("NewCounter", 1).Incr(1), 2),
    "actor on Ray": (remote_method, 2),
    "ref as an argument": (put_and_pass, 5),
    "C++ submits and gets": (lambda: tasks.GetMany(2), [0, 1]),
    "C++ calls a Python task": (lambda: tasks.SubmitPy("five", {"num_cpus": 0.1}), 5),
    "C++ calls Python here": (lambda: tasks.CallHere("same", 3), 3),
    "C++ waits": (tasks.WaitForReady, (1, 1)),
    "C++ throws": (lambda: type(_error(lambda: tasks.Fail(1))).__name__, "NativeValueError"),
    "from a thread": (in_a_thread, 9),
    "the library again": (lambda: gorayffi.load_library(app.path) is app.library, True),
    "an app again": (lambda: goray.App(app.path).run_task("Square", 2), 4),
}


def _error(call: Callable[[], object]) -> BaseException | None:
    try:
        call()
    except gorayffi.NativeError as error:
        return error
    return None


depth = 0


def handle(_number: int, _frame: FrameType | None) -> None:
    """Submits and calls, also within itself, a few levels deep."""
    global depth
    if depth == 3:
        return
    depth += 1
    try:
        counts["handlers"] += 1
        expect("in a handler: task", lambda: tasks.Square(2), 4)
        expect("in a handler: Put", lambda: len(tasks.PutSome(1)), 1)
        if counts["handlers"] % 10 == 1:
            five.remote()
    finally:
        depth -= 1


def expect(name: str, call: Callable[[], object], wanted: object) -> None:
    try:
        got = call()
    except Exception as error:
        got = error
    if got != wanted:
        wrong.append(f"{name}: {got!r}, not {wanted!r}")


def main() -> None:
    ray.init(address=sys.argv[2], log_to_driver=False, runtime_env={"env_vars": {"PYTHONPATH": sys.argv[1]}})
    signal.signal(signal.SIGALRM, handle)
    for name, (call, wanted) in KINDS.items():  # what is made once, by itself
        expect(f"undisturbed: {name}", call, wanted)
    threshold = gc.get_threshold()
    for name, (call, wanted) in KINDS.items():
        gc.set_threshold(1)
        signal.setitimer(signal.ITIMER_REAL, 0.002, 0.002)
        for _ in range(2):
            Ring()
            expect(name, call, wanted)
        signal.setitimer(signal.ITIMER_REAL, 0)
        gc.set_threshold(*threshold)
        gc.collect()
    held = goray._library.loaded.library_at(app.path).handles.counts()
    print("interrupted:", counts["handlers"] > 0, counts["destructors"] > 2 * len(KINDS) - 1, held, wrong)


main()
