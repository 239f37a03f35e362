"""What a typed call costs, as a ratio to the same function in plain Python in the same run.

    make bench                  # builds the apps of app/, then runs this
    python benchmarks/calls/run.py --rounds 40 --json build/bench.json --published build/interop-env/bin/python
    python benchmarks/calls/run.py --rounds 10 --baseline ../other/.venv/bin/python

With `--published`, the Python of an environment with the published gorayffi, the same calls of the same library by
name, raw and failing, are timed against it: peers/published.py runs in both. With `--baseline`, the Python of an
environment with another goray-cpp, only the typed calls are timed, here and there (peers/baseline.py), each install
with its own build of the apps: a ratio above 1 says that this one is slower.

Rows: the first call of a fresh process (import, load, call), calls in process, values that cost more than the call, on
Ray a synchronous task, a burst of tasks, a synchronous actor call and a burst of them, large values, calls from C++.
Rounds interleave both sides in random order; a row is the median over rounds, with the 10th and 90th percentile of the
ratio. Ratios repeat from machine to machine, times do not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rows import Row

HERE = Path(__file__).parent
PUBLISHED = HERE / "peers" / "published.py"
BASELINE = HERE / "peers" / "baseline.py"
APPS = HERE.parents[1] / "build" / "bench-baseline"

Timed = Callable[[], float]
"""Seconds of one call."""


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


def against_python(rows: list[Row], rounds: int) -> list[dict[str, object]]:
    """Each row beside its peer in plain Python."""
    from rows import seconds

    def compared(row: Row) -> dict[str, object]:
        one, other = (lambda: seconds(row.ours, row.repeat)), (lambda: seconds(row.peer, row.repeat))
        return compare_timed(row.name, one, other, max(rounds // 4, 5) if "fresh" in row.name else rounds)

    return [compared(row) for row in rows]


def first_task() -> dict[str, object]:
    """The first of its kind in a worker that is up."""
    import calc
    import ray
    from peers.plain_python import add
    from rows import seconds

    remote_add = ray.remote(add)
    ray.get(ray.remote(lambda: None).remote())
    ours = seconds(lambda: ray.get(calc.tasks.Add.remote(1.0, 2.0)), 1)
    peer = seconds(lambda: ray.get(remote_add.remote(1.0, 2.0)), 1)
    row = {"row": "first task in a worker (once)", "ours_us": ours * 1e6, "peer_us": peer * 1e6, "ratio": ours / peer}
    return {**row, "p10": float("nan"), "p90": float("nan")}


def against_baseline(python: Path, rounds: int) -> list[dict[str, object]]:
    """The same rows in two installs."""
    ours, names = start_side(Path(sys.executable), "ours")
    theirs, their_names = start_side(python, "theirs")
    assert names == their_names, (names, their_names)
    sides = (ours, theirs)
    measured = [
        compare_timed(name, *(asked(side, str(number)) for side in sides), rounds) for number, name in enumerate(names)
    ]
    for side in sides:
        side.communicate()
    return measured


def start_side(python: Path, name: str) -> tuple[subprocess.Popen[str], list[str]]:
    """peers/baseline.py under `python`, with the apps that its install built, and the names of its rows."""
    binary = APPS / name
    bin_folder = f"{python.absolute().parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": bin_folder, "PYTHONPATH": f"{binary / 'python'}{os.pathsep}{HERE}"}
    cmake_dir = subprocess.check_output([python, "-m", "goray_gen", "cmake-dir"], text=True, env=environment).strip()
    configure = ["cmake", "-S", HERE / "app", "-B", binary, "-G", "Ninja", f"-Dgoray_DIR={cmake_dir}"]
    for command in (configure, ["cmake", "--build", binary]):
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    command = [python, BASELINE]
    side = subprocess.Popen(command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert side.stdout
    names = side.stdout.readline()  # there when its Ray and its workers are
    if not names:
        raise SystemExit(f"{python}: peers/baseline.py ended, see above")
    return side, names.rstrip("\n").split("\t")


def asked(side: subprocess.Popen[str], question: str) -> Timed:
    """What the process answers to a line: the seconds of one call."""

    def ask() -> float:
        assert side.stdin
        assert side.stdout
        side.stdin.write(f"{question}\n")
        side.stdin.flush()
        return float(side.stdout.readline())

    return ask


def against_published(python: Path, rounds: int) -> list[dict[str, object]]:
    """The same calls of the same library through the published gorayffi and through ours."""
    import calc

    library = str(Path(calc.__file__).with_name("libcalc.so"))
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    sides = [
        subprocess.Popen(
            [interpreter, PUBLISHED, library], env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for interpreter in (sys.executable, python)
    ]

    rows = [("raw Execute", "execute", 5000), ("call by name", "name", 5000), ("a call that fails", "error", 1000)]
    measured = [
        compare_timed(f"{label}, peer: published gorayffi", *(asked(side, f"{row} {calls}") for side in sides), rounds)
        for label, row, calls in rows
    ]
    for side in sides:
        side.communicate()
    return measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--published", type=Path)
    parser.add_argument("--baseline", type=Path)
    arguments = parser.parse_args()
    peer = "peer, else plain Python"
    if arguments.baseline:
        peer = "baseline"
        rows = against_baseline(arguments.baseline, arguments.rounds)
    else:
        rows = all_rows(arguments.published, arguments.rounds)
    print(f"| call | ours | {peer} | ratio | p10-p90 |\n|---|---|---|---|---|")
    for row in rows:
        print("| {row} | {ours_us:,.2f} us | {peer_us:,.2f} us | {ratio:.2f} | {p10:.2f}-{p90:.2f} |".format(**row))
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=2) + "\n")


def all_rows(published: Path | None, rounds: int) -> list[dict[str, object]]:
    import ray
    from rows import in_process, on_ray

    measured = against_python(in_process(), rounds)
    if published:
        measured += against_published(published, rounds)
    ray.init(num_cpus=8, include_dashboard=False, log_to_driver=False)
    measured.append(first_task())
    return measured + against_python(on_ray(), rounds)


if __name__ == "__main__":
    main()
