"""The arguments of overloads, put in order."""

from __future__ import annotations

import re
from typing import Any

import pytest
from goray.package.overloads import Overload, Overloads
from gorayffi.omitted import OMITTED

NUMBER = Overload("F(number: int)", ("number",))
TEXT = Overload("F(text: str, times: int = 2)", ("text", "times"), {"times": 2})
MADE = Overload("F(a: int, b: int = ..., c: int = 3)", ("a", "b", "c"), {"b": OMITTED, "c": 3})
REST = Overload("F(first: bytes, *rest: Any)", ("first",), variadic=True)


@pytest.mark.parametrize(
    ("overloads", "args", "named", "expected"),
    [
        ([NUMBER, TEXT], (), {"number": 1}, (1,)),
        ([NUMBER, TEXT], ("a",), {"times": 3}, ("a", 3)),
        ([NUMBER, TEXT], (), {"times": 3, "text": "a"}, ("a", 3)),
        ([NUMBER, TEXT], (), {"text": "a"}, ("a",)),
        ([NUMBER, MADE], (1,), {"b": 2}, (1, 2)),
        ([NUMBER, MADE], (1, 2), {"c": 4}, (1, 2, 4)),
        ([NUMBER, REST], (), {"first": b""}, (b"",)),
        ([TEXT, Overload("F(a: float, times: int = 2)", ("a", "times"), {"times": 2})], (1,), {"times": 3}, (1, 3)),
    ],
)
def test_in_order(
    overloads: list[Overload], args: tuple[object, ...], named: dict[str, object], expected: tuple[object, ...]
) -> None:
    assert Overloads("F", overloads)(args, named) == expected


def error(overloads: list[Overload], *args: object, **named: object) -> str:
    with pytest.raises(TypeError) as caught:
        Overloads("F", overloads)(args, named)
    return str(caught.value)


def test_none_fits() -> None:
    texts = "there are F(number: int); F(text: str, times: int = 2)"
    assert error([NUMBER, TEXT]) == f"F() has no overload that takes (); {texts}"
    assert error([NUMBER, TEXT], 1, 2, 3) == f"F() has no overload that takes (int, int, int); {texts}"
    assert error([NUMBER, TEXT], "a", tims=1) == f"F() has no overload that takes (str, tims=...); {texts}"
    assert error([NUMBER, TEXT], times=1) == f"F() has no overload that takes (times=...); {texts}"


def test_a_default_that_only_cpp_knows_leaves_no_gap() -> None:
    assert "no overload" in error([NUMBER, MADE], 1, c=3)


def test_keywords_that_mean_different_things() -> None:
    other = Overload("F(times: int, text: str)", ("times", "text"))
    assert re.match(
        r"F\(\): these keywords mean different things to its overloads, which are",
        error([TEXT, other], text="a", times=1),
    )
    default = Overload("F(x: int, by: int = 3, c: int = 1)", ("x", "by", "c"), {"by": 3, "c": 1})
    same = Overload("F(y: str, by: int = 3, c: int = 2)", ("y", "by", "c"), {"by": 3, "c": 2})
    unlike = Overload("F(y: str, by: int = 4, c: int = 2)", ("y", "by", "c"), {"by": 4, "c": 2})
    value: Any = "a"
    assert Overloads("F", [default, same])((value,), {"c": 5}) == ("a", 3, 5)
    assert "mean different things" in error([default, unlike], value, c=5)


def test_places() -> None:
    overloads = Overloads("F", [NUMBER, MADE, Overload("F()")])
    assert overloads.parameters == ("0", "1", "2")
    assert overloads.defaults == {"0": OMITTED, "1": OMITTED, "2": OMITTED}
    assert not overloads.variadic
    assert Overloads("F", [NUMBER, REST]).variadic
