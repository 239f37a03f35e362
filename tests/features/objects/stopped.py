"""A program that test_stopping.py interrupts: `stopped.py <case> <began> <ended>`; prints what its call raised."""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import goray
import numpy as np
from objects import tasks

CASE, BEGAN, ENDED = sys.argv[1:]


@goray.local
def loop_again(began: str) -> None:
    tasks.Loop(began)


@goray.local
def python_loop(began: str) -> None:
    Path(began).write_bytes(b"")
    while True:
        pass


class ToldError(Exception):
    def __str__(self) -> str:
        signal.raise_signal(signal.SIGINT)
        return ""


@goray.local
def fail() -> None:
    raise ToldError


def raises(*_: object) -> None:
    raise TimeoutError


def alarm() -> None:
    signal.signal(signal.SIGALRM, raises)
    tasks.Loop(BEGAN)


def handled() -> None:
    """Python's handler does not raise, so that C++ goes on until another one does."""
    signal.signal(signal.SIGINT, lambda *_: signal.raise_signal(signal.SIGALRM))
    alarm()


def on_a_thread() -> None:
    thread = threading.Thread(target=tasks.Loop, args=(BEGAN,), daemon=True)
    thread.start()
    while True:  # a wait without an end could begin just after the signal, and miss it
        thread.join(0.1)


def beside_a_held_lock() -> None:
    """The question that another thread makes wait for long is no reason to ask no more for ten times as long."""
    hold_lock = ctypes.PyDLL(None).usleep
    ended = threading.Event()

    def hold_and_interrupt() -> None:
        Path(BEGAN).read_bytes()
        hold_lock(900_000)
        os.kill(os.getpid(), signal.SIGINT)
        if not ended.wait(5):
            os._exit(1)

    threading.Thread(target=hold_and_interrupt).start()
    try:
        tasks.Loop(BEGAN)
    finally:
        ended.set()


def forked() -> None:
    tasks.IsStopped()  # starts what a fork has to start again
    if child := os.fork():
        Path(BEGAN).read_bytes()  # once the child has closed it
        os.kill(child, signal.SIGINT)
        os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    tasks.Loop(BEGAN)


CASES: dict[str, Callable[[], object]] = {
    "loop": lambda: tasks.Loop(BEGAN),
    "caught": lambda: tasks.LoopAndCatch(BEGAN),
    "gil": lambda: tasks.LoopWithGil(BEGAN),
    "helpers": lambda: tasks.LoopWithHelpers(BEGAN, ENDED),
    "nested": lambda: tasks.CallPython("loop_again", BEGAN),
    "callback": lambda: tasks.CallPython("python_loop", BEGAN),
    "failure": lambda: tasks.CallPythonAndLoop("fail"),
    "lock": beside_a_held_lock,
    "alarm": alarm,
    "handled": handled,
    "thread": on_a_thread,
    "fork": forked,
    "bulk": lambda: tasks.Loop.vectorize(np.array([BEGAN, ""], object), num_threads=2),
    "between": lambda: tasks.TellAndNap.vectorize(np.array([BEGAN] + [""] * 50_000, object)),
}

try:
    CASES[CASE]()
except BaseException as error:
    print(type(error).__name__, tasks.IsStopped(), flush=True)
    os._exit(0)  # a thread may be inside C++
