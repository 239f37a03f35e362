"""Arrays that C++ keeps past the call, `goray::Held`; `tests/golden/nd_arrays/app.h` and `eigen/app.h` are the apps."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import ray
from gorayffi.consts import Py2GoCmd


class Array(np.ndarray[Any, Any]):
    """One that tells when it is gone."""


def kept(values: Any, dtype: str) -> tuple[Array, weakref.ref[Array]]:
    array = np.array(values, dtype).view(Array)
    return array, weakref.ref(array)


def test_an_actor_keeps_arrays_without_a_copy() -> None:
    import nd_arrays

    index: Any = nd_arrays.Index()
    assert index.Places() == [0, 0, 0, 0]
    vectors, vectors_ref = kept([[1, 0], [0, 1], [2, 2]], "f4")
    weights, weights_ref = kept([1, 2.5], "f8")
    labels, labels_ref = kept([7, 8], "u1")
    name = b"a name that no other test has"
    index.Build(vectors.T.copy().T)
    index.Build(vectors)
    index.Weigh(weights)
    index.Label(labels)
    index.Name(name)
    places = [vectors.ctypes.data, weights.ctypes.data, labels.ctypes.data]
    del vectors, weights, labels
    gc.collect()
    assert not any(ref() is None for ref in (vectors_ref, weights_ref, labels_ref))
    vectors_place, weights_place, name_place, labels_place = index.Places()
    assert [vectors_place, weights_place, labels_place] == places
    assert name_place != 0
    assert index.Nearest([1, 1]) == 2
    assert index.Total() == 3.5
    assert index.Text() == name
    index.Clear()  # on a thread of C++'s
    gc.collect()
    assert all(ref() is None for ref in (vectors_ref, weights_ref, labels_ref))
    assert index.Places() == [0, 0, 0, 0]


def test_what_is_held_goes_with_the_actor_and_with_what_takes_its_place() -> None:
    import nd_arrays

    index: Any = nd_arrays.Index()
    first, first_ref = kept([[1]], "f4")
    second, second_ref = kept([[2]], "f4")
    index.Build(first)
    index.Build(second)
    del first, second
    gc.collect()
    assert first_ref() is None
    assert second_ref() is not None
    result = index.Vectors()
    assert result.ctypes.data == index.Places()[0]
    assert not result.flags.writeable
    del index
    gc.collect()
    assert second_ref() is not None  # the result looks into it
    assert result.tolist() == [[2]]
    del result
    gc.collect()
    assert second_ref() is None


def test_views_with_gaps_and_other_owners() -> None:
    import eigen
    import nd_arrays

    index: Any = nd_arrays.Index()
    wide, wide_ref = kept(np.arange(12).reshape(3, 4), "f4")
    index.Build(wide[:, ::2])
    del wide
    gc.collect()
    assert wide_ref() is not None
    assert index.Vectors().tolist() == [[0, 2], [4, 6], [8, 10]]
    index.Build([[1, 2], [3, 4]])  # lists are copied
    gc.collect()
    assert wide_ref() is None
    assert index.Vectors().tolist() == [[1, 2], [3, 4]]
    index.Weigh([1, 2])
    assert index.Total() == 3
    index.Weigh(memoryview(np.arange(4.0)))
    assert index.Total() == 6
    index.Name(bytearray(b"text"))
    assert index.Text() == b"text"
    index.Label(b"ab")
    fit: Any = eigen.Fit()
    points, points_ref = kept([[0, 0, 1], [0, 0, 2]], "f4")
    fit.Keep(points)
    place = points.ctypes.data
    del points
    gc.collect()
    assert fit.Kept() == place
    assert fit.Highest() == 2
    fit.Keep([[1, 2, 3]])
    gc.collect()
    assert points_ref() is None
    assert fit.Highest() == 3


@pytest.mark.parametrize(
    ("method", "value", "error", "text"),
    [
        ("Build", np.ones((2, 2)), TypeError, r"'vectors': expected float32\[n, n\], got float64\[2, 2\]; convert"),
        ("Build", np.ones(2, "f4"), TypeError, r"'vectors': expected float32\[n, n\], got float32\[2\]"),
        ("Build", "text", TypeError, r"'vectors': expected list, got str"),
        ("Label", np.ones(2, "i4"), TypeError, r"'labels': expected uint8\[n\], got int32\[2\]"),
        ("Label", np.ones(4, "u1")[::2], ValueError, r"items of uint8\[2\] do not stand side by side"),
    ],
)
def test_what_is_refused_is_not_kept(method: str, value: Any, error: type[Exception], text: str) -> None:
    import nd_arrays

    index: Any = nd_arrays.Index()
    given = value.view(Array) if isinstance(value, np.ndarray) else value
    with pytest.raises(error, match=text):
        getattr(index, method)(given)
    if isinstance(given, Array):
        ref = weakref.ref(given)
        del given
        gc.collect()
        assert ref() is None


def test_a_host_that_does_not_know_held_arrays_has_them_copied() -> None:
    import nd_arrays

    library = nd_arrays._app.library
    index = library.call(Py2GoCmd.CMD_NEW_ACTOR, 0, "NewIndex", ())

    def call(name: str, *args: object) -> Any:
        return library.call(Py2GoCmd.CMD_ACTOR_METHOD_CALL, index, name, args)

    vectors, vectors_ref = kept([[1, 0], [2, 2]], "f4")
    call("Build", vectors)
    call("Weigh", np.ones(3))
    call("Name", b"text")
    call("Label", b"ab")
    assert call("Places")[0] != vectors.ctypes.data
    del vectors
    gc.collect()
    assert vectors_ref() is None
    assert call("Nearest", [1, 1]) == 1
    assert call("Total") == 3
    assert call("Text") == b"text"
    assert 0 not in call("Places")
    library.execute(Py2GoCmd.CMD_CLOSE_ACTOR, index, b"")


def test_a_process_that_ends_while_cpp_holds_an_array() -> None:
    code = """
