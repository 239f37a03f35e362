"""Large arrays beside messages: from C++ through Ray to C++; `shared_arrays.cpp` beside this is the app."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import gorayffi
import numpy as np
import pytest
import ray
from goray._handlers.objects import _known
from goray._library.references import is_reference
from gorayffi import ExtType, Message, NativeError, ProtocolError
from gorayffi.consts import ARRAY_KIND, ErrCode, Py2GoCmd

from tests.conftest import ROOT

LARGE = 20_000
"""Items of eight bytes: more than 100 KiB, below which Ray copies results, too."""
SHARED = (64 << 10) // 8
"""From so many items on an array is beside its message."""
SMALL = SHARED - 1
SUM = LARGE * (LARGE - 1) / 2


class Array(np.ndarray[Any, Any]):
    """One that tells when it is gone."""


@pytest.fixture(autouse=True)
def no_array_is_left() -> Iterator[None]:
    """What nobody looks at any more is gone at once, whatever the test did."""
    import shared_arrays

    gc.collect()
    before = shared_arrays.tasks.Alive()
    yield
    gc.collect()
    assert shared_arrays.tasks.Alive() == before


@pytest.fixture
def library() -> Any:
    import shared_arrays

    return shared_arrays._app.library


def call(library: Any, name: str, *args: object) -> Any:
    """By `Execute`, as Ray's workers do it for C++."""
    return library.call(Py2GoCmd.CMD_RUN_TASK, 0, name, args)


def counted(size: int) -> tuple[Array, weakref.ref[Array]]:
    array = np.arange(float(size)).view(Array)
    return array, weakref.ref(array)


def is_gone(ref: weakref.ref[Array]) -> bool:
    gc.collect()
    return ref() is None


# Through Ray.


@pytest.mark.usefixtures("ray_session")
@pytest.mark.parametrize("makes", ["Make", "MakeConst"])
@pytest.mark.parametrize("looks", ["Look", "LookAtSpan"])
def test_the_reader_looks_into_rays_store(makes: str, looks: str) -> None:
    import shared_arrays

    (found,) = shared_arrays.tasks.Pass(makes, looks, LARGE)
    assert (found["sum"], found["size"]) == (SUM, LARGE)
    assert found["inode"] != 0, "memory of its own is a copy"
    assert found["is_aligned"]


@pytest.mark.usefixtures("ray_session")
def test_several_readers_look_at_one_memory() -> None:
    import shared_arrays

    found = shared_arrays.tasks.Pass("Make", "Look", LARGE, 4)
    assert [each["sum"] for each in found] == [SUM] * 4
    assert len({each["inode"] for each in found}) == 1
    assert found[0]["inode"] != 0


@pytest.mark.usefixtures("ray_session")
def test_what_owns_its_items_is_a_copy() -> None:
    import shared_arrays

    (found,) = shared_arrays.tasks.Pass("Make", "LookAtVector", LARGE)
    assert (found["sum"], found["inode"]) == (SUM, 0)
    (found,) = shared_arrays.tasks.Pass("MakeFrame", "ChangeFrame", LARGE)
    assert (found["sum"], found["inode"], found["is_aligned"]) == (SUM + LARGE, 0, True)


@pytest.mark.usefixtures("ray_session")
def test_inside_of_values() -> None:
    import shared_arrays

    (found,) = shared_arrays.tasks.Pass("MakeFrame", "LookAtFrame", LARGE)
    assert found["sum"] == SUM
    assert found["inode"] != 0
    assert found["owns"]
    nested = shared_arrays.tasks.PassNested(LARGE)
    assert [each["sum"] - SUM for each in nested] == [0, LARGE, 2 * LARGE, 3 - SUM, 3 * LARGE, 4 * LARGE]
    assert [each["inode"] != 0 for each in nested] == [False] * 4 + [True] * 2  # the others own their items
    assert all(each["is_aligned"] for each in nested)


@pytest.mark.usefixtures("ray_session")
def test_small_arrays_and_arrays_with_gaps() -> None:
    import shared_arrays

    (found,) = shared_arrays.tasks.Pass("Make", "Look", SMALL)
    assert found["sum"] == SMALL * (SMALL - 1) / 2
    assert found["is_aligned"]
    (found,) = shared_arrays.tasks.Pass("MakeWithGaps", "Look", LARGE)
    assert found["sum"] == 2 * SUM
    assert found["inode"] != 0


@pytest.mark.usefixtures("ray_session")
def test_matrices_keep_their_order() -> None:
    import shared_arrays

    expected = float(sum(i + 1000 * j for i in range(200) for j in range(100)))
    found = shared_arrays.tasks.PassMatrix(200, 100, "LookAtMatrix")
    assert (found["sum"], found["inode"] != 0) == (expected, True)
    found = shared_arrays.tasks.PassMatrix(200, 100, "LookAtCopy")
    assert (found["sum"], found["inode"]) == (expected, 0)


