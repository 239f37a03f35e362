"""What becomes of chunks of `map` in threads, in workers that die, when they are cancelled: `src/bulk.cpp`."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import ray
from goray._worker.remote_options_cache import RemoteOptionsCache

from tests.conftest import own_output
from tests.features.objects.fifo import read

HERE = Path(__file__).parent
ITEMS = 20


def test_threads_share_the_items_of_a_chunk(app: Any) -> None:
    meet = app.tasks.Meet.options(num_cpus=0)
    assert list(meet.map(range(ITEMS), chunk_size=ITEMS, num_threads=2)) == list(range(ITEMS))
    assert list(app.tasks.Meet.vectorize(np.arange(ITEMS), num_threads=2)) == list(range(ITEMS))


def test_threads_share_items_that_are_objects(app: Any) -> None:
    names = [f"n{i}" for i in range(ITEMS)]
    assert list(app.tasks.MeetText.vectorize(np.array(names, object), num_threads=2)) == names


def test_errors_of_threads_are_those_of_their_items(app: Any) -> None:
    values: list[Any] = [1, "x", 3, None, *range(1000)]
    results = app.tasks.DieOnce.options(num_cpus=0).map(
        values, itertools.repeat(-1), itertools.repeat(os.devnull), chunk_size=len(values), num_threads=3
    )
    failed: list[int] = []
    found: list[int] = []
    while True:
        try:
            found += results
            break
        except TypeError as error:
            failed.append(error.item)  # type: ignore[attr-defined]
    assert failed == [1, 3]
    assert found == [1, 3, *range(1000)]


def test_a_thread_has_a_cpu_unless_the_options_say_otherwise(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(RemoteOptionsCache, "get", lambda _, options: asked.append(options))
    app.tasks.Meet.map([1])
    app.tasks.Meet.map([1], num_threads=3)
    app.tasks.Meet.options(num_cpus=0.5).map([1], num_threads=3)
    assert asked == [{}, {"num_cpus": 3}, {"num_cpus": 0.5}]


def test_a_chunk_whose_worker_dies_runs_again(app: Any, tmp_path: Path) -> None:
    log = tmp_path / "log"
    mapped = app.tasks.DieOnce.options(num_cpus=0, max_retries=1).map(
        range(ITEMS), itertools.repeat(12), itertools.repeat(str(log)), chunk_size=5
    )
    assert list(mapped) == list(range(ITEMS))
    called = sorted(map(int, log.read_text().split()))
    assert called == sorted([*range(ITEMS), 10, 11, 12])


def test_a_chunk_that_is_lost_is_an_error_of_its_items(app: Any, tmp_path: Path) -> None:
    mapped = app.tasks.DieOnce.options(num_cpus=0, max_retries=0).map(
        range(15), itertools.repeat(7), itertools.repeat(str(tmp_path / "log")), chunk_size=5
    )
    assert list(itertools.islice(mapped, 5)) == [0, 1, 2, 3, 4]
    with pytest.raises(ray.exceptions.WorkerCrashedError) as caught:
        next(mapped)
    assert (caught.value.item, caught.value.items) == (5, 5)  # type: ignore[attr-defined]
    assert list(mapped) == [10, 11, 12, 13, 14]


def test_refs_wait_for_chunks_under_way(app: Any, tmp_path: Path) -> None:
    fifos = [str(tmp_path / name) for name in "abc"]
    for fifo in fifos:
        os.mkfifo(fifo)
    is_cancelled = threading.Event()
    taken_early: list[str] = []

    def items() -> Iterator[str]:
        for fifo in fifos:
            if fifo == fifos[2] and not is_cancelled.is_set():
                taken_early.append(fifo)
            yield fifo

    refs = app.tasks.Loop.options(num_cpus=0).map.remote(items(), max_in_flight=2)
    first, second = next(refs), next(refs)
    third: list[Any] = []
    waits = threading.Thread(target=lambda: third.append(next(refs)))
    waits.start()
    read(fifos[0])
    is_cancelled.set()
    ray.cancel(first)
    waits.join()
    assert taken_early == []
    for ref, fifo in ((second, fifos[1]), (third[0], fifos[2])):
        read(fifo)
        ray.cancel(ref)
    for ref in (first, second, third[0]):
        with pytest.raises(ray.exceptions.TaskCancelledError):
            ray.get(ref)


def test_a_chunk_submitted_while_it_is_closed_is_cancelled(app: Any) -> None:
    def items() -> Iterator[str]:
        yield ""
        results.close()
        yield ""

    results = app.tasks.Loop.options(num_cpus=0).map(items(), chunk_size=1)
    assert list(results) == []


def test_cpp_that_leaves_its_results_cancels_what_runs(app: Any, began: str, tmp_path: Path) -> None:
    ended = tmp_path / "ended"
    os.mkfifo(ended)
    with pytest.raises(RuntimeError, match="no more items"):
        app.tasks.MapAndLeave(began, str(ended))
    assert read(str(ended)) == "2"


def test_a_loop_that_closes_it_gets_no_more(app: Any) -> None:
    results = app.tasks.DieOnce.options(num_cpus=0).map(
        range(ITEMS), itertools.repeat(-1), itertools.repeat(os.devnull), chunk_size=5
    )
    found: list[int] = []
    for result in results:
        found.append(result)
        if result == 6:
            results.close()
    assert found == list(range(7))


def test_ctrl_c_in_a_driver_cancels_what_runs(packages: Path, began: str, tmp_path: Path, ray_address: str) -> None:
    ended = tmp_path / "ended"
    os.mkfifo(ended)
    pipe = subprocess.PIPE
    driver = subprocess.Popen(
        [sys.executable, str(HERE / "mapped.py"), ray_address, began, str(ended)],
        env={**os.environ, "PYTHONPATH": str(packages)},
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        text=True,
    )
    read(began)
    driver.send_signal(signal.SIGINT)
    assert read(str(ended)) == "2"
    out, err = driver.communicate(timeout=50)
    assert own_output(out).splitlines()[-1] == "KeyboardInterrupt "
    assert driver.returncode == 0
    assert "Traceback" not in err
