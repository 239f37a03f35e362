"""What a typed call costs, as a ratio to the same function in plain Python in the same run.

    make bench                  # builds tests/golden/calc's library, then runs this
    python benchmarks/calls.py --rounds 40 --json build/bench.json --published build/interop-env/bin/python

With `--published`, the Python of an environment with the published gorayffi, the same calls of the same library by
name, raw and failing, are timed against it: published_side.py runs in both.

Rows: the first call of a fresh process (import, load, call), calls in process, on Ray a synchronous task, a burst of
tasks, a synchronous actor call and a burst of them. Rounds interleave both sides in random order; a row is the median
over rounds, with the 10th and 90th percentile of the ratio. Ratios repeat from machine to machine, times do not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import calc
import ray

SIDE = Path(__file__).with_name("published_side.py")

Side = Callable[[], object]
Timed = Callable[[], float]
"""Seconds of one call."""


def add(a: float, b: float) -> float:
    """The peer of `calc.tasks.Add`, with the same checks left to the type system."""
    return a + b


class Counter:
    def __init__(self, start: int) -> None:
        self.value = start

    def incr(self, by: int = 1) -> int:
        self.value += by
        return self.value


def seconds(side: Side, repeat: int) -> float:
    """Time of one call of `side`, over `repeat` calls."""
    start = time.perf_counter()
    for _ in range(repeat):
        side()
    return (time.perf_counter() - start) / repeat


def compare(name: str, ours: Side, peer: Side, rounds: int, repeat: int) -> dict[str, object]:
    """Interleaved rounds of both sides; gives medians in microseconds and the ratio ours / peer."""
    return compare_timed(name, lambda: seconds(ours, repeat), lambda: seconds(peer, repeat), rounds)


def compare_timed(name: str, ours: Timed, peer: Timed, rounds: int) -> dict[str, object]:
    samples: dict[str, list[float]] = {"ours": [], "peer": []}
    sides = [("ours", ours), ("peer", peer)]
    for _ in range(rounds):
        random.shuffle(sides)
        for label, timed in sides:
            samples[label].append(timed())
    ratios = sorted(a / b for a, b in zip(samples["ours"], samples["peer"], strict=True))
    return {
        "row": name,
        "ours_us": statistics.median(samples["ours"]) * 1e6,
        "peer_us": statistics.median(samples["peer"]) * 1e6,
        "ratio": statistics.median(ratios),
        "p10": ratios[len(ratios) // 10],
        "p90": ratios[-1 - len(ratios) // 10],
    }


def fresh(code: str) -> Side:
    """A process that runs `code` and nothing else."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


def in_process(rounds: int) -> list[dict[str, object]]:
    c_counter, py_counter = calc.Counter(0), Counter(0)
    hello = "lambda name: 'Hello ' + name"
    python_hello: Callable[[str], str] = eval(hello)
    return [
        compare(
            "first call, fresh process",
            fresh("import calc; calc.tasks.Add(1.0, 2.0)"),
            fresh("def add(a, b): return a + b\nadd(1.0, 2.0)"),
            max(rounds // 4, 5),
            1,
        ),
        compare("Add(double, double)", lambda: calc.tasks.Add(1.0, 2.0), lambda: add(1.0, 2.0), rounds, 20_000),
        compare("Hello(string)", lambda: calc.tasks.Hello("x"), lambda: python_hello("x"), rounds, 20_000),
        compare("local actor, Incr(1)", lambda: c_counter.Incr(1), lambda: py_counter.incr(1), rounds, 20_000),
    ]


def against_published(python: Path, rounds: int) -> list[dict[str, object]]:
    """The same calls of the same library through the published gorayffi and through ours."""
    library = str(Path(calc.__file__).with_name("libcalc.so"))
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    sides = [
        subprocess.Popen(
            [interpreter, SIDE, library], env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for interpreter in (sys.executable, python)
    ]

    def timed(side: subprocess.Popen[str], row: str, calls: int) -> Timed:
        def ask() -> float:
            assert side.stdin
            assert side.stdout
            side.stdin.write(f"{row} {calls}\n")
            side.stdin.flush()
            return float(side.stdout.readline())

        return ask

    rows = [("raw Execute", "execute", 5000), ("call by name", "name", 5000), ("a call that fails", "error", 1000)]
    measured = [
        compare_timed(f"{label}, peer: published gorayffi", *(timed(side, row, calls) for side in sides), rounds)
        for label, row, calls in rows
    ]
    for side in sides:
        side.communicate()
    return measured


def on_ray(rounds: int) -> list[dict[str, object]]:
    burst = 200
    remote_add, remote_counter = ray.remote(add), ray.remote(Counter)
    ours, peer = calc.Counter.remote(0), remote_counter.remote(0)
    sides: list[tuple[str, Side, Side, int]] = [
        (
            "task, one after another",
            lambda: ray.get(calc.tasks.Add.remote(1.0, 2.0)),
            lambda: ray.get(remote_add.remote(1.0, 2.0)),
            50,
        ),
        (
            f"{burst} tasks at once",
            lambda: ray.get([calc.tasks.Add.remote(1.0, 2.0) for _ in range(burst)]),
            lambda: ray.get([remote_add.remote(1.0, 2.0) for _ in range(burst)]),
            2,
        ),
        (
            "actor, one after another",
            lambda: ray.get(ours.Incr.remote(1)),
            lambda: ray.get(peer.incr.remote(1)),
            50,
        ),
        (
            f"{burst} actor calls at once",
            lambda: ray.get([ours.Incr.remote(1) for _ in range(burst)]),
            lambda: ray.get([peer.incr.remote(1) for _ in range(burst)]),
            2,
        ),
    ]
    ray.get(ray.remote(lambda: None).remote())  # a worker is up; what is new to it is the function
    first_ours = seconds(lambda: ray.get(calc.tasks.Add.remote(1.0, 2.0)), 1)
    first_peer = seconds(lambda: ray.get(remote_add.remote(1.0, 2.0)), 1)
    first = {"row": "first task in a worker (once)", "ours_us": first_ours * 1e6, "peer_us": first_peer * 1e6}
    rows = [{**first, "ratio": first_ours / first_peer, "p10": float("nan"), "p90": float("nan")}]
    for _, one, other, _ in sides:  # workers and actors up before the clock
        one(), other()
    return rows + [compare(name, one, other, rounds, repeat) for name, one, other, repeat in sides]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--published", type=Path)
    arguments = parser.parse_args()
    rows = in_process(arguments.rounds)
    if arguments.published:
        rows += against_published(arguments.published, arguments.rounds)
    ray.init(num_cpus=8, include_dashboard=False, log_to_driver=False)
    rows += on_ray(arguments.rounds)
    print("| call | ours | peer, else plain Python | ratio | p10-p90 |\n|---|---|---|---|---|")
    for row in rows:
        print("| {row} | {ours_us:,.2f} us | {peer_us:,.2f} us | {ratio:.2f} | {p10:.2f}-{p90:.2f} |".format(**row))
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=2) + "\n")


if __name__ == "__main__":
    main()
