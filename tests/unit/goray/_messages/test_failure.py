"""Failures on their way through Ray."""

from __future__ import annotations

import json
import pickle

import pytest
from goray._messages.failure import failure, failures_noted, library_failure, response_of
from gorayffi.consts import ErrCode
from gorayffi.failures import Failure

PANIC = b'{"Message": "no", "Traceback": "at a.cpp:1", "Language": "cpp", "Type": "E", "PyType": "ValueError"}'


@pytest.mark.parametrize(("code", "data"), [(5, PANIC), (5, b"no JSON"), (1, b"\xff"), (2, b"late"), (4, b"gone")])
def test_a_library_gets_the_bytes_of_a_library(code: int, data: bytes) -> None:
    error = pickle.loads(pickle.dumps(library_failure(code, data, "Divide")))
    assert response_of(error) == (data, code)


def test_python_gets_the_class_that_it_knows() -> None:
    error = pickle.loads(pickle.dumps(library_failure(5, PANIC, "Divide")))
    assert isinstance(error, ValueError)
    assert str(error) == "no"


def test_a_python_error_keeps_stack_and_causes() -> None:
    def users() -> None:
        try:
            raise KeyError("inner")
        except KeyError as inner:
            raise ValueError("outer") from inner

    with pytest.raises(ValueError, match="outer") as raised, failures_noted("users"):
        users()
    response = response_of(pickle.loads(pickle.dumps(raised.value)))
    assert response is not None
    told, code = response
    assert code == ErrCode.Failed
    assert isinstance(told, Failure)
    lines = told.decode().splitlines()
    assert lines[0] == lines[-1] == "ValueError: outer"
    assert "in users" in told.decode()
    json_told = json.loads(told.json)
    assert (json_told["Task"], json_told["Cause"]["Message"]) == ("users", "'inner'")


def test_an_error_without_room_for_a_note_is_left_alone() -> None:
    class ClosedError(Exception):
        def __setattr__(self, name: str, value: object) -> None:
            raise AttributeError(name)

    with pytest.raises(ClosedError) as raised, failures_noted("f"):
        raise ClosedError("x")
    assert response_of(raised.value) is None


def test_our_own_frames_are_left_out() -> None:
    from goray._ray.strategies import resolve

    def users() -> None:
        resolve("f", {"scheduling_strategy": "NONE"})

    with pytest.raises(ValueError, match="scheduling_strategy") as raised:
        users()
    text = failure(raised.value).decode()
    assert "in users" in text
    assert "goray/_ray/strategies.py" not in text
