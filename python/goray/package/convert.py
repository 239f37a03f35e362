"""From what the wire gives to the Python types of a generated package: the wire has no tuples, sets and others.

A converter is a function of one value. Enums convert themselves (`Color(1)`), so do `tuple`, `set` and `pathlib.Path`;
these make the others. Lists and dicts are changed in place: they were made for this result.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime

    from gorayffi import Timestamp

Converter = Callable[[Any], Any]


def list_of(element: Converter) -> Converter:
    """For each element of a list."""

    def convert(value: list[Any]) -> list[Any]:
        value[:] = map(element, value)
        return value

    return convert


def set_of(element: Converter) -> Converter:
    """The set of the converted elements of a list."""

    def convert(value: list[Any]) -> set[Any]:
        return set(map(element, value))

    return convert


def dict_of(key: Converter | None, element: Converter | None) -> Converter:
    """For the keys and the values of a dict; `None` leaves them."""

    def convert(value: dict[Any, Any]) -> dict[Any, Any]:
        return {key(k) if key else k: element(v) if element else v for k, v in value.items()}

    return convert


def tuple_of(*elements: Converter | None) -> Converter:
    """A list of that many values as a tuple; `None` leaves an element."""

    def convert(value: list[Any]) -> tuple[Any, ...]:
        return tuple(how(item) if how else item for how, item in zip(elements, value, strict=True))

    return convert


def complex_of(parts: list[float]) -> complex:
    """The real and the imaginary part as a complex number."""
    return complex(*parts)


def datetime_of(time: Timestamp) -> datetime.datetime:
    """A point in time, in UTC; what is finer than a microsecond is dropped."""
    return time.to_datetime()


def timedelta_of(seconds: float) -> datetime.timedelta:
    """A duration, to the nearest microsecond."""
    import datetime  # here, as most packages have no times

    return datetime.timedelta(seconds=seconds)


def optional(inner: Converter) -> Converter:
    """For a value that may be `None`."""
    return lambda value: None if value is None else inner(value)


def handle_of(package: str | None, name: str) -> Converter:
    """For Ray's handle: the package's class for it, looked up at the first use, as the package imports its modules."""

    def convert(value: Any) -> Any:
        return getattr(sys.modules[package or ""], name)(value)

    return convert


def struct(fields: Callable[[], Mapping[str, Converter]]) -> Converter:
    """For those fields of a struct that need it. `fields` is called at the first use: structs refer to one another.

    Example:
        >>> @struct
        ... def to_Pixel():
        ...     return {"color": Color}
    """
    get_fields = functools.cache(fields)

    def convert(value: dict[str, Any]) -> dict[str, Any]:
        for name, how in get_fields().items():
            value[name] = how(value[name])
        return value

    return convert
