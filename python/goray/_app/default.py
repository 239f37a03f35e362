"""The app that the functions of `goray` act on."""

from __future__ import annotations

import os
from pathlib import Path

from gorayffi.consts import GORAY_BIN_PATH_ENV

from goray._app.app import App
from goray._library.loaded import first_library
from goray._ray.if_imported import is_worker

_default: list[App] = []
"""Empty, or its first item is the default: to append is a single step, whichever thread does it."""


def set_default(path: str | os.PathLike[str]) -> App:
    """Makes the library at `path` the default. Raises RuntimeError if another one is in use."""
    if not _default:
        _default.append(App(path))
    app = _default[0]
    if not Path(app.path).samefile(path):
        raise RuntimeError(
            f"goray.start: {app.path} is the default library already; use goray.App({os.fspath(path)!r})"
        )
    return app


def default_app() -> App:
    """The default app; in a worker of a job that names none, of the library that was needed first.

    Raises RuntimeError if there is none.
    """
    if not _default:
        first = first_library() if is_worker() else None
        path = os.environ.get(GORAY_BIN_PATH_ENV) or (first.library.path if first else "")
        if not path:
            raise RuntimeError(
                "goray knows no library here: run the program under `goray LIBRARY`, call goray.start(LIBRARY), or set "
                f"{GORAY_BIN_PATH_ENV} to its path; a second library is used through goray.App(LIBRARY)"
            )
        _default.append(App(path))
    return _default[0]