import atexit, threading, numpy, nd_arrays
index = nd_arrays.Index()
index.Build(numpy.ones((2, 2), "f4"))
module = nd_arrays.Index()
module.Weigh(numpy.ones(2))
nd_arrays.kept = module                      # dropped as late as can be
atexit.register(lambda: print(index.Nearest([1, 1]), flush=True))
"""
    done = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "0\n", "")


def mapped(pid: int, address: int) -> str:
    """The file that is mapped there."""
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        first, last = (int(part, 16) for part in line.split()[0].split("-"))
        if first <= address < last:
            return line.split(maxsplit=5)[-1]
    return ""


@pytest.mark.usefixtures("ray_session")
def test_an_actor_on_ray_keeps_an_object_of_the_store_until_it_lets_it_go() -> None:
    import nd_arrays

    def build(actor: Any, refs: list[Any]) -> tuple[int, int]:
        """In the worker: its process, and the address of what it keeps. An attribute of a module knows the array."""
        (array,) = ray.get(refs)
        actor.Build(array)
        gc.kept_array = weakref.ref(array)  # type: ignore[attr-defined]
        return os.getpid(), actor.Places()[0]

    def is_kept(_: Any) -> bool:
        gc.collect()
        return gc.kept_array() is not None  # type: ignore[attr-defined]

    index: Any = nd_arrays.Index.remote()
    vectors = np.ones((1000, 500), "f4")
    vectors[7] = 2
    ref = ray.put(vectors)
    assert "plasma" in mapped(*ray.get(index.__ray_call__.remote(build, [ref])))
    del ref
    assert ray.get(index.__ray_call__.remote(is_kept))
    assert ray.get(index.Nearest.remote(np.ones(500, "f4"))) == 7  # nobody has the object but C++
    ray.get(index.Clear.remote())
    assert not ray.get(index.__ray_call__.remote(is_kept))
    ray.get(index.Build.remote(vectors))
    assert ray.get(index.Nearest.remote(np.ones(500, "f4"))) == 7
