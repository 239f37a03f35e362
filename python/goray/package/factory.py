# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportUnknownVariableType=false
"""A factory of actors in a generated package: `calc.NewCounter`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from goray.package.app import App
from goray.package.callables import Declared, RemoteCallable
from goray.package.handle import ActorHandle
from goray.package.instance import LocalActor, LocalMethod, RemoteActor
from goray.package.overloads import Overload

if TYPE_CHECKING:
    from typing_extensions import Unpack

_H = TypeVar("_H", bound=ActorHandle)


class ActorFactory(RemoteCallable, Generic[_H]):
    """Makes actors: call it for one in process, `.remote()` it for one in a Ray worker.

    Args:
        app: The package's app, which knows the factory by its name from now on.
        remote_class: What the worker makes; its name is the factory's on the wire, its `__init__` has the signature.
        local_class: What a call makes.
        handle_class: What `remote` and `get` give.
    """

    _kind = "actor"
    _bound_as = "ClassNode"

    def __init__(
        self,
        app: App,
        remote_class: type[RemoteActor],
        local_class: type[LocalActor],
        handle_class: type[_H],
        *overloads: Overload,
        **declared: Unpack[Declared],
    ) -> None:
        super().__init__(app, remote_class, remote_class.__init__, *overloads, **declared)
        self.__module__ = app.package
        self._local_class = local_class
        self._handle_class = handle_class
        self._submitted_as = handle_class.__name__
        self._app = app
        app.factories[self._wire] = self
        app.methods[self._wire] = {k: item for k, item in vars(local_class).items() if isinstance(item, LocalMethod)}

    @property
    def made(self) -> str:
        """The C++ class's name in Python."""
        return self._local_class.__name__

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Makes an actor in this process. Raises what the C++ factory does, and what `App.run` does."""
        self._warn_if_deprecated()
        if self._options:
            raise TypeError(
                f"{self._label}.options(...) sets options of Ray, but a plain call makes an actor in this process: "
                "use .remote(...), or leave the options out"
            )
        made = self._local_class.__new__(self._local_class)
        made._goray_made(self._wire, self.function(*args, **kwargs))
        return made

    def _submit(self, *args: Any, **kwargs: Any) -> _H:
        return self._handle_class(super()._submit(*args, **kwargs))

    def get(self, name: str, namespace: str | None = None) -> _H:
        """The running actor of that name.

        Raises:
            ValueError: there is none, as `ray.get_actor` says.
            TypeError: it is an actor of another class.
        """
        from goray._ray.api import ray

        inner: Any = ray.get_actor(name, namespace)
        found: str = inner._ray_actor_creation_function_descriptor.class_name
        factories = self._app.factories.items()
        own = [wire for wire, f in factories if isinstance(f, ActorFactory) and f._handle_class is self._handle_class]
        if found not in [f"Go.{wire}" for wire in own]:
            raise TypeError(f"{self._label}.get({name!r}): that actor is a {found}, not a Go.{self._wire}")
        return self._handle_class(inner)

    def __reduce__(self) -> tuple[Any, ...]:
        return _find, (self._app, self._wire, self._options)


def _find(app: App, wire: str, options: dict[str, Any]) -> Any:
    return app.golang_actor_class(wire, **options)
