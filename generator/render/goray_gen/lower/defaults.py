"""Default arguments -> Python source."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, TypeGuard

from goray_gen.lower.code import Code, code, joined
from goray_gen.lower.names import enumerator_names
from goray_gen.lower.text import literal
from goray_gen.lower.type_hints import Scope
from goray_gen.model.interface import Default, Enum, Type


def expression(default: Default, type_: Type, scope: Scope, enums: Mapping[str, Enum]) -> Code | None:
    """The default as a Python expression, or `None` where only C++ can evaluate it.

    Lists and maps are left to C++ as well: a mutable Python default would be shared by all calls.
    """
    if not default.has_value:
        return None
    return _value(default.value, type_, scope, enums)


def factory(default: Default, type_: Type, scope: Scope, enums: Mapping[str, Enum]) -> Code | None:
    """A function that makes the default of a dataclass's field, if that is a list: each object gets its own."""
    if not default.has_value or not _is_list(default.value):
        return None
    made = _list(default.value, type_, scope, enums)
    return None if made is None else code("lambda: {}", made)


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _list(values: list[Any], type_: Type, scope: Scope, enums: Mapping[str, Enum]) -> Code | None:
    element = type_.element
    if type_.kind != "list" or element is None:
        return None
    items = [
        _list(value, element, scope, enums) if _is_list(value) else _value(value, element, scope, enums)
        for value in values
    ]
    known = [item for item in items if item is not None]
    return code("[{}]", joined(", ", known)) if len(known) == len(items) else None


def _value(value: Any, type_: Type, scope: Scope, enums: Mapping[str, Enum]) -> Code | None:
    if type_.kind in ("shared_ptr", "unique_ptr"):
        return literal(None) if value is None else None
    if type_.kind == "optional":
        return literal(None) if value is None else _value(value, type_.element, scope, enums) if type_.element else None
    if type_.kind == "enum" and type(value) is int:
        return _enumerator(value, enums[type_.name], scope)
    if type_.kind == "float" and isinstance(value, int | float) and not isinstance(value, bool):
        return literal(float(value)) if math.isfinite(value) else None
    plain = {"bool": bool, "int": int, "string": str}.get(type_.kind)
    return literal(value) if plain is not None and type(value) is plain else None


def _enumerator(value: int, enum: Enum, scope: Scope) -> Code | None:
    names = enumerator_names(enum)
    found = next((item.name for item in enum.enumerators if item.value == value), None)
    if found is None:
        return code("{}({})", scope.own(enum.name), literal(value)) if enum.flags else None
    return code("{}.{}", scope.own(enum.name), names[found])
