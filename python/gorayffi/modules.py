"""Modules by name, at any moment of a program."""

from __future__ import annotations

import sys
from types import ModuleType


def imported_module(name: str) -> ModuleType:
    """The module, imported if it is not yet.

    Unlike `importlib.import_module` it takes no lock for a module that is there. Before Python 3.12 that lock is not
    reentrant: where a signal handler imports while it is taken, the interrupted import raises KeyError
    (https://github.com/python/cpython/issues/91351). A call of ours may be interrupted anywhere.

    Args:
        name: Absolute, such as `"calc._app"`.

    Raises:
        ImportError: There is no such module, or it raised that.
    """
    __import__(name)
    return sys.modules[name]
