"""What a library holds in this process: object refs and actor handles, each known to it by an id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gorayffi import HandleMap
from gorayffi.consts import ActorSourceLang, ErrCode

if TYPE_CHECKING:
    from gorayffi.failures import Kind


class CommandError(Exception):
    """A command's failure, as the library is told of it."""

    def __init__(self, code: ErrCode, text: str, kind: Kind, py_type: str = "") -> None:
        super().__init__(text)
        self.code = code
        self.kind: Kind = kind
        self.py_type = py_type


class HeldObject(NamedTuple):
    """An `ObjectRef`. `task`: what makes its value, '' if it is not known."""

    ref: Any
    task: str


class HeldActor(NamedTuple):
    """Ray's handle of an actor, and the name of its class there."""

    handle: Any
    class_name: str

    @property
    def is_library_actor(self) -> bool:
        """Whether it is in C++ or Go."""
        return self._split()[0] == ActorSourceLang.GO

    @property
    def takes_encoded(self) -> bool:
        """Whether each of its methods `X` is there as `X__`, too, for encoded calls: not in actors of plain Python."""
        return bool(self._split()[0])

    @property
    def name(self) -> str:
        """The class's name without the language."""
        return self._split()[1]

    def _split(self) -> tuple[str, str]:
        language, _, name = self.class_name.partition(".")
        is_ours = name and language in (ActorSourceLang.GO, ActorSourceLang.PY)
        return (language, name) if is_ours else ("", self.class_name)


def _class_name(handle: Any) -> str:
    """The class of a handle: Ray keeps it in the descriptor of the constructor, and shows it as `Actor(Name, id)`."""
    descriptor = getattr(handle, "_ray_actor_creation_function_descriptor", None)
    name = getattr(descriptor, "class_name", None)
    return str(name) if name else repr(handle).removeprefix("Actor(").partition(",")[0]


class Handles:
    """A library's object refs and actor handles by id. Thread-safe, also for finalizers and signal handlers."""

    def __init__(self) -> None:
        self.instances = HandleMap()
        """What the library may call in this process: objects that it made, and callables that it was given."""
        self._objects = HandleMap()
        self._actors = HandleMap()

    def add_object(self, ref: Any, task: str = "") -> int:
        """The ref's id."""
        return self._objects.insert(HeldObject(ref, task))

    def object(self, key: int) -> HeldObject:
        """Raises CommandError with `ObjectRefNotFound`."""
        try:
            held: HeldObject = self._objects.get(key)
        except KeyError:
            raise _no_object(key) from None
        return held

    def release_object(self, key: int) -> None:
        """Forgets a ref. Raises CommandError with `ObjectRefNotFound`."""
        try:
            self._objects.pop(key)
        except KeyError:
            raise _no_object(key) from None

    def release_object_if_held(self, key: int) -> None:
        """Forgets a ref that another thread may have released meanwhile."""
        try:
            self._objects.pop(key)
        except KeyError:
            return

    def add_actor(self, handle: Any) -> int:
        """The handle's id."""
        return self._actors.insert(HeldActor(handle, _class_name(handle)))

    def actor(self, key: int) -> HeldActor:
        """Raises LookupError."""
        try:
            held: HeldActor = self._actors.get(key)
        except KeyError:
            raise _no_actor(key) from None
        return held

    def release_actor(self, key: int) -> None:
        """Forgets a handle; when it was the last one, Ray ends the actor. Raises LookupError."""
        try:
            self._actors.pop(key)
        except KeyError:
            raise _no_actor(key) from None

    def counts(self) -> tuple[int, int]:
        """How many refs and how many actor handles the library holds."""
        return len(self._objects), len(self._actors)


def _no_actor(key: int) -> LookupError:
    return LookupError(f"no actor handle {key} in this process: it was released before, or comes from another process")


def _no_object(key: int) -> CommandError:
    text = (
        f"no object ref {key} in this process: it was released before (with auto-release by the first "
        "call that used it), or comes from another process"
    )
    return CommandError(ErrCode.ObjectRefNotFound, text, "object_ref_not_found")
