"""Default arguments -> Python source."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from goray_gen.lower.code import Code, code
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


def _value(value: Any, type_: Type, scope: Scope, enums: Mapping[str, Enum]) -> Code | None:
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
    return None if found is None else code("{}.{}", scope.own(enum.name), names[found])
