"""The boundary itself: one call each way, in bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ._native import Library, load
from .consts import COMMAND_BITS, METHOD_BITS

if TYPE_CHECKING:
    from .references import ReferenceHooks

Handler = Callable[[bytes], tuple[bytes, int]]
"""Answers one command of a library: input -> output, code 0-5, or 6 as `references.answer` makes it.

What it raises becomes code 1 with a traceback.
"""

CMD_BITS_LEN = COMMAND_BITS
"""A request's low bits with the command; above them the index."""

METHOD_BITS_LEN = METHOD_BITS
"""Of the index of CMD_ACTOR_METHOD_CALL_AT, the low bits with the method; above them the actor's id."""


def load_library(
    path: str | os.PathLike[str],
    handlers: Mapping[int, Handler] | None = None,
    hooks: ReferenceHooks | None = None,
) -> Library:
    """Loads a library, or gives the one loaded from the same file before; a link is the same file.

    Args:
        path: of the file; it is not searched for anywhere else.
        handlers: what answers the library's commands, by number. They replace those of an earlier load of the same
            library; `None` leaves them.
        hooks: what a reference inside a value is. They replace those of an earlier load; `None` leaves them. Only a
            library that declared `references` takes and gives any.

    Raises:
        LibraryNotFoundError: there is no such file.
        LibraryError: it is not a library for this machine, or lacks an export.
    """
    library = load(os.fspath(path), handlers, hooks)
    if "logging" in sys.modules:  # else nobody listens, and its import takes longer than the load
        sys.modules["logging"].getLogger("gorayffi").debug("load %s", library.path)
    return library


def load_go_lib(
    libpath: str | os.PathLike[str], handle_func: Callable[[int, bytes], tuple[bytes, int]]
) -> Callable[[int, int, bytes], tuple[bytes, int]]:
    """Loads a library and gives its raw call: command, index, input -> output, code.

    Args:
        libpath: see `load_library`, which this is with one handler for all commands.
        handle_func: command, input -> output, code.
    """
    import functools

    handlers = {command: functools.partial(handle_func, command) for command in range(1 << CMD_BITS_LEN)}
    return load_library(libpath, handlers).execute
