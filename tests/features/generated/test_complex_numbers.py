"""Complex numbers, there and back, in process and on Ray; `tests/golden/complex_numbers/app.h` is the app."""

from __future__ import annotations

import cmath
from typing import Any

import numpy as np
import pytest
import ray

pytestmark = pytest.mark.usefixtures("ray_session")

CASES: list[tuple[str, Any, Any]] = [
    ("Square", 1 + 2j, -3 + 4j),
    ("Square", 2, 4 + 0j),
    ("Square", 1.5, 2.25 + 0j),
    ("Square", np.complex128(1j), -1 + 0j),
    ("Square", np.complex64(1j), -1 + 0j),
    ("Square", np.float32(2), 4 + 0j),
    ("Conjugate", 0.5 + 0.25j, 0.5 - 0.25j),
    ("Sum", [1, 2j, 0.5], 1.5 + 2j),
    ("Sum", np.array([1, 2j, 0.5]), 1.5 + 2j),
    ("Sum", np.array([1j, 9, 2j], np.complex64)[::2], 3j),
    ("Sum", np.array([1, 2]), 3 + 0j),
    ("Sum", [], 0j),
    ("Roots", -4.0, [2j, -2j]),
    ("Maybe", None, None),
    ("Maybe", 1j, 1j),
    ("Echo", {"amplitude": 1j}, {"amplitude": 1j, "spectrum": []}),
    ("Echo", {"amplitude": 1, "spectrum": [0.5j]}, {"amplitude": 1 + 0j, "spectrum": [0.5j]}),
    ("Imaginary", 3j, 3.0),
]


@pytest.mark.parametrize(("task", "value", "result"), CASES)
def test_in_process_and_on_ray(task: str, value: Any, result: Any) -> None:
    import complex_numbers

    called = getattr(complex_numbers.tasks, task)
    for got in (called(value), ray.get(called.remote(value))):
        assert (got, type(got)) == (result, type(result))


def test_infinities_and_nan_survive() -> None:
    import complex_numbers

    z = complex_numbers.tasks.Conjugate(complex(float("inf"), float("nan")))
    assert z.real == float("inf")
    assert cmath.isnan(z)


def test_a_default_is_left_to_cpp() -> None:
    import complex_numbers

    assert complex_numbers.tasks.Imaginary() == 1.0


@pytest.mark.parametrize(
    ("task", "value", "error", "text"),
    [
        ("Square", "1j", TypeError, r"argument 'z': expected complex, got str"),
        ("Square", None, TypeError, r"argument 'z': expected complex, got None"),
        ("Square", [1.0, 2.0, 3.0], ValueError, r"argument 'z': expected the 2 parts of a complex, got 3"),
        ("Conjugate", 1e39j, OverflowError, r"argument 'z': expected a 32-bit float"),
        ("Sum", [1j, "x"], TypeError, r"argument 'values\[1\]': expected complex, got str"),
        ("Imaginary", b"", TypeError, r"argument 'z': expected complex, got bytes"),
        ("Roots", 1j, TypeError, r"argument 'square': expected float, got list"),
    ],
)
def test_wrong_values_are_named_with_their_place(task: str, value: Any, error: type[Exception], text: str) -> None:
    import complex_numbers

    with pytest.raises(error, match=text):
        getattr(complex_numbers.tasks, task)(value)
