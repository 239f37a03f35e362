"""An app: one native library on Ray."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from typing import Any

import gorayffi
from gorayffi.actor import GolangLocalActor
from gorayffi.cmds import GoCommander
from gorayffi.consts import ErrCode, Py2GoCmd
from gorayffi.errors import from_response

from goray._app import runtime_env
from goray._app.by_name import LibraryActorClass, LibraryTask
from goray._definitions import py_defs
from goray._library.job_path import job_path, uploads_working_dir
from goray._library.loaded import LoadedLibrary, library_at
from goray._library.stream import Stream


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

    def task(self, name: str, /, **options: Any) -> LibraryTask:
        """The task `name` as a Ray task; see `goray.golang_task`."""
        return LibraryTask(lambda: self.loaded, name, options)

    def actor_class(self, name: str, /, **options: Any) -> LibraryActorClass:
        """The actor `name` as a Ray actor class; see `goray.golang_actor_class`."""
        return LibraryActorClass(lambda: self.loaded, name, options)

    def run_task(self, name: str, /, *args: Any) -> Any:
        """Runs the task `name` in this process; see `goray.golang_local_run_task`."""
        result = self.library.call(Py2GoCmd.CMD_RUN_TASK, 0, name, args)
        return Stream[Any](self.library, name, None, result) if self.loaded.gives_stream(f"task {name}") else result

    def new_actor(self, name: str, /, *args: Any) -> GolangLocalActor:
        """Makes the actor `name` in this process; see `goray.golang_local_new_actor`."""
        loaded = self.loaded
        actor = GolangLocalActor(loaded.commander, name, *args)
        streams = [method for method in dir(actor) if loaded.gives_stream(f"method {name}.{method}")]
        return _StreamingActor(actor, streams, loaded.library) if streams else actor

    def start(self, py_defs_path: str = "", *, driver_args: Sequence[str] = (), **ray_init_args: Any) -> int:
        """Starts Ray and runs the library's driver; see `goray.start`."""
        from goray._ray.api import ray

        if ray.is_initialized():
            raise RuntimeError(
                "goray.start: Ray is initialized already; leave ray.init() to goray.start(), which passes its keyword "
                "arguments on to it"
            )
        if py_defs_path:
            py_defs.load(py_defs_path)
        init_args = runtime_env.merge_init_args(self.commander.get_init_options(), ray_init_args)
        uploads = uploads_working_dir(init_args, os.environ)
        library = job_path(self.path, uploads_working_dir=uploads)
        self.loaded.use_job_path(library)
        file = job_path(py_defs_path, uploads_working_dir=uploads) if py_defs_path else ""
        ray.init(**runtime_env.with_env_vars(init_args, runtime_env.job_env_vars(library, file)))
        return self.run_driver(driver_args)

    def run_driver(self, arguments: Sequence[str] = ()) -> int:
        """Runs the library's driver with the program's arguments and gives its exit code.

        Raises:
            gorayffi.NativeError: it fails.
            gorayffi.LibraryError: there are arguments, and the library takes none.
        """
        packed = gorayffi.pack([self.path, *arguments]) if arguments else b""
        if arguments and "driver_arguments" not in (self.library.declared or {}).get("features", ()):
            raise gorayffi.LibraryError(
                f"the driver of {self.path} takes no arguments: the library is not of C++, or was built with an older "
                "goray-cpp; build it anew"
            )
        answer, code = self.library.execute(Py2GoCmd.CMD_START_DRIVER, 0, packed)
        if code != ErrCode.Success:
            raise from_response(code, answer, "the driver")
        return int(answer)


class _StreamingActor(GolangLocalActor):
    """An actor some of whose methods give streams."""

    def __init__(self, actor: GolangLocalActor, streams: Collection[str], library: gorayffi.Library) -> None:
        vars(self).update(vars(actor))
        vars(actor).pop("_actor")  # which this closes from now on
        self._streams = streams
        self._library = library

    def __getattr__(self, name: str) -> Callable[..., Any]:
        call = super().__getattr__(name)
        if name not in self._streams:
            return call
        return lambda *args: Stream[Any](self._library, name, None, call(*args))
