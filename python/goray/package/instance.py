# pyright: reportPrivateUsage=false
"""A living C++ object of a generated actor class, here or in a Ray worker."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MethodType
from typing import TYPE_CHECKING, Any, ClassVar

import gorayffi
from gorayffi.consts import CALL_OPERATOR, Py2GoCmd

from goray._bulk.chunk import Chunk, run_chunk
from goray._worker.exit import ClosedAtExit
from goray.package.app import App
from goray.package.arguments import result_in_store, warn_deprecated
from goray.package.callables import Declared, LibraryCallable, defaults_of
from goray.package.overloads import Overload

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack


class ActorObject(gorayffi.ActorBase):
    """What has a C++ object."""

    _goray_app: ClassVar[App]
    _goray_factory: str
    """Its name on the wire."""
    _goray_defaults: ClassVar[tuple[object, ...]] = ()
    """Of the generated `__init__`."""

    def _goray_open(self, factory: str, /, *args: object, **keywords: object) -> None:
        """Makes the object, in a generated `def`. Raises what the factory does, see `App.run`."""
        self._goray_made(factory, self._goray_app.factories[factory].call_here(args, keywords, self._goray_defaults))

    def _goray_made(self, factory: str, index: int) -> None:
        self._goray_factory = factory
        self._goray_id = index

    def _goray_opened(self) -> int:
        if not hasattr(self, "_goray_id"):
            raise RuntimeError(f"{type(self).__name__}: its C++ object was not made, or is closed already")
        return self._goray_id

    def _goray_close(self) -> None:
        """Runs the destructor, once."""
        try:
            index = self._goray_id
            del self._goray_id  # fails for all threads but one
        except AttributeError:
            return
        self._goray_app.library.execute(Py2GoCmd.CMD_CLOSE_ACTOR, index, b"")


class LocalActor(ActorObject):
    """An actor in this process; its destructor runs when Python drops it. Not picklable."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        wrapped: type | None = vars(cls).get("__ray_actor_class__")
        if wrapped is not None:  # what ray.remote() makes of a class
            instead = _instead(_generated(wrapped), wrapped)
            raise TypeError(f"ray.remote({wrapped.__name__}) cannot make an actor of a C++ class: {instead}")
        if "_goray_app" in vars(cls):  # goray-gen wrote it, a user's class has it from that one
            cls._goray_defaults = defaults_of(cls.__init__)
            for name in ("remote", "options", "bind"):
                method = vars(cls).get(name)
                if isinstance(method, classmethod):
                    setattr(cls, name, _OfGeneratedClass(cls, name, method))

    def __init__(self, *_args: object, **_kwargs: object) -> None:
        raise TypeError(f"{type(self).__name__} has no constructor for Python: use one of its factories")

    def close(self) -> None:
        """Runs the destructor now, once; `with` does so at its end. What has a method `close` of its own has that."""
        self._goray_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._goray_close()

    def __del__(self) -> None:
        self._goray_close()

    def __reduce__(self) -> Any:
        raise TypeError(f"a local {type(self).__name__} lives in this process only; make one by .remote() to share it")


class LocalMethod(LibraryCallable, gorayffi.Forward):
    """A method of a local actor class.

    Its first call loads the library. From then on the class has a `gorayffi.Method` in its place, which calls C++
    without a Python frame and looks the same.

    Args:
        definition: The `def` that the worker runs.
    """

    _kind = "method"
    _owner: type[LocalActor]

    def __init__(self, definition: Callable[..., Any], *overloads: Overload, **declared: Unpack[Declared]) -> None:
        super().__init__(definition, definition.__name__, *overloads, **declared)
        self.__name__ = definition.__name__
        self.__qualname__ = definition.__qualname__
        self.__module__ = definition.__module__
        self.__wrapped__ = definition
        self._target = self._first_call if self._deprecated is None else self._warn_and_call

    def __set_name__(self, owner: type[LocalActor], _name: str) -> None:
        self._owner = owner

    def __get__(self, actor: LocalActor | None, _owner: type[LocalActor]) -> Any:
        return self if actor is None else MethodType(self, actor)

    def __reduce__(self) -> tuple[Any, ...]:
        return getattr, (self._owner, self.__name__)

    def _first_call(self, actor: LocalActor, /, *args: Any, **kwargs: Any) -> Any:
        actor._goray_opened()
        function = self.function_in(actor._goray_app, actor._goray_factory)
        self._target = method = gorayffi.Method(function, self.__wrapped__)
        setattr(self._owner, self.__name__, method)
        return method(actor, *args, **kwargs)

    def _warn_and_call(self, actor: LocalActor, /, *args: Any, **kwargs: Any) -> Any:
        warn_deprecated(f"{type(actor).__name__}.{self.__name__}", self._deprecated or "")
        index = actor._goray_opened()
        return self.function_in(actor._goray_app, actor._goray_factory).call_on(index, *args, **kwargs)


