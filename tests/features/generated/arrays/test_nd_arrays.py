"""Arrays of any number of dimensions; `tests/golden/nd_arrays/app.h` is the app."""

from __future__ import annotations

import array
import gc
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import ray

TASKS = {
    "?": "Bools", "i1": "Int8s", "i2": "Int16s", "i4": "Int32s", "i8": "Int64s", "u1": "Uint8s", "u2": "Uint16s",
    "u4": "Uint32s", "u8": "Uint64s", "f4": "Floats", "f8": "Doubles", "c8": "Complex64s", "c16": "Complex128s",
}  # fmt: skip
"""Type of the items -> the task that copies an array of them."""


def same(a: np.ndarray[Any, Any], b: np.ndarray[Any, Any]) -> bool:
    return type(a) is np.ndarray and a.dtype == b.dtype and a.dtype.type is b.dtype.type and np.array_equal(a, b)


@pytest.mark.parametrize("dtype", TASKS)
def test_arrays_of_each_type(dtype: str) -> None:
    import nd_arrays

    called, values = getattr(nd_arrays.tasks, TASKS[dtype]), np.array([0, 1, 1, 0, 1]).astype(dtype)
    read_only = values.copy()
    read_only.flags.writeable = False
    for given in (values, read_only, values[::2], values[::-1], values[:0]):
        result = called(given)
        assert same(result, given)
        assert result.flags.writeable
        assert result.flags.owndata is False  # the memory is C++'s
    for wrong in (other for other in TASKS if np.dtype(other) != np.dtype(dtype)):
        expected = rf"expected {values.dtype.name}\[n\], got {np.dtype(wrong).name}\[5\]; convert it"
        with pytest.raises(TypeError, match=expected):
            called((values.real if values.dtype.kind == "c" else values).astype(wrong))


@pytest.mark.parametrize("dtype", ["i8", "f4", "f8", "c16"])
def test_lists_are_taken_where_nothing_is_written(dtype: str) -> None:
    import nd_arrays

    called = getattr(nd_arrays.tasks, TASKS[dtype])
    for given in ([1, 2], (3,), []):
        assert same(called(given), np.array(given, dtype))
    scaled: Any = nd_arrays.tasks.Scaled
    assert same(scaled([[1, 2.5], [3, 4]]), np.array([[2, 5.0], [6, 8]]))
    with pytest.raises(ValueError, match=r"'matrix\[1\]': expected lists of the same length, 2, got one of 1"):
        scaled([[1, 2], [3]])
    with pytest.raises(TypeError, match=r"'matrix\[0\]\[1\]': expected float, got str"):
        scaled([[1, "2"], [3]])


def test_shapes_and_strides() -> None:
    import nd_arrays

    matrix = np.arange(24.0).reshape(4, 6)
    for given in (matrix, matrix.T, matrix[::2, ::-3], matrix[:, :0], matrix[1:2], np.asfortranarray(matrix)):
        assert same(nd_arrays.tasks.Scaled(given), given * 2)
        assert same(nd_arrays.tasks.Scaled(given, factor=0.5), given / 2)
    assert nd_arrays.tasks.Row(matrix.T, 1) == matrix[:, 1].tolist()
    assert nd_arrays.tasks.At(matrix, 3, 5) == 23
    with pytest.raises(IndexError, match="index 6 of dimension 1 is out of range, it has 6"):
        nd_arrays.tasks.At(matrix, 3, 6)
    for wrong, got in ((matrix[0], "6"), (matrix[None], "1, 4, 6"), (np.array(1.0), "")):
        with pytest.raises(TypeError, match=rf"'matrix': expected float64\[n, n\], got float64\[{got}\]"):
            nd_arrays.tasks.Scaled(wrong)


def test_nothing_is_copied() -> None:
    import nd_arrays

    values = np.arange(1000.0)
    assert nd_arrays.tasks.Address(values) == values.ctypes.data
    assert nd_arrays.tasks.Address(values[10::3]) == values.ctypes.data + 80
    assert nd_arrays.tasks.AddressOfWritten(values[10:]) == values.ctypes.data + 80
    result = nd_arrays.tasks.Doubles(values)
    assert nd_arrays.tasks.Address(result) == result.ctypes.data
    assert result.ctypes.data % 64 == 0


