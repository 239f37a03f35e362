"""Numbers side by side: C++ looks into the caller's array; `tests/golden/arrays/app.h` is the app."""

from __future__ import annotations

import array
from typing import Any

import numpy as np
import pytest
import ray

TYPES = [
    ("SignedBytes", "i1"), ("Shorts", "i2"), ("Ints", "i4"), ("Longs", "i8"), ("UnsignedShorts", "u2"),
    ("UnsignedInts", "u4"), ("UnsignedLongs", "u8"), ("Floats", "f4"), ("Doubles", "f8"), ("LongLongs", "i8"),
    ("SignedBytesVector", "i1"),
    ("UnsignedLongsVector", "u8"), ("FloatsVector", "f4"), ("DoublesVector", "f8"),
]  # fmt: skip
"""Task -> the type of its array's items."""


def limits(dtype: str) -> list[Any]:
    """The least, the greatest and other numbers of the type."""
    if dtype[0] == "f":
        return [0.0, -0.5, float(np.finfo(dtype).max), float("inf")]
    return [0, 1, int(np.iinfo(dtype).min), int(np.iinfo(dtype).max)]


@pytest.mark.parametrize(("task", "dtype"), TYPES)
def test_arrays_of_each_type_and_lists(task: str, dtype: str) -> None:
    import arrays

    called, values = getattr(arrays.tasks, task), limits(dtype)
    exact = np.array(values, dtype)
    read_only = np.array(values, dtype)
    read_only.flags.writeable = False
    ordinary = array.array(exact.dtype.char, values)
    given: list[Any] = [exact, read_only, ordinary, values, tuple(values)]
    strided = [] if dtype == "i1" else [np.repeat(exact, 2)[::2]]  # one-byte integers with gaps are no bytes
    for value in given + strided:
        result = called(value)
        assert (result, type(result[0])) == (values, type(values[0])), value
    empty: list[Any] = [exact[:0], [], (), array.array(exact.dtype.char)]
    assert [called(value) for value in empty] == [[], [], [], []]


@pytest.mark.parametrize("value", [[1, True, 2.5], (1, 2**53 + 1), [np.float64(1.5)], [1, 2], (0.5,)])
def test_lists_of_any_numbers(value: Any) -> None:
    import arrays

    for task in (arrays.tasks.Doubles, arrays.tasks.DoublesVector, arrays.tasks.Floats):
        assert task(value) == [float(np.float32(item) if task is arrays.tasks.Floats else item) for item in value]