class RemoteActor(ActorObject, ClosedAtExit):
    """An actor inside its Ray worker: a `def` a method. Each `X(*args)` is there as `X__(...)` too, for libraries."""

    _goray_wire: ClassVar[Mapping[str, str]] = {}
    """Name in Python -> name on the wire, where Python cannot call a method so."""
    _goray_streams: ClassVar[Collection[str]] = ()
    """Methods that give streams, by name in Python."""
    _goray_coroutines: ClassVar[Collection[str]] = ()
    """Methods that are coroutines, by name in Python."""
    _goray_options: ClassVar[Mapping[str, Mapping[str, Any]]] = {}
    """Ray's options of methods, by name on the wire."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls._goray_defaults = defaults_of(cls.__init__)
        for name in dir(cls):
            if name != CALL_OPERATOR and (name.startswith("_") or name.endswith("__")):
                continue
            wire = cls._goray_wire.get(name, name)
            if wire != name:
                setattr(cls, wire, getattr(cls, name))
            if name not in cls._goray_streams:  # which libraries read by `X`
                encoded = cls._goray_encoded_coroutine if name in cls._goray_coroutines else cls._goray_encoded
                setattr(cls, f"{wire}__", encoded(wire))

    def _goray_call(self, method: str, /, *args: object, **keywords: object) -> Any:
        """Calls a method, in a generated `def`. Raises what it does, see `App.run`."""
        index = self._goray_opened()
        called = self._goray_app.methods[self._goray_factory][method]
        positional, named = called.given(args, called.definition_defaults)
        function = called.worker_function_in(self._goray_app, self._goray_factory)
        return result_in_store(function.call_on(index, *positional, **named, **keywords))

    def _goray_stream(self, method: str, /, *args: object, **keywords: object) -> Any:
        """Calls a method that gives a stream, in a generated `def`; raises as `_goray_call` does."""
        index = self._goray_opened()
        called = self._goray_app.methods[self._goray_factory][method]
        positional, named = called.given(args, called.definition_defaults)
        function = called.function_in(self._goray_app, self._goray_factory)
        return function.call_on(index, *positional, **named, **keywords)

    async def _goray_await(self, method: str, /, *args: object, **keywords: object) -> Any:
        """Calls a method that is a coroutine, in a generated `def`; raises as `_goray_call` does."""
        from gorayffi import unpack_result

        from goray._worker.coroutine import finished

        index = self._goray_opened()
        called = self._goray_app.methods[self._goray_factory][method]
        positional, named = called.given(args, called.definition_defaults)
        begin = called.begin_function_in(self._goray_app, self._goray_factory)
        coroutine: int = begin.call_on(index, *positional, **named, **keywords)
        data, references = await finished(self._goray_app.library, coroutine, begin.__name__)
        return result_in_store(called.converted(unpack_result(data, references or None)))

    def _goray_map(self, method: str, chunk: Chunk, columns: tuple[Any, ...]) -> tuple[Any, ...]:
        """Calls a method for each item of `columns`; what comes of it, `run_chunk` says."""
        index = self._goray_opened()
        called = self._goray_app.methods[self._goray_factory][method]
        return run_chunk(called.function_in(self._goray_app, self._goray_factory), chunk, columns, index)

    def __repr__(self) -> str:
        """What Ray shows in front of what the actor prints: its C++ class."""
        factory: Any = self._goray_app.factories[self._goray_factory]
        return f"{self._goray_app.package}.{factory.made}"

    @staticmethod
    def _goray_encoded(wire: str) -> Callable[..., Any]:
        def call(self: RemoteActor, encoded: Any, *resolved: Any) -> Any:
            from goray._messages.sealed import Sealed
            from goray._worker.library_callables import call_library

            command, index = Py2GoCmd.CMD_ACTOR_METHOD_CALL, self._goray_opened()
            return Sealed(call_library(self._goray_app.path, command, index, wire, encoded, resolved))

        call.__name__ = call.__qualname__ = f"{wire}__"
        return call

    @staticmethod
    def _goray_encoded_coroutine(wire: str) -> Callable[..., Any]:
        async def call(self: RemoteActor, encoded: Any, *resolved: Any) -> Any:
            from goray._worker.library_callables import call_coroutine

            return await call_coroutine(self._goray_app.path, self._goray_opened(), wire, encoded, resolved)

        call.__name__ = call.__qualname__ = f"{wire}__"
        return call


if TYPE_CHECKING:
    _ClassMethod = classmethod[Any, ..., Any]
else:
    _ClassMethod = classmethod


class _OfGeneratedClass(_ClassMethod):
    """`Book.remote`, `Book.options`, `Book.bind` make actors of a C++ class: its subclasses and objects refuse."""

    def __init__(self, owner: type[LocalActor], name: str, method: Any) -> None:
        super().__init__(method.__func__)
        self._owner = owner
        self._name = name

    def __get__(self, actor: Any, cls: Any = None, /) -> Any:
        if actor is None and cls is self._owner:
            return super().__get__(None, cls)
        text = f"{cls.__name__}.{self._name}() would make a plain {self._owner.__name__}: {_instead(self._owner, cls)}"
        if cls is self._owner:
            text = (
                f"this {cls.__name__} lives in this process, and {self._name}() of it would make another one: write "
                f"{cls.__name__}.{self._name}(...) if that is meant"
            )

        def refuse(*_args: object, **_kwargs: object) -> Any:
            raise TypeError(text)

        return refuse


def _generated(cls: type) -> type:
    return next(base for base in cls.__mro__ if "_goray_app" in vars(base))


def _instead(generated: type, cls: type) -> str:
    made = f"{generated.__module__}.{generated.__name__}"
    holder = cls.__name__ if cls is not generated else "Holder"
    return (
        f"write {made}.remote(...) for an actor of the C++ class, or for methods of your own in Python a class that "
        f"has one: @ray.remote class {holder}: def __init__(self): self.inner = {made}(...)"
    )
