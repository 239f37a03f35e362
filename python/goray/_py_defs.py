"""Loads the user's Python file, the one given as `--py-defs`, once in a process.

It becomes the module `goray.py_defs`: a name which workers can import, so what Ray pickles by reference arrives, and
which dataclasses and type hints of the file can look up.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import threading
from pathlib import Path
from types import ModuleType

from gorayffi.consts import GORAY_PY_MUDULE_PATH_ENV

import goray

MODULE_NAME = "goray.py_defs"

_lock = threading.RLock()
_loaded: ModuleType | None = None


def load(path: str) -> ModuleType:
    """The module of the file `path`, executed at the first call.

    The file's folder is appended to `sys.path`, so that it can import its neighbours, also later.

    Raises:
        FileNotFoundError: no such file.
        ValueError: another file was loaded before; a process has one.
        Exception: what the file itself raises, with a note of its path.
    """
    global _loaded
    file = Path(path).resolve()
    with _lock:
        if _loaded is None:
            if not file.is_file():
                raise FileNotFoundError(
                    f"goray: no Python file {path} (in {Path.cwd()}); give --py-defs an existing file"
                )
            _loaded = _execute(file)
        if _loaded.__file__ != str(file):
            raise ValueError(f"goray: cannot load {file}: this process has loaded {_loaded.__file__}; it can have one")
        return _loaded


def _execute(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(MODULE_NAME, file)
    if spec is None or spec.loader is None:
        raise ValueError(f"goray: {file} is not a Python file: its name must end in .py")
    module = importlib.util.module_from_spec(spec)
    if str(file.parent) not in sys.path:
        sys.path.append(str(file.parent))
    placeholder = sys.modules.get(MODULE_NAME)
    sys.modules[MODULE_NAME] = module
    try:
        spec.loader.exec_module(module)
    except BaseException as error:
        sys.modules.pop(MODULE_NAME)
        if placeholder is not None:
            sys.modules[MODULE_NAME] = placeholder
        _note(error, f"goray: while loading the Python file {file}")
        raise
    setattr(goray, "py_defs", module)  # noqa: B010 - what an import statement does, and a type checker does not know
    return module


def _note(error: BaseException, note: str) -> None:
    if sys.version_info >= (3, 11):
        error.add_note(note)


def load_in_worker() -> None:
    """Loads the job's file if there is one and it is not loaded yet, nor just being loaded."""
    with _lock:
        if _loaded is None and MODULE_NAME not in sys.modules and os.environ.get(GORAY_PY_MUDULE_PATH_ENV):
            load_of_job()


def load_of_job() -> ModuleType:
    """The module of the file that the job names. Raises ModuleNotFoundError if it names none."""
    path = os.environ.get(GORAY_PY_MUDULE_PATH_ENV, "")
    if not path:
        raise ModuleNotFoundError(
            "goray.py_defs is the file given to the driver as --py-defs, and this process knows none: "
            f"{GORAY_PY_MUDULE_PATH_ENV} is not set. Start the driver with `goray --py-defs FILE` or "
            "goray.start(..., py_defs_path=FILE)",
            name=MODULE_NAME,
        )
    return load(path)