def test_cpp_writes_into_the_callers_array() -> None:
    import nd_arrays

    values = np.ones(4)
    nd_arrays.tasks.Scale(values, 3)
    nd_arrays.tasks.Scale(values[1:3], factor=2)
    assert values.tolist() == [3, 6, 6, 3]
    scale: Any = nd_arrays.tasks.Scale
    ordinary = array.array("d", [1, 2])
    scale(ordinary, 2)
    assert ordinary.tolist() == [2, 4]
    matrix = np.zeros((3, 4), "i4")
    nd_arrays.tasks.Fill(matrix[::2, 1:3], 7)
    assert matrix.tolist() == [[0, 7, 7, 0], [0] * 4, [0, 7, 7, 0]]


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [
        (
            np.frombuffer(b"12345678", "f8"),
            ValueError,
            r"C\+\+ writes into it, and it is read-only: float64\[1\]; give",
        ),
        (np.ones(4)[::2], ValueError, r"items of float64\[2\] do not stand side by side; give a copy"),
        (np.ones(1, "f4"), TypeError, r"expected float64\[n\], got float32\[1\]"),
        ([1.0], TypeError, r"expected float64\[n\] that C\+\+ writes into, got a list"),
        ([1.0, "a"], TypeError, r"it must be a writable array of this process"),
        (b"12345678", TypeError, r"it must be a writable array of this process"),
    ],
)
def test_what_cannot_be_written_into(value: Any, error: type[Exception], text: str) -> None:
    import nd_arrays

    with pytest.raises(error, match=r"^Scale\(\) argument 'values': .*" + text):
        nd_arrays.tasks.Scale(value, 2)


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (np.ones(2, "f2"), "float16[2]; convert it"),
        (np.ones(2, np.longdouble), "float128[2]; convert it"),
        (np.ones(2, np.clongdouble), "complex256[2]; convert it"),
        (np.ones(2, ">f8"), "big-endian float64[2]; convert it"),
        (np.ones(2, "?"), "bool[2]; convert it"),
        (np.array(1.0), "float64[]"),
        (np.ones((2, 1)), "float64[2, 1]"),
        (np.array(["2020-01-01"], "M8[s]"), "datetime64[s][1]; convert it"),
        (np.array([1], "m8[ns]"), "timedelta64[ns][1]; convert it"),
        (np.zeros(2, "f8,i4"), "void96[2]; convert it"),
        (np.zeros(2, "V4"), "void32[2]; convert it"),
        (np.array(["ab"]), "str64[1]; convert it"),
        (np.array([b"ab"]), "bytes16[1]; convert it"),
        (np.array([None, 1.0]), "object[2]; convert it"),
    ],
    ids=lambda value: value.split(";")[0] if isinstance(value, str) else "",
)
def test_what_no_parameter_takes_is_named(value: Any, named: str) -> None:
    import nd_arrays

    for called in (nd_arrays.tasks.Doubles, nd_arrays.tasks.Address):
        with pytest.raises(TypeError, match=re.escape(f"'values': expected float64[n], got {named}")):
            called(value)


def test_masked_arrays_are_refused_wherever_they_stand() -> None:
    import arrays
    import nd_arrays

    masked: Any = np.ma.masked_array([1.0, 2.0], [False, True])
    text = r"^\w+\(\) argument .\w+.*: a masked array has items that are missing; give \.filled\(\) of it, or \.data"
    called: Any = nd_arrays.tasks
    for call in (
        lambda: called.Doubles(masked),
        lambda: called.Joined([masked]),
        lambda: called.Scale(masked, 2),
        lambda: arrays.tasks.Doubles(masked),
    ):
        with pytest.raises(TypeError, match=text):
            call()
    assert called.Doubles(masked.filled(0)).tolist() == [1, 0]
    assert called.Doubles(masked.data).tolist() == [1, 2]


def test_items_out_of_line() -> None:
    import nd_arrays

    values = np.frombuffer(b"x" + np.ones(2).tobytes(), "f8", offset=1)
    with pytest.raises(ValueError, match=r"items of float64\[2\] are not aligned for C\+\+; give a copy, .copy\(\)"):
        nd_arrays.tasks.Doubles(values)
    packed = np.zeros(3, "u1,f8")["f1"]
    with pytest.raises(ValueError, match="not aligned"):
        nd_arrays.tasks.Doubles(packed)


def test_results() -> None:
    import nd_arrays

    columns = nd_arrays.tasks.Columns(2, 3)
    assert columns.flags.f_contiguous
    assert same(columns, np.array([[0, 2, 4], [1, 3, 5]]))
    constants = nd_arrays.tasks.Constants()
    assert not constants.flags.writeable
    assert constants.tolist() == [1.5, 2.5]
    values = np.ones(3)
    copied = nd_arrays.tasks.Same(values)
    assert same(copied, values)
    assert not np.shares_memory(copied, values)
    assert nd_arrays.tasks.Counted(values)[1] == 3
    assert same(nd_arrays.tasks.Counted(values)[0], values)
    assert pickle.loads(pickle.dumps(columns)).tolist() == columns.tolist()


