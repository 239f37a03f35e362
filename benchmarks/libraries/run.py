"""The same calls of several libraries in process, each round in random order: what a library's language costs.

    python benchmarks/libraries/run.py LIBRARY...

Each library has the tasks and the actor of docs/guide/migrating_from_goray.md: `Hello(name)`, `Divide(a, b)`,
`Counter(start).Incr(by)`. Medians of a call in microseconds, and their ratio to the last library's.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable

import goray

ROUNDS = 60
CALLS = 300


def calls(library: str) -> dict[str, Callable[[], object]]:
    app = goray.App(library)
    counter = app.new_actor("Counter", 0)
    return {
        'Hello("World")': lambda: app.run_task("Hello", "World"),
        "Divide(7, 2)": lambda: app.run_task("Divide", 7, 2),
        "counter.Incr(1)": lambda: counter.Incr(1),
    }


def measure(call: Callable[[], object]) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    for _ in range(CALLS):
        call()
    return (time.perf_counter() - start) / CALLS


def main(libraries: list[str]) -> None:
    measured: dict[tuple[str, str], list[float]] = {}
    rows = [(library, name, call) for library in libraries for name, call in calls(library).items()]
    for _ in range(ROUNDS):
        for library, name, call in random.sample(rows, len(rows)):
            measured.setdefault((library, name), []).append(measure(call))
    medians = {key: statistics.median(times) for key, times in measured.items()}
    for library, name, _ in rows:
        ratio = medians[library, name] / medians[libraries[-1], name]
        print(f"{name:16} {medians[library, name] * 1e6:8.2f} us  x{ratio:<8.3g} {library}")


if __name__ == "__main__":
    main(sys.argv[1:])