@pytest.mark.usefixtures("ray_session")
def test_arguments_and_what_cpp_puts() -> None:
    import shared_arrays

    for found in shared_arrays.tasks.Give(LARGE):
        assert found["sum"] == SUM
        assert found["inode"] != 0


@pytest.mark.usefixtures("ray_session")
def test_what_a_driver_fetches() -> None:
    import shared_arrays

    view, own = shared_arrays.tasks.Fetch(LARGE)
    assert (view["sum"], view["owns"], view["inode"] != 0) == (SUM, True, True)
    assert (own["sum"], own["owns"], own["inode"]) == (SUM + 5, True, 0)


@pytest.mark.usefixtures("ray_session")
def test_an_actor_may_keep_what_it_looks_at() -> None:
    import shared_arrays

    kept, given_on, cleared = shared_arrays.tasks.KeepIt(LARGE)
    assert (kept["sum"], kept["inode"] != 0) == (SUM, True)
    assert (given_on["sum"], given_on["inode"] != 0) == (SUM, True)
    assert cleared["size"] == 0


@pytest.mark.usefixtures("ray_session")
def test_an_actor_has_none_of_the_arrays_that_it_gave() -> None:
    import shared_arrays

    assert shared_arrays.tasks.LeftAfter(3, LARGE) == 0


@pytest.mark.usefixtures("ray_session")
def test_any_gets_lists() -> None:
    import shared_arrays

    assert shared_arrays.tasks.PassAny(LARGE) == LARGE


@pytest.mark.usefixtures("ray_session")
def test_python_reads_it_as_a_read_only_array() -> None:
    import goray
    import shared_arrays

    app = goray.App(shared_arrays._app.library.path)
    ref = app.task("MakeFrame").remote(LARGE)
    assert ray.get(ref)["items"].sum() == SUM
    assert ray.get(app.task("LookAtFrame").remote(ref))["inode"] != 0
    direct = ray.get(app.task("Make").remote(LARGE))
    assert isinstance(direct, np.ndarray)
    assert not direct.flags.writeable
    assert direct.sum() == SUM


@pytest.mark.usefixtures("ray_session")
def test_calls_that_fail_leave_nothing() -> None:
    import shared_arrays

    unknown, option, library = shared_arrays.tasks.FailEarly(LARGE)
    assert "NoSuchTask" in unknown
    assert "no_such_option" in option
    assert "nowhere" in library
    assert "expected float32[n], got float64[20000]" in shared_arrays.tasks.FailLate("SumOfFloats", LARGE)
    assert "failed with 20000" in shared_arrays.tasks.FailLate("Fail", LARGE)


# In this process, by `Execute`.


def test_a_result_is_the_memory_of_cpp(library: Any) -> None:
    import shared_arrays

    before = shared_arrays.tasks.Alive()
    array = call(library, "Make", LARGE)
    assert shared_arrays.tasks.Alive() == before + 1
    assert array.sum() == SUM
    assert (array.ctypes.data % 64, array.flags.owndata, array.flags.writeable) == (0, False, True)
    view = array[5:]
    del array
    gc.collect()
    assert (view[0], shared_arrays.tasks.Alive()) == (5, before + 1)
    del view
    assert shared_arrays.tasks.Alive() == before
    assert not call(library, "MakeConst", LARGE).flags.writeable
    assert call(library, "MakeMatrix", 200, 100).flags.f_contiguous
    assert call(library, "Make", SMALL).flags.owndata  # in the message


def test_results_with_arrays_inside(library: Any) -> None:
    nested = call(library, "MakeNested", LARGE)
    assert [array[0] for array in (*nested["list"], nested["map"]["large"], nested["frame"]["items"])] == [0, 1, 2, 3]
    assert nested["either"][0] == 4
    assert nested["map"]["small"].tolist() == [0, 1, 2]


def test_an_argument_is_the_memory_of_python(library: Any) -> None:
    for size, is_view in ((SHARED, True), (SMALL, False)):
        array, ref = counted(size)
        same = call(library, "Same", array)
        assert np.array_equal(same, array)
        assert np.shares_memory(same, array) == is_view
        del array
        assert is_gone(ref) != is_view  # while `same` looks at it
        del same
        assert is_gone(ref)


