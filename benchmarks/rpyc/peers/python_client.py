"""The same cases with RPyC's own client: python_client.py PORT.

Reads "CASE REPEATS" lines, answers with seconds a call (the median) and seconds of CPU a call (the mean).
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import rpyc


def main() -> None:
    connection = rpyc.classic.connect("127.0.0.1", int(sys.argv[1]))
    mean = connection.modules.numpy.mean
    frombuffer = connection.modules.numpy.frombuffer
    cases: dict[str, Callable[[], object]] = {"sqrt": lambda: connection.modules.math.sqrt(16)}
    for name, count in (("1MB", 1 << 17), ("8MB", 1 << 20)):
        data = bytes(8 * count)
        cases[f"array_{name}"] = lambda data=data: mean(frombuffer(data))
    for line in sys.stdin:
        case, repeats = line.split()
        seconds = []
        cpu = time.process_time()
        for _ in range(int(repeats)):
            before = time.perf_counter()
            cases[case]()
            seconds.append(time.perf_counter() - before)
        print(statistics.median(seconds), (time.process_time() - cpu) / len(seconds), flush=True)


if __name__ == "__main__":
    main()