@pytest.mark.parametrize("dtype", ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f4", "f8", "?"])
def test_a_vector_takes_arrays_of_other_numbers_as_it_takes_their_lists(dtype: str) -> None:
    import arrays

    values = np.array([0, 1, 1], dtype)
    for given in (values, values[::-1], np.frombuffer(b"x" + values.tobytes(), dtype, offset=1)):
        assert arrays.tasks.DoublesVector(given) == given.tolist()
        assert arrays.tasks.FloatsVector(given) == given.tolist()
        if values.dtype.kind != "f":
            assert arrays.tasks.UnsignedLongsVector(given) == given.tolist()


def test_a_span_of_items_with_gaps_or_out_of_line_is_one_of_a_copy() -> None:
    import arrays

    values = np.frombuffer(b"x" + np.array([1.5, 2.5]).tobytes(), "f8", offset=1)
    assert arrays.tasks.Doubles(values) == [1.5, 2.5]
    assert arrays.tasks.Address(values) not in (0, values.ctypes.data)
    assert arrays.tasks.Doubles(np.arange(6.0)[::-2]) == [5, 3, 1]


@pytest.mark.parametrize(
    ("task", "value", "error", "text"),
    [
        ("Doubles", [1.0, "x"], TypeError, r"^Doubles\(\) argument 'values\[1\]': expected float, got str"),
        ("Doubles", np.ones((2, 2)), TypeError, r"'values': expected float64\[n\], got float64\[2, 2\]"),
        ("DoublesVector", np.ones((2, 2)), TypeError, r"'values': expected float64\[n\], got float64\[2, 2\]"),
        ("Doubles", np.array(1.5), TypeError, r"'values': expected float64\[n\], got float64\[\]"),
        (
            "Doubles",
            np.ones(2, ">f8"),
            TypeError,
            r"big-endian float64\[2\]; convert it with .astype\(.float64.\)",
        ),
        ("Doubles", np.ones(2, "f4"), TypeError, r"'values': expected float64\[n\], got float32\[2\]; convert it"),
        ("Doubles", np.ones(2, "f2"), TypeError, r"got float16\[2\]"),
        ("DoublesVector", np.ones(2, "f2"), TypeError, r"expected float64\[n\], got float16\[2\]"),
        ("Doubles", np.zeros(3, "M8[ns]"), TypeError, r"got datetime64\[ns\]\[3\]"),
        ("DoublesVector", np.zeros(3, "m8[s]"), TypeError, r"got timedelta64\[s\]\[3\]"),
        ("Doubles", np.array(["a"]), TypeError, r"got str32\[1\]"),
        ("Doubles", np.array([None]), TypeError, r"got object\[1\]"),
        ("Doubles", np.zeros(2, "c16"), TypeError, r"got complex128\[2\]"),
        ("DoublesVector", np.zeros(2, "c16"), TypeError, r"'values\[0\]': expected float, got list"),
        ("Doubles", b"12345678", TypeError, r"'values': expected list, got bytes"),
        ("Doubles", memoryview(b"12345678"), TypeError, r"expected float64\[n\], got uint8\[8\]"),
        ("Doubles", "12", TypeError, r"'values': expected list, got str"),
        ("Doubles", (item for item in (1.0,)), TypeError, "'generator' cannot cross"),
        ("Doubles", None, TypeError, r"'values': expected list, got None"),
        ("Floats", [1e39], OverflowError, r"'values\[0\]': expected a 32-bit float"),
        ("Shorts", [0, 2**15], OverflowError, r"'values\[1\]': expected an integer from -32768 to 32767, got 32768"),
        ("SignedBytesVector", np.array([2**15]), OverflowError, r"'values\[0\]': expected an integer from -128 to 127"),
        ("Ints", [1.0], TypeError, r"'values\[0\]': expected int, got float"),
        ("Ints", np.ones(1), TypeError, r"'values': expected int32\[n\], got float64\[1\]"),
        ("UnsignedLongsVector", np.ones(1), TypeError, r"'values\[0\]': expected int, got float"),
        ("Longs", [2**63], OverflowError, r"'values\[0\]'"),
        ("UnsignedLongs", [-1], OverflowError, r"'values\[0\]': expected an integer from 0 to"),
        ("Octets", "a", TypeError, r"'values': expected bytes, got str"),
        ("UnsignedLongsVector", [2**64], OverflowError, "between"),
        ("DoublesVector", {1.0}, None, ""),
    ],
)
def test_wrong_values_are_errors_as_of_other_lists(
    task: str, value: Any, error: type[Exception] | None, text: str
) -> None:
    import arrays

    if error is None:
        assert getattr(arrays.tasks, task)(value) == list(value)
        return
    with pytest.raises(error, match=text):
        getattr(arrays.tasks, task)(value)


def test_nothing_is_copied() -> None:
    import arrays

    values = np.arange(1000.0)
    assert arrays.tasks.Address(values) == values.ctypes.data
    assert arrays.tasks.Address(values[10:20]) == values.ctypes.data + 80
    assert arrays.tasks.Address(values=values) == values.ctypes.data
    assert arrays.tasks.Address(values[::2]) != values.ctypes.data
    ordinary = array.array("d", values)
    assert arrays.tasks.Address(ordinary) == ordinary.buffer_info()[0]
    octets = np.zeros(1000, "u1")
    assert arrays.tasks.AddressOfBytes(octets) == octets.ctypes.data
    assert arrays.tasks.Octets(octets[:3]) == b"\0\0\0"


def test_arguments_of_one_call_go_each_its_way() -> None:
    import arrays

    ones = np.ones(3)
    for a in (ones, ones[::-1], memoryview(ones), [1, 1, 1]):
        for b in (ones, ones.astype("f4"), (1.0, 1, 1)):
            assert arrays.tasks.Dot(a, b) == 3
            assert arrays.tasks.Dot(a, b=b, factor=2) == 6
            assert arrays.tasks.Dot(a, b, np.float32(2)) == 6  # a number that no slot holds: all are encoded
    assert arrays.tasks.Count() == 0
    assert arrays.tasks.Count([1, 2]) == 2


def test_an_array_is_held_while_cpp_looks_at_it_and_no_longer() -> None:
    import arrays

    values = array.array("d", [1.0])
    assert arrays.tasks.Doubles(values) == [1.0]
    with pytest.raises(TypeError):
        arrays.tasks.Dot(values, "x")
    values.append(2.0)  # a BufferError while somebody views it


def test_actors() -> None:
    import arrays

    histogram = arrays.Histogram(np.array([0.5]))
    assert histogram.Add(np.array([0.25, 0.5, 1], "f4")) == 2
    assert histogram.Add([0.25, 1]) == 3


@pytest.mark.usefixtures("ray_session")
def test_a_worker_looks_into_rays_object_store() -> None:
    import arrays

    values = np.arange(100_000.0)
    for given in (ray.put(values), values):
        assert "plasma" in ray.get(arrays.tasks.Mapping.remote(given))
    assert "plasma" not in arrays.tasks.Mapping(values)


@pytest.mark.usefixtures("ray_session")
def test_on_ray() -> None:
    import arrays

    for task, dtype in TYPES:
        values = limits(dtype)
        called = getattr(arrays.tasks, task)
        assert ray.get([called.remote(np.array(values, dtype)), called.remote(values)]) == [values, values]
    histogram = arrays.Histogram.remote(np.array([0.5]))
    assert ray.get(histogram.Add.remote(np.ones(3, "f4"))) == 3
    with pytest.raises(TypeError, match=r"'values\[0\]': expected float, got str"):
        ray.get(arrays.tasks.Doubles.remote(ray.put(["x"])))
