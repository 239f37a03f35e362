"""A library's tasks and actors as Ray submits them: each made once for its library and name."""

from __future__ import annotations

from goray import _worker
from goray._library import LoadedLibrary
from goray._options import Variants


def native_task(loaded: LoadedLibrary, name: str) -> Variants:
    """The task `name` for Python callers. Raises LookupError if the library has none."""
    return _variants(loaded, "task", name)


def encoded_task(loaded: LoadedLibrary, name: str) -> Variants:
    """The task `name` for library callers. Raises LookupError if the library has none."""
    return _variants(loaded, "encoded task", name)


def library_actor(loaded: LoadedLibrary, name: str) -> Variants:
    """The class `Go.<name>`. Raises LookupError if the library has none."""
    return _variants(loaded, "actor", name)


def _variants(loaded: LoadedLibrary, kind: str, name: str) -> Variants:
    path = loaded.job_path

    def make() -> Variants:
        if kind == "actor":
            methods = loaded.commander.get_golang_actor_methods(loaded.known_actor(name))
            return Variants(_worker.library_actor(path, name, methods), {})
        maker = _worker.native_task if kind == "task" else _worker.encoded_task
        return Variants(maker(path, loaded.known_task(name)), {})

    variants: Variants = loaded.cached((kind, name, path), make)
    return variants
