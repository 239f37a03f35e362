"""A library's tasks and actors as Ray submits them: each made once for its library and name."""

from __future__ import annotations

from goray._library.loaded import LoadedLibrary
from goray._worker import library_callables
from goray._worker.variants import Variants


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
            return Variants(library_callables.library_actor(path, name, methods), {})
        maker = library_callables.native_task if kind == "task" else library_callables.encoded_task
        return Variants(maker(path, loaded.known_task(name)), {})

    variants: Variants = loaded.cached((kind, name, path), make)
    return variants
