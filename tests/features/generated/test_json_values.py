"""nlohmann::json and `const char*`: the package `json_values`."""

from __future__ import annotations

import collections
import dataclasses
import math
from typing import Any

import numpy
import pytest

from tests.conftest import name_of

NESTED = {"b": [1, -1, 2**64 - 1, -(2**63), 1.5, True, None, "n\0é😀"], "a": {"": {}, "x": []}}


@pytest.mark.parametrize(
    ("value", "same"),
    [
        (NESTED, NESTED),
        ((1, (2,)), [1, [2]]),
        (collections.ChainMap({"a": range(2)}), {"a": [0, 1]}),
        (numpy.array([[1, 2]]), [[1, 2]]),
        ({"a": numpy.float64(0.5)}, {"a": 0.5}),
        (None, None),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_json_value(value: Any, same: Any) -> None:
    import json_values

    assert json_values.tasks.Same(value) == same
    assert json_values.tasks.List([value]) == [same]


def test_order_and_text() -> None:
    import json_values

    assert list(json_values.tasks.SameOrder(NESTED)) == ["b", "a"]
    assert list(json_values.tasks.Same(NESTED)) == ["a", "b"]
    assert json_values.tasks.SameOrder() is None
    assert json_values.tasks.Parse('{"a": [1, 2.5]}') == {"a": [1, 2.5]}
    assert json_values.tasks.Dump({"a": (1, 2.5)}) == '{"a":[1,2.5]}'


def test_a_field() -> None:
    import json_values

    whole = {"name": "n", "content": NESTED, "parts": {"p": [None]}}
    assert json_values.tasks.SameDocument(whole) == whole
    assert json_values.tasks.SameDocument({"name": "n"}) == {"name": "n", "content": {"a": 1}, "parts": {}}


@dataclasses.dataclass
class Item:
    tags: Any


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [
        ({"a": [b"x"]}, TypeError, "'value['a'][0]': expected a JSON value, got bytes"),
        ({"a": {1: 2}}, TypeError, "'value['a']': expected str as a key of a JSON object, got int"),
        ([math.nan], ValueError, "'value[0]': JSON has no NaN"),
        (Item([math.inf]), ValueError, "'value['tags'][0]': JSON has no infinity"),
        ([2**64], OverflowError, "'value[0]': an int must be between"),
        ({"a": {1, object()}}, TypeError, "'object' cannot cross"),
    ],
    ids=name_of,
)
def test_what_json_does_not_have(value: Any, error: type[Exception], text: str) -> None:
    import json_values

    with pytest.raises(error) as caught:
        json_values.tasks.Same(value)
    assert text in str(caught.value)


def test_what_cpp_holds_besides_json() -> None:
    import json_values

    with pytest.raises(TypeError, match=r"Broken\(\) result: '\['data'\]\[1\]': binary data is no JSON value"):
        json_values.tasks.Broken()


def test_text_of_c() -> None:
    import json_values

    assert [json_values.tasks.Length(text) for text in ("", "né", "a" * 100)] == [0, 3, 100]
    assert json_values.tasks.Length() == 3
    with pytest.raises(ValueError, match=r"Length\(\) argument 'text': text for a const char\* has no NUL character"):
        json_values.tasks.Length("a\0b")
    with pytest.raises(TypeError, match="expected str, got None"):
        json_values.tasks.Length(None)


@pytest.mark.usefixtures("ray_session")
def test_on_ray() -> None:
    import json_values
    import ray

    assert ray.get(json_values.tasks.Same.remote(NESTED)) == NESTED
    assert ray.get(json_values.tasks.Same.remote(json_values.tasks.Parse.remote("[1]"))) == [1]
    assert ray.get(json_values.tasks.Length.remote("four")) == 4
