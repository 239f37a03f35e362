"""The functions of `goray`. They act on the default library, looked up at each call."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from goray._app.by_name import LibraryActorClass, LibraryTask
from goray._app.default import default_app, set_default

if TYPE_CHECKING:
    from gorayffi.actor import GolangLocalActor


def start(
    libpath: str | os.PathLike[str], py_defs_path: str = "", *, driver_args: Sequence[str] = (), **ray_init_args: Any
) -> int:
    """Starts Ray and runs the library's driver in this thread. Afterwards Ray stays up and tasks can be called.

    Args:
        libpath: the shared library, written in C++ or Go; becomes the default of this process.
        py_defs_path: a Python file with `@goray.remote` and `@goray.local` functions and classes; loaded here and, when
            needed, in workers, as the module `goray.py_defs`.
        driver_args: what the driver, `int Main(int argc, char** argv)` in C++, has from `argv[1]` on.
        ray_init_args: of `ray.init()`. They go before those that the library asks for, `env_vars` are united.

    Returns:
        The driver's exit code.

    Raises:
        gorayffi.LibraryError: the library cannot be loaded, or is of Go, whose drivers take no `driver_args`.
        gorayffi.NativeError: the driver failed, there is none, or it takes no arguments.
        RuntimeError: Ray is initialized already, or another library is the default.

    Example:
        >>> sys.exit(goray.start("build/libcalc.so", "app.py", address="auto"))
    """
    return set_default(libpath).start(py_defs_path, driver_args=driver_args, **ray_init_args)


def golang_task(name: str, /, **options: Any) -> LibraryTask:
    """The library's task `name` as a Ray task. The library is needed only when it is called.

    Args:
        name: of the task, in C++ or Go.
        options: Ray's task options.

    Raises:
        TypeError: Ray has no such option.

    Example:
        >>> ray.get(goray.golang_task("Hello", num_cpus=2).remote("World"))
        'Hello World'
    """
    return LibraryTask(lambda: default_app().loaded, name, options)


def golang_actor_class(name: str, /, **options: Any) -> LibraryActorClass:
    """The library's actor `name` as a Ray actor class. The library is needed only when an actor is made.

    Args:
        name: of the actor, in C++ or Go.
        options: Ray's actor options.

    Raises:
        TypeError: Ray has no such option.

    Example:
        >>> counter = goray.golang_actor_class("Counter", max_restarts=-1).remote(0)
        >>> ray.get(counter.Incr.remote(1))
        1
    """
    return LibraryActorClass(lambda: default_app().loaded, name, options)


def golang_local_run_task(name: str, /, *args: Any) -> Any:
    """Runs the library's task `name` in this process and gives its result; needs no Ray.

    A task with several values gives a list of them, one without a value `None`.

    Raises:
        gorayffi.NativeError: the task failed, or there is none of this name.
    """
    return default_app().run_task(name, *args)


def golang_local_new_actor(name: str, /, *args: Any) -> GolangLocalActor:
    """Makes the library's actor `name` in this process; its methods are called directly: `actor.Incr(1)`. Needs no Ray.

    Raises:
        gorayffi.NativeError: the factory failed, or there is none of this name.
    """
    return default_app().new_actor(name, *args)


task = golang_task
actor_class = golang_actor_class
run_task = golang_local_run_task
new_actor = golang_local_new_actor
