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


def callback_of(*arguments: Converter | None) -> Converter:
    """Of a parameter that C++ calls: converts what it is called with; `None` leaves an argument."""

    def wrap(function: Any) -> Any:
        if not callable(function):
            return function  # C++ says what it expects

        @functools.wraps(function, updated=())
        def call(*values: Any) -> Any:
            return function(*(how(value) if how else value for how, value in zip(arguments, values, strict=True)))

        return call

    return wrap


class Either:
    """A pattern of values that fit one of several."""

    def __init__(self, patterns: tuple[Any, ...]) -> None:
        self.patterns = patterns


def either(*patterns: Any) -> Either:
    """The pattern of what fits one of `patterns`."""
    return Either(patterns)


_PLAIN: Mapping[str, tuple[type, ...]] = {
    "None": (type(None),),
    "bool": (bool,),
    "bytes": (bytes, memoryview),
    "float": (float,),
    "int": (int,),
    "str": (str,),
}
_BUILT_IN = frozenset({bool, bytes, dict, float, int, list, memoryview, str, type(None)})


def fits(pattern: Any, value: Any) -> bool:
    """Whether a value of the wire looks like `pattern`.

    A pattern is the name of a type, `"time"`, or `"other"` for what the wire has no type for (arrays, references);
    `[p]` for lists of `p`, `(p, q)` for lists of as many values, which are tuples where they are keys, `{k: v}` for
    dicts, `{"a", "b"}` for the fields of a struct, which a result has all of.
    """
    kind, found = pattern.__class__, value.__class__
    if kind is str:
        if pattern in _PLAIN:
            return found in _PLAIN[pattern]
        return found not in _BUILT_IN and (found.__name__ == "Timestamp") is (pattern == "time")
    if kind is Either:
        return any(fits(one, value) for one in pattern.patterns)
    if kind is list:
        return found is list and all(fits(pattern[0], one) for one in value)
    if kind is tuple:
        return found in (list, tuple) and len(value) == len(pattern) and all(map(fits, pattern, value))
    if found is not dict:
        return False
    if kind is set:
        return bool(value.keys() == pattern)
    ((key, item),) = pattern.items()
    return all(fits(key, k) and fits(item, v) for k, v in value.items())


def one_of(*cases: tuple[Any, Converter]) -> Converter:
    """Of a variant: the converter whose pattern the value fits; a value that fits none stays."""

    def convert(value: Any) -> Any:
        for pattern, how in cases:
            if fits(pattern, value):
                return how(value)
        return value

    return convert


def handle_of(package: str | None, name: str) -> Converter:
    """For Ray's handle: the package's class for it, looked up at the first use, as the package imports its modules."""

    def convert(value: Any) -> Any:
        return getattr(sys.modules[package or ""], name)(value)

    return convert


def dataclass_of(
    cls: type, renamed: Mapping[str, str] | None = None
) -> Callable[[Callable[[], Mapping[str, Converter]]], Converter]:
    """For a struct that is the dataclass `cls`; the function decorated is as for `struct`.

    Args:
        cls: The dataclass.
        renamed: What `cls` calls the fields that it cannot call as C++ does.
    """

    def decorate(fields: Callable[[], Mapping[str, Converter]]) -> Converter:
        convert_fields = struct(fields)

        def convert(value: dict[str, Any]) -> Any:
            convert_fields(value)
            for name, attribute in (renamed or {}).items():
                value[attribute] = value.pop(name)
            return cls(**value)

        return convert

    return decorate


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
