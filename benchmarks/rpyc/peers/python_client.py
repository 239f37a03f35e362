"""The same cases with RPyC's own client: python_client.py PORT.

Reads "CASE REPEATS" lines, answers with seconds a call (the median) and seconds of CPU a call (the mean).
"""

from __future__ import annotations

import functools
import importlib
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any


def main() -> None:
    rpyc: Any = importlib.import_module("rpyc")  # in the environment that runs this, not in ours
    connection: Any = rpyc.classic.connect("127.0.0.1", int(sys.argv[1]))
    mean = connection.modules.numpy.mean
    frombuffer = connection.modules.numpy.frombuffer
    cases: dict[str, Callable[[], object]] = {"sqrt": lambda: connection.modules.math.sqrt(16)}

    def mean_of(data: bytes) -> object:
        return mean(frombuffer(data))

    for name, count in (("1MB", 1 << 17), ("8MB", 1 << 20)):
        data = bytes(8 * count)
        cases[f"array_{name}"] = functools.partial(mean_of, data)
    for line in sys.stdin:
        case, repeats = line.split()
        seconds: list[float] = []
        cpu = time.process_time()
        for _ in range(int(repeats)):
            before = time.perf_counter()
            cases[case]()
            seconds.append(time.perf_counter() - before)
        print(statistics.median(seconds), (time.process_time() - cpu) / len(seconds), flush=True)


if __name__ == "__main__":
    main()
