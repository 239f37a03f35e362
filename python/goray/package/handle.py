# pyright: reportPrivateUsage=false, reportUnknownMemberType=false
"""A handle of a generated actor class: `CounterHandle` and its methods."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from gorayffi.consts import GORAY_DEBUG_LOGGING
from gorayffi.errors import LibraryError

from goray._ray.options import check, for_ray, is_split
from goray._worker.package_build import CallersBuild
from goray.package.app import App
from goray.package.arguments import (
    SPLIT,
    STREAM_REFS,
    TRACE_CONTEXT,
    Submission,
    check_types,
    explain,
    in_store,
    no_map,
    no_split_map,
    returned_values,
    signature,
    split_refs,
    stream_refs,
    warn_deprecated,
)

if TYPE_CHECKING:
    from goray._bulk.chunk import Chunk
    from goray.package.bulk import Map

_LOGS = bool(os.environ.get(GORAY_DEBUG_LOGGING))


class ActorHandle:
    """An actor in a Ray worker: Ray's handle, typed. Travels wherever a handle does, as an argument or in a result.

    Equal handles are of one actor. When the last one is dropped, Ray ends an actor without a name after its calls.
    """

    _goray_app: ClassVar[App]

    def __init__(self, inner: Any) -> None:
        """`inner`: Ray's own handle, or one of these. Raises TypeError for anything else."""
        inner = getattr(inner, "_goray_inner", inner)
        if not hasattr(inner, "_ray_method_signatures"):
            raise TypeError(
                f"{type(self).__name__}() takes Ray's handle of an actor, not {inner!r}: `.remote(...)` of the "
                "class or of its factory makes an actor, `.get(name)` of the factory finds one; both give its handle"
            )
        self._goray_inner = inner

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        wrapped: type | None = vars(cls).get("__ray_actor_class__")
        if wrapped is not None:  # what ray.remote() makes of a class
            raise TypeError(
                f"ray.remote({wrapped.__name__}) cannot make an actor of a handle's class: `.remote(...)` of the C++ "
                "class or of its factory makes one"
            )

    def kill(self, *, no_restart: bool = True) -> None:
        """Ends the actor at once; its destructor does not run. With `no_restart=False` it restarts if it may."""
        from goray._ray.api import ray

        ray.kill(self._goray_inner, no_restart=no_restart)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ActorHandle) and self._goray_inner._actor_id == other._goray_inner._actor_id

    def __hash__(self) -> int:
        return hash(self._goray_inner._actor_id)

    def __reduce__(self) -> tuple[Any, ...]:
        cls = type(self)
        if "_goray_app" not in vars(cls):  # a user's class
            return cls, (self._goray_inner,)
        return _handle_of, (cls._goray_app.build, cls.__name__, self._goray_inner)

    def __getattr__(self, name: str) -> Any:
        """What Ray's own handle has for Ray: `__ray_ready__`, `__ray_call__`, `_actor_id` and the like."""
        if name.startswith(("_ray_", "__ray_", "_actor_id")) and "_goray_inner" in vars(self):
            return getattr(self._goray_inner, name)
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'", name=name, obj=self)

    @property  # type: ignore[misc]
    def __class__(self) -> type:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Its class; Ray's for `ray.kill`, which takes nothing else. For Ray's serializer that would lose the class."""
        if sys._getframe(1).f_globals.get("__name__") != "ray._private.worker":
            return type(self)
        from goray._ray.api import ray

        handle: type = ray.actor.ActorHandle
        return handle

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._goray_inner._actor_id.hex()}>"


def _handle_of(build: CallersBuild, name: str, inner: Any) -> Any:
    return getattr(build.module(""), name)(inner)


class ActorMethod:
    """A method of a handle class. Read from a handle it is that actor's.

    Args:
        function: The `def` that the worker runs.
        name: On the wire, where Python cannot call it so.
        concurrency_group: Of the actor's threads those that run it.
        stream: Whether it gives one.
        coroutine: Whether it is one.
        deprecated: See `Task`.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        *,
        name: str = "",
        concurrency_group: str | None = None,
        stream: bool = False,
        coroutine: bool = False,
        deprecated: str | None = None,
    ) -> None:
        self.__name__ = function.__name__
        self.__doc__ = function.__doc__
        self.__wrapped__ = function
        self.wire = name or function.__name__
        self.concurrency_group = concurrency_group
        self.stream = stream
        self.coroutine = coroutine
        self.deprecated = deprecated

    def __get__(self, handle: ActorHandle | None, owner: type[ActorHandle]) -> Any:
        return self if handle is None else BoundMethod(self, handle, {})

    def __set__(self, handle: ActorHandle, value: object) -> None:
        raise AttributeError(f"{type(handle).__name__}.{self.__name__} is a method of the actor and cannot be replaced")


