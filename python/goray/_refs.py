"""What a library holds in this process: object refs and actor handles, each known to it by an id."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gorayffi.consts import ActorSourceLang, ErrCode
from gorayffi.failures import refused
from gorayffi.utils import ThreadSafeLocalStore

from goray import _worker
from goray._options import Variants
from goray._passengers import Passenger

if TYPE_CHECKING:
    from goray._app import App

_to_pair = Variants(_worker.to_pair, {"num_cpus": 0})
_to_value = Variants(_worker.to_value, {"num_cpus": 0})


class CommandError(Exception):
    """A command's failure, as the library is told of it.

    Args:
        told: what a library that reads JSON gets instead of the text.
    """

    def __init__(self, code: ErrCode, text: str, told: dict[str, Any]) -> None:
        super().__init__(text)
        self.code = code
        self.told = told


@dataclass
class Ref:
    """An `ObjectRef`. `encoded`: its value is a pair `(bytes, code)`; else it is native, of a plain Python actor.

    `task`: what makes it, '' for what was put.
    """

    ref: Any
    encoded: bool = True
    task: str = ""

    def as_pair(self) -> Any:
        """A ref to the result as libraries have it."""
        return self.ref if self.encoded else _to_pair.get({}).remote(self.ref)

    def as_value(self) -> Any:
        """A ref to the result as Python has it."""
        return as_value(self.ref) if self.encoded else self.ref

    def as_passenger(self) -> Passenger:
        return ("pair" if self.encoded else "ref"), self.ref


def as_value(ref: Any) -> Any:
    """Of a ref to a library's pair, one to the native value."""
    return _to_value.get({}).remote(ref)


@dataclass
class Actor:
    """An actor's handle. `encoded`: it has a method `X__` for each `X`; else it is an actor of plain Python."""

    handle: Any
    name: str
    encoded: bool = True

    @property
    def short_name(self) -> str:
        """Without the language."""
        return self.name.partition(".")[2] if self.encoded else self.name

    @classmethod
    def of(cls, handle: Any) -> Actor:
        """Of Ray's handle, whoever made the actor."""
        name = _class_name(handle)
        language, _, rest = name.partition(".")
        return cls(handle, name, language in (ActorSourceLang.GO, ActorSourceLang.PY) and bool(rest))


def _class_name(handle: Any) -> str:
    """The class of a handle: Ray keeps it in the descriptor of the constructor, and shows it as `Actor(Name, id)`."""
    descriptor = getattr(handle, "_ray_actor_creation_function_descriptor", None)
    name = getattr(descriptor, "class_name", None)
    return str(name) if name else repr(handle).removeprefix("Actor(").partition(",")[0]


class Held:
    """A library's refs and actors. Thread-safe."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._refs = ThreadSafeLocalStore()
        self._actors = ThreadSafeLocalStore()

    def add_ref(self, ref: Any, *, encoded: bool = True, task: str = "") -> bytes:
        """The ref's id, as the protocol has it."""
        return id_bytes(self._refs.add(Ref(ref, encoded, task)))

    def ref(self, key: int) -> Ref:
        """Raises CommandError with `ObjectRefNotFound`."""
        try:
            entry: Ref = self._refs[key]
        except KeyError:
            raise _ref_not_found(key) from None
        return entry

    def release(self, key: int) -> None:
        """Forgets a ref. Raises CommandError with `ObjectRefNotFound`."""
        try:
            self._refs.release(key)
        except KeyError:
            raise _ref_not_found(key) from None

    def release_if_held(self, key: int) -> None:
        """Forgets a ref that another thread may have released meanwhile."""
        with suppress(CommandError):
            self.release(key)

    def add_actor(self, actor: Actor) -> int:
        """The handle's id."""
        return self._actors.add(actor)

    def actor(self, key: int) -> Actor:
        """Raises LookupError."""
        try:
            actor: Actor = self._actors[key]
        except KeyError:
            raise _no_actor(key) from None
        return actor

    def release_actor(self, key: int) -> None:
        """Forgets a handle; when it was the last one, Ray ends the actor. Raises LookupError."""
        try:
            self._actors.release(key)
        except KeyError:
            raise _no_actor(key) from None

    def board(self, passengers: list[Passenger]) -> bytes:
        """Entries of a table by which the library becomes an owner of the passengers."""
        return b"".join(map(self._entry, passengers))

    def look(self, entries: bytes) -> list[Passenger]:
        """What the entries of the library stand for. Raises CommandError, LookupError."""
        return [
            ("actor", self.actor(key).handle) if kind == _ACTOR else self.ref(key).as_passenger()
            for kind, key in _parse(entries)
        ]

    def leave(self, entries: bytes) -> list[Passenger]:
        """The same; the library gives its ids away."""
        passengers = self.look(entries)
        for kind, key in _parse(entries):
            (self.release_actor if kind == _ACTOR else self.release)(key)
        return passengers

    def counts(self) -> tuple[int, int]:
        """How many refs and how many actor handles the library holds."""
        return len(self._refs), len(self._actors)

    def _entry(self, passenger: Passenger) -> bytes:
        kind, thing = passenger
        if kind == "actor":
            return bytes((_ACTOR,)) + id_bytes(self.add_actor(Actor.of(thing)))
        return bytes((_REF,)) + self.add_ref(thing, encoded=kind == "pair")


_REF, _ACTOR = 0, 1
_ENTRY = 9


def _parse(entries: bytes) -> Iterator[tuple[int, int]]:
    if len(entries) % _ENTRY:
        raise ValueError(f"a table of refs and handles has {_ENTRY} bytes for each, not {len(entries)} in all")
    for start in range(0, len(entries), _ENTRY):
        yield entries[start], int.from_bytes(entries[start + 1 : start + _ENTRY], "little")


def _no_actor(key: int) -> LookupError:
    return LookupError(f"no actor handle {key} in this process: it was released before, or comes from another process")


def id_bytes(key: int) -> bytes:
    """An id as the protocol has it."""
    return key.to_bytes(8, "little")


def _ref_not_found(key: int) -> CommandError:
    text = (
        f"no object ref {key} in this process: it was released before (with auto-release by the first "
        "call that used it), or comes from another process"
    )
    return CommandError(ErrCode.ObjectRefNotFound, text, refused(text, "object_ref_not_found"))
