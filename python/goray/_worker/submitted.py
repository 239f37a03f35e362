"""A library's tasks and actors as Ray submits them: each made once for its library and name."""

from __future__ import annotations

from goray._library.loaded import LoadedLibrary
from goray._worker import library_callables
from goray._worker.remote_options_cache import RemoteOptionsCache


def library_task(loaded: LoadedLibrary, name: str) -> RemoteOptionsCache:
    """The task `name` for Python callers. Raises LookupError if the library has none."""
    return _submitted(loaded, "task", name)


def library_stream(loaded: LoadedLibrary, name: str) -> RemoteOptionsCache:
    """The task `name`, which gives a stream, for Python callers. Raises LookupError if the library has none."""
    return _submitted(loaded, "stream", name)


def encoded_task(loaded: LoadedLibrary, name: str) -> RemoteOptionsCache:
    """The task `name` for library callers.

    Raises:
        LookupError: the library has none.
        TypeError: it gives a stream.
    """
    if loaded.gives_stream(f"task {name}"):
        raise TypeError(
            f"the task {name} gives a stream, which a call by name does not: call it by goray::Task<&F>() or by the "
            "generated client, which give goray::StreamRefs"
        )
    return _submitted(loaded, "encoded task", name)


def library_map(loaded: LoadedLibrary, name: str) -> RemoteOptionsCache:
    """What calls the task `name` for each item of a chunk. Raises LookupError if the library has none."""
    return _submitted(loaded, "map", name)


def library_actor(loaded: LoadedLibrary, name: str) -> RemoteOptionsCache:
    """The class `Go.<name>`. Raises LookupError if the library has none."""
    return _submitted(loaded, "actor", name)


_MAKERS = {
    "task": library_callables.library_task,
    "encoded task": library_callables.encoded_task,
    "map": library_callables.library_map,
    "stream": library_callables.library_stream,
}


def _submitted(loaded: LoadedLibrary, kind: str, name: str) -> RemoteOptionsCache:
    path = loaded.job_path

    def make() -> RemoteOptionsCache:
        if kind == "actor":
            methods = loaded.commander.get_golang_actor_methods(loaded.known_actor(name))
            options = {method: loaded.options(f"method {name}.{method}") for method in methods}
            streams = [method for method in methods if loaded.gives_stream(f"method {name}.{method}")]
            coroutines = [method for method in methods if loaded.is_coroutine(f"method {name}.{method}")]
            made = library_callables.library_actor(path, name, options, streams, coroutines)
            return RemoteOptionsCache(made, loaded.options(f"actor {name}"))
        return RemoteOptionsCache(_MAKERS[kind](path, loaded.known_task(name)), loaded.options(f"task {name}"))

    cache: RemoteOptionsCache = loaded.cached((kind, name, path), make)
    return cache