class BoundMethod:
    """A method of one actor: `c.Incr`. Immutable."""

    def __init__(self, method: ActorMethod, handle: ActorHandle, options: dict[str, Any]) -> None:
        self.__doc__ = method.__doc__
        self.__name__ = method.__name__
        self.__wrapped__ = method.__wrapped__.__get__(handle)
        self._method = method
        self._handle = handle
        self._options = options

    @property
    def remote(self) -> Submission:
        """Submits the call; an argument may be an `ObjectRef`. Calls of one handle run in order.

        Raises:
            TypeError: the arguments do not fit the method's parameters.
            gorayffi.LibraryError: the actor was started with another build, which does not have the method so.
        """
        result = STREAM_REFS if self._method.stream else SPLIT if self._is_split else "ObjectRef[{}]"
        return Submission(self._submit, self._method.__wrapped__, result)

    @property
    def bind(self) -> Submission:
        """A node of a graph of Ray's (DAG, compiled graph) instead of a call; raises as `remote` does."""
        return Submission(self._bind, self._method.__wrapped__, "ClassMethodNode")

    def _submit(self, *args: Any, **kwargs: Any) -> Any:
        submitted = self._explained("remote", self._ray_form().remote, args, kwargs)
        return stream_refs(submitted) if self._method.stream else split_refs(submitted)

    def _bind(self, *args: Any, **kwargs: Any) -> Any:
        return self._explained("bind", self._ray_form().bind, args, kwargs)

    def _explained(self, what: str, use: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if self._method.deprecated is not None:
            warn_deprecated(self._label, self._method.deprecated)
        check_types(self._method.wire, self._method.__wrapped__, args, kwargs)
        try:
            if what == "remote" and any(type(value) is bytes for value in (*args, *kwargs.values())):
                return use(*map(in_store, args), **{name: in_store(value) for name, value in kwargs.items()})
            return use(*args, **kwargs)
        except TypeError as error:
            explain(f"{self._label}.{what}", self._method.__wrapped__, args, kwargs)
            taken = [p.name for p in self._handle._ray_method_signatures[self._method.wire] if p.name != TRACE_CONTEXT]
            if taken != list(signature(self._method.__wrapped__).parameters):
                raise self._other_build(f"takes ({', '.join(taken)})") from error
            raise

    @property
    def map(self) -> Map:
        """Calls it for each item of iterables, in order, many calls in one on Ray; see `Map`."""
        if self._method.stream:
            raise no_map(self._label, "map()")
        if self._is_split:
            raise no_split_map(self._label)
        if self._method.coroutine:
            raise TypeError(
                f"{self._label}: it is a coroutine, many calls of which are under way at once, so it has no map(); "
                "call it for each argument, and get all the results at once"
            )
        from goray._bulk.chunks import METHOD_IN_FLIGHT
        from goray.package.bulk import Map, Mapped

        if self._method.deprecated is not None:
            warn_deprecated(self._label, self._method.deprecated)
        group = self._method.concurrency_group
        own = {} if group is None else {"concurrency_group": group}  # else it would run beside the method's calls
        return Map(
            Mapped(
                self._label,
                self._method.__wrapped__,
                lambda options: _MapForm(self._ray_form("_goray_map", {**options, **own}), self.__name__),
                lambda _: METHOD_IN_FLIGHT,
                threads=False,
            )
        )

    def _ray_form(self, name: str = "", more: Mapping[str, Any] = {}) -> Any:
        """Ray's method. `name`: of one that calls this one, with `more` options."""
        from goray._worker.published import publish  # it imports Ray

        publish()
        inner, options = self._handle._goray_inner, {**more, **self._options}
        method = getattr(inner, self._method.wire, None) and getattr(inner, name or self._method.wire, None)
        if method is None:
            raise self._other_build("has no map()" if hasattr(inner, self._method.wire) else "does not exist")
        if options:
            method = method.options(**for_ray(options))
        if _LOGS:
            from goray._ray.submit_log import logged

            method = logged(method, "method", f"{self._label}.map" if name else self._label, options)
        return method

    def _other_build(self, difference: str) -> LibraryError:
        return LibraryError(
            f"{self._label}: the actor was started with another build of its package, in which the method "
            f"{difference}: start the actor anew"
        )

    def options(self, **options: Any) -> BoundMethod:
        """The same method with Ray options. Raises TypeError for an option that Ray does not have."""
        values = returned_values(self._method.__wrapped__) if "num_returns" in options else None
        check(options, "method", f"{self._label}.options()", stream=self._method.stream, values=values)
        return BoundMethod(self._method, self._handle, {**self._options, **options})

    def __call__(self, *_args: Any, **_kwargs: Any) -> Any:
        raise TypeError(f"{self._label} runs in a Ray worker: call {self._label}.remote(...)")

    def __repr__(self) -> str:
        return f"<method {self._label} of {self._handle!r}>"

    @property
    def _is_split(self) -> bool:
        return bool(self._options) and is_split(self._options)

    @property
    def _label(self) -> str:
        return f"{type(self._handle).__name__}.{self.__name__}"


class _MapForm:
    """The `.remote(chunk, *columns)` of one method."""

    def __init__(self, form: Any, method: str) -> None:
        self._form = form
        self._method = method

    def remote(self, chunk: Chunk, *columns: Any) -> Any:
        return self._form.remote(self._method, chunk, *columns)
