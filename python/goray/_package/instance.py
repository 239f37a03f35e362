"""A living C++ object of a generated actor class, here or in a Ray worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import gorayffi
from gorayffi.consts import Py2GoCmd

from goray._package.app import App
from goray._package.arguments import given, warn_deprecated
from goray._package.convert import Converter
from goray._package.functions import bind


class ActorMethods:
    """Base of the class that holds an actor class's methods, each a `def` over `_goray_call`."""

    _goray_app: ClassVar[App]
    _goray_methods: ClassVar[Mapping[str, tuple[str, Converter | None]]] = {}
    """Name in Python -> name on the wire and converter, where either differs from the plain case."""
    _goray_hold_gil: ClassVar[Sequence[str]] = ()
    """Names in Python of the methods that keep the GIL."""
    _goray_deprecated: ClassVar[Mapping[str, str]] = {}
    """Name in Python -> why not to use it."""
    _goray_functions: ClassVar[dict[str, gorayffi.Function]]
    """By name in Python, those that were called; of the class that has the `def`s."""
    _goray_id: int
    """Absent before the object is made and after it is closed."""
    _goray_factory: str
    """Its name on the wire."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if ActorMethods in cls.__bases__:
            cls._goray_functions = {}

    def _goray_open(self, factory: str, *args: Any, **kwargs: Any) -> None:
        """Makes the object. Raises what the factory does, see `App.run`."""
        function = self._goray_app.factories[factory].function
        self._goray_id = function(*given(factory, args), **kwargs)
        self._goray_factory = factory

    def _goray_call(self, method: str, *args: object) -> Any:
        """Calls a method. Raises what it does, see `App.run`."""
        index = self._goray_opened()
        return self._goray_function(method, self._goray_factory).call_on(index, *given(method, args))

    @classmethod
    def _goray_function(cls, method: str, factory: str) -> gorayffi.Function:
        function = cls._goray_functions.get(method)
        if function is None:
            wire, convert = cls._goray_methods.get(method, (method, None))
            function = cls._goray_functions[method] = bind(
                cls._goray_app.library_with("method", f"{factory}.{wire}"),
                "method",
                wire,
                cls._goray_definitions()[method],
                actor=factory,
                hold_gil=method in cls._goray_hold_gil,
                convert=convert,
            )
        return function

    @classmethod
    def _goray_definitions(cls) -> dict[str, Callable[..., Any]]:
        """The generated `def`s by name."""
        holder = next(base for base in cls.__mro__ if ActorMethods in base.__bases__)
        return {name: value for name, value in vars(holder).items() if not name.startswith("_")}

    def _goray_opened(self) -> int:
        if "_goray_id" not in vars(self):
            raise RuntimeError(f"{type(self).__name__}: its C++ object was not made, or is closed already")
        return self._goray_id

    def _goray_close(self) -> None:
        """Runs the destructor, once."""
        index: int | None = vars(self).pop("_goray_id", None)
        if index is not None:
            self._goray_app.library.execute(Py2GoCmd.CMD_CLOSE_ACTOR, index, b"")


class LocalActor(ActorMethods):
    """An actor in this process; its destructor runs when Python drops it. Not picklable."""

    _goray_is_bound: ClassVar[bool] = False

    def __init__(self, *_args: object, **_kwargs: object) -> None:
        raise TypeError(f"{type(self).__name__} has no constructor for Python: use one of its factories")

    def _goray_open(self, factory: str, *args: Any, **kwargs: Any) -> None:
        super()._goray_open(factory, *args, **kwargs)
        if not self._goray_is_bound:
            self._goray_bind(factory)

    @classmethod
    def _goray_bind(cls, factory: str) -> None:
        """Replaces the methods by what calls C++ without a Python frame between; it looks the same."""
        generated: Any = next(base for base in cls.__mro__ if LocalActor in base.__bases__)
        for name, definition in cls._goray_definitions().items():
            if name in cls._goray_deprecated or name in vars(generated):
                continue
            try:
                function = cls._goray_function(name, factory)
            except gorayffi.LibraryError:  # this method is declared otherwise: its call says so
                continue
            setattr(generated, name, gorayffi.Method(function, "_goray_id", definition))
        generated._goray_is_bound = True

    def _goray_call(self, method: str, *args: object) -> Any:
        if method in self._goray_deprecated:
            warn_deprecated(f"{type(self).__name__}.{method}", self._goray_deprecated[method])
        return super()._goray_call(method, *args)

    def __del__(self) -> None:
        self._goray_close()

    def __reduce__(self) -> Any:
        raise TypeError(f"a local {type(self).__name__} lives in this process only; make one by .remote() to share it")


class RemoteActor(ActorMethods):
    """An actor inside its Ray worker. Each method `X(*args)` is there as `X__(...)` too: encoded, for libraries."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for name in [name for name in dir(cls) if not name.startswith("_") and not name.endswith("__")]:
            wire = cls._goray_methods.get(name, (name, None))[0]
            if wire != name:
                setattr(cls, wire, getattr(cls, name))
            setattr(cls, f"{wire}__", cls._goray_encoded(wire))

    def __ray_shutdown__(self) -> None:
        """Ray calls it when the actor ends in order."""
        self._goray_close()

    @staticmethod
    def _goray_encoded(wire: str) -> Callable[..., Any]:
        def call(self: RemoteActor, encoded: Any, *resolved: Any) -> Any:
            from goray._sealed import Sealed
            from goray._worker import call_library

            command, index = Py2GoCmd.CMD_ACTOR_METHOD_CALL, self._goray_opened()
            return Sealed(call_library(self._goray_app.path, command, index, wire, encoded, resolved))

        call.__name__ = call.__qualname__ = f"{wire}__"
        return call
