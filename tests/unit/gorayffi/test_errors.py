"""From a failed answer to an exception, and the exception through pickle."""

from __future__ import annotations

import builtins
import json
import pickle
import traceback
from typing import Any

import pytest
from gorayffi import NativeError, errors
from gorayffi.errors import from_response

BUILTINS = [
    "ArithmeticError", "AssertionError", "AttributeError", "FileNotFoundError", "IndexError", "KeyError", "LookupError",
    "MemoryError", "NotImplementedError", "OSError", "OverflowError", "PermissionError", "RuntimeError", "TimeoutError",
    "TypeError", "ValueError", "ZeroDivisionError",
]  # fmt: skip


def cpp(py_type: str) -> bytes:
    failure = {
        "Message": "b is zero",
        "Traceback": "in Divide, calc.h:7",
        "Language": "cpp",
        "Type": "std::invalid_argument",
        "PyType": py_type,
    }
    return json.dumps(failure).encode()


@pytest.mark.parametrize("name", BUILTINS)
def test_a_cpp_exception_is_a_native_error_and_the_builtin(name: str) -> None:
    error = from_response(5, cpp(name), "Divide")
    assert isinstance(error, NativeError)
    assert isinstance(error, getattr(builtins, name))
    assert (error.message, error.type_name, error.language) == ("b is zero", "std::invalid_argument", "cpp")
    assert error.native_traceback == "in Divide, calc.h:7"
    assert str(error) == "b is zero"


@pytest.mark.parametrize("name", ["NoSuchError", "SystemExit", "int", "NativeValueError", ""])
def test_an_unknown_python_type_is_a_plain_native_error(name: str) -> None:
    assert type(from_response(5, cpp(name))) is NativeError


def test_a_go_panic_has_goray_s_text() -> None:
    error = from_response(5, b'{"Message": "boom", "Traceback": "goroutine 1"}')
    assert str(error) == "golang panic: boom\n\ngoroutine 1"
    assert (type(error), error.language) == (NativeError, "go")


def test_a_failed_argument_keeps_its_prefix() -> None:
    error = from_response(5, b"the task for argument 2 of F() failed: " + cpp("ValueError"))
    assert isinstance(error, ValueError)
    assert str(error) == "the task for argument 2 of F() failed: b is zero"


@pytest.mark.parametrize(
    ("code", "cls"),
    [(1, NativeError), (2, TimeoutError), (3, errors.NativeCancelledError), (4, errors.ObjectRefNotFoundError)],
)
def test_codes(code: int, cls: type[Exception]) -> None:
    error = from_response(code, b"[ERROR]@a.go:7 text ")
    assert isinstance(error, cls)
    assert isinstance(error, NativeError)
    assert str(error) == "[ERROR]@a.go:7 text"


@pytest.mark.parametrize(
    ("code", "data", "text"),
    [
        (5, b"not json", "not json"),
        (5, b"", "Divide failed without a text (code 5)"),
        (5, b"[1]", "[1]"),
        (5, b'{"other": 1}', '{"other": 1}'),
        (5, b"{broken", "{broken"),
        (5, b"\xff\xfe", "\ufffd\ufffd"),
        (5, b'{"Message": null, "Traceback": null}', "golang panic: None\n\n"),
        (1, b"caf\xe9", "caf\ufffd"),
        (1, b"", "Divide failed without a text (code 1)"),
        (9, b"text", "text [code 9, which the protocol does not have]"),
        (-1, b"", "Divide failed without a text (code -1) [code -1, which the protocol does not have]"),
    ],
)
def test_a_strange_answer_is_still_told(code: int, data: bytes, text: str) -> None:
    error = from_response(code, data, "Divide")
    assert type(error) is NativeError
    assert str(error) == text


ALL: list[Exception] = [
    *(from_response(5, cpp(name)) for name in ["ValueError", "KeyError", "OSError", "TimeoutError", "RuntimeError"]),
    *(from_response(code, b"text") for code in range(1, 5)),
    errors.library_error("/a.so", "broken", False),
    errors.library_error("/a.so", "", True),
    errors.ProtocolError("cut"),
]


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_errors_pickle(error: Any) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)


def test_the_traceback_shows_where_in_the_library() -> None:
    shown = "".join(traceback.format_exception(from_response(5, cpp("ValueError"))))
    assert "b is zero\n[cpp] std::invalid_argument\nin Divide, calc.h:7" in shown
