# pyright: reportPrivateUsage=false
"""Objects of C++ that Python holds without their content: those of classes that are no values."""

from __future__ import annotations

from typing import Any, ClassVar
from weakref import KeyedRef

import gorayffi
from gorayffi.consts import ErrCode, Py2GoCmd

from goray._library.handles import CommandError


class Opaque:
    """An object that stays in C++: what a `std::shared_ptr` points at, of a class that is not a value.

    It goes back into calls of the library that it came from. Two are equal if they stand for the same object, which
    lives at least as long as the last of them. It does not leave the process: pickling, and so Ray, refuses it.
    """

    __slots__ = ("__weakref__", "_goray_cpp", "_goray_id", "_goray_owner")

    _goray_cpp: str
    """Its class."""
    _goray_id: int
    _goray_owner: OpaqueObjects
    _goray_is_base: ClassVar[bool] = False
    """Whether the library has classes derived from it, so that it is not final for type checkers either."""

    def __init__(self) -> None:
        raise TypeError(f"{type(self).__name__} is made by C++ alone: call what returns one")

    def __init_subclass__(cls, app: Any = None, cpp: str = "") -> None:
        """`app`: the package's; `cpp`: what the library calls the class."""
        super().__init_subclass__()
        bases = [base for base in cls.__mro__[1:] if issubclass(base, Opaque) and base is not Opaque]
        if app is None and bases and all(base._goray_is_base for base in bases):
            return  # which nobody makes objects of
        if app is None:
            raise TypeError(f"{cls.__name__}: classes of C++ objects have no subclasses in Python")
        for base in bases:
            base._goray_is_base = True
        app.opaque_classes[cpp] = cls

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Opaque):
            return NotImplemented
        return self._goray_id == other._goray_id and self._goray_owner is other._goray_owner

    def __hash__(self) -> int:
        return hash(self._goray_id)

    def __reduce__(self) -> Any:
        name = self._goray_cpp
        raise TypeError(
            f"an object of the C++ class {name} stays in its process and cannot be pickled or copied, so no argument "
            f"or result on Ray can hold it; make {name} an actor, by a factory in a struct with GORAY_ACTORS, and pass "
            "its handle, or make it a value, by goray::Fields or goray::Codec"
        )

    def __repr__(self) -> str:
        return f"<{self._goray_cpp} in C++, {self._goray_id:014x}>"


class OpaqueObjects:
    """Those of one library. Thread-safe, also for finalizers and signal handlers."""

    def __init__(self, library: gorayffi.Library) -> None:
        self._library = library
        self._known: dict[int, KeyedRef[int, Opaque]] = {}
        self._watches: dict[int, KeyedRef[int, Opaque]] = {}  # all: two threads may make an object for one id
        self.classes: dict[str, type[Opaque]] = {}
        """By what the library calls them."""

    def borrow(self, key: int) -> Opaque:
        """What the library calls `key`. Raises CommandError if it has no such object (any more)."""
        known = self._known.get(key)
        value = known and known()
        return value or self._made(key)

    def export(self, value: Opaque) -> int:
        """The id, of which the library is an owner more."""
        self._keep(value._goray_id)
        return value._goray_id

    def release(self, key: int) -> None:
        """One owner less; the last one's destroys the object, unless C++ holds it as well."""
        self._library.execute(Py2GoCmd.CMD_RELEASE_OPAQUE, key, b"")

    def check(self, value: Opaque) -> None:
        """Raises TypeError for an object of another library."""
        if value._goray_owner is not self:
            raise TypeError(
                f"an object of the C++ class {value._goray_cpp} belongs to {value._goray_owner._library.path}, and "
                f"cannot be passed to {self._library.path}"
            )

    def _forget(self, watch: KeyedRef[int, Opaque]) -> None:
        """The object of Python is gone, and nothing brings it back.

        `__del__` would run while another thread can still find the object by its id.
        """
        self._watches.pop(id(watch), None)
        if self._known.get(watch.key) is watch:
            self._known.pop(watch.key, None)
        self.release(watch.key)

    def _made(self, key: int) -> Opaque:
        name = self._keep(key)
        cls = self.classes.get(name, Opaque)
        value = object.__new__(cls)
        value._goray_cpp = name
        value._goray_id = key
        value._goray_owner = self
        watch = KeyedRef(value, self._forget, key)
        self._watches[id(watch)] = self._known[key] = watch
        return value

    def _keep(self, key: int) -> str:
        data, code = self._library.execute(Py2GoCmd.CMD_KEEP_OPAQUE, key, b"")
        if code != ErrCode.Success:
            raise CommandError(ErrCode.Failed, data.decode(errors="replace"), "bad_call")
        return data.decode()
