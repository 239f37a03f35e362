"""Exceptions that callables of Python raised in a call by a library, which knows them by ids: they are raised again."""

from __future__ import annotations

import os
import threading
from typing import Final

EXCEPTION_KEY: Final = "Exception"
"""Of a failure's JSON: the id. It is the library's until it tells it, or says that it needs it no more."""

_marked: dict[int, BaseException] = {}
"""By thread: several may have raised the same one."""
_kept: dict[int, BaseException] = {}


def mark(error: BaseException) -> None:
    """The failure that this thread tells of `error` next shall have its id."""
    _marked[threading.get_ident()] = error


def keep_if_marked(error: BaseException) -> dict[str, int]:
    """What a failure's JSON has more of `error`."""
    if _marked.pop(threading.get_ident(), None) is not error:
        return {}
    key = 0
    while not key or key in _kept:
        key = int.from_bytes(os.urandom(7), "little") >> 3  # below 2^53, as all ids
    _kept[key] = error
    return {EXCEPTION_KEY: key}


def take(key: object) -> BaseException | None:
    """The exception, which is kept no longer; `None` if it is not one of this process, or was taken before."""
    return _kept.pop(key, None) if isinstance(key, int) else None


def count() -> int:
    """How many are kept."""
    return len(_kept)
