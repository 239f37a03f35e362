"""Calls libraries that speak GoRay's FFI protocol, written in C++ or Go, and serves their callbacks. Knows no Ray.

Example:
    >>> library = gorayffi.load_library("build/libcalc.so")
    >>> library.call(4, 0, "Divide", (7, 2))
    {'quotient': 3, 'remainder': 1}
"""

from __future__ import annotations

import atexit
import logging
import os
from collections.abc import Mapping

from . import actor, cmds, consts, crossings, errors, ffi, funccall, handlers, utils
from ._native import Forward, Function, Library, Method, pack, stop_callbacks, unpack, unpack_result
from .errors import LibraryError, LibraryNotFoundError, NativeError, ProtocolError
from .ext import OMITTED, ExtType, Timestamp
from .ffi import load_library

__all__ = [
    "OMITTED",
    "ExtType",
    "Forward",
    "Function",
    "Library",
    "LibraryError",
    "LibraryNotFoundError",
    "Method",
    "NativeError",
    "ProtocolError",
    "Timestamp",
    "actor",
    "cmds",
    "consts",
    "crossings",
    "errors",
    "ffi",
    "funccall",
    "handlers",
    "load_go_lib",
    "load_library",
    "pack",
    "unpack",
    "unpack_result",
    "utils",
]

_EXIT_PATIENCE = 1.0
"""Seconds that callbacks on a library's own threads may take to end when the interpreter does."""

utils.init_logger(logging.getLogger(__name__))
atexit.register(stop_callbacks, _EXIT_PATIENCE)


def load_go_lib(libpath: str | os.PathLike[str], cmd_handlers: Mapping[int, ffi.Handler]) -> cmds.GoCommander:
    """Loads a library with `load_library` and wraps it for calls by name.

    Example:
        >>> app = gorayffi.load_go_lib("build/libcalc.so", gorayffi.handlers.get_handlers(tasks.get, classes.get))
        >>> app.call_golang_func("Divide", (7, 2))
        {'quotient': 3, 'remainder': 1}
    """
    library = load_library(libpath, cmd_handlers)
    return cmds.GoCommander(library.execute, library)
