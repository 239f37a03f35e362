"""`tasks.F.map` on a real Ray, and `vectorize`."""

from __future__ import annotations

import io
import itertools
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import ray
from goray._app.by_name import LibraryTask
from goray._bulk.columns import Columns
from goray._bulk.progress import Progress
from goray._messages.columns import Column

from tests.conftest import own_output

WANTS = ".map() takes an iterable for each parameter"
MORE = 5000
"""Than the first chunks have."""


@pytest.fixture
def tasks(ray_session: None) -> Any:  # noqa: ARG001 - Ray has to run
    import calc

    return calc.tasks


@pytest.mark.parametrize(
    ("name", "columns", "results"),
    [
        ("Add", ([1.5, 2], [1, 2.0]), [2.5, 4.0]),
        ("Add", (np.arange(MORE), np.ones(MORE, np.float32)), [x + 1.0 for x in range(MORE)]),
        ("Divide", (range(MORE), [7] * MORE), [{"quotient": x // 7, "remainder": x % 7} for x in range(MORE)]),
        ("Divide", ([7, 8],), [{"quotient": 7, "remainder": 0}, {"quotient": 8, "remainder": 0}]),
        ("Hello", ("ab",), ["Hello a", "Hello b"]),
        ("Both", (np.array([1, 2], np.uint8),), [(1, "1"), (2, "2")]),
        ("Echo", ([1, "x"], ["y", None]), [[1, "y"], ["x", None]]),
        ("Same", ([True, None, {"a": [1]}],), [True, None, {"a": [1]}]),
        ("Add", ([1.0, 2.0, 3.0], itertools.count()), [1.0, 3.0, 5.0]),
        ("Add", ([], []), []),
    ],
)
def test_results_are_those_of_calls_in_order(tasks: Any, name: str, columns: Any, results: Any) -> None:
    found = list(getattr(tasks, name).map(*columns))
    assert found == results
    assert [type(value) for value in found] == [type(value) for value in results]


def test_what_there_is_not_yet_is_not_taken(tasks: Any) -> None:
    taken = 0

    def endless() -> Iterator[float]:
        nonlocal taken
        for taken in itertools.count(1):
            yield float(taken)

    results = tasks.Add.options(num_cpus=0).map(endless(), itertools.repeat(1.0), chunk_size=10, max_in_flight=3)
    assert taken == 0
    assert next(results) == 2.0
    assert taken == 30
    assert list(itertools.islice(results, 9)) == [float(x) for x in range(3, 12)]
    assert taken == 30
    results.close()
    assert list(results) == []


def test_as_they_come(tasks: Any) -> None:
    assert sorted(tasks.Add.map(range(MORE), range(MORE), ordered=False)) == [2.0 * x for x in range(MORE)]


def test_an_items_error_comes_at_its_turn_and_ends_nothing(tasks: Any) -> None:
    results = tasks.Hello.map(["a", 3, "c", None, "e"], chunk_size=3)
    found: list[object] = []
    failed: list[tuple[int, list[str]]] = []
    for _ in range(3):
        try:
            for value in results:
                found.append(value)
        except TypeError as error:
            failed.append((error.item, getattr(error, "__notes__", [])[-1:]))  # type: ignore[attr-defined]
    assert found == ["Hello a", "Hello c", "Hello e"]
    assert [item for item, _ in failed] == [1, 3]
    if sys.version_info >= (3, 11):
        assert [note for _, note in failed] == [[f"in map(), item {item}, counted from 0"] for item in (1, 3)]


def test_a_number_that_does_not_fit_is_that_items_error(tasks: Any) -> None:
    results = tasks.Divide.map([2**63, 1])
    with pytest.raises(OverflowError) as caught:
        next(results)
    assert caught.value.item == 0  # type: ignore[attr-defined]
    assert next(results) == {"quotient": 1, "remainder": 0}


def test_an_error_of_an_iterable_comes_after_the_items_before_it(tasks: Any) -> None:
    def broken() -> Iterator[str]:
        yield from "abc"
        raise LookupError("no more")

    results = tasks.Hello.map(broken(), chunk_size=1)
    assert [next(results), next(results), next(results)] == ["Hello a", "Hello b", "Hello c"]
    with pytest.raises(LookupError, match="no more"):
        next(results)


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("Add.map([1])", f"calc.tasks.Add{WANTS}, 2, and at least one; it was given 1"),
        ("Nothing.map()", f"calc.tasks.Nothing{WANTS}, 0, and at least one; it was given 0"),
        ("Add.map([1], [2], chunk_size=0)", "calc.tasks.Add.map(): chunk_size is 0, it must be at least 1"),
        ("Add.map([1], [2], num_threads=0)", "calc.tasks.Add.map(): num_threads is 0, it must be at least 1"),
        ("Add.map([1], 2)", "'int' object is not iterable"),
    ],
)
def test_misuse(tasks: Any, call: str, error: str) -> None:
    with pytest.raises((TypeError, ValueError)) as caught:
        eval(f"tasks.{call}", {"tasks": tasks})
    assert str(caught.value) == error


def test_memory_holds_what_is_under_way(tasks: Any) -> None:
    def resident() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    items = 2_000_000
    results = tasks.Add.map(range(items), itertools.repeat(1.0))
    total = sum(itertools.islice(results, items // 4))
    before = resident()
    total += sum(results)
    assert total == items * (items + 1) / 2
    assert resident() - before < 30 << 20  # the items alone would be 48 MB, as many results as well


def test_refs_are_of_lists(tasks: Any) -> None:
    refs = tasks.Add.map.remote([1, 2.5, 3], [1, 1, 1.0], chunk_size=2)
    assert ray.get(list(refs)) == [[2.0, 3.5], [4.0]]
    named = tasks.Hello.map.remote("ab")
    assert ray.get(tasks.Echo.remote(*named)) == [["Hello a"], ["Hello b"]]


def test_an_items_error_is_that_of_its_chunk(tasks: Any) -> None:
    whole, failed = tasks.Hello.map.remote(["a", "b", "c", 4], chunk_size=2)
    assert ray.get(whole) == ["Hello a", "Hello b"]
    with pytest.raises(TypeError) as caught:
        ray.get(failed)
    assert caught.value.item == 3  # type: ignore[attr-defined]


@pytest.fixture
def counter(tasks: Any) -> Any:  # noqa: ARG001 - the package has to be there
    import calc

    return calc.Counter.options(num_cpus=0).remote(0)


def test_an_actor_is_called_in_order(counter: Any) -> None:
    first = list(counter.Incr.map([1, 2, 3]))
    assert first == [1, 3, 6]
    later = counter.Incr.options(enable_task_events=False).map(itertools.repeat(1, MORE), chunk_size=99)
    assert list(later) == [6 + x for x in range(1, MORE + 1)]
    assert ray.get(list(counter.Incr.map.remote([1, 1, 1], chunk_size=2))) == [[MORE + 7, MORE + 8], [MORE + 9]]


def test_an_actors_item_fails_alone(counter: Any) -> None:
    results = counter.Incr.map([1, "x", 3])
    assert next(results) == 1
    with pytest.raises(TypeError) as caught:
        next(results)
    assert caught.value.item == 1  # type: ignore[attr-defined]
    assert list(results) == [4]


def test_an_actor_runs_no_threads(counter: Any) -> None:
    with pytest.raises(TypeError, match="takes no num_threads: an actor runs one call at a time"):
        counter.Incr.map([1], num_threads=2)
    with pytest.raises(TypeError, match="an iterable for each parameter, 0 to 1, and at least one; it was given 0"):
        counter.Incr.map()


def test_progress_is_shown_of_a_map_whose_last_line_says_all(tasks: Any, capsys: pytest.CaptureFixture[str]) -> None:
    list(tasks.Add.map(range(MORE), range(MORE), progress=True))
    *_, last = own_output(capsys.readouterr().err).splitlines()  # others come every ten seconds
    assert re.fullmatch(r"calc\.tasks\.Add: 5,000 calls in [\d.]+ s, [\d,]+/s", last)


def shown_at(monkeypatch: pytest.MonkeyPatch, times: list[float], stderr: io.StringIO, *sources: Iterable[int]) -> str:
    """What `Progress` of three chunks of ten shows on `stderr`, which Ray's own threads do not see, nor the clock."""
    clock = iter(times)
    monkeypatch.setattr("goray._bulk.progress.time", SimpleNamespace(monotonic=lambda: next(clock)))
    monkeypatch.setattr("goray._bulk.progress.sys", SimpleNamespace(stderr=stderr))
    progress = Progress("f", sources)
    for _ in range(3):
        progress.add(10)
    progress.end()
    progress.end()
    return stderr.getvalue()


def test_progress_in_a_file_is_a_line_each_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = shown_at(monkeypatch, [0.0, 9.0, 10.0, 19.0, 20.0], io.StringIO(), range(40))
    assert shown == "f: 20 of 40 calls (50 %), 2/s\nf: 30 calls in 20.0 s, 2/s\n"


def test_progress_on_a_terminal_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = shown_at(monkeypatch, [0.0, 0.05, 0.5, 1.0, 1.0], Terminal(), range(40), itertools.count())
    assert shown.split("\r") == [
        "",
        "f: 20 of 40 calls (50 %), 40/s\x1b[K",
        "f: 30 of 40 calls (75 %), 30/s\x1b[K",
        "f: 30 calls in 1.0 s, 30/s\x1b[K\n",
    ]


def test_a_task_that_is_known_by_its_name_has_no_map() -> None:
    with pytest.raises(TypeError, match=r"Add\.map\(\): a task that is known by its name alone has no map"):
        LibraryTask(lambda: None, "Add", {}).map([1])  # type: ignore[arg-type,return-value]


def test_columns_of_numbers_stand_side_by_side() -> None:
    count, columns = Columns([[1, 2.5, 3], [4, 5], ["a", "b"]], ["float", "int", "str"]).take(10)
    assert count == 2
    assert [type(column) for column in columns] == [Column, Column, list]
    assert columns[0].__reduce_ex__(5)[1][0] == "d"


ITEMS = np.arange(700)


@pytest.mark.parametrize(
    ("name", "columns", "failing"),
    [
        ("Positive", (np.where(np.isin(ITEMS, [0, 255, 256, 699]), 0, ITEMS),), 4),  # at the edges of pieces
        ("Positive", (ITEMS.astype(np.int32),), 1),
        ("Positive", (ITEMS.astype(np.float64),), 700),
        ("Narrow", (np.where(ITEMS == 300, 2**40, ITEMS), np.ones(700, np.float32), ITEMS % 2 == 0), 1),
    ],
)
@pytest.mark.parametrize("num_threads", [1, 2])
def test_each_item_of_columns_is_as_a_call_of_its_own(name: str, columns: Any, failing: int, num_threads: int) -> None:
    import typed

    task = getattr(typed.tasks, name)

    def outcome(*arguments: object) -> object:
        try:
            return task(*arguments)
        except Exception as error:
            return type(error), str(error)

    calls = [outcome(*arguments) for arguments in zip(*(column.tolist() for column in columns), strict=True)]
    letter, data, failures, _ = task.function.map(columns, 700, num_threads=num_threads)
    found = np.frombuffer(data, letter).tolist() if letter else list(data)
    for item, error in failures:
        found[item] = type(error), str(error)
    assert found == calls
    assert len(failures) == failing


def test_vectorize() -> None:
    from calc import tasks

    rows, columns = np.arange(3.0)[:, None], np.arange(2)
    assert (tasks.Add.vectorize(rows, columns) == rows + columns).all()
    assert tasks.Add.vectorize(1, 2) == 3.0
    assert [divided["quotient"] for divided in tasks.Divide.vectorize([7, 9], 2)] == [3, 4]
    with pytest.raises(TypeError) as caught:
        tasks.Hello.vectorize(np.array(["a", 1], object))
    assert caught.value.item == 1  # type: ignore[attr-defined]
