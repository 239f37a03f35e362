"""Refs and actor handles inside values, on their way through Ray and to a library.

In a Ray message a passenger is the pair `(kind, thing)` in a list beside the bytes, where Ray's own pickler sees it and
keeps it alive. Between Python and the library of one process it is an id of `Held`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from goray._refs import Held

Passenger = tuple[Literal["ref", "pair", "actor"], Any]
"""`ref`: an `ObjectRef` of a native value; `pair`: of a library's `(bytes, code)`; `actor`: Ray's own handle."""


def knows(value: object) -> bool:
    """Whether `value` is an `ObjectRef` or an actor handle, Ray's or a generated package's."""
    return _handle_of(value) is not None or _is_a(value, "ObjectRef")


def passenger(value: Any) -> Passenger:
    """What `knows` is true for, as a passenger."""
    handle = _handle_of(value)
    return ("ref", value) if handle is None else ("actor", handle)


def _handle_of(value: Any) -> Any:
    value = getattr(value, "_goray_inner", value)
    return value if _is_a(value, "ActorHandle") else None


def _is_a(value: object, name: str) -> bool:
    """Without an import of Ray: where nobody imported it, there is none."""
    ray = sys.modules.get("ray")
    if name == "ActorHandle":
        ray = sys.modules.get("ray.actor")
    cls = getattr(ray, name, None)
    return cls is not None and isinstance(value, cls)


class RayDesk:
    """The `gorayffi.passengers.Desk` of a library on Ray. `held`: finds its table, when the first passenger comes."""

    def __init__(self, held: Callable[[], Held]) -> None:
        self._held = held

    def knows(self, value: object) -> bool:
        return knows(value)

    def give(self, values: list[Any]) -> bytes:
        return self._held().board([passenger(value) for value in values]) if values else b""

    def take(self, entries: bytes) -> list[Any]:
        return as_values(self._held().leave(entries))

    def lend(self, entries: bytes) -> list[Any]:
        return as_values(self._held().look(entries)) if entries else []


def as_values(passengers: list[Passenger]) -> list[Any]:
    """As Python code uses them: a ref of a library's result becomes one of the native value."""
    from goray._refs import as_value

    return [as_value(thing) if kind == "pair" else thing for kind, thing in passengers]
