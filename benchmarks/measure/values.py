"""The values that go there and back, the same for every peer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from benchmarks.measure.samples import Sample, once, timed

NESTED: Any = {
    "id": 7,
    "name": "order",
    "tags": ["a", "b"],
    "parts": {"x": {"sizes": [1, 2, 3], "price": 1.5}, "y": None},
}
DICTS: Any = [{"id": i, "name": f"n{i}", "price": i / 3, "ok": True} for i in range(1000)]
FLOATS: Any = [i / 7 for i in range(1000)]


TYPED: dict[str, Any] = {
    "structs_1000": DICTS,
    "texts_1000": [f"text number {i}" for i in range(1000)],
    "map_1000": {f"key {i}": i / 7 for i in range(1000)},
    "times_1000": [datetime(2026, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=i) for i in range(1000)],
}
"""Values of one C++ type each."""


def same(value: int) -> int:
    """What C++ calls back."""
    return value


def there_and_back(call: Any, call_floats: Any) -> dict[str, Sample]:
    """`call` gives its argument back, `call_floats` a list of floats."""
    assert call(NESTED) == NESTED
    assert call_floats(FLOATS) == FLOATS
    return {
        "nested_dict": timed("call(value)", 300, call=call, value=NESTED),
        "dicts_1000": timed("call(value)", 3, call=call, value=DICTS),
        "floats_1000": timed("call(value)", 30, call=call_floats, value=FLOATS),
    }


def typed_values(calls: dict[str, Callable[[Any], Any]], values: dict[str, Any] = TYPED) -> dict[str, Sample]:
    """`calls`: by case, what gives its argument back."""
    for key, call in calls.items():
        assert call(values[key]) == values[key], key
    return {key: timed("call(value)", 10, call=call, value=values[key]) for key, call in calls.items()}


def eigen_cases(*, view: Any, copy: Any, result: Any, solve: Any) -> dict[str, Sample]:
    """Of the functions in apps/eigen, on numpy's arrays in C order, which are what programs have."""
    import numpy as np  # which not all peers have

    random = np.random.default_rng(1)
    large, system, right = random.random((500, 500)), random.random((100, 100)) + np.eye(100), random.random(100)
    assert view(right) == right[-1]
    assert copy(large) == large[-1, 0]
    assert np.allclose(system @ solve(system, right), right)
    assert not result(30, 30).any()
    return {
        "eigen_view": timed("call(array)", 20_000, call=view, array=right),
        "eigen_copy": timed("call(array)", 30, call=copy, array=large),
        "eigen_result": timed("call(30, 30)", 5_000, call=result),
        "eigen_solve": timed("call(a, b)", 100, call=solve, a=system, b=right),
    }


def each(call: Any) -> Sample:
    """Of an item of two arrays of a million floats, which `call` adds."""
    import numpy as np

    a, b = np.arange(1e6), np.arange(1e6)
    assert call(a, b)[-1] == 2 * a[-1]
    return once(lambda: call(a, b), len(a))


def failing(call: Any, error: type[Exception] = Exception) -> Any:
    """`call`, whose exception is caught."""

    def fails() -> None:
        try:
            call()
        except error:
            return
        raise AssertionError("the call did not fail")

    return fails
