"""Sequences and sets, there and back, in process and on Ray; `tests/golden/containers/app.h` is the app."""

from __future__ import annotations

import datetime
import pathlib
from typing import Any

import numpy as np
import pytest
import ray

pytestmark = pytest.mark.usefixtures("ray_session")

CASES: list[tuple[str, Any, Any]] = [
    ("Deque", [1, 2], [1, 2]),
    ("Deque", np.array([1, 2]), [1, 2]),
    ("List", ("a", "b"), ["a", "b"]),
    ("List", [], []),
    ("Array", [1, 2.5, 3], [1.0, 2.5, 3.0]),
    ("Array", np.array([1, 2.5, 3], np.float32), [1.0, 2.5, 3.0]),
    ("Octets", [1, 255], [1, 255]),
    ("Matrix", [[1, 2], [3, 4]], [[1, 3], [2, 4]]),
    ("Matrix", np.array([[1, 2], [3, 4]]), [[1, 3], [2, 4]]),
    ("Set", {"b", "a"}, {"a", "b"}),
    ("Set", frozenset({"a"}), {"a"}),
    ("Set", {"a": 1}.keys(), {"a"}),
    ("Set", set(), set()),
    ("UnorderedSet", {2**40, -1}, {2**40, -1}),
    ("Colors", [2, 1, 2], {1, 2}),
    ("Mixed", {"colors": {1}}, {"colors": {1}, "weights": [0.5, 0.25, 0.25]}),
    ("Sum", np.arange(10.0)[::2], 20.0),
    ("Sum", np.ones(100_000), 100_000.0),
    ("Weights", {(1, 2): 0.5, (2, 1): 1.5}, {(1, 2): 0.5, (2, 1): 1.5}),
    ("Named", {("a", 1)}, {("a", 1)}),
    ("Rows", np.arange(4.0).reshape(2, 2).T, [[0.0, 2.0], [1.0, 3.0]]),
]


@pytest.mark.parametrize(("task", "value", "result"), CASES)
def test_in_process_and_on_ray(task: str, value: Any, result: Any) -> None:
    import containers

    called = getattr(containers.tasks, task)
    for got in (called(value), ray.get(called.remote(value if task != "Set" else set(value)))):
        assert (got, type(got)) == (result, type(result))


def test_elements_are_of_their_types() -> None:
    import containers

    (color,) = containers.tasks.Colors([2])
    assert color is containers.Color.BLUE
    (color,) = containers.tasks.Mixed({"colors": {containers.Color.RED}})["colors"]
    assert color is containers.Color.RED


def test_a_default_is_left_to_cpp() -> None:
    import containers

    assert (containers.tasks.CountOr(), containers.tasks.CountOr(set())) == (2, 0)


@pytest.mark.parametrize(
    ("task", "value", "error", "text"),
    [
        ("Array", [1.0], ValueError, r"argument 'values': expected a list of 3 items, got 1"),
        ("Array", [1.0, "x", 2.0], TypeError, r"argument 'values\[1\]': expected float, got str"),
        ("Octets", [1, 256], OverflowError, r"'values\[1\]'"),
        ("Set", {1}, TypeError, r"'values\[0\]': expected str, got int"),
        ("Set", "ab", TypeError, r"argument 'values': expected list, got str"),
        ("Colors", [3], ValueError, r"'colors\[0\]'"),
        ("Deque", np.array([1.5]), TypeError, r"'values\[0\]': expected int, got float"),
        ("Deque", [[1]], TypeError, r"'values\[0\]': expected int, got list"),
        ("Sum", np.ones((2, 2)), TypeError, r"expected float64\[n\], got float64\[2, 2\]"),
    ],
)
def test_wrong_values_are_named_with_their_place(task: str, value: Any, error: type[Exception], text: str) -> None:
    import containers

    with pytest.raises(error, match=text):
        getattr(containers.tasks, task)(value)


def test_keys_of_several_parts() -> None:
    import containers

    ((_, color),) = containers.tasks.Named({("a", containers.Color.RED)})
    assert color is containers.Color.RED
    time = datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc)
    assert containers.tasks.Changed({"a/b": time}) == {pathlib.Path("a/b"): time}
    with pytest.raises(TypeError, match=r"argument 'weights\[\(1, 2\)\]': expected float, got str"):
        containers.tasks.Weights({(1, 2): "heavy"})  # type: ignore[dict-item]
    with pytest.raises(ValueError, match="expected a tuple of 2 items, got 3"):
        containers.tasks.Weights({(1, 2, 3): 0.5})  # type: ignore[dict-item]


def test_orders_and_hashes_of_their_own() -> None:
    import containers

    assert containers.tasks.Degrees({(1, 2), (3, 1)}) == {(1, 0): 2}
    assert containers.tasks.First({"a": 1, "c": 2, "b": 3}) == "c"


def test_a_span_of_texts_is_a_list() -> None:
    import containers

    assert containers.tasks.CountIn(["a", "b", "a"], "a") == 2
    with pytest.raises(TypeError, match=r"argument 'texts\[1\]': expected str, got int"):
        containers.tasks.CountIn(["a", 1], "a")  # type: ignore[list-item]
