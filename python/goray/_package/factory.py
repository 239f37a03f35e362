# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportUnknownVariableType=false
"""A factory of actors in a generated package: `calc.NewCounter`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import gorayffi

from goray._package.arguments import explain, signature_text, warn_deprecated
from goray._package.functions import bind
from goray._package.handle import ActorHandle
from goray._package.instance import LocalActor, RemoteActor

if TYPE_CHECKING:
    from goray._package.app import App

_H = TypeVar("_H", bound=ActorHandle)


class ActorFactory(Generic[_H]):
    """Makes actors: call it for one in process, `.remote()` it for one in a Ray worker.

    Args:
        app: The package's app, which knows the factory by its name from now on.
        remote_class: What the worker makes; its name is the factory's on the wire, its `__init__` has the signature.
        local_class: What a call makes.
        handle_class: What `remote` and `get` give.
        deprecated: See `Task`.
    """

    def __init__(
        self,
        app: App,
        remote_class: type[RemoteActor],
        local_class: type[LocalActor],
        handle_class: type[_H],
        *,
        name: str = "",
        hold_gil: bool = False,
        deprecated: str | None = None,
    ) -> None:
        self.__name__ = self.__qualname__ = name or remote_class.__name__
        self.__module__ = app.package
        self.__doc__ = remote_class.__init__.__doc__
        self.__wrapped__ = remote_class
        self._app = app
        self._wire = remote_class.__name__
        self._local_class = local_class
        self._handle_class = handle_class
        self._hold_gil = hold_gil
        self._function: gorayffi.Function | None = None
        self._deprecated = deprecated
        self._options: dict[str, Any] = {}
        self._submit: Callable[..., Any] | None = None
        app.factories[self._wire] = self

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Makes an actor in this process. Raises what the C++ factory does, and what `App.run` does."""
        if self._deprecated is not None:
            warn_deprecated(self._label, self._deprecated)
        if self._options:
            raise TypeError(
                f"{self._label}.options(...) are Ray's, and a call makes an actor here: use .remote(...), or no options"
            )
        made = self._local_class.__new__(self._local_class)
        made._goray_open(self._wire, *args, **kwargs)
        return made

    @property
    def function(self) -> gorayffi.Function:
        """What makes the C++ object in this process and gives its id; made once. Raises as `Task.function`."""
        if self._function is None:
            library = self._app.library_with("actor", self._wire)
            definition = self.__wrapped__.__init__
            self._function = bind(library, "actor", self._wire, definition, hold_gil=self._hold_gil)
        return self._function

    def remote(self, *args: Any, **kwargs: Any) -> _H:
        """Starts an actor in a Ray worker; an argument may be an `ObjectRef`.

        Raises:
            TypeError: the arguments do not fit the factory's parameters.
        """
        if self._deprecated is not None:
            warn_deprecated(self._label, self._deprecated)
        submit = self._submit or self._first_submit()
        try:
            return self._handle_class(submit(*args, **kwargs))
        except TypeError:
            explain(self._label, self.__wrapped__.__init__, args, kwargs)
            raise

    def options(self, **options: Any) -> ActorFactory[_H]:
        """The same factory with Ray options for `remote`. Raises like `Task.options`."""
        from goray._options import check

        check(options, "actor", f"{self._label}.options()")
        other: ActorFactory[_H] = object.__new__(type(self))
        vars(other).update(vars(self))
        other._options = {**self._options, **options}
        other._submit = None
        return other

    def get(self, name: str, namespace: str | None = None) -> _H:
        """The living actor of that name.

        Raises:
            ValueError: there is none, as `ray.get_actor` says.
            TypeError: it is an actor of another class.
        """
        import ray

        inner: Any = ray.get_actor(name, namespace)
        found: str = inner._ray_actor_creation_function_descriptor.class_name
        own = [wire for wire, f in self._app.factories.items() if f._handle_class is self._handle_class]
        if found not in [f"Go.{wire}" for wire in own]:
            raise TypeError(f"{self._label}.get({name!r}): that actor is a {found}, not a Go.{self._wire}")
        return self._handle_class(inner)

    def __reduce__(self) -> str | tuple[Any, ...]:
        return _find, (self._app, self._wire, self._options)

    def __repr__(self) -> str:
        return f"<actor factory {self._label}{signature_text(self.__wrapped__.__init__)}>"

    @property
    def _label(self) -> str:
        return f"{self.__module__}.{self.__name__}"

    def _first_submit(self) -> Callable[..., Any]:
        submit: Callable[..., Any] = self._app.variants(self.__wrapped__).get(self._options).remote
        self._submit = submit
        return submit


def _find(app: App, wire: str, options: dict[str, Any]) -> ActorFactory[Any]:
    return app.golang_actor_class(wire, **options)
