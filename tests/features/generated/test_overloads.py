"""Overloads of tasks, methods and factories, in process and on Ray; `tests/golden/overloads/app.h` is the app."""

from __future__ import annotations

import importlib
import inspect
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gorayffi
import numpy
import pytest
import ray

pytestmark = pytest.mark.usefixtures("ray_session")

CASES: list[tuple[str, tuple[Any, ...], dict[str, Any], Any]] = [
    ("Twice", (1,), {}, 2),
    ("Twice", (1.5,), {}, 3.0),
    ("Twice", ("a",), {}, "aa"),
    ("Twice", ("a", 3), {}, "aaa"),
    ("Twice", (), {"value": 1}, 2),
    ("Twice", (), {"value": 1.0}, 2.0),
    ("Twice", ("a",), {"times": 3}, "aaa"),
    ("Twice", (), {"times": 3, "text": "a"}, "aaa"),
    ("Area", ({"radius": 1},), {}, 3.0),
    ("Area", ({"side": 2},), {}, 4.0),
    ("Area", (2, 3), {}, 6.0),
    ("Area", (), {"height": 3, "width": 2}, 6.0),
    ("Area", (), {"square": {"side": 2}}, 4.0),
    ("Sum", ([1, 2],), {}, "ints 2"),
    ("Sum", ([1, 2.5],), {}, "floats 2"),
    ("Sum", (numpy.ones(3),), {}, "floats 3"),
    ("Sum", (numpy.ones(3, numpy.int32),), {}, "ints 3"),
    ("Sum", (numpy.ones((3, 1)),), {}, "rows 3"),
    ("Join", (1,), {}, "1+0"),
    ("Join", (1, "a", None), {}, "1+2"),
    ("Join", ("a",), {}, "a,1"),
    ("Join", ("a", "-", 2), {}, "a-2"),
    ("Join", (True,), {}, "1;1"),
    ("Join", (True, "-"), {"count": 2}, "1-2"),
]


def named(module: Any, task: str) -> list[Callable[..., Any]]:
    """All ways to call a task."""
    called = getattr(module.tasks, task)
    return [called, lambda *args, **named: ray.get(called.remote(*args, **named))]


@pytest.mark.parametrize(("task", "args", "keywords", "result"), CASES)
def test_tasks(task: str, args: tuple[Any, ...], keywords: dict[str, Any], result: Any) -> None:
    import overloads

    for call in named(overloads, task):
        got = call(*args, **keywords)
        assert (got, type(got)) == (result, type(result))


def test_results_are_converted_by_what_they_are() -> None:
    import overloads

    for call in named(overloads, "Find"):
        assert type(call("red")) is overloads.Color
        assert call() == {overloads.Color.RED, overloads.Color.BLUE}


def test_by_name() -> None:
    import overloads

    assert overloads.golang_local_run_task("Twice", 1.5) == 3.0
    assert ray.get(overloads.golang_task("Twice").remote("a")) == "aa"


def test_references_are_resolved_before_the_choice() -> None:
    import overloads

    text = overloads.tasks.Twice.remote("a")
    assert ray.get(overloads.tasks.Twice.remote(text, overloads.tasks.Twice.remote(1))) == "aaaa"
    assert ray.get(overloads.tasks.Twice.remote(text=text)) == "aaaa"


def test_methods_and_factories() -> None:
    import overloads

    for counter in (overloads.Counter(), overloads.Counter("10"), overloads.NewCounter(start=10)):
        start = counter.Add() - 1
        assert counter.Add(2) == start + 3
        assert counter.Add(by=1) == start + 4
        assert counter.Add([1, 1]) == [start + 5, start + 6]
    remote = overloads.Counter.remote("10")
    assert ray.get(remote.Add.remote()) == 11
    assert ray.get(remote.Add.remote(by=2)) == 13
    assert ray.get(remote.Add.remote([1, 1])) == [14, 15]
    assert ray.get(overloads.Counter.options(num_cpus=0).remote(start=3).Add.remote()) == 4


def test_no_overload_fits_the_types() -> None:
    import overloads

    text = (
        "Twice() has no overload that takes (bytes); there are Twice(value: float) -> float; "
        "Twice(value: int) -> int; Twice(text: str, times: int = 2) -> str"
    )
    for call in named(overloads, "Twice"):
        with pytest.raises(TypeError) as caught:
            call(b"a")
        assert text in str(caught.value)
    with pytest.raises(TypeError, match=r"Add\(\) has no overload that takes \(str\); there are Add\(\) -> int;"):
        overloads.Counter(1).Add("1")


def test_no_overload_fits_the_number_and_names() -> None:
    import overloads

    twice = overloads.tasks.Twice
    texts = "there are Twice(text: str, times: int = 2) -> str; Twice(value: int) -> int; Twice(value: float) -> float"
    for call in (twice, twice.remote, twice.bind):
        for args, keywords, given in [
            ((), {}, ""),
            ((1, 2, 3), {}, "int, int, int"),
            ((1,), {"tims": 3}, "int, tims=..."),
            ((1,), {"value": 3}, "int, value=..."),
        ]:
            with pytest.raises(TypeError) as caught:
                call(*args, **keywords)
            assert str(caught.value) == f"Twice() has no overload that takes ({given}); {texts}"


def test_keywords_that_mean_different_things_are_refused() -> None:
    import overloads

    with pytest.raises(TypeError, match="these keywords mean different things to its overloads") as caught:
        overloads.tasks.Join("a", count=2)  # what stands for `separator` depends on what "a" is
    assert str(caught.value).endswith("give the arguments by position")


def test_what_one_overload_takes_fails_as_a_function_of_its_own() -> None:
    import overloads

    with pytest.raises(TypeError, match=r"^Area\(\) argument 'height': expected float, got str"):
        overloads.tasks.Area(1, "2")


def test_help_shows_all() -> None:
    import overloads

    assert "Twice the integer." in inspect.getdoc(overloads.tasks.Twice)
    assert "The text, again and again." in inspect.getdoc(overloads.tasks.Twice)
    assert "Adds all of `each`." in inspect.getdoc(overloads.Counter.Add)


def test_a_package_of_other_overloads_is_told_so(
    packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes: Any = importlib.import_module("overloads._app")._HASHES
    assert {"task Twice", "actor NewCounter", "method NewCounter.Add"} <= hashes.keys()
    shutil.copytree(packages / "overloads", tmp_path / "fewer", ignore=shutil.ignore_patterns("__pycache__"))
    app = tmp_path / "fewer" / "_app.py"
    app.write_text(app.read_text().replace(hashes["task Twice"], "0" * 16))
    monkeypatch.syspath_prepend(tmp_path)
    fewer = importlib.import_module("fewer")
    with pytest.raises(gorayffi.LibraryError, match="Twice"):
        fewer.tasks.Twice(1)
    assert fewer.tasks.Area(2, 3) == 6.0
