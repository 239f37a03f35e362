"""Calls libraries that speak GoRay's FFI protocol, written in C++ or Go, and serves their callbacks. Knows no Ray.

Example:
    >>> library = gorayffi.load_library("build/libcalc.so")
    >>> library.call(4, 0, "Divide", (7, 2))
    {'quotient': 3, 'remainder': 1}

The modules `actor`, `cmds`, `consts`, `ffi`, `funccall`, `handlers` and `utils` have the names that GoRay's published
gorayffi gave them, and keep them; the others are ours.
"""

from __future__ import annotations

import atexit
import os
from typing import TYPE_CHECKING, Any

from . import errors, ffi
from ._native import (
    ActorBase,
    Forward,
    Function,
    HandleMap,
    Library,
    Method,
    pack,
    pack_message,
    stop_callbacks,
    unpack,
    unpack_result,
)
from .errors import LibraryError, LibraryNotFoundError, NativeError, ProtocolError, register_exception
from .ffi import load_library
from .omitted import OMITTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from . import actor, call_log, cmds, consts, funccall, handlers, references, utils
    from .ext import ExtType, Timestamp
    from .references import Message, ReferenceHooks

    __version__: str

__all__ = [
    "OMITTED",
    "ActorBase",
    "ExtType",
    "Forward",
    "Function",
    "HandleMap",
    "Library",
    "LibraryError",
    "LibraryNotFoundError",
    "Message",
    "Method",
    "NativeError",
    "ProtocolError",
    "ReferenceHooks",
    "Timestamp",
    "actor",
    "call_log",
    "cmds",
    "consts",
    "errors",
    "ffi",
    "funccall",
    "handlers",
    "load_go_lib",
    "load_library",
    "pack",
    "pack_message",
    "references",
    "register_exception",
    "unpack",
    "unpack_result",
    "utils",
]

_LAZY = {"ExtType": "ext", "Timestamp": "ext", "Message": "references", "ReferenceHooks": "references"} | {
    name: name for name in ("actor", "cmds", "call_log", "consts", "funccall", "handlers", "references", "utils")
}
"""What a call of a library does not need, and the module it comes from; all together take 30 ms to import."""

_EXIT_PATIENCE = 1.0
"""Seconds that callbacks on a library's own threads may take to end when the interpreter does."""

atexit.register(stop_callbacks, _EXIT_PATIENCE)
if os.environ.get("GORAY_DEBUG_LOGGING"):
    import logging

    from .utils import init_logger

    init_logger(logging.getLogger(__name__))


def __getattr__(name: str) -> Any:
    """Imports at its first use what is in `_LAZY`."""
    if name == "__version__":
        from importlib.metadata import version

        globals()[name] = found = version("goray-cpp")
        return found
    if name not in _LAZY:
        raise AttributeError(f"module 'gorayffi' has no attribute {name!r}")
    from gorayffi.modules import imported_module

    module = imported_module(f"gorayffi.{_LAZY[name]}")
    globals()[name] = value = module if _LAZY[name] == name else getattr(module, name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def load_go_lib(libpath: str | os.PathLike[str], cmd_handlers: Mapping[int, ffi.Handler]) -> cmds.GoCommander:
    """Loads a library with `load_library` and wraps it for calls by name.

    Example:
        >>> app = gorayffi.load_go_lib("build/libcalc.so", gorayffi.handlers.get_handlers(tasks.get, classes.get))
        >>> app.call_golang_func("Divide", (7, 2))
        {'quotient': 3, 'remainder': 1}
    """
    from .cmds import GoCommander

    library = load_library(libpath, cmd_handlers)
    return GoCommander(library.execute, library)
