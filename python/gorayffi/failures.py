"""What a library is told of a failure in Python: text, or JSON if it declared that it reads JSON.

    {"Kind", "PyType", "Message", "Traceback", "Task", "Cause"}      see docs/reference/protocol.md

Handlers answer with a `Failure`, which has both forms; the boundary picks one (`_native/library/answers.cpp`).
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Mapping
from typing import Any, Literal

from .errors import NativeError, py_type

Kind = Literal[
    "task_failed",
    "timeout",
    "cancelled",
    "object_ref_not_found",
    "actor_died",
    "object_lost",
    "worker_crashed",
    "bad_call",
]

_DEEPEST = 64
"""Causes told at most: a chain may be a ring."""


class Failure(bytes):
    """The answer of a failed command: the bytes are its text, `json` is the same for a library that reads JSON.

    Ray carries the JSON alone, as plain bytes; `from_json` makes a failure of it again.
    """

    json: bytes

    def __new__(cls, text: str, told: Mapping[str, Any]) -> Failure:
        failure = super().__new__(cls, text.encode("utf-8", "replace"))
        failure.json = json.dumps(told).encode()
        return failure

    def __reduce__(self) -> tuple[type[bytes], tuple[bytes]]:
        return bytes, (self.json,)


def from_json(data: bytes) -> bytes:
    """`data` as a Failure if it is a failure's JSON, else as it is."""
    told = parse(data)
    return data if told is None else Failure(as_text(told), told)


def parse(data: bytes) -> dict[str, Any] | None:
    """The object of a failure's JSON; `None` for any other bytes."""
    if not data.startswith(b"{"):
        return None
    try:
        told: dict[str, Any] = json.loads(data)
    except ValueError:
        return None
    return told if "Kind" in told and "Message" in told else None


def as_text(told: Mapping[str, Any]) -> str:
    """`ValueError: no`, and the traceback below it."""
    name = told.get("Type") or told.get("PyType")
    head = f"{name}: {told['Message']}" if name else str(told["Message"])
    return f"{head}\n\n{told['Traceback']}" if told.get("Traceback") else head


def refused(text: str, kind: Kind = "bad_call", py_type: str = "") -> dict[str, Any]:
    """The JSON object of a command that failed by itself, without an exception of a callable."""
    return {"Kind": kind, "PyType": py_type, "Message": text, "Traceback": "", "Task": "", "Cause": None}


def describe(
    error: BaseException,
    kind: Kind = "task_failed",
    task: str = "",
    is_ours: Callable[[str], bool] = lambda _: False,
) -> dict[str, Any]:
    """The JSON object of an error and its causes.

    Args:
        task: the callable that failed, '' if none did.
        is_ours: whether the frames of a file are left out.
    """
    return _python(error, is_ours, _DEEPEST) | {"Kind": kind, "Task": task}


def _python(error: BaseException, is_ours: Callable[[str], bool], depth: int) -> dict[str, Any]:
    """A Python callable that let `error` pass. What another language raised is a level of its own."""
    passed = _wrapped(error)
    cause = passed if passed is not error or isinstance(error, NativeError) else _python_cause(error)
    return {
        "Kind": "task_failed",
        "Language": "python",
        "Type": type(error).__name__,
        "PyType": py_type(error),
        "Message": message(passed),
        "Traceback": traceback_text(error, is_ours),
        "Task": "",
        "Cause": _cause(cause, is_ours, depth - 1) if cause and depth else None,
    }


def _wrapped(error: BaseException) -> BaseException:
    """The error in a task, of what Ray raises for it where it is waited for: `RayTaskError(ValueError)`."""
    inner = getattr(error, "cause", None) if type(error).__name__.startswith("RayTaskError") else None
    return inner if isinstance(inner, BaseException) else error


def _python_cause(error: BaseException) -> BaseException | None:
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _cause(error: BaseException, is_ours: Callable[[str], bool], depth: int) -> dict[str, Any]:
    if not isinstance(error, NativeError):
        return _python(error, is_ours, depth)
    cause = error.__cause__
    return {**error.facts(), "Cause": _cause(cause, is_ours, depth - 1) if cause and depth else None}


def message(error: BaseException) -> str:
    """`str(error)`, whatever that does."""
    try:
        return str(error)
    except Exception:
        return "<an error without a text>"


def traceback_text(error: BaseException, is_ours: Callable[[str], bool]) -> str:
    """Python's own form, without causes and without the frames of files that are ours; '' if no frame is left."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if not is_ours(frame.filename)]
    if not frames:
        return ""
    head = f"{type(error).__name__}: {message(error)}"
    return f"Traceback (most recent call last):\n{''.join(traceback.format_list(frames))}{head}"
