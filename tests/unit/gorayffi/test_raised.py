"""Exceptions that libraries know by ids."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import gorayffi.errors
from gorayffi import raised
from gorayffi.consts import ErrCode
from gorayffi.failures import to_json


def told(key: int, **above: str) -> bytes:
    cause = {"Message": "m", "Type": "KeyError", "PyType": "KeyError", "Language": "python", "Exception": key}
    return to_json({"Message": "m", "Language": "cpp", "Type": "goray::TaskError", "Cause": cause, **above})


def kept(error: BaseException) -> int:
    raised.mark(error)
    return raised.keep_if_marked(error)[raised.EXCEPTION_KEY]


def test_it_is_raised_once_more_and_kept_no_longer() -> None:
    error = KeyError("k")
    key = kept(error)
    assert 0 < key < 2**53
    assert gorayffi.errors.raised_by(ErrCode.GolangPanic, told(key), "") is error
    assert raised.count() == 0
    assert isinstance(gorayffi.errors.raised_by(ErrCode.GolangPanic, told(key), ""), gorayffi.NativeError)


def test_an_exception_of_cpp_has_it_as_its_cause() -> None:
    error = KeyError("k")
    found = gorayffi.errors.raised_by(ErrCode.GolangPanic, told(kept(error), Type="shop::SoldOut"), "")
    assert type(found) is gorayffi.NativeError
    assert found.__cause__ is error


def test_who_passes_it_on_to_another_process_has_its_description() -> None:
    found = gorayffi.errors.from_response(ErrCode.GolangPanic, told(kept(KeyError("k"))))
    assert isinstance(found.__cause__, gorayffi.NativeError)
    assert raised.count() == 0


def test_what_was_not_marked_is_not_kept() -> None:
    assert raised.keep_if_marked(KeyError("k")) == {}
    raised.mark(KeyError("other"))
    assert raised.keep_if_marked(KeyError("k")) == {}


def test_a_foreign_id_is_none() -> None:
    for key in (None, "text", 1.5, -1, 2**60):
        assert raised.take(key) is None


def test_threads_may_raise_the_same_one() -> None:
    error, barrier = KeyError("k"), Barrier(4)

    def keep(_: int) -> int:
        barrier.wait()
        raised.mark(error)
        barrier.wait()
        return raised.keep_if_marked(error)[raised.EXCEPTION_KEY]

    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(keep, range(4)))
    assert len(keys) == 4
    assert [raised.take(key) for key in keys] == [error] * 4
