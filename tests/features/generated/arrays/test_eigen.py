"""Eigen's vectors and matrices; `tests/golden/eigen/app.h` is the app."""

from __future__ import annotations

import gc
from typing import Any

import numpy as np
import pytest
import ray

MATRIX = np.arange(24.0).reshape(4, 6)
ORDERS = {
    "C": MATRIX,
    "Fortran": np.asfortranarray(MATRIX),
    "with gaps": np.repeat(np.repeat(MATRIX, 2, 0), 3, 1)[::2, ::3],
    "reversed": MATRIX[::-1, ::-1].copy()[::-1, ::-1],
    "transposed": np.ascontiguousarray(MATRIX.T).T,
}


def weighed(matrix: np.ndarray[Any, Any]) -> float:
    return float((np.arange(matrix.shape[0])[:, None] * matrix).sum())


def unaligned(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The same values at odd addresses."""
    flat = np.frombuffer(b"x" + values.tobytes(), values.dtype, offset=1)
    return flat.reshape(values.shape)


@pytest.mark.parametrize(
    ("task", "value"),
    [
        ("Matrix", MATRIX),
        ("RowMajor", MATRIX),
        ("Matrix3", np.arange(9.0).reshape(3, 3)),
        ("ManyPoints", np.arange(12, dtype="f4").reshape(4, 3)),
        ("Vector", np.arange(5.0)),
        ("Row4", np.arange(4, dtype="f4")),
        ("Complex", np.array([[1j, 2], [3, 4 - 1j], [0, 5]])),
        ("ComplexVector", np.array([1j, 2], "c8")),
        ("Ints", np.array([1, -2, 3], "i4")),
        ("Bools", np.array([True, False, True])),
        ("Pixels", np.arange(6, dtype="u1").reshape(2, 3)),
        ("Shorts", np.arange(8, dtype="i2").reshape(2, 4)),
        ("Small", np.arange(12.0).reshape(3, 4)),
    ],
)
def test_a_matrix_is_copied_from_any_order_and_moves_out(task: str, value: np.ndarray[Any, Any]) -> None:
    import eigen

    called = getattr(eigen.tasks, task)
    read_only = value.copy()
    read_only.flags.writeable = False
    gaps = np.repeat(value, 2, axis=value.ndim - 1)[..., ::2]
    for given in (value, np.asfortranarray(value), gaps, value[::-1].copy()[::-1], unaligned(value), read_only):
        result = called(given)
        assert type(result) is np.ndarray
        assert result.dtype == value.dtype
        assert np.array_equal(result, value)
        assert result.flags.writeable
        assert not result.flags.owndata  # the memory is Eigen's
        assert not np.shares_memory(result, given)
        by_columns = task not in ("RowMajor", "ManyPoints")
        assert result.flags.f_contiguous if by_columns else result.flags.c_contiguous


def test_orders() -> None:
    import eigen

    for name, given in ORDERS.items():
        assert np.array_equal(eigen.tasks.Matrix(given), MATRIX), name
        assert np.array_equal(eigen.tasks.RowMajor(given), MATRIX), name
    large = np.random.default_rng(1).random((301, 135))
    for given in (large, large.T, large[::3, 5:], large[:1], large[:, :1], large[:0], large[:, :0]):
        assert np.array_equal(eigen.tasks.Matrix(given), given)
        assert np.array_equal(eigen.tasks.RowMajor(given), given)
    assert eigen.tasks.Zeros(0, 3).shape == (0, 3)
    assert eigen.tasks.Vector(np.zeros(0)).shape == (0,)


def test_lists() -> None:
    import eigen

    called: Any = eigen.tasks
    assert called.Vector([1, 2.5]).tolist() == [1, 2.5]
    assert called.Vector([1, 2]).tolist() == [1, 2]
    assert called.Ints((1, 2)).tolist() == [1, 2]
    assert called.Matrix([[1, 2.5], [3, 4]]).tolist() == [[1, 2.5], [3, 4]]
    assert called.Sum([1, 2.5]) == 3.5
    assert called.Sum([1, 2]) == 3
    assert called.WeighedRows([[1, 2], [3, 4]]) == 7
    assert called.Weighed([[1, 2], [3, 4]]) == 7
    assert called.WeighedAny([[1, 2], [3, 4]]) == 7
    assert called.WeighedMap([[1, 2], [3, 4]]) == 7
    for call, text in (
        (lambda: called.Row4([1, 2, 3]), r"'v': expected float32\[4\], got float32\[3\]"),
        (lambda: called.Matrix3([[1, 2]]), r"'m': expected float64\[3, 3\], got float64\[1, 2\]"),
        (lambda: called.Sum(["a"]), r"'v\[0\]': expected float, got str"),
        (lambda: called.Matrix([1.0]), r"'m': expected float64\[n, n\], got float64\[1\]"),
    ):
        with pytest.raises(TypeError, match=text):
            call()


def test_views_look_at_the_callers_memory() -> None:
    import eigen

    rows, columns, vector = MATRIX.copy(), np.asfortranarray(MATRIX), np.arange(10.0)
    tasks = eigen.tasks
    assert tasks.SeesVector(vector[2:]) == vector.ctypes.data + 16
    assert tasks.SeesStrided(vector[1::2]) == vector.ctypes.data + 8
    assert tasks.SeesStrided(rows[:, 1]) == rows.ctypes.data + 8
    assert tasks.SeesVector(rows[1]) == rows[1].ctypes.data
    assert tasks.SeesColumns(columns) == columns.ctypes.data
    assert tasks.SeesColumns(columns[1:, 1:]) == columns[1:, 1:].ctypes.data
    assert tasks.SeesColumns(rows.T) == rows.ctypes.data
    assert tasks.SeesColumns(rows[:, :1].T[:, :1]) == rows.ctypes.data  # of one item each order is right
    assert tasks.SeesRows(rows[1:, 2:4]) == rows[1:, 2:4].ctypes.data
    assert tasks.SeesMapped(columns) == columns.ctypes.data
    points = np.ones((5, 3), "f4")
    assert tasks.SeesPoints(points) == points.ctypes.data
    assert tasks.SeesVector(np.ones(1)[:0]) >= 0
    for given in (rows, rows.T, columns, rows[::2, 1::3], columns[1:, ::2], rows[:1], rows[:, 2:3], rows[:0]):
        assert tasks.WeighedAny(given) == weighed(given)
    assert tasks.WeighedRows(rows[1:, 1:]) == weighed(rows[1:, 1:])
    assert tasks.Weighed(columns[1:3]) == weighed(columns[1:3])
    assert tasks.WeighedMap(rows[1:]) == weighed(rows[1:])


@pytest.mark.parametrize(
    ("task", "value", "error", "text"),
    [
        ("Matrix", np.ones((10, 4), "f4"), TypeError,
         r'expected float64\[n, n\], got float32\[10, 4\]; convert it with .astype\("float64"\)'),
        ("ManyPoints", np.ones((10, 4), "f4"), TypeError, r"expected float32\[n, 3\], got float32\[10, 4\]"),
        ("Matrix3", np.ones((3, 4)), TypeError, r"expected float64\[3, 3\], got float64\[3, 4\]"),
        ("Vector", np.ones((3, 1)), TypeError, r"expected float64\[n\], got float64\[3, 1\]"),
        ("Shorts", np.ones((3, 2), "i2"), TypeError, r"expected int16\[2, n\], got int16\[3, 2\]"),
        ("Small", np.ones((3, 5)), ValueError,
         r"expected float64\[n, n\] of at most \[3, 4\], got float64\[3, 5\]"),
        ("Vector", np.array(["2020-01-01"], "M8[D]"), TypeError, r"expected float64\[n\], got datetime64\[D\]\[1\]"),
        ("SeesColumns", MATRIX, ValueError,
         r"expected float64\[n, n\] in Fortran order, got float64\[4, 6\] in C order; "
         r"give a copy, numpy.asfortranarray\(\), or let C\+\+ take a matrix, which copies"),
        ("SeesRows", np.asfortranarray(MATRIX), ValueError,
         r"expected float64\[n, n\] in C order, got float64\[4, 6\] in Fortran order; "
         r"give a copy, numpy.ascontiguousarray\(\)"),
        ("SeesRows", MATRIX[:, ::2], ValueError, r"in C order, got float64\[4, 3\] with gaps"),
        ("SeesRows", MATRIX[::-1], ValueError, r"in C order, got float64\[4, 6\] with gaps, reversed"),
        ("WeighedAny", np.broadcast_to(np.ones(3), (2, 3)), ValueError, r"got float64\[2, 3\] with gaps.* repeated"),
        ("WeighedAny", np.broadcast_to(1.0, (2, 3)), ValueError, r"got float64\[2, 3\] with gaps.* repeated"),
        ("SeesVector", np.arange(6.0)[::2], ValueError, r"expected float64\[n\] side by side, got float64\[3\] with"),
        ("SeesStrided", np.arange(6.0)[::-1], ValueError, r"got float64\[6\] with gaps, reversed"),
        ("SeesMapped", np.asfortranarray(MATRIX)[1:], ValueError, r"in Fortran order, got float64\[3, 6\] with gaps"),
        ("SeesVector", unaligned(np.ones(3)), ValueError, r"items of float64\[3\] are not aligned for C\+\+; give"),
        ("WeighedAny", np.zeros(3, "u1,f8")["f1"][:, None], ValueError, "not aligned|with gaps"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_on_both_sides(task: str, value: Any, error: type[Exception], text: str) -> None:
    import eigen

    with pytest.raises(error, match=text):
        getattr(eigen.tasks, task)(value)


def test_a_view_that_wants_more_alignment() -> None:
    import eigen

    memory = np.zeros(64, "f4")
    offset = -memory.ctypes.data % 32 // 4
    assert eigen.tasks.SeesAligned(memory[offset:]) % 32 == 0
    with pytest.raises(ValueError, match=r"items of float32\[8\] are not aligned for C\+\+"):
        eigen.tasks.SeesAligned(memory[offset + 4 : offset + 12])


def test_cpp_writes_into_the_callers_array() -> None:
    import eigen

    rows, columns, vector = MATRIX.copy(), np.asfortranarray(MATRIX), np.ones(4)
    eigen.tasks.Scale(vector[1:3], 3)
    assert vector.tolist() == [1, 3, 3, 1]
    eigen.tasks.ScaleRows(rows[1:3, 2:4], 2)
    assert np.array_equal(rows[1:3, 2:4], MATRIX[1:3, 2:4] * 2)
    assert np.array_equal(rows[:1], MATRIX[:1])
    eigen.tasks.ScaleColumns(columns, 2)
    assert np.array_equal(columns, MATRIX * 2)
    vector.flags.writeable = False
    scale: Any = eigen.tasks.Scale
    for given, error, text in (
        (vector, ValueError, r"C\+\+ writes into it, and it is read-only: float64\[4\]; give a copy"),
        ([1.0], TypeError, r"expected float64\[n\] that C\+\+ writes into, got a list"),
        (np.ones(2, "f4"), TypeError, r"expected float64\[n\], got float32\[2\]"),
        (np.ones(4)[::2], ValueError, r"side by side, got float64\[2\] with gaps"),
    ):
        with pytest.raises(error, match=text):
            scale(given, 2)


def test_results_live_as_long_as_a_view() -> None:
    import eigen

    result = eigen.tasks.Zeros(1000, 1000)
    view = result[5:, 3]
    address = view.ctypes.data
    del result
    gc.collect()
    assert eigen.tasks.Zeros(1000, 1000).ctypes.data != address - 8 * (3 * 1000 + 5)
    assert not view.any()


def test_inside_of_values() -> None:
    import eigen

    camera: Any = {"name": "a", "pose": np.eye(4), "colour": np.array([1, 2, 3], "f4")}
    echoed = eigen.tasks.Echo(camera)
    assert np.array_equal(echoed["pose"], np.eye(4))
    assert echoed["colour"].dtype == np.float32
    assert echoed["depths"] is None
    depths = eigen.tasks.Echo({**camera, "depths": np.arange(3.0)})["depths"]
    assert depths is not None
    assert depths.tolist() == [0, 1, 2]
    with pytest.raises(TypeError, match=r"'camera.pose': expected float64\[4, 4\], got float64\[3, 3\]"):
        eigen.tasks.Echo({**camera, "pose": np.eye(3)})
    with pytest.raises(TypeError, match=r"'camera.colour': expected float32\[3\], got float64\[3\]; convert it"):
        eigen.tasks.Echo({**camera, "colour": np.ones(3)})
    a, b = np.arange(6.0).reshape(2, 3), np.arange(12.0).reshape(3, 4)
    assert np.array_equal(eigen.tasks.Product([a, b]), a @ b)
    values, vectors = eigen.tasks.Eigensystem(np.array([[2.0, 1], [1, 2]]))
    assert values == pytest.approx([1, 3])
    assert np.abs(vectors) == pytest.approx(np.full((2, 2), 0.5**0.5))


def test_actors() -> None:
    import eigen

    fit = eigen.Fit()
    points = np.random.default_rng(1).random((100, 3), "f4")
    points[:, 2] = 2 * points[:, 0] - points[:, 1] + 3
    fit.Add(points[:50])
    fit.Add(points[50:])
    assert fit.Plane() == pytest.approx([2, -1, 3], abs=1e-4)
    normal = fit.Normal()
    assert normal.shape == (3, 3)
    normal[:] = 0
    assert fit.Normal()[2, 2] == 100


@pytest.mark.usefixtures("ray_session")
def test_on_ray() -> None:
    import eigen

    random = np.random.default_rng(1)
    a, x = random.random((200, 150)), random.random(150)
    ref = eigen.tasks.Solve.remote(ray.put(a), a @ x)
    assert ray.get(ref) == pytest.approx(x)
    assert ray.get(eigen.tasks.Sum.remote(ref)) == pytest.approx(x.sum())
    assert ray.get(eigen.tasks.WeighedRows.remote(ray.put(a))) == pytest.approx(weighed(a))
    large = eigen.tasks.Zeros.remote(300, 200)  # in the order of Fortran in Ray's store as well
    first, second = ray.get(large), ray.get(large)
    assert first.flags.f_contiguous
    assert first.ctypes.data == second.ctypes.data
    assert ray.get(eigen.tasks.Weighed.remote(large)) == 0
    product: Any = eigen.tasks.Product
    assert np.array_equal(ray.get(product.remote([a, a.T])), eigen.tasks.Product([a, a.T]))
    with pytest.raises(ValueError, match=r"'m': expected float64\[n, n\] in Fortran order"):
        ray.get(eigen.tasks.Weighed.remote(a))
    fit = eigen.Fit.remote()
    ray.get(fit.Add.remote(np.ones((2, 3), "f4")))
    assert ray.get(fit.Normal.remote())[2, 2] == 2
