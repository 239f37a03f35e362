"""A living C++ object of a generated actor class, here or in a Ray worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import gorayffi
from gorayffi.consts import Py2GoCmd

from goray._package.app import App
from goray._package.arguments import given, warn_deprecated
from goray._package.convert import Converter
from goray._payload import seal_pair


class ActorMethods:
    """Base of the class that holds an actor class's methods, each a `def` over `_goray_call`."""

    _goray_app: ClassVar[App]
    _goray_methods: ClassVar[Mapping[str, tuple[str, Converter | None]]] = {}
    """Name in Python -> name on the wire and converter, where either differs from the plain case."""
    _goray_deprecated: ClassVar[Mapping[str, str]] = {}
    """Name in Python -> why not to use it."""
    _goray_library: gorayffi.Library | None = None
    _goray_id: int
    _goray_factory: str
    """Its name on the wire."""

    def _goray_open(self, factory: str, *args: object) -> None:
        """Makes the object. Raises what the factory does, see `App.run`."""
        library = self._goray_app.library_with("actor", factory)
        self._goray_factory = factory
        self._goray_id = library.call(Py2GoCmd.CMD_NEW_ACTOR, 0, factory, given(factory, args))
        self._goray_library = library

    def _goray_call(self, method: str, *args: object) -> Any:
        """Calls a method. Raises what it does, see `App.run`."""
        wire, convert = self._goray_methods.get(method, (method, None))
        self._goray_opened()
        library = self._goray_app.library_with("method", f"{self._goray_factory}.{wire}")
        result: Any = library.call(Py2GoCmd.CMD_ACTOR_METHOD_CALL, self._goray_id, wire, given(method, args))
        return convert(result) if convert else result

    def _goray_opened(self) -> gorayffi.Library:
        if self._goray_library is None:
            raise RuntimeError(f"{type(self).__name__}: its C++ object was not made, or is closed already")
        return self._goray_library

    def _goray_close(self) -> None:
        """Runs the destructor, once."""
        library, self._goray_library = self._goray_library, None
        if library is not None:
            library.execute(Py2GoCmd.CMD_CLOSE_ACTOR, self._goray_id, b"")


class LocalActor(ActorMethods):
    """An actor in this process; its destructor runs when Python drops it. Not picklable."""

    def __init__(self, *_args: object, **_kwargs: object) -> None:
        raise TypeError(f"{type(self).__name__} has no constructor for Python: use one of its factories")

    def _goray_call(self, method: str, *args: object) -> Any:
        if method in self._goray_deprecated:
            warn_deprecated(f"{type(self).__name__}.{method}", self._goray_deprecated[method])
        return super()._goray_call(method, *args)

    @classmethod
    def _goray_make(cls, factory: str, args: tuple[object, ...]) -> Any:
        """What a factory makes, without the class's own constructor."""
        made = cls.__new__(cls)
        made._goray_open(factory, *args)
        return made

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
            setattr(cls, f"{wire}__", cls._goray_encoded(f"{wire}__"))

    def __ray_shutdown__(self) -> None:
        """Ray calls it when the actor ends in order."""
        self._goray_close()

    @staticmethod
    def _goray_encoded(label: str) -> Callable[..., Any]:
        def call(self: RemoteActor, name: str, raw: bytes, positions: Sequence[int], *refs: tuple[bytes, int]) -> Any:
            library = self._goray_opened()
            command = Py2GoCmd.CMD_ACTOR_METHOD_CALL
            return seal_pair(library.call_encoded(command, self._goray_id, name, raw, positions, refs))

        call.__name__ = call.__qualname__ = label
        return call
