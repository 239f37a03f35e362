"""Calls through librpyc_bridge against C++ peers and RPyC's own Python client: run.py LIBRARY [--rounds N].

The peers: a TCP echo, which exchanges messages of a call's sizes, and a replay, which gives each call a recorded answer
and so shows what the client costs without the Python server. Every round measures every case once, in random order, so
that whatever else the machine does hits all alike; the table holds medians over the rounds, and ratios of them. Servers
run on one core, clients on another. Needs g++, taskset, two cores, and an environment with rpyc and numpy (--python).
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

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SMALL, BIG = 200, 5
CASES = {
    "echo": SMALL,
    "replay": SMALL,
    "ping": SMALL,
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
    ("RPyC's ping, which calls nothing", "ping", "echo", "C++ TCP echo"),
    ("`math.sqrt(16)`, answered by a recording: the client alone", "replay", "echo", "C++ TCP echo"),
    (
        "`math.sqrt(16)`, answered by a recording: CPU of the client",
        "replay CPU",
        "echo CPU",
        "CPU of the echo's client",
    ),
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

    def measure(self, case: str, repeats: int) -> list[float]:
        """Seconds a call, and seconds of CPU."""
        assert self.process.stdin
        print(case, repeats, file=self.process.stdin, flush=True)
        return [float(word) for word in self.line().split()]


def build(library: Path) -> Path:
    """The folder of the programs."""
    folder = ROOT / "build" / "bench-rpyc"
    folder.mkdir(parents=True, exist_ok=True)
    link = [f"-L{library.parent}", "-lrpyc_bridge", f"-Wl,-rpath,{library.parent.resolve()}", "-pthread"]
    for source in (HERE / "client.cpp", HERE / "peers/echo.cpp", HERE / "peers/replay.cpp"):
        compiler = ["g++", "-std=c++20", "-O2", f"-I{ROOT / 'runtime/include'}"]
        subprocess.run([*compiler, source, "-o", folder / source.stem, *link], check=True)
    return folder


def measure(library: Path, python: Path, rounds: int) -> dict[str, float]:
    programs = build(library)
    server = Worker(1, python, ROOT / "tests/rpyc/serve.py", "slave", "tcp")
    address = server.line()
    port = address.rpartition(":")[2]
    echo, replay = Worker(1, programs / "echo"), Worker(1, programs / "replay", port)
    workers = {
        "": Worker(0, programs / "client", address, f"127.0.0.1:{replay.line()}", echo.line()),
        "python ": Worker(0, python, HERE / "peers/python_client.py", port),
    }
    todo = [("", case, repeats) for case, repeats in CASES.items()]
    todo += [("python ", case, repeats) for case, repeats in PYTHON_CASES.items()]
    samples: dict[str, list[float]] = {}
    for round_ in range(-1, rounds):
        for who, case, repeats in random.sample(todo, len(todo)):
            seconds, cpu = workers[who].measure(case, repeats)
            if round_ >= 0:  # the first warms up
                samples.setdefault(f"{who}{case}", []).append(seconds)
                samples.setdefault(f"{who}{case} CPU", []).append(cpu)
    for worker in (server, echo, replay, *workers.values()):
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
