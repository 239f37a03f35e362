"""Variants, there and back, in process and on Ray; `tests/golden/variants/app.h` is the app."""

from __future__ import annotations

import datetime
import pathlib
from typing import Any

import gorayffi
import numpy
import pytest
import ray

pytestmark = pytest.mark.usefixtures("ray_session")

CASES: list[tuple[str, Any, Any]] = [
    ("Same", 1, 1),
    ("Same", 1.0, 1.0),
    ("IndexOf", None, 0),
    ("IndexOf", True, 1),
    ("IndexOf", 1, 2),
    ("IndexOf", 1.0, 3),
    ("IndexOf", "a", 4),
    ("IndexOf", b"a", 5),
    ("IndexOf", ["a"], 6),
    ("IndexOf", {}, 7),
    ("IndexOfNumbers", [1, 2], 0),
    ("IndexOfNumbers", [1, 2.5], 1),
    ("IndexOfNumbers", ("a",), 2),
    ("IndexOfNumbers", [], 0),
    ("IndexOfNumbers", numpy.ones(2), 1),
    ("IndexOfNumbers", numpy.ones(2, numpy.int16), 0),
    ("IndexOfText", "a", 0),
    ("IndexOfText", False, 1),
    ("IndexOfArray", numpy.ones(1, numpy.float32), 0),
    ("IndexOfArray", numpy.ones(1), 1),
    ("IndexOfArray", numpy.ones((1, 1)), 2),
    ("IndexOfArray", [[1.5]], 2),
    ("Area", {"radius": 1}, 3.0),
    ("Area", {"side": 2}, 4.0),
    ("Area", {"label": "a", "side": 2}, 4.0),
    ("Graft", {"value": 7}, {"value": [{"value": 7}, {"value": 1}]}),
    ("Twice", {"a": 1, "b": 1.5, "c": None}, {"a": 2, "b": 3.0}),
    ("Maybe", None, None),
    ("Maybe", "a", "a"),
    ("Wait", 2, 2),
    ("Wait", "a", -1),
]


@pytest.mark.parametrize(("task", "value", "result"), CASES)
def test_in_process_and_on_ray(task: str, value: Any, result: Any) -> None:
    import variants

    called = getattr(variants.tasks, task)
    for got in (called(value), ray.get(called.remote(value))):
        assert (got, type(got)) == (result, type(result))


def test_results_have_the_types_of_their_alternatives() -> None:
    import variants

    group = {"shapes": [{"radius": 1.0}, {"side": 2.0, "label": "b"}], "tag": variants.Color.BLUE}
    day = datetime.datetime(1970, 1, 2, tzinfo=datetime.timezone.utc)
    expected: dict[Any, list[Any]] = {
        variants.tasks.MakeScalar: [
            None,
            variants.Color.RED,
            datetime.timedelta(seconds=1.5),
            pathlib.Path("a/b"),
            day,
        ],
        variants.tasks.MakeCollection: [{"a"}, ("a", variants.Color.BLUE), group],
    }
    for task, values in expected.items():
        for index, value in enumerate(values):
            for got in (task(index), ray.get(task.remote(index))):
                assert (got, type(got)) == (value, type(value))
    assert type(variants.tasks.MakeCollection(1)[1]) is variants.Color
    assert type(variants.tasks.MakeCollection(2)["tag"]) is variants.Color
    assert type(variants.tasks.Maybe(variants.Color.RED)) is variants.Color


def test_a_field_keeps_its_initialiser() -> None:
    import variants

    assert variants.tasks.Regroup({"shapes": []}) == {"shapes": [], "tag": None}
    assert variants.tasks.Wait() == 5


def test_a_reference_is_resolved() -> None:
    import variants

    assert ray.get(variants.tasks.Area.remote(ray.put({"side": 3}))) == 9.0


@pytest.mark.parametrize(
    ("task", "value", "error"),
    [
        ("Same", "1", "Same() argument 'value': expected int or float, got str"),
        ("Area", {"sdie": 1}, "Area() argument 'shape': expected Circle or Square, got dict with the keys 'sdie'"),
        ("Area", {}, "Area() argument 'shape': expected Circle or Square, got empty dict"),
        (
            "Regroup",
            {"shapes": [{"radius": 1}, {"radius": 1, "side": 1}]},
            "Regroup() argument 'group.shapes[1]': expected Circle or Square, got dict with the keys 'radius', 'side'",
        ),
        (
            "IndexOfArray",
            numpy.ones(1, numpy.int8),
            "IndexOfArray() argument 'value': expected float32[n], float64[n] or float64[n, n], got bytes",
        ),
    ],
)
def test_what_fits_no_alternative(task: str, value: Any, error: str) -> None:
    import variants

    with pytest.raises(gorayffi.NativeError) as caught:
        getattr(variants.tasks, task)(value)
    assert str(caught.value) == error
    assert isinstance(caught.value, TypeError)


def test_deep_nesting_is_bounded() -> None:
    import variants

    tree: Any = {"value": 1}
    for _ in range(200):
        tree = {"value": [tree]}
    assert variants.tasks.Graft(tree)["value"][0] == tree
    for _ in range(200):
        tree = {"value": [tree]}
    with pytest.raises(ValueError, match="nested deeper than 512 levels"):
        variants.tasks.Graft(tree)
