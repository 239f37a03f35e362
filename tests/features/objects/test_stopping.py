"""What stops a long C++ call, and what its caller gets: a table of docs/guide/stopping.md; `src/stopping.cpp` asks."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import ray

from tests.conftest import ROOT
from tests.features.objects.fifo import read

HERE = Path(__file__).parent
PAGE = ROOT / "docs/guide/stopping.md"

IN_PROCESS = {
    "loop": ("a call in the main thread", "Ctrl-C", "KeyboardInterrupt"),
    "gil": ("the same with `GORAY_HOLD_GIL`", "Ctrl-C", "KeyboardInterrupt"),
    "caught": ("the same, and C++ catches what stops it", "Ctrl-C", "KeyboardInterrupt"),
    "helpers": ("threads that have its `StopToken()`", "Ctrl-C", "KeyboardInterrupt"),
    "callback": ("Python that C++ called back", "Ctrl-C", "KeyboardInterrupt"),
    "nested": ("C++ in Python in C++", "Ctrl-C", "KeyboardInterrupt"),
    "failure": ("C++ that Python told of a failure", "Ctrl-C", "KeyboardInterrupt"),
    "lock": ("a call beside a thread that holds Python's lock", "Ctrl-C", "KeyboardInterrupt"),
    "alarm": ("a call in the main thread", "another signal whose handler raises", "TimeoutError"),
    "handled": ("a call in the main thread", "Ctrl-C, with a handler that does not raise", "TimeoutError"),
    "thread": ("a call in another thread", "Ctrl-C", "KeyboardInterrupt"),
    "fork": ("a call in a forked child", "Ctrl-C", "KeyboardInterrupt"),
    "bulk": ("two threads of `vectorize(..., num_threads=2)`", "Ctrl-C", "KeyboardInterrupt"),
    "between": ("`vectorize`, whose items do not ask", "Ctrl-C", "KeyboardInterrupt"),
}
"""Case of stopped.py -> what runs, what stops it, what is raised."""

NOTES = {
    "handled": "Python's handler decides: this one sends another signal, whose handler raises",
    "between": "between two items",
    "failure": "also while Python describes the failure",
    "async_actor": "the call ends, and C++ in its thread goes on",
    "thread": "only in the main thread, which Python gives signals to; the call goes on",
}

ON_RAY = {
    "task": ("a task", "`ray.cancel`"),
    "sync_actor": ("an actor's method", "`ray.cancel`"),
    "threaded_actor": ("one of two calls of an actor with threads", "`ray.cancel`"),
    "helpers_on_ray": ("threads that have the `StopToken()` of an actor's call", "`ray.cancel`"),
    "get": ("a task inside of `goray::Get`", "`ray.cancel`"),
    "get_in_actor": ("an actor's method inside of `goray::Get`", "`ray.cancel`"),
    "wait_in_actor": ("an actor's method inside of `goray::Wait`", "`ray.cancel`"),
    "chunk": ("a chunk of a task's `map`", "`ray.cancel`, `close()`"),
    "chunk_in_actor": ("a chunk of the `map` of an actor's method", "`ray.cancel`, `close()`"),
    "async_actor": ("`await asyncio.to_thread(...)` in an async actor of Python's", "`ray.cancel`"),
}


def outcome(process: subprocess.Popen[str], began: str, number: int) -> str:
    """What the program prints, once it is interrupted."""
    read(began)
    process.send_signal(number)
    return process.communicate(timeout=50)[0]


@pytest.mark.parametrize("case", IN_PROCESS)
def test_in_process(case: str, packages: Path, began: str, tmp_path: Path) -> None:
    ended = tmp_path / "ended"
    command = [sys.executable, str(HERE / "stopped.py"), case, began, str(ended)]
    environment = {**os.environ, "PYTHONPATH": f"{packages}"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    if case in ("fork", "failure", "lock"):  # it interrupts itself; a parent ends as its child did
        assert process.communicate(timeout=50)[0] == "KeyboardInterrupt False\n"
        return
    assert (
        outcome(process, began, signal.SIGALRM if case == "alarm" else signal.SIGINT)
        == f"{IN_PROCESS[case][2]} False\n"
    )
    if case == "helpers":
        assert ended.read_text() == "2"


def test_driver(packages: Path, began: str, ray_address: str) -> None:
    library = next((packages / "objects").glob("*.so"))
    environment = {**os.environ, "GORAY_TEST_BEGAN": began, "RAY_ADDRESS": ray_address}
    process = subprocess.Popen(["goray", "--cluster", str(library)], env=environment, stdout=subprocess.PIPE, text=True)
    outcome(process, began, signal.SIGINT)
    assert process.returncode == 130


@pytest.fixture
def never() -> Iterator[Any]:
    """A ref of what does not come while the test runs."""
    signal_actor = Never.remote()
    yield signal_actor.wait.remote()
    ray.kill(signal_actor)


@ray.remote(num_cpus=0)
class Never:
    async def wait(self) -> None:
        import asyncio

        await asyncio.Event().wait()


def assert_cancelled(ref: Any, began: str) -> None:
    read(began)
    ray.cancel(ref)
    with pytest.raises(ray.exceptions.TaskCancelledError):
        ray.get(ref, timeout=50)


def test_task(app: Any, began: str) -> None:
    assert_cancelled(app.tasks.Loop.options(num_cpus=0).remote(began), began)
    assert ray.get(app.tasks.IsStopped.options(num_cpus=0).remote()) is False


def test_sync_actor(app: Any, began: str) -> None:
    actor = app.NewLooper.options(num_cpus=0).remote()
    assert_cancelled(actor.Loop.remote(began), began)
    assert ray.get(actor.Five.remote()) == 5


def test_threaded_actor(app: Any, began: str, tmp_path: Path) -> None:
    actor = app.NewLooper.options(num_cpus=0, max_concurrency=2).remote()
    other = tmp_path / "other"
    os.mkfifo(other)
    goes_on = actor.Loop.remote(str(other))
    read(str(other))
    assert_cancelled(actor.Loop.remote(began), began)
    assert ray.wait([goes_on], timeout=0) == ([], [goes_on])
    ray.cancel(goes_on)
    with pytest.raises(ray.exceptions.TaskCancelledError):
        ray.get(goes_on, timeout=50)


def test_helpers_on_ray(app: Any, began: str, tmp_path: Path) -> None:
    ended = tmp_path / "ended"
    os.mkfifo(ended)
    actor = app.NewLooper.options(num_cpus=0).remote()
    ref = actor.LoopWithHelpers.remote(began, str(ended))
    read(began)
    ray.cancel(ref)
    assert read(str(ended)) == "2"
    with pytest.raises(ray.exceptions.TaskCancelledError):
        ray.get(ref, timeout=50)


def test_get(app: Any, began: str, never: Any) -> None:
    assert_cancelled(app.tasks.GetFirst.options(num_cpus=0).remote(began, [never]), began)


@pytest.mark.parametrize("call", ["GetFirst", "Wait"])
def test_wait_in_actor(app: Any, began: str, never: Any, call: str) -> None:
    actor = app.NewLooper.options(num_cpus=0).remote()
    assert_cancelled(getattr(actor, call).remote(began, [never]), began)


def test_chunk(app: Any, began: str) -> None:
    assert_cancelled(next(app.tasks.Loop.options(num_cpus=0).map.remote([began])), began)


def test_chunk_in_actor(app: Any, began: str) -> None:
    actor = app.NewLooper.options(num_cpus=0).remote()
    assert_cancelled(next(actor.Loop.map.remote([began])), began)
    results = actor.Loop.map([began, ""], chunk_size=1)
    found: list[None] = []
    waits = threading.Thread(target=lambda: found.extend(results))
    waits.start()
    read(began)
    results.close()
    waits.join()
    assert found == []
    assert ray.get(actor.Five.remote()) == 5


@ray.remote(num_cpus=0)
class Asynchronous:
    async def loop(self, packages: str, began: str) -> None:
        import asyncio
        import importlib
        import sys

        sys.path.insert(0, packages)
        tasks = importlib.import_module("objects.tasks")
        await asyncio.to_thread(tasks.Loop, began)


def test_async_actor(app: Any, packages: Path, began: str) -> None:  # noqa: ARG001 - the package has to be there
    actor = Asynchronous.remote()
    assert_cancelled(actor.loop.remote(str(packages), began), began)
    ray.kill(actor)


def test_shutdown(packages: Path, began: str, ray_address: str) -> None:
    code = f"import ray, objects; ray.init('{ray_address}'); r = objects.tasks.LoopWithFifo.remote('{began}'); input()"
    environment = {**os.environ, "PYTHONPATH": f"{packages}"}
    driver = subprocess.Popen([sys.executable, "-c", f"{code}; ray.shutdown()"], env=environment, stdin=subprocess.PIPE)
    with Path(began).open() as opened:  # the task has it open now
        driver.communicate(b"\n", timeout=50)
        assert driver.returncode == 0
        assert opened.read() == ""  # once the worker has ended


def table() -> str:
    rows = [(*row, NOTES.get(case, "")) for case, row in IN_PROCESS.items()]
    rows.append(("a driver under the command `goray`", "Ctrl-C", "exit code 130", ""))
    rows += [(*row, "TaskCancelledError", NOTES.get(case, "")) for case, row in ON_RAY.items()]
    rows.append(("a task", "`ray.shutdown()`, or the end of its driver", "its worker ends", ""))
    shown = [f"| {what} | {how} | {raised} | {note} |" for what, how, raised, note in rows]
    return "\n".join(["| What runs | What stops it | What comes of it | |", "|---|---|---|---|", *shown])


def test_page(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text(encoding="utf-8")
    right = re.sub(r"^\| What runs .*?(?=\n\n)", lambda _: table(), text, count=1, flags=re.M | re.S)
    assert table() in right
    if request.config.getoption("--accept"):
        PAGE.write_text(right, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == right, "write it anew: pytest --accept"