def test_memory_goes_back_with_the_last_view() -> None:
    import nd_arrays

    first = nd_arrays.tasks.Memory(8 << 20)
    address, view = first.ctypes.data, first[5:]
    del first
    gc.collect()
    assert nd_arrays.tasks.Memory(8 << 20).ctypes.data != address
    assert view.ctypes.data == address + 5
    del view
    gc.collect()
    assert not nd_arrays.tasks.Zeros(1 << 20).any()
    with pytest.raises(
        MemoryError, match=r"no memory for an array of the shape \(4611686018427387904,\), 1 bytes an item"
    ):
        nd_arrays.tasks.Memory(1 << 62)


def test_arrays_inside_of_values() -> None:
    import nd_arrays

    pixels = np.arange(24, dtype="u1").reshape(2, 4, 3)
    picture = nd_arrays.tasks.Echo({"name": "a", "pixels": pixels})
    assert same(picture["pixels"], pixels)
    assert picture["depth"] is None
    depth = np.ones((2, 4), "f4")
    echoed = nd_arrays.tasks.Echo({"name": "a", "pixels": pixels, "depth": depth})["depth"]
    assert echoed is not None
    assert same(echoed, depth)
    parts = nd_arrays.tasks.Split(np.arange(6.0), 3)
    assert [part.tolist() for part in parts] == [[0, 1], [2, 3], [4, 5]]
    assert same(nd_arrays.tasks.Joined(parts), np.arange(6.0))
    wrong: Any = {"name": "a", "pixels": "x"}
    with pytest.raises(TypeError, match=r"'picture.pixels': expected list, got str"):
        nd_arrays.tasks.Echo(wrong)


@pytest.mark.parametrize("dtype", ["?", "i1", "u2", "i8", "f4", "f8"])
def test_arrays_inside_of_values_that_are_lists_to_cpp(dtype: str) -> None:
    import calc
    import containers

    array = np.array([[0, 1], [1, 0]]).astype(dtype)
    same: Any = calc.tasks.Same
    for given in (array, array.T, array[::-1], array[:0]):
        assert same({"a": [given]}) == {"a": [given.tolist()]}
    series: Any = calc.tasks.Series
    with pytest.raises(TypeError, match=r"'series\['a'\]\[0\]': expected float, got list"):
        series({"a": array})
    if dtype == "i1":  # one-byte integers in a row are bytes
        return
    assert series({"a": array[0], "b": array[:, 1].copy()}) == {"a": [0, 1], "b": [1, 0]}
    matrix: Any = containers.tasks.Matrix
    if array.dtype.kind != "f":
        assert matrix(array) == array.tolist()
        assert containers.tasks.UnorderedSet(np.array([1, 2, 1]).astype("i8" if dtype == "?" else dtype)) == {1, 2}
    assert containers.tasks.Array(np.array([1, 2, 3], "f8")) == [1, 2, 3]


class HasDLPack:
    """As arrays of other libraries are, which have no buffer."""

    def __init__(self, values: np.ndarray[Any, Any]) -> None:
        self.values = values

    def __dlpack__(self, **options: Any) -> Any:
        return self.values.__dlpack__(**options)

    def __dlpack_device__(self) -> Any:
        return self.values.__dlpack_device__()


class HasArray:
    """As a pandas column."""

    def __init__(self, values: Any) -> None:
        self.values = values

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray[Any, Any]:
        return np.asarray(self.values, dtype)


def test_what_is_an_array_by_dlpack_or_by_its_own_word() -> None:
    import nd_arrays

    called: Any = nd_arrays.tasks.Address
    values = np.arange(3.0)
    assert called(HasDLPack(values)) == values.ctypes.data
    assert called(HasArray(values)) == values.ctypes.data
    assert called(memoryview(values)) == values.ctypes.data
    with pytest.raises(TypeError, match=r"HasDLPack' cannot be .* on the CPU: BufferError.*; move or convert it first"):
        called(HasDLPack(np.array(["a"])))
    with pytest.raises(TypeError, match=r"expected float64\[n\], got object\[1\]"):
        called(HasArray([None]))


def test_complex_spans() -> None:
    import nd_arrays

    values = np.array([1j, 2 - 1j])
    assert nd_arrays.tasks.Conjugates(values) == [-1j, 2 + 1j]
    assert nd_arrays.tasks.Conjugates([1j, 2.5, 1]) == [-1j, 2.5, 1]


def test_actors() -> None:
    import nd_arrays

    total = nd_arrays.Sum(np.ones((2, 2)))
    total.Add(np.eye(2))
    assert total.Total().tolist() == [[2, 1], [1, 2]]
    with pytest.raises(ValueError, match="another shape"):
        total.Add(np.ones((2, 3)))


