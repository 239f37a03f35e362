"""A library's tasks and actor classes, as Python code submits them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from goray._library.loaded import LoadedLibrary
from goray._ray.options import check, for_ray, is_split

if TYPE_CHECKING:
    from typing_extensions import Self


class _ByName:
    """What both have: a name, Ray options and no call. Immutable; threads may share it."""

    _kind: ClassVar[Literal["task", "actor"]]
    _what: ClassVar[str]
    _here: ClassVar[str]
    """What to do instead of a call."""

    def __init__(self, loaded: Callable[[], LoadedLibrary], name: str, options: Mapping[str, Any]) -> None:
        known_later = self._kind == "task"  # by the library, which is not asked yet
        check(options, self._kind, name, stream=known_later, values=None if known_later else ())
        self._loaded = loaded
        self._name = name
        self._options = dict(options)

    def options(self, **options: Any) -> Self:
        """The same with Ray options; these go before those it has."""
        return type(self)(self._loaded, self._name, {**self._options, **options})

    def __call__(self, *_args: Any, **_kwargs: Any) -> Any:
        raise TypeError(
            f"{self._name} is a Ray {self._what}: call {self._name}.remote(...), or {self._here}({self._name!r}, ...)"
        )

    def __repr__(self) -> str:
        return f"<goray {self._what} {self._name}>"


class LibraryTask(_ByName):
    """A task of a library, used like a function decorated with `@ray.remote`. Immutable; threads may share it."""

    _kind = "task"
    _what = "task"
    _here = "run it here by goray.golang_local_run_task"

    def remote(self, *args: Any) -> Any:
        """Submits the task; gives an `ObjectRef`, or `goray.typing.StreamRefs` of a task that gives a stream.

        With the option `num_returns` it gives a tuple of an `ObjectRef` for each element of the tuple that is returned.

        Args:
            args: values, or `ObjectRef`s that Ray resolves first. Libraries know no keyword arguments.

        Raises:
            LookupError: the library has no such task.
            RuntimeError: there is no library.
        """
        from goray._bulk.stream_refs import StreamRefs
        from goray._worker import submitted

        loaded = self._loaded()
        if loaded.gives_stream(f"task {self._name}"):
            cache = submitted.library_stream(loaded, self._name)
            check(self._options, self._kind, self._name, stream=True)
            return StreamRefs[Any](cache.get(for_ray(self._options)).remote(*args))
        check(self._options, self._kind, self._name, values=loaded.returned_values(f"task {self._name}"))
        refs: Any = submitted.library_task(loaded, self._name).get(self._options).remote(*args)
        return tuple(refs) if is_split(self._options) else refs

    def map(self, *_columns: object, **_options: object) -> Any:
        """There is none: only a generated package knows the types of a task. Raises TypeError."""
        raise TypeError(
            f"{self._name}.map(): a task that is known by its name alone has no map; use the package that goray-gen "
            f"wrote for a library in C++, else give the task a list"
        )


class LibraryActorClass(_ByName):
    """An actor class of a library, used like a class decorated with `@ray.remote`. Immutable; threads may share it."""

    _kind = "actor"
    _what = "actor class"
    _here = "make the object here by goray.golang_local_new_actor"

    def remote(self, *args: Any) -> Any:
        """Makes an actor and gives its handle, an ordinary one of Ray: `handle.Incr.remote(1)`.

        Args:
            args: of the factory; values, or `ObjectRef`s that Ray resolves first.

        Raises:
            LookupError: the library has no such actor.
            RuntimeError: there is no library.
        """
        from goray._worker import submitted

        return submitted.library_actor(self._loaded(), self._name).get(self._options).remote(*args)
