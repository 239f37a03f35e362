"""Which results need more than what the wire gives, and the Python expression that does it.

The wire has no tuples, sets, enums, paths, durations and complex numbers, and only Ray's own handles, so a result that
holds one is rebuilt by small functions of `goray.package`: `list_of`, `set_of`, `dict_of`, `tuple_of`, `optional`,
`struct`, `complex_of`, `datetime_of`, `timedelta_of`, `handle_of`, and by the classes `tuple`, `set`, `pathlib.Path`
and the enums.
"""

from __future__ import annotations

from goray_gen.lower.code import Code, code, joined
from goray_gen.lower.text import literal
from goray_gen.lower.type_hints import Scope, inner_types
from goray_gen.model.interface import Interface, Struct, Type


def structs_to_convert(interface: Interface) -> frozenset[str]:
    """C++ names of structs that hold what the wire does not have, at any depth; `actor <name>` of each class."""
    classes = {_actor(item.name) for item in interface.classes}
    structs = {struct.name: struct for struct in interface.structs}
    found = set(classes)
    while grown := {name for name in structs if _needs_struct(structs[name], found)} - found:
        found |= grown
    return frozenset(found)


def returned(type_: Type, scope: Scope, structs: frozenset[str]) -> Code | None:
    """The converter of a callable's result, or `None` where the wire's value will do; see `type_hints.returned`."""
    return None if type_.kind == "tuple" and not type_.elements else converter(type_, scope, structs)


def converter(type_: Type, scope: Scope, structs: frozenset[str]) -> Code | None:
    """An expression for a function from the wire's value to the annotated one, or `None`."""
    if not needs(type_, structs):
        return None
    found = [converter(item, scope, structs) for item in inner_types(type_)]
    inner = [item or code("None") for item in found]
    match type_.kind:
        case "actor":
            return code("handle_of(__package__, {})", literal(scope.handles[type_.name]))
        case "complex":
            return code("complex_of")
        case "duration":
            return code("timedelta_of")
        case "enum":
            return scope.own(type_.name)
        case "path":
            return code("pathlib.Path")
        case "time_point":
            return code("datetime_of")
        case "struct":
            return scope.converters[type_.name]
        case "list":
            return code("list_of({})", inner[0])
        case "set":
            return code("set_of({})", inner[0]) if any(found) else code("set")
        case "map":
            return code("dict_of({}, {})", inner[0], inner[1])
        case "tuple":
            return code("tuple_of({})", joined(", ", inner)) if any(found) else code("tuple")
        case _:
            return code("optional({})", inner[0])


def needs(type_: Type, structs: frozenset[str] | set[str]) -> bool:
    if type_.kind in ("complex", "duration", "enum", "path", "set", "time_point", "tuple"):
        return True
    if type_.kind in ("ndarray", "ref"):
        return False  # it is numpy's already; its value is not here yet
    if type_.kind == "actor":
        return _actor(type_.name) in structs
    if type_.kind == "struct":
        return type_.name in structs
    return any(needs(inner, structs) for inner in inner_types(type_))


def _actor(name: str) -> str:
    """A class may be an actor and a struct."""
    return f"actor {name}"


def _needs_struct(struct: Struct, known: set[str]) -> bool:
    return any(needs(field.type, known) for field in struct.fields)
