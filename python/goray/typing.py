"""Types that generated packages share; `typing.pyi` says what they have. They are what there is at run time.

Importing this imports no Ray. Ray's own classes come with their first use.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, ClassVar, Protocol, TypeVar

from gorayffi.modules import imported_module

_T_co = TypeVar("_T_co", covariant=True)

ArrowLike = Any
BytesLike = Any
NumberArray = Any
Json = Any
JsonLike = Any
AnyActor = Any
RayHandle = Any
TaskOptions = dict[str, Any]
StreamTaskOptions = dict[str, Any]
ActorOptions = dict[str, Any]
MethodOptions = dict[str, Any]
StreamMethodOptions = dict[str, Any]
MapRefsOptions = dict[str, Any]
MapOptions = dict[str, Any]
TaskMapRefsOptions = dict[str, Any]
TaskMapOptions = dict[str, Any]

_HOME = {
    "ActorFactory": "goray.package",
    "ActorHandle": "goray.package",
    "Opaque": "goray.package",
    "ActorMethod": "goray.package",
    "AnyTask": "goray.package",
    "LocalActor": "goray.package",
    "MapRefs": "goray._bulk.map_results",
    "MapResults": "goray._bulk.map_results",
    "ObjectRef": "goray._ray.api",
    "Stream": "goray._library.stream",
    "SplitMethod": "goray.package",
    "SplitTask": "goray.package",
    "StreamMethod": "goray.package",
    "StreamRefs": "goray._bulk.stream_refs",
    "StreamTask": "goray.package",
    "Task": "goray.package",
    "TupleMethod": "goray.package",
    "TupleTask": "goray.package",
}
_SAME = {
    "AnyTask": "Task",
    "SplitMethod": "ActorMethod",
    "SplitTask": "Task",
    "StreamMethod": "ActorMethod",
    "StreamTask": "Task",
    "TupleMethod": "ActorMethod",
    "TupleTask": "Task",
}
"""What only type checkers tell apart."""


class Ref(Protocol[_T_co]):
    """A `ray.ObjectRef` whose value is a `T` or narrower."""

    def __await__(self) -> Generator[Any, None, _T_co]: ...

    def task_id(self) -> Any: ...


class HasFields(Protocol):
    """A dataclass, or another object whose class lists its fields, as those of attrs, msgspec and pydantic do."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


def __getattr__(name: str) -> Any:
    """Imports what is asked for at its first use."""
    if name not in _HOME:
        raise AttributeError(f"module 'goray.typing' has no attribute {name!r}")
    value = globals()[name] = getattr(imported_module(_HOME[name]), _SAME.get(name, name))
    return value
