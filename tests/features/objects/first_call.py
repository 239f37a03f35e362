"""A program of `test_reentry.py`: a process's first call is interrupted by the same call, at each function it enters.

Usage: first_call.py PACKAGES. Each function is tried in a forked child, as only the first call loads. Prints for each
kind of call whether there were functions, and what was wrong.
"""

from __future__ import annotations

import faulthandler
import os
import sys
from collections.abc import Callable

sys.path.insert(0, sys.argv[1])

import goray
import objects

SECONDS = 60
App = goray.App  # imported now, as a module that is being imported lacks what is defined below
KINDS: dict[str, tuple[Callable[[], object], object]] = {
    "task": (lambda: objects.tasks.Square(3), 9),
    "local actor": (lambda: objects.NewCounter(1).Incr(1), 2),
    "App": (lambda: App(objects.tasks._app.path).run_task("Square", 3), 9),
}


def first_call(call: Callable[[], object], at: int) -> tuple[object, object, int]:
    """Its result, that of the call which interrupts it at its function `at`, and how many functions it entered."""
    entered = 0
    inner: object = None

    def enter(_frame: object, event: str, _argument: object) -> None:
        nonlocal entered, inner
        if event != "call":
            return
        if entered == at:
            inner = call()
        entered += 1

    sys.setprofile(enter)
    try:
        outer = call()
    finally:
        sys.setprofile(None)
    return outer, inner, entered


def in_child(call: Callable[[], object], wanted: object, at: int) -> str:
    """`right`, `past` the last point, or what is wrong."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        faulthandler.dump_traceback_later(SECONDS, exit=True)
        try:
            outer, inner, entered = first_call(call, at)
            text = "past" if entered <= at else "right" if outer == inner == wanted else f"{outer!r}, inside {inner!r}"
        except BaseException as error:
            text = repr(error)
        os.write(writing, text.encode()[:4000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return text or "it ended without an answer"


for name, (call, wanted) in KINDS.items():
    answers: list[str] = []
    while "past" not in answers and len(answers) < 1000:
        answers.append(in_child(call, wanted, len(answers)))
    wrong = {at: answer for at, answer in enumerate(answers) if answer not in ("right", "past")}
    print(name, len(answers) > 20, wrong)
