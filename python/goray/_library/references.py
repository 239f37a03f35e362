"""References inside values: object refs, actor handles, objects of C++, callables, and their ids in a library.

Inside Ray they travel as Ray's own objects beside a message's bytes, where Ray's pickler sees them and keeps them
alive. Between Python and the library of one process they are ids of its handle maps; docs/reference/protocol.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gorayffi.consts import ACTOR_HANDLE_KIND, CALLABLE_KIND, OBJECT_REF_KIND, OPAQUE_KIND, TABLE_ENTRY_SIZE

from goray._library.handles import Handles
from goray._library.opaque import Opaque, OpaqueObjects
from goray._ray.if_imported import is_actor_handle, is_object_ref

if TYPE_CHECKING:
    import gorayffi


def is_reference(value: object) -> bool:
    """Whether `value` is an `ObjectRef`, an actor handle, Ray's or a generated package's, or an object of C++."""
    return isinstance(value, Opaque) or _handle_of(value) is not None or is_object_ref(value)


def _handle_of(value: Any) -> Any:
    value = getattr(value, "_goray_inner", value)
    return value if is_actor_handle(value) else None


class RayHooks:
    """The `gorayffi.ReferenceHooks` of a library on Ray."""

    def __init__(self, handles: Handles, opaque: OpaqueObjects, library: gorayffi.Library) -> None:
        self._handles = handles
        self._opaque = opaque
        self._library = library
        self._calls_callables = False
        """Once it was seen to."""

    def is_reference(self, value: object) -> bool:
        if isinstance(value, Opaque):
            self._opaque.check(value)
        return is_reference(value) or (callable(value) and self._takes_callables())

    def _takes_callables(self) -> bool:
        """Whether the library calls what Python can call. Raises TypeError for one of an older version."""
        if self._calls_callables:
            return True
        declared = self._library.declared
        if declared is None:
            return False  # Go's
        if "callables" not in declared.get("features", ()):
            raise TypeError(
                f"a function cannot be passed to {self._library.path}, which was built with goray-cpp "
                f"{declared.get('version', 'of an unknown version')}: rebuild it with this version"
            )
        self._calls_callables = True
        return True

    def export(self, values: list[Any]) -> bytes:
        return b"".join(map(self._entry, values))

    def adopt(self, entries: bytes) -> list[Any]:
        values = self.borrow(entries)
        for kind, key in _parse(entries):
            if kind == OPAQUE_KIND:
                self._opaque.release(key)
            elif kind == CALLABLE_KIND:
                self._handles.instances.pop(key)
            elif kind == ACTOR_HANDLE_KIND:
                self._handles.release_actor(key)
            else:
                self._handles.release_object(key)
        return values

    def borrow(self, entries: bytes) -> list[Any]:
        return [self._value(kind, key) for kind, key in _parse(entries)]

    def keep(self, entries: bytes) -> bytes:
        """For each entry another id of the same thing."""
        return b"".join(self._entry(value)[1:] for value in self.borrow(entries))

    def _value(self, kind: int, key: int) -> Any:
        if kind == OPAQUE_KIND:
            return self._opaque.borrow(key)
        if kind == CALLABLE_KIND:
            return self._handles.instances.get(key)
        return self._handles.actor(key).handle if kind == ACTOR_HANDLE_KIND else self._handles.object(key).ref

    def _entry(self, value: Any) -> bytes:
        if isinstance(value, Opaque):
            return bytes((OPAQUE_KIND,)) + id_bytes(self._opaque.export(value))
        handle = _handle_of(value)
        if handle is None and not is_object_ref(value):
            return bytes((CALLABLE_KIND,)) + id_bytes(self._handles.instances.insert(value))
        if handle is None:
            return bytes((OBJECT_REF_KIND,)) + id_bytes(self._handles.add_object(value))
        return bytes((ACTOR_HANDLE_KIND,)) + id_bytes(self._handles.add_actor(handle))


_KINDS = frozenset({ACTOR_HANDLE_KIND, CALLABLE_KIND, OBJECT_REF_KIND, OPAQUE_KIND})


def _parse(entries: bytes) -> Iterator[tuple[int, int]]:
    if len(entries) % TABLE_ENTRY_SIZE:
        raise ValueError(
            f"a reference table has {TABLE_ENTRY_SIZE} bytes for each reference, not {len(entries)} in all"
        )
    for start in range(0, len(entries), TABLE_ENTRY_SIZE):
        if entries[start] not in _KINDS:
            raise ValueError(f"a reference table has an entry of the unknown kind {entries[start]}")
        yield entries[start], int.from_bytes(entries[start + 1 : start + TABLE_ENTRY_SIZE], "little")


def id_bytes(key: int) -> bytes:
    """An id as the protocol has it."""
    return key.to_bytes(8, "little")
