"""From a failed answer to an exception, and the exception through pickle."""

from __future__ import annotations

import builtins
import errno
import json
import pickle
import re
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
from gorayffi import NativeError, errors, register_exception
from gorayffi.errors import from_response

from tests.conftest import ROOT

BUILTINS = [
    "ArithmeticError", "AssertionError", "AttributeError", "BlockingIOError", "BrokenPipeError", "BufferError",
    "ChildProcessError", "ConnectionAbortedError", "ConnectionError", "ConnectionRefusedError",
    "ConnectionResetError", "EOFError", "FileExistsError", "FileNotFoundError", "IndexError", "InterruptedError",
    "IsADirectoryError", "KeyError", "LookupError", "MemoryError", "NotADirectoryError", "NotImplementedError",
    "OSError", "OverflowError", "PermissionError", "ProcessLookupError", "RecursionError", "RuntimeError",
    "TimeoutError", "TypeError", "ValueError", "ZeroDivisionError",
]  # fmt: skip
"""What GORAY_EXCEPTION takes, in runtime/include/goray/exception.h."""


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


DEEP = "[" * 100_000


@pytest.mark.parametrize(
    "data",
    [
        '{"Message":"m","Language":"cpp","Cause":5}',
        '{"Message":"m","Language":"cpp","Cause":"x"}',
        '{"Message":"m","Language":"cpp","Cause":{"other":1}}',
        '{"Message":"m","Language":["cpp"],"Type":1,"PyType":{},"Task":2}',
        '{"Message":"m","Language":"cpp","Bases":5,"Errno":"x"}',
        '{"Message":"m","Language":"cpp","Bases":[1],"Errno":1,"PyType":"OSError","Filename":[]}',
        f'{{"Message":"m","x":{DEEP}',
    ],
    ids=lambda data: str(data)[:60],
)
def test_no_answer_raises(data: str) -> None:
    error = from_response(5, data.encode())
    assert isinstance(error, NativeError)
    assert error.__cause__ is None
    assert "m" in str(error)


def test_of_many_causes_so_many_are_read() -> None:
    told: dict[str, Any] | None = None
    for _ in range(200):
        told = {"Message": "m", "Language": "cpp", "Cause": told}
    error: BaseException | None = from_response(5, json.dumps(told).encode())
    causes = -1
    while error is not None:
        error, causes = error.__cause__, causes + 1
    assert causes == 65


def test_a_failure_of_no_language_is_not_go_s() -> None:
    error = from_response(5, b'{"Message": "m", "Language": ""}')
    assert (str(error), error.language) == ("m", "")


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [("prise", ["price"], ". Did you mean 'price'?"), ("x" * 65, ["x" * 65], ""), ("ab" * 10**7, ["ab" * 1000], "")],
)
def test_a_long_name_is_no_slip(word: str, known: list[str], hint: str) -> None:
    assert errors.did_you_mean(word, known) == hint


def test_a_path_in_a_message_is_shown() -> None:
    assert r"/tmp/a\nb\x00: no" in str(errors.library_error("/tmp/a\nb\0", "no", missing=False))
    assert len(str(errors.library_error("x" * 10**6, "r" * 10**6, missing=False))) < 2000


def test_builtins_are_those_that_cpp_may_name() -> None:
    header = (ROOT / "runtime/include/goray/exception.h").read_text()
    known = re.search(r"kKnown\[\] = \{(.*?)\}", header, re.DOTALL)
    assert known is not None
    assert re.findall(r'"(\w+)"', known[1]) == BUILTINS


@pytest.mark.parametrize(
    ("name", "cls"),
    [
        ("CancelledError", errors.NativeCancelledError),
        ("ObjectRefNotFoundError", errors.ObjectRefNotFoundError),
        ("ActorDiedError", errors.ActorDiedError),
        ("WorkerCrashedError", errors.WorkerCrashedError),
        ("ObjectLostError", errors.ObjectLostError),
    ],
)
def test_a_kind_of_failure_has_its_class(name: str, cls: type[Exception]) -> None:
    assert type(from_response(5, cpp(name))) is cls


@pytest.mark.parametrize(
    ("number", "cls"),
    [
        (errno.ENOENT, FileNotFoundError),
        (errno.EACCES, PermissionError),
        (errno.EEXIST, FileExistsError),
        (errno.ECONNREFUSED, ConnectionRefusedError),
        (errno.EPIPE, BrokenPipeError),
        (errno.ETIMEDOUT, TimeoutError),
        (errno.ENOSPC, OSError),
    ],
)
def test_an_errno_is_python_s(number: int, cls: type[OSError]) -> None:
    told = {"Message": "m", "Language": "cpp", "PyType": "OSError", "Errno": number, "Filename": "/a"}
    for error in twice(from_response(5, json.dumps(told).encode())):
        assert isinstance(error, cls)
        assert isinstance(error, NativeError)
        assert (error.errno, error.filename, str(error)) == (number, "/a", "m")


