"""Failures on their way through Ray: exceptions of classes that Python knows, which carry what a library is told."""

from __future__ import annotations

from contextlib import suppress

from gorayffi.consts import ErrCode
from gorayffi.errors import NativeError, from_response
from gorayffi.failures import Failure, Kind, as_text, describe, from_json, to_json

_RESPONSE = "_goray_response"
"""Attribute of an exception, pickled with it: the code, and the bytes that a library is told."""

_PACKAGE = __file__.rpartition("/_messages/")[0] + "/"


def _is_ours(file: str) -> bool:
    return file.startswith(_PACKAGE)


def library_failure(code: int, data: bytes, name: str) -> NativeError:
    """What a worker raises for a failed call of a library; a library that waits for it is told the same bytes."""
    error = from_response(code, data, name)
    setattr(error, _RESPONSE, (int(code), data))
    return error


def noted(error: NativeError) -> NativeError:
    """`error` itself, in which is noted what a library is told that waits for it: the failure in its own language."""
    told = describe(error)["Cause"]  # without Python's part in it
    setattr(error, _RESPONSE, (int(ErrCode.GolangPanic), to_json(told)))
    return error


class failures_noted:  # noqa: N801 - used as a function
    """Notes in an error of the Python callable `name` what libraries are told: pickling loses stack and causes.

    Example:
        >>> with failures_noted("square"):
        ...     return square(x)
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None: ...

    def __exit__(self, _cls: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Exception):
            with suppress(Exception):  # a class without room for attributes; its error is told as Ray shows it
                told = to_json(describe(error, "task_failed", self._name, _is_ours))
                setattr(error, _RESPONSE, (int(ErrCode.Failed), told))


def response_of(error: BaseException) -> tuple[bytes, int] | None:
    """The answer that an error carries from `library_failure` or `failures_noted`."""
    carried = getattr(error, "__dict__", {}).get(_RESPONSE)
    if carried is None:
        return None
    code, data = carried
    return from_json(data), code


def failure(error: BaseException, task: str = "", kind: Kind = "task_failed") -> Failure:
    """What a library is told of an error: `Type: message`, then the traceback without this package's frames.

    Args:
        task: the callable that failed, '' if none did.
    """
    told = describe(error, kind, task, _is_ours)
    return Failure(as_text(told), told)
