"""Classes of a library that nobody may change, in process and on Ray; `tests/golden/classes/app.h` is the app."""

from __future__ import annotations

import math
import typing
from typing import Any

import gorayffi
import pytest
import ray

pytestmark = pytest.mark.usefixtures("ray_session")

CIRCLE = {"center": {"x": 1.0, "y": 2.0}, "radius": 3.0}

CASES: list[tuple[str, list[Any], Any]] = [
    ("Mirror", [{"x": 1.0, "y": 2.0}], {"x": 2.0, "y": 1.0}),
    ("Mirror", [{"y": 2, "x": 1}], {"x": 2.0, "y": 1.0}),
    ("Grow", [CIRCLE], CIRCLE | {"radius": 4.0}),
    ("Grow", [CIRCLE, 0.5], CIRCLE | {"radius": 3.5}),
    ("Degrees", [{"radians": math.pi}], 180.0),
    ("Degrees", [{"radians": 0, "label": "none"}], 0.0),
    ("Label", [180.0, "half"], {"radians": math.pi, "label": "half"}),
    ("Label", [180.0, ""], {"radians": math.pi, "label": None}),
    ("Sum", [[{"x": 1, "y": 0.5}, {"x": 2, "y": 0}]], {"x": 3.0, "y": 0.5}),
    ("Wider", [[0, 0, 4, 3]], [0, 0, 5, 3]),
    ("Wider", [(0, 0, 4, 3), 2], [0, 0, 6, 3]),
    ("Twice", [1.5], 3.0),
    ("Lengths", [{"a": 7}], {"a": 7}),
    ("Join", ["a", ["b", "\N{GREEK SMALL LETTER ALPHA}"]], "ab\N{GREEK SMALL LETTER ALPHA}"),
    ("Add", [1, 2], 3),
    ("Add", ["a", "b"], "ab"),
    ("Middle", [CIRCLE], {"x": 1.0, "y": 2.0}),
    ("Middle", [[0, 0, 4, 3]], {"x": 2.0, "y": 1.5}),
    ("Middle", [5], {"x": 2.5, "y": 0.0}),
    ("Flip", ["00001111"], "11110000"),
    ("Invert", [{"over": 2, "under": 3}], {"over": 3, "under": 2}),
    ("Invert", [{"over": 2}], {"over": 1, "under": 2}),
    (
        "Redraw",
        [{"points": [{"x": 1, "y": 2}], "circle": CIRCLE, "frame": [1, 2, 3, 4]}],
        {"points": [{"x": 1.0, "y": 2.0}], "circle": CIRCLE, "frame": [1, 2, 3, 4]},
    ),
    ("Redraw", [{"points": []}], {"points": [], "circle": None, "frame": [0, 0, 1, 1]}),
    ("Check", [1], None),
    ("Root", [16], 4.0),
    ("Diagonal", [2], [{"x": 0.0, "y": 0.0}, {"x": 1.0, "y": 1.0}]),
]


@pytest.mark.parametrize(("task", "values", "result"), CASES)
def test_in_process_and_on_ray(task: str, values: list[Any], result: Any) -> None:
    import classes

    called = getattr(classes.tasks, task)
    assert called(*values) == result
    assert ray.get(called.remote(*values)) == result


@pytest.mark.parametrize(
    ("task", "values", "error", "text"),
    [
        ("Mirror", [{"x": 1.0}], TypeError, r"argument 'point': field 'y' of Point is missing"),
        ("Mirror", [{"x": 1.0, "y": "2"}], TypeError, r"argument 'point.y': expected float, got str"),
        ("Mirror", [{"x": 1.0, "y": 2, "z": 3}], TypeError, r"argument 'point': Point has no field 'z'"),
        ("Redraw", [{"points": [], "frame": [0, 0, -1, 1]}], ValueError, r"'drawing.frame': a rectangle has a neg"),
        ("Redraw", [{"points": [], "frame": [0, 0, 1]}], ValueError, r"argument 'drawing.frame': expected .*4"),
        ("Grow", [CIRCLE | {"radius": -1}], ValueError, r"argument 'circle': a radius is not negative"),
        ("Add", [1, 2.5], TypeError, r"argument 'other': expected int, got float"),
        ("Middle", ["a"], TypeError, r"argument 'of': expected Circle, list\[int\] or float, got str"),
        ("Flip", ["2"], ValueError, r"argument 'bits': "),
        ("Twice", ["1"], TypeError, r"argument 'length': expected float, got str"),
        ("Check", [-1], RuntimeError, r"a value is not negative"),
        ("Root", [], IndexError, r"it is missing"),
        ("Root", [-1], ValueError, r"it is negative"),
        ("Diagonal", [-1], ValueError, r"it is negative"),
    ],
)
def test_what_is_wrong_is_named(task: str, values: list[Any], error: type[Exception], text: str) -> None:
    import classes

    called = getattr(classes.tasks, task)
    with pytest.raises(error, match=text) as caught:
        called(*values)
    assert isinstance(caught.value, gorayffi.NativeError)
    with pytest.raises(error, match=text):
        ray.get(called.remote(*values))


def test_types_are_those_of_a_struct_and_of_what_a_codec_says() -> None:
    import classes

    assert typing.get_type_hints(classes.Circle) == {"center": classes.Point, "radius": float}
    assert classes.Point.__doc__ == "A place on the plane."
    assert set(classes.Vector2.__annotations__) == {"x", "y"}


def test_an_actor_of_a_foreign_class_has_the_methods_of_the_list() -> None:
    import classes

    store = classes.Store("numbers")
    assert (store.name(), store.Put("one"), store.Put("two", 2)) == ("numbers", None, None)
    assert (store.Get("two"), store.CountFrom(2)) == (2, 1)
    store.Clear()
    with pytest.raises(RuntimeError, match="nothing is called two"):
        store.Get("two")
    with pytest.raises(RuntimeError, match="a value is not negative"):
        store.Put("three", value=-3)
    assert not hasattr(store, "Count")


def test_a_factory_that_gives_no_object_raises() -> None:
    import classes

    with pytest.raises(IndexError, match="it is missing"):
        classes.Store("")


def test_an_actor_of_a_foreign_class_on_ray() -> None:
    import classes

    store = classes.Store.remote("numbers")
    assert ray.get([store.Put.remote("one"), store.Get.remote("one"), store.CountFrom.remote(1)]) == [None, 1, 1]
    with pytest.raises(RuntimeError, match="nothing is called two"):
        ray.get(store.Get.remote("two"))