@pytest.mark.usefixtures("ray_session")
def test_on_ray() -> None:
    import nd_arrays

    matrix = np.arange(24.0).reshape(4, 6)
    ref = nd_arrays.tasks.Scaled.remote(ray.put(matrix.T), 0.5)
    assert same(ray.get(ref), matrix.T / 2)
    assert same(ray.get(nd_arrays.tasks.Scaled.remote(ref)), matrix.T)
    for dtype, task in TASKS.items():
        values = np.array([0, 1]).astype(dtype)
        assert same(ray.get(getattr(nd_arrays.tasks, task).remote(values)), values)
    assert ray.get(nd_arrays.tasks.Columns.remote(2, 3)).flags.f_contiguous
    parts = nd_arrays.tasks.Split.remote(matrix[0], 2)
    assert same(ray.get(nd_arrays.tasks.Joined.remote(parts)), matrix[0])
    pixels = np.zeros((1, 2, 3), "u1")
    assert same(ray.get(nd_arrays.tasks.Echo.remote({"name": "a", "pixels": pixels}))["pixels"], pixels)
    total = nd_arrays.Sum.remote(np.ones((2, 2)))
    ray.get(total.Add.remote(ray.put(np.eye(2))))
    assert ray.get(total.Total.remote()).tolist() == [[2, 1], [1, 2]]
    scale: Any = nd_arrays.tasks.Scale
    with pytest.raises(ValueError, match=r"C\+\+ writes into it, and it is read-only"):
        ray.get(scale.remote(np.ones(100_000), 2))
    with pytest.raises(ValueError, match=r"C\+\+ writes into it, and it is read-only"):
        ray.get(scale.remote(np.ones(2), 2))


@pytest.mark.usefixtures("ray_session")
def test_a_large_result_lies_in_rays_store_out_of_band() -> None:
    import nd_arrays

    ref = nd_arrays.tasks.Zeros.remote(200_000)
    first, second = ray.get(ref), ray.get(ref)
    assert first.ctypes.data == second.ctypes.data
    assert not first.flags.writeable


@pytest.mark.usefixtures("ray_session")
def test_arrays_that_python_made_cross_to_cpp_as_arrays() -> None:
    import nd_arrays

    def code(value: str) -> str:
        return f"def f():\n  import numpy\n  return {value}"

    made = nd_arrays.tasks.MadeByPython
    assert same(made(code("numpy.arange(6, dtype='f4').reshape(2, 3)[:, ::2]")), np.array([[0, 2], [3, 5]], "f4"))
    assert same(made(code("[[1, 2.5]]")), np.array([[1, 2.5]], "f4"))
    with pytest.raises(RuntimeError, match=r"expected float32\[n, n\], got float64\[1, 2\]; convert it"):
        made(code("numpy.ones((1, 2))"))  # as lists its items would be taken
    assert nd_arrays.tasks.AnyByPython(code("numpy.ones((1, 2))")) == [[1, 1]]
    sum_of: Any = nd_arrays.tasks.SumOf
    refs = [ray.put(np.ones((300, 200), "f4")), ray.put(np.ones((2, 3), "f4").T), ray.put([[1.5]])]
    assert sum_of(refs) == 60_007.5
    assert ray.get(sum_of.remote(refs)) == 60_007.5
    with pytest.raises(RuntimeError, match=r"expected float32\[n, n\], got int64\[1, 1\]; convert it"):
        sum_of([ray.put(np.ones((1, 1), "i8"))])


def test_a_process_that_logs_its_calls_takes_all_arrays(packages: Path) -> None:
    code = """
import numpy, nd_arrays
values = numpy.ones(2)
nd_arrays.tasks.Scale(values, 3)
index = nd_arrays.Index()
index.Build(numpy.ones((2, 2), "f4"))
print(values, index.Nearest([1, 1]), nd_arrays.tasks.Zeros(1))
try:
    nd_arrays.tasks.Scale(numpy.ones(2, "f4"), 3)
except TypeError as error:
    print(error.message)
"""
    environment = {**os.environ, "PYTHONPATH": str(packages), "GORAY_DEBUG_LOGGING": "1"}
    done = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    logged = [re.sub(r"[\d.]+ us|#\d+", "_", line) for line in re.findall(r"-> .*'(?:Scale|Build)'.*", done.stderr)]
    assert logged == [
        "-> CMD_RUN_TASK 'Scale' 0 B -> 0 B, code 0, _",
        "-> CMD_ACTOR_METHOD_CALL 'Build' _ 0 B -> 0 B, code 0, _",
        "-> CMD_RUN_TASK 'Scale' 0 B -> 0 B, code 1, _",
    ]
    assert done.stdout.splitlines() == [
        "[3. 3.] 0 [0.]",
        "Scale() argument 'values': expected float64[n], got float32[2]; convert it with .astype(\"float64\")",
    ]
