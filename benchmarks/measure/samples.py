"""One sample of a case, in the case's unit."""

from __future__ import annotations

import functools
import resource
import subprocess
import sys
import threading
import time
import timeit
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Sample = Callable[[], float]
Side = Mapping[str, Sample]
"""What one peer has of the cases of a group, by key."""


def timed(code: str, repeat: int, **names: Any) -> Sample:
    """Seconds of one execution of `code`, the loop's 10 ns included; `names` are its globals."""
    timer = timeit.Timer(code, globals=names)
    return lambda: timer.timeit(repeat) / repeat


def once(call: Callable[[], object], calls: int = 1) -> Sample:
    """Seconds of `call`, divided by the number of `calls` that it makes."""

    def sample() -> float:
        start = time.perf_counter()
        call()
        return (time.perf_counter() - start) / calls

    return sample


def by_threads(code: str, repeat: int, threads: int, **names: Any) -> Sample:
    """Seconds of one of `threads * repeat` executions, by so many threads at once."""

    def work(start: threading.Barrier) -> None:
        timer = timeit.Timer(code, globals=names)
        start.wait()
        timer.timeit(repeat)

    def sample() -> float:
        start = threading.Barrier(threads + 1)
        workers = [threading.Thread(target=work, args=(start,)) for _ in range(threads)]
        for worker in workers:
            worker.start()
        start.wait()
        began = time.perf_counter()
        for worker in workers:
            worker.join()
        return (time.perf_counter() - began) / (threads * repeat)

    return sample


def fresh(code: str) -> Sample:
    """Seconds of a process of this Python that runs `code`."""
    return once(lambda: subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL))


def fresh_says(code: str) -> Sample:
    """The number that `code` prints in a process of this Python."""
    return lambda: float(subprocess.check_output([sys.executable, "-c", code], text=True))


def page_faults(call: Callable[[], object]) -> Sample:
    def sample() -> float:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        call()
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

    return sample


def peak_memory(call: Callable[[], object]) -> Sample:
    """Bytes by which the process grows at most while `call` runs."""

    def kilobytes(name: str) -> int:
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(name))

    def sample() -> float:
        Path("/proc/self/clear_refs").write_text("5")  # the peak is as high as what is in use now
        before = kilobytes("VmRSS:")
        call()
        return max(kilobytes("VmHWM:") - before, 0) * 1024

    return sample


def sizes_of(same: Callable[[bytes], object], sizes: tuple[int, ...]) -> dict[str, Sample]:
    """The cases about bytes that go there and back."""
    cases: dict[str, Sample] = {}
    for size in sizes:
        data = bytes(size)
        repeat = max(1, min(2_000, 20_000_000 // size))
        cases[f"bytes/{size}"] = timed("same(data)", repeat, same=same, data=data)
        cases[f"bytes_faults/{size}"] = page_faults(functools.partial(same, data))
        cases[f"bytes_peak/{size}"] = peak_memory(functools.partial(same, data))
    cases["bytes_1mb"] = cases["bytes/1000000"]
    cases["bytes_100mb"] = cases["bytes/100000000"]
    return cases