class OutOfStockError(NativeError, LookupError): ...


@pytest.fixture
def registered() -> Iterator[None]:
    register_exception("shop::OutOfStock", OutOfStockError)
    yield
    del errors._registered["shop::OutOfStock"]  # pyright: ignore[reportPrivateUsage]


SOLD_OUT = {
    "Message": "m", "Language": "cpp", "Type": "shop::SoldOut", "PyType": "ValueError", "Task": "Buy",
    "Bases": ["shop::OutOfStock", "std::invalid_argument"],
}  # fmt: skip


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("type_name", ["shop::OutOfStock", "shop::SoldOut"])
def test_a_registered_class_is_raised_for_it_and_what_derives_from_it(type_name: str) -> None:
    for error in twice(from_response(5, json.dumps(SOLD_OUT | {"Type": type_name}).encode())):
        assert type(error) is OutOfStockError
        assert (error.message, error.type_name, error.task) == ("m", type_name, "Buy")


@pytest.mark.usefixtures("registered")
def test_the_process_that_unpickles_decides_what_is_registered() -> None:
    data = pickle.dumps(from_response(5, json.dumps(SOLD_OUT).encode()))
    del errors._registered["shop::OutOfStock"]  # pyright: ignore[reportPrivateUsage]
    assert type(pickle.loads(data)) is errors.NativeValueError
    data = pickle.dumps(from_response(5, json.dumps(SOLD_OUT).encode()))
    register_exception("shop::OutOfStock", OutOfStockError)
    assert type(pickle.loads(data)) is OutOfStockError


class _OwnConstructorError(NativeError):
    def __init__(self, item: str) -> None:
        super().__init__(item)


class _NotAnError(NativeError):
    def __new__(cls, *_: object) -> Any:
        return 5


class _RaisingError(NativeError):
    def __init__(self, *_: object) -> None:
        raise ZeroDivisionError("in the constructor")


@pytest.mark.parametrize(
    ("cls", "why"),
    [
        (_OwnConstructorError, "TypeError: "),
        (_RaisingError, "ZeroDivisionError: in the constructor"),
        (_NotAnError, "it made a int"),
    ],
)
@pytest.mark.usefixtures("registered")
def test_a_registered_class_that_cannot_be_made_hides_nothing(cls: type[NativeError], why: str) -> None:
    register_exception("shop::OutOfStock", cls)
    error = from_response(5, json.dumps(SOLD_OUT).encode())
    assert (type(error), str(error), error.task) == (errors.NativeValueError, "m", "Buy")
    notes = error.__notes__
    assert notes[0].startswith("[cpp] shop::SoldOut")
    assert notes[1].startswith(f"the class {cls.__name__}, which is registered for it, cannot be made: {why}")


def test_a_class_that_is_no_native_error_is_not_registered() -> None:
    with pytest.raises(TypeError, match=r"KeyError.* must be a class derived from gorayffi.NativeError"):
        register_exception("shop::OutOfStock", KeyError)  # type: ignore[arg-type]


def test_causes_are_a_chain_also_after_pickling() -> None:
    told = {
        "Message": "outer", "Language": "cpp", "Type": "goray::TaskError", "PyType": "KeyError", "Task": "A",
        "Cause": {
            "Kind": "task_failed", "Message": "middle", "PyType": "KeyError", "Traceback": "tb", "Task": "f",
            "Cause": {"Message": "inner", "Language": "cpp", "Type": "std::bad_alloc", "PyType": "MemoryError"},
        },
    }  # fmt: skip
    for error in twice(from_response(5, json.dumps(told).encode())):
        assert facts(error) == (KeyError, "outer", "goray::TaskError", "cpp", "A")
        assert facts(error.__cause__) == (KeyError, "middle", "KeyError", "python", "f")
        assert error.__cause__.native_traceback == "tb"
        assert facts(error.__cause__.__cause__) == (MemoryError, "inner", "std::bad_alloc", "cpp", "")
        assert error.__cause__.__cause__.__cause__ is None


def facts(error: Any) -> tuple[type, str, str, str, str]:
    return type(error).__bases__[-1], error.message, error.type_name, error.language, error.task


def twice(error: Any) -> list[Any]:
    """The error and its copy through pickle."""
    return [error, pickle.loads(pickle.dumps(error))]


def test_a_note_that_was_added_stays() -> None:
    error = from_response(5, cpp("ValueError"))
    getattr(error, "add_note", error.__notes__.append)("mine")  # Python 3.10 has no add_note
    assert error.__notes__ == ["[cpp] std::invalid_argument\nin Divide, calc.h:7", "mine"]


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
