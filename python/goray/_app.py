"""An app: one native library on Ray."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import gorayffi
from gorayffi.actor import GolangLocalActor
from gorayffi.cmds import GoCommander
from gorayffi.consts import GORAY_BIN_PATH_ENV, ErrCode, Py2GoCmd
from gorayffi.errors import from_response

from goray import _callables, _py_defs
from goray import _environment as environment
from goray._library import LoadedLibrary, first_library, library_at
from goray._native_callables import NativeActorClass, NativeTask
from goray._options import Variants


class App:
    """A native library on Ray: its tasks, its actors, and what it asks of Python.

    Thread-safe. Not picklable, and need not be: tasks and actor classes carry the library's path, and each worker loads
    the library itself. Several apps can live in one process; apps and generated packages of one file share all that
    belongs to the library. One app is the default, which the functions of `goray` act on.

    Args:
        library_path: the shared library, written in C++ or Go. It is loaded at the first use; with Ray on several
            machines it lies at the same path on each, or below a `working_dir` that Ray uploads.

    Example:
        >>> app = goray.App("build/libcalc.so")
        >>> ray.get(app.task("Divide").remote(7, 2))
    """

    def __init__(self, library_path: str | os.PathLike[str]) -> None:
        self.path = os.fspath(library_path)
        """As it was given."""

    @property
    def loaded(self) -> LoadedLibrary:
        """What this process knows of the library. Raises `gorayffi.LibraryError` if it cannot be loaded."""
        return library_at(self.path)

    @property
    def library(self) -> gorayffi.Library:
        """The loaded library. Raises as `loaded`."""
        return self.loaded.library

    @property
    def commander(self) -> GoCommander:
        """The library's commands by name. Raises as `loaded`."""
        return self.loaded.commander

    def task(self, name: str, /, **options: Any) -> NativeTask:
        """The task `name` as a Ray task; see `goray.golang_task`."""
        return NativeTask(lambda: self, name, options)

    def actor_class(self, name: str, /, **options: Any) -> NativeActorClass:
        """The actor `name` as a Ray actor class; see `goray.golang_actor_class`."""
        return NativeActorClass(lambda: self, name, options)

    def run_task(self, name: str, /, *args: Any) -> Any:
        """Runs the task `name` in this process; see `goray.golang_local_run_task`."""
        return self.library.call(Py2GoCmd.CMD_RUN_TASK, 0, name, args)

    def new_actor(self, name: str, /, *args: Any) -> GolangLocalActor:
        """Makes the actor `name` in this process; see `goray.golang_local_new_actor`."""
        return GolangLocalActor(self.commander, name, *args)

    def start(self, py_defs_path: str = "", **ray_init_args: Any) -> int:
        """Starts Ray and runs the library's driver; see `goray.start`."""
        from goray._ray import ray

        if ray.is_initialized():
            raise RuntimeError(
                "goray.start: Ray is initialized already; leave ray.init() to goray.start(), which passes its keyword "
                "arguments on to it"
            )
        if py_defs_path:
            _py_defs.load(py_defs_path)
        init_args = environment.merge_init_args(self.commander.get_init_options(), ray_init_args)
        uploads = environment.uploads_working_dir(init_args, os.environ)
        job_path = environment.job_path(self.path, uploads_working_dir=uploads)
        self.loaded.use_job_path(job_path)
        py_defs = environment.job_path(py_defs_path, uploads_working_dir=uploads) if py_defs_path else ""
        ray.init(**environment.with_env_vars(init_args, environment.job_env_vars(job_path, py_defs)))
        return self.run_driver()

    def run_driver(self) -> int:
        """Runs the library's driver and gives its exit code. Raises `gorayffi.NativeError` if it fails."""
        answer, code = self.library.execute(Py2GoCmd.CMD_START_DRIVER, 0, b"")
        if code != ErrCode.Success:
            raise from_response(code, answer, "the driver")
        return int(answer)

    def native_task(self, name: str) -> Variants:
        """The task `name` for Python callers. Raises LookupError if the library has none."""
        return _callables.native_task(self.loaded, name)

    def native_actor(self, name: str) -> Variants:
        """The class `Go.<name>`. Raises LookupError if the library has none."""
        return _callables.library_actor(self.loaded, name)


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
        first = first_library() if environment.is_worker() else None
        path = os.environ.get(GORAY_BIN_PATH_ENV) or (first.library.path if first else "")
        if not path:
            raise RuntimeError(
                "goray knows no library here: run the program under `goray LIBRARY`, call goray.start(LIBRARY), or set "
                f"{GORAY_BIN_PATH_ENV} to its path; a second library is used through goray.App(LIBRARY)"
            )
        _default.append(App(path))
    return _default[0]
