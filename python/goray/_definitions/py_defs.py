"""Loads the user's Python file, the one given as `--py-defs`, once in a process.

It becomes the module `goray.py_defs`: a name which workers can import, so what Ray pickles by reference arrives, and
which dataclasses and type hints of the file can look up. The import system loads it, under its own lock: Python code of
the user runs meanwhile, which may call C++, which may ask for the file again.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

from gorayffi.consts import GORAY_PY_MUDULE_PATH_ENV
from gorayffi.modules import imported_module

MODULE_NAME = "goray.py_defs"

_wanted: list[Path] = []
"""Empty, or its first item is the process's file: to append is a single step, whichever thread does it."""


def load(path: str) -> ModuleType:
    """The module of the file `path`, executed at the first call.

    The file's folder is appended to `sys.path`, so that it can import its neighbours, also later.

    Raises:
        FileNotFoundError: no such file.
        ValueError: another file was loaded before; a process has one.
        Exception: what the file itself raises, with a note of its path.
    """
    file = Path(path).resolve()
    if not _wanted:
        if not file.is_file():
            raise FileNotFoundError(f"goray: no Python file {path} (in {Path.cwd()}); give --py-defs an existing file")
        _wanted.append(file)
    if _wanted[0] != file:
        raise ValueError(
            f"goray: cannot load {file}: this process has already loaded {_wanted[0]}, and can have only one such file"
        )
    return imported_module(MODULE_NAME)


def load_in_worker() -> None:
    """Loads the job's file if there is one; returns at once where this thread is just loading it."""
    if os.environ.get(GORAY_PY_MUDULE_PATH_ENV):
        imported_module(MODULE_NAME)


def execute(module: ModuleType) -> None:
    """Makes `module`, which is being imported, the process's file: the one that was loaded, or that the job names.

    Raises ModuleNotFoundError if there is none, and as `load`.
    """
    if not _wanted:
        path = os.environ.get(GORAY_PY_MUDULE_PATH_ENV, "")
        if not path:
            raise ModuleNotFoundError(
                "goray.py_defs is the file given to the driver as --py-defs, and this process knows none: "
                f"{GORAY_PY_MUDULE_PATH_ENV} is not set. Start the driver with `goray --py-defs FILE` or "
                "goray.start(..., py_defs_path=FILE)",
                name=MODULE_NAME,
            )
        _wanted.append(Path(path).resolve())
    file = _wanted[0]
    try:
        _execute(module, file)
    except BaseException as error:
        _wanted.clear()
        _note(error, f"goray: while loading the Python file {file}")
        raise


def _execute(module: ModuleType, file: Path) -> None:
    if not file.is_file():
        raise FileNotFoundError(f"goray: no Python file {file} (in {Path.cwd()}); give --py-defs an existing file")
    spec = importlib.util.spec_from_file_location(MODULE_NAME, file)
    if spec is None or spec.loader is None:
        raise ValueError(f"goray: {file} is not a Python file: its name must end in .py")
    if str(file.parent) not in sys.path:
        sys.path.append(str(file.parent))
    for name in [name for name in vars(module) if not name.startswith("__")]:
        delattr(module, name)  # what goray's own file of this name imported
    module.__file__ = str(file)
    spec.loader.exec_module(module)


def _note(error: BaseException, note: str) -> None:
    if sys.version_info >= (3, 11):
        error.add_note(note)
