"""What a library is told of a failure in Python: text, or JSON if it declared that it reads JSON.

    {"Kind", "PyType", "Message", "Traceback", "Task", "Cause"}      see docs/reference/protocol.md

Handlers answer with a `Failure`, which has both forms; the boundary picks one (`_native/library/answers.cpp`).
"""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Callable, Mapping
from typing import Any, Literal

from .errors import NativeError, py_type
from .limits import CAUSES
from .texts import well_formed

Kind = Literal[
    "task_failed",
    "timeout",
    "cancelled",
    "object_ref_not_found",
    "actor_died",
    "object_lost",
    "worker_crashed",
    "bad_call",
    "interrupted",
]


class Failure(bytes):
    """The answer of a failed command: the bytes are its text, `json` is the same for a library that reads JSON.

    Ray carries the JSON alone, as plain bytes; `from_json` makes a failure of it again.
    """

    json: bytes

    def __new__(cls, text: str, told: Mapping[str, Any]) -> Failure:
        failure = super().__new__(cls, well_formed(text).encode())
        failure.json = to_json(told)
        return failure

    def __reduce__(self) -> tuple[type[bytes], tuple[bytes]]:
        return bytes, (self.json,)


def to_json(told: Mapping[str, Any]) -> bytes:
    """A failure's JSON object as bytes. Lone surrogates, of which other readers of JSON make errors, are escaped."""
    text = json.dumps(told, ensure_ascii=False)
    return _SURROGATE.sub(lambda found: rf"\\u{ord(found[0]):04x}", text).encode()


_SURROGATE = re.compile("[\ud800-\udfff]")


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
    except (ValueError, RecursionError):
        return None
    return told if "Kind" in told and "Message" in told else None


def as_text(told: Mapping[str, Any]) -> str:
    """`ValueError: no`, and the traceback below it."""
    head = headline(told)
    return f"{head}\n\n{told['Traceback']}" if told.get("Traceback") else head


def headline(told: Mapping[str, Any]) -> str:
    """`ValueError: no`."""
    name = told.get("Type") or told.get("PyType")
    return f"{name}: {told['Message']}" if name else str(told["Message"])


def chain_text(told: Mapping[str, Any]) -> str:
    """The tracebacks of a failure and of what led to it, which comes first, as Python shows them."""
    levels = list[str]()
    level: Mapping[str, Any] | None = told
    while level:
        levels.append(level.get("Traceback") or headline(level))
        level = level.get("Cause")
    return "\n\nwhich led to:\n\n".join(reversed(levels))


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
    levels = [_level(error, is_ours) | {"Kind": kind, "Task": task}]
    passed = _wrapped(error)
    # What another language raised is a level of its own.
    cause = passed if passed is not error or isinstance(error, NativeError) else _cause_of(error)
    left_out = 0
    seen = {id(error)} - {id(cause)}  # a chain may be a ring
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        if len(levels) > CAUSES:  # the last stays, which is where it all began
            left_out += _stands_for(levels.pop())
        levels.append(cause.facts() if isinstance(cause, NativeError) else _level(cause, is_ours))
        cause = _cause_of(cause)
    if left_out:
        levels.insert(-1, refused(f"{left_out}{_LEFT_OUT}") | {"Language": "python"})
    told = None
    for level in reversed(levels):
        told = level | {"Cause": told}
    return told or {}


_LEFT_OUT = " more causes are left out"


def _stands_for(level: Mapping[str, Any]) -> int:
    """How many causes: more than one where a process further down left some out."""
    count, found, rest = str(level["Message"]).partition(_LEFT_OUT)
    return int(count) if found and not rest and count.isdecimal() and not level.get("Type") else 1


def _level(error: BaseException, is_ours: Callable[[str], bool]) -> dict[str, Any]:
    """A Python callable that let `error` pass, without its cause."""
    return {
        "Kind": "task_failed",
        "Language": "python",
        "Type": type(error).__name__,
        "PyType": py_type(error),
        "Message": message(_wrapped(error)),
        "Traceback": traceback_text(error, is_ours),
        "Task": "",
    }


def _wrapped(error: BaseException) -> BaseException:
    """The error in a task, of what Ray raises for it where it is waited for: `RayTaskError(ValueError)`."""
    inner = getattr(error, "cause", None) if type(error).__name__.startswith("RayTaskError") else None
    return inner if isinstance(inner, BaseException) else error


def _cause_of(error: BaseException) -> BaseException | None:
    if isinstance(error, NativeError):
        return error.__cause__
    passed = _wrapped(error)
    if passed is not error:
        return passed
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


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
