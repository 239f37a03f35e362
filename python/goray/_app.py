"""An app: one native library on Ray."""

from __future__ import annotations

import importlib
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gorayffi
from gorayffi.actor import GolangLocalActor
from gorayffi.cmds import GoCommander
from gorayffi.consts import GORAY_BIN_PATH_ENV, ErrCode, Py2GoCmd
from gorayffi.errors import did_you_mean, from_response

from goray import _environment as environment
from goray import _py_defs, _worker
from goray._commands import desk_of, handlers
from goray._native_callables import NativeActorClass, NativeTask
from goray._options import Variants


class App:
    """A native library on Ray: its tasks, its actors, and what it asks of Python.

    Thread-safe. Not picklable, and need not be: tasks and actor classes carry the library's path, and each worker loads
    the library itself. Several apps can live in one process; one of them is the default, which the functions of `goray`
    act on.

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
        self.job_path = environment.inherited_job_path(self.path)
        """As a worker finds it."""
        self._lock = threading.RLock()
        self._library: gorayffi.Library | None = None
        self._commander: GoCommander | None = None
        self._variants: dict[object, Variants] = {}

    @property
    def library(self) -> gorayffi.Library:
        """The loaded library. Raises `gorayffi.LibraryError` if it cannot be loaded."""
        with self._lock:
            if self._library is None:
                environment.ask_for_crash_reports()
                self._library = gorayffi.load_library(self.path, handlers(self), desk_of(self))
            return self._library

    @property
    def commander(self) -> GoCommander:
        """The library's commands by name."""
        with self._lock:
            if self._commander is None:
                self._commander = GoCommander(self.library.execute, self.library)
            return self._commander

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
        self.job_path = environment.job_path(self.path, uploads_working_dir=uploads)
        py_defs = environment.job_path(py_defs_path, uploads_working_dir=uploads) if py_defs_path else ""
        ray.init(**environment.with_env_vars(init_args, environment.job_env_vars(self.job_path, py_defs)))
        return self.run_driver()

    def run_driver(self) -> int:
        """Runs the library's driver and gives its exit code. Raises `gorayffi.NativeError` if it fails."""
        answer, code = self.library.execute(Py2GoCmd.CMD_START_DRIVER, 0, b"")
        if code != ErrCode.Success:
            raise from_response(code, answer, "the driver")
        return int(answer)

    # What Ray runs: each made once for its key.

    def native_task(self, name: str) -> Variants:
        """The task `name` for Python callers. Raises LookupError if the library has none."""
        return self.cached(("task", name), lambda: _worker.native_task(self.job_path, self._known(name, 0, "task")))

    def encoded_task(self, name: str) -> Variants:
        """The task `name` for library callers, in this library. Raises LookupError if there is none."""
        return self.cached(("encoded", name), lambda: _worker.encoded_task(self.job_path, self._known(name, 0, "task")))

    def native_actor(self, name: str) -> Variants:
        """The class `Go.<name>`. Raises LookupError if the library has none."""

        def make() -> type:
            known = self._known(name, 1, "actor")
            return _worker.native_actor(self.job_path, known, self.commander.get_golang_actor_methods(known))

        return self.cached(("actor", name), make)

    def cached(self, key: object, make: Callable[[], Callable[..., Any]]) -> Variants:
        with self._lock:
            variants = self._variants.get(key)
            if variants is None:
                variants = self._variants[key] = Variants(make(), {})
            return variants

    def _known(self, name: str, index: int, kind: str) -> str:
        known = self.commander.get_golang_tasks_info()[index]
        if name not in known:
            hint = did_you_mean(name, known) or f"; it has {', '.join(sorted(known)) or 'none'}"
            raise LookupError(f"{self.path} has no {kind} '{name}'{hint}")
        return name


_lock = threading.Lock()
_apps: dict[str, App] = {}
_default: App | None = None


def app_at(path: str) -> App:
    """The app of this process for the library that a task or actor names; a worker's first is its default."""
    global _default
    with _lock:
        if _default is not None and path in (_default.path, _default.job_path):
            return _default
        app = _apps.get(path)
        if app is None:
            app = _apps[path] = App(path)
        if _default is None and not os.environ.get(GORAY_BIN_PATH_ENV):
            _default = app
        return app


def app_named(library: str) -> App:
    """The app of a library by its path, or by the import name of its generated package.

    Raises LookupError if there is no such package.
    """
    if os.sep in library:
        return app_at(os.path.realpath(library))
    try:
        package: Any = importlib.import_module(f"{library}._app")
    except ImportError as error:
        raise LookupError(
            f"there is no library '{library}': give its path, or the import name of the package that goray-gen wrote "
            f"for it ({error})"
        ) from error
    return app_at(package.app.path)


def set_default(path: str | os.PathLike[str]) -> App:
    """Makes the library at `path` the default. Raises RuntimeError if another one is in use."""
    global _default
    with _lock:
        if _default is None or not Path(_default.path).samefile(path):
            if _default is not None:
                raise RuntimeError(
                    f"goray.start: {_default.path} is the default library already; use goray.App({os.fspath(path)!r})"
                )
            _default = App(path)
        return _default


def default_app() -> App:
    """The default app. Raises RuntimeError if there is none."""
    global _default
    with _lock:
        path = os.environ.get(GORAY_BIN_PATH_ENV, "")
        if _default is None and path:
            _default = _apps.setdefault(path, App(path))
        if _default is None:
            raise RuntimeError(
                "goray knows no library here: run the program under `goray LIBRARY`, call goray.start(LIBRARY), or set "
                f"{GORAY_BIN_PATH_ENV} to its path; a second library is used through goray.App(LIBRARY)"
            )
        return _default
