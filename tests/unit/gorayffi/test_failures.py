"""Failures in both forms, and on their way through Ray."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from gorayffi.errors import NativeValueError, from_response
from gorayffi.failures import Failure, as_text, chain_text, describe, from_json, refused, to_json


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except BaseException as caught:
        return caught


def test_a_description_has_the_error_its_place_and_its_task() -> None:
    told = describe(raised(ValueError("no")), "task_failed", "Divide")
    assert {**told, "Traceback": ""} == {
        "Kind": "task_failed",
        "Language": "python",
        "Type": "ValueError",
        "PyType": "ValueError",
        "Message": "no",
        "Traceback": "",
        "Task": "Divide",
        "Cause": None,
    }
    assert told["Traceback"].startswith("Traceback (most recent call last):\n")
    assert told["Traceback"].endswith("ValueError: no")


def test_frames_of_ours_are_left_out() -> None:
    assert describe(raised(ValueError("no")), is_ours=lambda file: file == __file__)["Traceback"] == ""


def test_a_cause_of_a_library_keeps_its_own_shape() -> None:
    error = RuntimeError("outer")
    error.__cause__ = NativeValueError("bad", "std::invalid_argument", "in Divide (app.h:1)", "cpp", "Divide")
    assert describe(error)["Cause"] == {
        "Message": "bad",
        "Traceback": "in Divide (app.h:1)",
        "Language": "cpp",
        "Type": "std::invalid_argument",
        "PyType": "ValueError",
        "Task": "Divide",
        "Bases": [],
        "Cause": None,
    }


def test_a_class_of_the_user_s_goes_with_the_builtin_it_derives_from() -> None:
    class OutOfStockError(LookupError): ...

    told = describe(OutOfStockError("no tea"))
    assert (told["Type"], told["PyType"]) == ("OutOfStockError", "LookupError")


def test_what_passed_through_python_is_a_level_below_it() -> None:
    inner = NativeValueError("inner", "goray::ValueError", "", "cpp", "A")
    outer = NativeValueError("outer", "goray::TaskError", "", "cpp", "B")
    outer.__cause__ = inner
    told = describe(outer, task="f")
    assert (told["Task"], told["Type"], told["Language"]) == ("f", "NativeValueError", "python")
    assert (told["Cause"]["Task"], told["Cause"]["Type"]) == ("B", "goray::TaskError")
    assert (told["Cause"]["Cause"]["Task"], told["Cause"]["Cause"]["Cause"]) == ("A", None)


def levels(told: dict[str, Any]) -> list[dict[str, Any]]:
    """A failure and its causes."""
    found = list[dict[str, Any]]()
    level: dict[str, Any] | None = told
    while level:
        found.append(level)
        level = level["Cause"]
    return found


def chained(count: int) -> BaseException:
    """An error with so many causes, `0` the first of all."""
    error: BaseException = ValueError("0")
    for number in range(1, count + 1):
        outer = ValueError(str(number))
        outer.__cause__ = error
        error = outer
    return error


@pytest.mark.parametrize("count", [64, 65, 100_000])
def test_of_many_causes_the_nearest_and_the_first_of_all_are_told(count: int) -> None:
    messages = [level["Message"] for level in levels(describe(chained(count)))]
    if count == 64:
        assert messages == [str(number) for number in range(64, -1, -1)]
        return
    assert len(messages) == 66
    assert messages[:2] == [str(count), str(count - 1)]
    assert messages[-2:] == [f"{count - 64} more causes are left out", "0"]
    json.loads(to_json(describe(chained(count))))


def test_what_a_far_process_left_out_is_counted_on() -> None:
    error = from_response(5, to_json(describe(chained(100)) | {"Language": "cpp"}))
    for number in range(3):
        outer = ValueError(f"outer {number}")
        outer.__cause__ = error
        error = outer
    messages = [level["Message"] for level in levels(describe(error))]
    assert len(messages) == 66
    assert messages[0] == "outer 2"
    assert messages[-2:] == ["39 more causes are left out", "0"]


def test_a_ring_of_causes_ends() -> None:
    one, two = ValueError("1"), ValueError("2")
    one.__cause__, two.__cause__ = two, one
    assert [level["Message"] for level in levels(describe(one))] == ["1", "2"]


@pytest.mark.parametrize("text", ["a\udc80b", "\ud83d\ude00", "né \0"])
def test_json_has_no_lone_surrogates(text: str) -> None:
    told = json.loads(to_json(describe(ValueError(text))))
    told["Message"].encode()
    assert told["Message"] == text.encode("utf-8", "backslashreplace").decode()
    assert text.encode("utf-8", "backslashreplace") in Failure(text, {})


def test_through_pickle_goes_the_json_alone_and_back_comes_the_failure() -> None:
    told = refused("gone", "object_ref_not_found")
    failure = Failure("gone", told)
    plain = pickle.loads(pickle.dumps(failure, 5))
    assert (type(plain), json.loads(plain)) == (bytes, told)
    again = from_json(plain)
    assert isinstance(again, Failure)
    assert (bytes(again), json.loads(again.json)) == (b"gone", told)


@pytest.mark.parametrize("data", [b"", b"text", b"{", b"[1]", b'{"Message": "of a panic"}', b"{\xff"])
def test_other_bytes_stay(data: bytes) -> None:
    assert from_json(data) is data


def test_text_has_the_head_and_the_traceback() -> None:
    told = refused("no") | {"PyType": "ValueError", "Traceback": "Traceback: ..."}
    assert as_text(told) == "ValueError: no\n\nTraceback: ..."


def test_the_text_of_a_chain_begins_with_the_first_of_all() -> None:
    error = raised(ValueError("outer"))
    error.__cause__ = KeyError("inner")
    assert chain_text(describe(error)).startswith("KeyError: 'inner'\n\nwhich led to:\n\nTraceback (most recent")
