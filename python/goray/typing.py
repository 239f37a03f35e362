"""Types that generated packages share; `typing.pyi` has them all. At run time only annotations use these."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Generic, Protocol, TypeVar

_T = TypeVar("_T")
_T_co = TypeVar("_T_co", covariant=True)

BytesLike = Any
AnyActor = Any
RayHandle = Any


class ObjectRef(Generic[_T]):
    """Stands for `ray.ObjectRef`, without an import of Ray."""


class Ref(Protocol[_T_co]):
    """A `ray.ObjectRef` whose value is a `T` or narrower."""

    def __await__(self) -> Generator[Any, None, _T_co]: ...

    def task_id(self) -> Any: ...