@pytest.mark.parametrize("name", ["Look", "LookAtSpan", "LookAtVector"])
def test_arguments_of_all_strides(library: Any, name: str) -> None:
    values = np.arange(float(2 * SHARED))
    for given in (values[::2], values[::-1], values[3:], np.frombuffer(b"x" + values.tobytes(), "f8", offset=1)):
        if name == "Look" and not given.flags.c_contiguous:
            given = np.ascontiguousarray(given)
        assert call(library, name, given)["sum"] == given.sum()
    matrix = np.arange(float(2 * SHARED)).reshape(2, -1)
    for order in (matrix, np.asfortranarray(matrix), matrix[:, ::-1]):
        assert call(library, "LookAtCopy", order)["sum"] == matrix.sum()


def test_failures_leave_nothing(library: Any) -> None:
    array, ref = counted(SHARED)
    for name, args, text in (
        ("SumOfFloats", (array,), r"expected float32\[n\], got float64\[8192\]; convert it"),
        ("Fail", (array,), "failed with 8192"),
        ("Look", (array, 1), "2 arguments"),
        ("NoSuchTask", (array,), "NoSuchTask"),
        ("Look", (array, ExtType(80, b"1234")), "reserved"),
        ("Look", (array, object()), "cannot cross"),
    ):
        with pytest.raises((NativeError, TypeError, ValueError, LookupError), match=text):
            call(library, name, *args)
    assert not is_gone(ref)
    del array, args
    assert is_gone(ref)


def test_what_is_lent_and_not_sent_is_given_back(library: Any) -> None:
    array, ref = counted(SHARED)

    entries = library.export([array, array])
    assert [entries[0], entries[9]] == [ARRAY_KIND] * 2
    assert entries[1:9] != entries[10:18]
    del array
    assert not is_gone(ref)
    for borrowed in library.borrow(entries):
        assert borrowed.sum() == SHARED * (SHARED - 1) / 2
    del borrowed
    one, two = library.adopt(entries)
    assert np.shares_memory(one, two)
    del one, two
    assert is_gone(ref)


def test_an_array_that_is_gone(library: Any) -> None:
    entries = library.export([np.ones(SHARED)])
    library.adopt(entries)
    for take in (library.borrow, library.adopt):
        with pytest.raises(ProtocolError, match="an array that the library does not know"):
            take(entries)
    message, code = library.call_message(
        Py2GoCmd.CMD_RUN_TASK, 0, "Look", Message(b"", []), [0], [Message(b"\xd6\x50\0\0\0\0", [np.ones(SHARED)])]
    )
    assert (code, message.references) == (ErrCode.Success, [])
    answer, code = library.execute(Py2GoCmd.CMD_KEEP_ARRAY, int.from_bytes(entries[1:], "little"), b"")
    assert (code, b"no array" in answer) == (ErrCode.Failed, True)
    assert library.execute(Py2GoCmd.CMD_LEND_ARRAY, 0, b"short")[1] == ErrCode.Failed


def test_pairs_of_bytes_and_code_have_arrays_inside(library: Any) -> None:
    """They have no place for a table."""
    data, code = library.call_encoded(Py2GoCmd.CMD_RUN_TASK, 0, "MakeFrame", gorayffi.pack(LARGE), [], [])
    assert code == ErrCode.Success
    frame = gorayffi.unpack_result(data)
    assert (frame["name"], frame["items"].sum()) == ("frame", SUM)


def test_a_library_that_knows_no_array_beside_a_message_fetches_it_in_the_message() -> None:
    array = np.arange(3.0)
    message = Message(b"\x92\xd6\x50\0\0\0\0\x05", [array])
    older: Any = SimpleNamespace(library=SimpleNamespace(shares_arrays=False, takes_arrays=True))
    known = _known(older, message)
    assert known == gorayffi.pack_message(is_reference, [array, 5], arrays=True)
    assert known.references == []
    older.library.shares_arrays = True
    assert _known(older, message) is message


@pytest.mark.parametrize("what", ["a large array in the result", "a large array inside of the result"])
def test_an_older_host_gets_arrays_in_the_message(library: Any, what: str) -> None:
    command = [sys.executable, "-m", "tests.interop.fake_host", library.path, what]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False, timeout=100)
    assert done.returncode == 0, done.stderr
    code, answer = done.stdout.split()
    result = gorayffi.unpack_result(bytes.fromhex(answer))
    assert code == "0"
    assert (result if what.startswith("a large array in the") else result["items"]).sum() == SUM


def test_calls_in_process_are_as_they_were() -> None:
    """By slots, which have no table: a view for the call, and inside of values a copy."""
    import shared_arrays

    array, ref = counted(LARGE)
    found = shared_arrays.tasks.Look(array)
    assert (found["sum"], found["owns"]) == (SUM, False)
    frame = shared_arrays.tasks.MakeFrame(LARGE)
    assert frame["items"].flags.owndata
    assert shared_arrays.tasks.LookAtFrame({"name": "", "items": array})["sum"] == SUM
    del array
    assert is_gone(ref)
