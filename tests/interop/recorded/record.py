"""Writes published.txt: what the published goray and a Go library say to each other, every command of both directions.

Run once, from the folder of the project: `python -m tests.interop.recorded.record`. The published host starts go_app
with a library between the two (tap.cpp) that writes the bytes down. Of a failure only the first line is kept: the rest
names places.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PUBLISHED = HERE / "published.txt"
VALUES = [None, 1, -1, 0.5, True, "x", b"y", [1], {"k": 2}]


def call(task: Callable[..., Any], new_actor: Callable[..., Any], app: Any) -> None:
    """Commands 2 to 7 of a host, in its process, whichever it is."""
    app.get_golang_tasks_info()
    app.get_golang_actor_methods("Counter")
    assert (task("Hello", "World"), task("Divide", 7, 2), task("Nothing")) == ("Hello World", [3, 1], None)
    assert task("Echo", *VALUES) == VALUES
    assert app.raw_call_golang_func("Echo", b"\x01\x02", [0, 3], (b"\xa1a", 0), (b"\xa1b", 0))[1] == 0
    for wrong in (("Fail", "so bad"), ("NoSuchTask",), ("Divide", "x", 1)):
        with contextlib.suppress(RuntimeError):
            task(*wrong)
    counter = new_actor("Counter", 40)
    assert (counter.Incr(2), counter.Both()) == (42, [42, "42"])


def make_it_call(task: Callable[..., Any]) -> None:
    """All commands of a library."""
    assert task("LocalPy", "triple", 7) == 21
    assert task("LocalCode", "def f(x): return x + 1", 41) == 42
    assert task("LocalObject", "k", "v") == "v"
    assert task("PyTask", "square", 8) == 64
    assert task("OwnTask", "x") == "Hello x"
    assert task("OwnTaskRefs")[10] == "Hello 10"
    assert task("PyActor", "k", "v") == "v"
    assert task("OwnActor", 40, 3) == 52
    assert task("Shared", "x") == ["x", "x"]
    assert (task("TimesOut"), task("WaitsFor"), task("Cancels")) == (True, [1, 1, True], True)
    task("NameActor", "named", 1)
    assert task("CallActor", "named", "Incr", 1) == 2
    task("KillActor", "named")
    for wrong in (("LocalPy", "fail_here", "so bad"), ("PyTask", "fail", "so bad")):
        with contextlib.suppress(RuntimeError):
            task(*wrong)


def build_tap(folder: Path, library: Path, *flags: str) -> Path:
    """A tap around `library`; `-DDECLARES` if that has a GorayInterface."""
    tap = folder / "tap.so"
    include = f"-I{HERE.parents[2] / 'runtime/include'}"
    subprocess.run(["c++", "-std=c++20", "-shared", "-fPIC", include, *flags, HERE / "tap.cpp", "-o", tap], check=True)
    tap.with_name("tap.so.of").write_text(f"{library}\n")
    return tap


def record(tap: str, py_defs: str) -> None:
    """Runs under the host that is recorded."""
    import goray
    import gorayffi

    goray.start(tap, py_defs, num_cpus=4, include_dashboard=False)
    call(goray.golang_local_run_task, goray.golang_local_new_actor, gorayffi.load_go_lib(tap, {}))
    make_it_call(goray.golang_local_run_task)
    print(*map(_shortened, Path(f"{tap}.{os.getpid()}").read_text().splitlines()), sep="\n", file=PUBLISHED.open("w"))


def _shortened(line: str) -> str:
    *head, code, request, answer = line.split(" ")
    text = b"" if answer == "-" else bytes.fromhex(answer)
    if code == "5":
        text = json.dumps({"Message": json.loads(text)["Message"].splitlines()[0], "Traceback": ""}).encode()
    if code != "0":
        text = text.splitlines()[0]
    return " ".join([*head, code, request, text.hex() or "-"])


def main() -> None:
    import tempfile

    from tests.interop.conftest import build_go
    from tests.interop.make_env import make

    with tempfile.TemporaryDirectory() as folder:
        tap = build_tap(Path(folder), build_go("go_app"))
        subprocess.run([make(), "-m", __spec__.name, tap, HERE.parent / "driver_app.py"], check=True)


if __name__ == "__main__":
    record(*sys.argv[1:]) if len(sys.argv) > 1 else main()
