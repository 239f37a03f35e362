"""A library's actor class, as Python code makes actors of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from goray import _options

if TYPE_CHECKING:
    from goray._app import App


class NativeActorClass:
    """An actor class of a library, used like a class decorated with `@ray.remote`. Immutable; threads may share it."""

    def __init__(self, app: Callable[[], App], name: str, options: Mapping[str, Any]) -> None:
        _options.check(options, "actor", name)
        self._app = app
        self._name = name
        self._options = dict(options)

    def options(self, **options: Any) -> NativeActorClass:
        """The class with Ray's actor options; these go before those it has."""
        return NativeActorClass(self._app, self._name, {**self._options, **options})

    def remote(self, *args: Any) -> Any:
        """Makes an actor and gives its handle, an ordinary one of Ray: `handle.Incr.remote(1)`.

        Args:
            args: of the factory; values, or `ObjectRef`s that Ray resolves first.

        Raises:
            LookupError: the library has no such actor.
            RuntimeError: there is no library.
        """
        return self._app().native_actor(self._name).get(self._options).remote(*args)

    def __call__(self, *_args: Any, **_kwargs: Any) -> Any:
        raise TypeError(
            f"{self._name} is a Ray actor class: call {self._name}.remote(...), or make the object here by "
            f"goray.golang_local_new_actor({self._name!r}, ...)"
        )

    def __repr__(self) -> str:
        return f"<goray actor class {self._name}>"
