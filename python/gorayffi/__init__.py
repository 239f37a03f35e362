"""Calls libraries that speak GoRay's FFI protocol, written in C++ or Go, and serves their callbacks. Knows no Ray.

Example:
    >>> library = gorayffi.load_library("build/libcalc.so")
    >>> library.call(4, 0, "Divide", (7, 2))
    {'quotient': 3, 'remainder': 1}
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable, Mapping

from . import errors
from ._native import Function, Library, load, pack, stop_callbacks, unpack, unpack_result
from .errors import LibraryError, LibraryNotFoundError, NativeError, ProtocolError
from .ext import OMITTED, ExtType, Timestamp

__all__ = [
    "OMITTED",
    "ExtType",
    "Function",
    "Library",
    "LibraryError",
    "LibraryNotFoundError",
    "NativeError",
    "ProtocolError",
    "Timestamp",
    "errors",
    "load_library",
    "pack",
    "unpack",
    "unpack_result",
]

_EXIT_PATIENCE = 5.0
"""Seconds that callbacks on other threads may take to end when the interpreter does."""

atexit.register(stop_callbacks, _EXIT_PATIENCE)


def load_library(
    path: str | os.PathLike[str],
    handlers: Mapping[int, Callable[[bytes], tuple[bytes, int]]] | None = None,
) -> Library:
    """Loads a library, or gives the one loaded from the same file before; a link is the same file.

    Args:
        path: of the file; not searched for anywhere else.
        handlers: what answers the library's commands, by number; each takes the bytes and returns `(bytes, code)`. They
            replace those of an earlier load of the same library; `None` leaves them.

    Raises:
        LibraryNotFoundError: there is no such file.
        LibraryError: it is not a library for this machine, or lacks an export.
    """
    return load(os.fspath(path), handlers)
