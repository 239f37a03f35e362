"""Calls through librpyc_bridge against a C++ TCP echo and RPyC's own Python client: run.py LIBRARY [--rounds N].

Every round measures every case once, in random order, so that whatever else the machine does hits all alike; the table
holds medians over the rounds, and ratios of them. Servers run on one core, clients on another. Needs g++, taskset, two
cores, and an environment with rpyc and numpy (--python).
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SMALL, BIG = 200, 5
CASES = {
    "echo": SMALL,
    "sqrt": SMALL,
    "sqrt_json": SMALL,
    "sqrt_pipelined_32": 10,
    "sqrt_4_threads": 3,
    "array_1MB": BIG,
    "array_8MB": BIG,
    "array_there_and_back_1MB": BIG,
    "array_there_and_back_8MB": BIG,
    "json_1MB": 1,
    "json_8MB": 1,
}
PYTHON_CASES = {"sqrt": SMALL, "array_1MB": BIG, "array_8MB": BIG}
ROWS = [
    ("`math.sqrt(16)`, C++ client", "sqrt", "echo", "C++ TCP echo"),
    ("`math.sqrt(16)`, JSON through the C ABI", "sqrt_json", "echo", "C++ TCP echo"),
    ("`math.sqrt(16)`, C++ client", "sqrt", "python sqrt", "RPyC's Python client"),
    ("a call of 32 pipelined ones", "sqrt_pipelined_32", "sqrt", "one at a time"),
    ("a call of 4 threads on one connection", "sqrt_4_threads", "sqrt", "one thread"),
    ("mean of 1 MB float64, sent as an array", "array_1MB", "json_1MB", "as JSON"),
    ("mean of 8 MB float64, sent as an array", "array_8MB", "json_8MB", "as JSON"),
    (
        "mean of 1 MB float64, sent as an array",
        "array_1MB",
        "python array_1MB",
        "RPyC's Python client, bytes + frombuffer",
    ),
    (
        "mean of 8 MB float64, sent as an array",
        "array_8MB",
        "python array_8MB",
        "RPyC's Python client, bytes + frombuffer",
    ),
    ("8 MB there and back", "array_there_and_back_8MB", "array_8MB", "there only"),
]


class Worker:
    def __init__(self, core: int, *command: str | Path) -> None:
        pinned = ["taskset", "-c", str(core), *map(str, command)]
        self.process = subprocess.Popen(pinned, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def measure(self, case: str, repeats: int) -> float:
        assert self.process.stdin
        print(case, repeats, file=self.process.stdin, flush=True)
        return float(self.line())


def build(library: Path) -> Path:
    program = ROOT / "build" / "rpyc_bench_client"
    link = [f"-L{library.parent}", "-lrpyc_bridge", f"-Wl,-rpath,{library.parent.resolve()}", "-pthread"]
    source = Path(__file__).with_name("client.cpp")
    subprocess.run(
        ["g++", "-std=c++20", "-O2", f"-I{ROOT / 'runtime/include'}", source, "-o", program, *link], check=True
    )
    return program


def measure(library: Path, python: Path, rounds: int) -> dict[str, float]:
    program = build(library)
    server = Worker(1, python, ROOT / "tests/rpyc/serve.py", "slave", "tcp")
    address = server.line()
    echo = Worker(1, program, "echo-server")
    workers = {
        "": Worker(0, program, address, echo.line()),
        "python ": Worker(0, python, Path(__file__).with_name("python_client.py"), address.rpartition(":")[2]),
    }
    todo = [("", case, repeats) for case, repeats in CASES.items()]
    todo += [("python ", case, repeats) for case, repeats in PYTHON_CASES.items()]
    samples: dict[str, list[float]] = {f"{who}{case}": [] for who, case, _ in todo}
    for round_ in range(-1, rounds):
        for who, case, repeats in random.sample(todo, len(todo)):
            seconds = workers[who].measure(case, repeats)
            if round_ >= 0:  # the first warms up
                samples[f"{who}{case}"].append(seconds)
    for worker in (server, echo, *workers.values()):
        worker.process.kill()
    return {name: statistics.median(values) for name, values in samples.items()}


def table(medians: dict[str, float]) -> str:
    lines = ["| what | against | time, peer = 1 |", "|---|---|---|"]
    lines += [f"| {what} | {peer} | {medians[case] / medians[other]:.3g} |" for what, case, other, peer in ROWS]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path, help="librpyc_bridge.so")
    parser.add_argument(
        "--python", type=Path, default=ROOT / "build/rpyc-venvs/6.0.2/bin/python", help="has rpyc and numpy"
    )
    parser.add_argument("--rounds", type=int, default=40)
    arguments: Any = parser.parse_args()
    medians = measure(arguments.library, arguments.python, arguments.rounds)
    (ROOT / "build" / "bench-rpyc.json").write_text(json.dumps(medians, indent=2) + "\n")
    print(table(medians))
    print("microseconds:", {name: round(value * 1e6, 1) for name, value in medians.items()}, file=sys.stderr)


if __name__ == "__main__":
    main()
