"""Hypothesis strategies made from the model: values of any type of an app, as results are in Python."""

from __future__ import annotations

import datetime
import math
import pathlib
import struct
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

import numpy
from goray_gen.lower.type_hints import inner_types
from goray_gen.model.interface import Interface, Type
from hypothesis import strategies as st

Values = st.SearchStrategy[Any]
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)
LARGEST = 250 * 365 * 86400 * 10**6
"""Microseconds, of either sign, that are exact as a float of seconds: 2**53 of them are 285 years."""
SIZE = 4
"""Items of a container: the values shall be many, not large."""

TEXT = st.text(max_size=8) | st.sampled_from(["", "nul\0inside", "né", "😀\U0010ffff", "a" * 32, "b" * 256])
WHOLE = st.integers(-(2**63), 2**64 - 1) | st.sampled_from([2**53 - 1, 2**53 + 1, -(2**53) - 1, 2**31, -(2**31) - 1])
JSON: Values = st.recursive(
    st.none() | st.booleans() | WHOLE | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=SIZE) | st.dictionaries(TEXT, inner, max_size=SIZE),
    max_leaves=8,
)
ANY: Values = st.recursive(
    st.none() | st.booleans() | WHOLE | st.floats() | TEXT | st.binary(max_size=8),
    lambda inner: st.lists(inner, max_size=SIZE) | st.dictionaries(TEXT | WHOLE | st.booleans(), inner, max_size=SIZE),
    max_leaves=8,
)


class Strategies:
    """Of the types of one app, whose generated package has its enums."""

    def __init__(self, interface: Interface, package: ModuleType) -> None:
        self._package = package
        self._made: dict[Type, Values] = {}
        self._enums = {enum.name: enum for enum in interface.enums}
        self._structs = {struct.name: struct for struct in interface.structs}
        self._kinds: Mapping[str, Callable[[Type], Values]] = {
            "any": lambda _: ANY,
            "args": lambda _: st.lists(ANY, max_size=SIZE),
            "bool": lambda _: st.booleans(),
            "bytes": lambda _: st.binary(max_size=40),
            "complex": lambda type_: st.builds(complex, _floats(type_.bits), _floats(type_.bits)),
            "duration": lambda _: st.integers(-LARGEST, LARGEST).map(lambda count: count * MICROSECOND),
            "enum": self._enum,
            "float": lambda type_: _floats(type_.bits),
            "int": lambda type_: st.integers(*_range(type_)) | st.sampled_from(_range(type_)),
            "json": lambda _: JSON,
            "list": self._list,
            "map": lambda type_: st.dictionaries(*map(self.of, inner_types(type_)), max_size=SIZE),
            "ndarray": self._array,
            "nil": lambda _: st.none(),
            "optional": self._optional,
            "path": lambda _: TEXT.filter(lambda text: "\0" not in text).map(pathlib.Path),
            "set": lambda type_: st.sets(self.of(_element(type_)), max_size=SIZE),
            "shared_ptr": self._optional,
            "string": lambda type_: TEXT.filter(lambda text: type_.cpp != "const char*" or "\0" not in text),
            "struct": self._struct,
            "time_point": lambda _: st.integers(0, LARGEST).map(lambda count: EPOCH + count * MICROSECOND),
            "tuple": lambda type_: st.tuples(*map(self.of, type_.elements)),
            "unique_ptr": self._optional,
            "variant": lambda type_: st.one_of(*map(self.of, type_.elements)),
            "void": lambda _: st.none(),
        }

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of types that there is a strategy for."""
        return frozenset(self._kinds)

    def of(self, type_: Type) -> Values:
        """One strategy a type: types refer to one another, and to themselves."""
        if type_ not in self._made:
            self._made[type_] = st.deferred(lambda: self._kinds[type_.kind](type_))
        return self._made[type_]

    def _enum(self, type_: Type) -> Values:
        enum = self._enums[type_.name]
        cls = getattr(self._package, type_.name.rsplit("::", 1)[-1])
        values = [item.value for item in enum.enumerators]
        if not enum.flags:
            return st.sampled_from(values).map(cls)
        return st.sets(st.sampled_from(values)).map(lambda bits: cls(_union(bits)))

    def _list(self, type_: Type) -> Values:
        fixed = type_.cpp.startswith("std::array<")
        size = int(type_.cpp.rstrip(">").rsplit(", ", 1)[-1]) if fixed else None
        return st.lists(self.of(_element(type_)), min_size=size or 0, max_size=SIZE if size is None else size)

    def _optional(self, type_: Type) -> Values:
        return st.none() | self.of(_element(type_))

    def _struct(self, type_: Type) -> Values:
        fields = self._structs[type_.name].fields
        return st.fixed_dictionaries({field.name: self.of(field.type) for field in fields})

    def _array(self, type_: Type) -> Values:
        shapes = st.tuples(*[st.integers(0, 3)] * type_.rank)
        return shapes.map(lambda shape: numpy.arange(math.prod(shape), dtype="f8").reshape(shape))


def same(one: Any, other: Any) -> bool:
    """Whether two values are one, of one type, at every depth. NaN is NaN, and -0.0 is not 0.0."""
    if type(one) is not type(other):
        return False
    if isinstance(one, float):
        return struct.pack("d", one) == struct.pack("d", other) or (math.isnan(one) and math.isnan(other))
    if isinstance(one, complex):
        return same(one.real, other.real) and same(one.imag, other.imag)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return len(one) == len(other) and all(key in other and same(value, other[key]) for key, value in one.items())
    if isinstance(one, numpy.ndarray):
        return (one.dtype, one.shape) == (other.dtype, other.shape) and bool((one == other).all())
    return bool(one == other)


def _union(bits: set[int]) -> int:
    united = 0
    for bit in bits:
        united |= bit
    return united


def _floats(bits: int) -> Values:
    return st.floats(width=32 if bits == 32 else 64)


def _range(type_: Type) -> tuple[int, int]:
    return (-(2 ** (type_.bits - 1)), 2 ** (type_.bits - 1) - 1) if type_.signed else (0, 2**type_.bits - 1)


def _element(type_: Type) -> Type:
    assert type_.element is not None
    return type_.element
