"""How long C++ that asks goes on after it was interrupted, while other programs keep all CPUs busy."""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from benchmarks.measure.samples import Sample

TRIES = 100
FOR_EVER = 10**15
"""Questions: more than anybody waits for."""


@contextlib.contextmanager
def load() -> Generator[None]:
    """A program for each CPU that does nothing but work."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for program in busy:
            program.kill()
            program.wait()


def attempts(attempt: Callable[[], float], worse: int = TRIES // 2) -> Sample:
    """What all but `worse` of `TRIES` attempts under load take at most: the median."""

    def sample() -> float:
        with load():
            return sorted(attempt() for _ in range(TRIES))[TRIES - worse - 1]

    return sample


def by_signal(loop: Callable[[int], object]) -> Sample:
    """Seconds from Ctrl-C to KeyboardInterrupt, of a call in this thread."""

    def attempt() -> float:
        sent = 0.0

        def send() -> None:
            nonlocal sent
            time.sleep(0.003)
            sent = time.perf_counter()
            os.kill(os.getpid(), signal.SIGINT)

        sender = threading.Thread(target=send)
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            sender.start()
            loop(FOR_EVER)
        except KeyboardInterrupt:
            return time.perf_counter() - sent
        finally:
            signal.signal(signal.SIGINT, before)
            sender.join()
        raise AssertionError("the loop ended by itself")

    return attempts(attempt)


def by_cancel(submit: Callable[[str], Any], worse: int = TRIES // 2) -> Sample:
    """Seconds from `ray.cancel` to TaskCancelledError, of a task that opens the FIFO it is given, and loops."""
    ray: Any = importlib.import_module("ray")

    def attempt() -> float:
        with tempfile.TemporaryDirectory() as folder:
            began = Path(folder, "began")
            os.mkfifo(began)
            ref = submit(str(began))
            began.read_bytes()
            start = time.perf_counter()
            ray.cancel(ref)
            try:
                ray.get(ref)
            except ray.exceptions.TaskCancelledError:
                return time.perf_counter() - start
        raise AssertionError("the task ended by itself")

    return attempts(attempt, worse)
