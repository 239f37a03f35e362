"""Small helpers: the call log, error texts with their place, a table of objects that stay in the process."""

from __future__ import annotations

import itertools
import logging
import os
import sys
from typing import Any, Final

from .consts import CALL_OPERATOR, GORAY_DEBUG_LOGGING, Go2PyCmd, Py2GoCmd
from .failures import Failure, Kind, chain_text, describe, headline
from .raised import keep_if_marked

_HERE: Final = os.path.dirname(__file__)  # noqa: PTH120
_FORMAT: Final = "[%(levelname)s %(asctime)s %(name)s %(module)s:%(lineno)d] %(message)s"


def enable_logger(logger: logging.Logger, level: int = logging.DEBUG) -> None:
    """Makes `logger` write to stderr from `level` on, and nowhere else."""
    handler = logging.StreamHandler()
    handler.setLevel(level)
    handler.setFormatter(logging.Formatter(_FORMAT, datefmt="%y%m%d %H:%M:%S"))
    logger.handlers[:] = [handler]
    logger.setLevel(level)
    logger.propagate = False


def init_logger(logger: logging.Logger) -> None:
    """Calls `enable_logger` if the environment has GORAY_DEBUG_LOGGING."""
    if os.environ.get(GORAY_DEBUG_LOGGING):
        enable_logger(logger)


def is_public(method: str) -> bool:
    """Whether a method of this name is for others to call."""
    return not method.startswith("_") or method == CALL_OPERATOR


def command_name(commands: type[Go2PyCmd] | type[Py2GoCmd], command: int) -> str:
    """The command's name, or its number where it has none."""
    return commands(command).name if command in frozenset(commands) else f"command {command}"


def callback_failure(command: int, error: BaseException, task: str = "") -> Failure:
    """What is reported to the library of an error that a handler of `command` raised; our own frames are left out.

    `task`: the Python callable that failed, '' if none did.
    """
    kind: Kind = "task_failed" if task else "bad_call"
    if isinstance(error, (KeyboardInterrupt, SystemExit)):
        kind = "interrupted"
    told = describe(error, kind, task, lambda file: os.path.dirname(file) == _HERE)  # noqa: PTH120
    text = f"[python] {command_name(Go2PyCmd, command)} failed: {headline(told)}\n{chain_text(told)}"
    return Failure(text, told | keep_if_marked(error))


def error_msg(msg: str, frame_index: int = 0) -> bytes:
    """The form error texts have in the protocol: `[ERROR]@file:line message `.

    Args:
        frame_index: whose place it is: 0 the caller's, 1 its caller's, and so on.
    """
    frame = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
    for _ in range(frame_index):
        frame = frame.f_back or frame
    return f"[ERROR]@{os.path.basename(frame.f_code.co_filename)}:{frame.f_lineno} {msg} ".encode("utf-8", "replace")  # noqa: PTH119


class ThreadSafeLocalStore:
    """A table of objects by number, for what must be named to a library but cannot leave the process.

    All methods may be called from any thread. Keys count up from 0 and are never used twice, so a key kept too long is
    unknown rather than another object's. A pickled store arrives empty.

    Example:
        >>> store = ThreadSafeLocalStore()
        >>> key = store.add("value")
        >>> store[key], store.release(key), key in store
        ('value', None, False)
    """

    def __init__(self) -> None:
        self._keys = itertools.count()
        self._values: dict[int, Any] = {}

    def __reduce__(self) -> tuple[type[ThreadSafeLocalStore], tuple[()]]:
        return type(self), ()

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, key: int) -> bool:
        return key in self._values

    def __getitem__(self, key: int) -> Any:
        """Raises KeyError if the key was released, or never given out."""
        return self._values[key]

    def add(self, value: object) -> int:
        """Keeps `value` until its key is released."""
        key = next(self._keys)
        self._values[key] = value
        return key

    def release(self, key: int) -> None:
        """Forgets the key's object. Raises KeyError as `[]` does."""
        del self._values[key]
