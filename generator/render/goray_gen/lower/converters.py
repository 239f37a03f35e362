"""Which results need more than what the wire gives, and the Python expression that does it.

The wire has neither tuples nor enums, and only Ray's own handles, so a result that holds one is rebuilt by small
functions of `goray.package`: `tuple`, the enum class itself, `list_of`, `dict_of`, `tuple_of`, `optional`, `struct`,
`handle_of`.
"""

from __future__ import annotations

from collections.abc import Mapping

from goray_gen.lower.type_hints import inner_types
from goray_gen.model.interface import Interface, Struct, Type


def structs_to_convert(interface: Interface) -> frozenset[str]:
    """C++ names of the structs that hold an enum, a tuple or a handle at any depth; `actor <name>` of each class."""
    classes = {_actor(item.name) for item in interface.classes}
    structs = {struct.name: struct for struct in interface.structs}
    found = set(classes)
    while grown := {name for name in structs if _needs_struct(structs[name], found)} - found:
        found |= grown
    return frozenset(found)


def returned(type_: Type, types: Mapping[str, str], structs: frozenset[str]) -> str | None:
    """The converter of a callable's result, or `None` where the wire's value will do; see `type_hints.returned`."""
    return None if type_.kind == "tuple" and not type_.elements else converter(type_, types, structs)


def converter(type_: Type, types: Mapping[str, str], structs: frozenset[str]) -> str | None:
    """An expression for a function from the wire's value to the annotated one, or `None`."""
    if not needs(type_, structs):
        return None
    inner = [converter(item, types, structs) for item in inner_types(type_)]
    match type_.kind:
        case "actor":
            return f'handle_of(__package__, "{types[type_.name]}Handle")'
        case "enum":
            return types[type_.name]
        case "struct":
            return struct_converter(types[type_.name])
        case "list":
            return f"list_of({inner[0]})"
        case "map":
            return f"dict_of({inner[0]}, {inner[1]})"
        case "tuple":
            return f"tuple_of({', '.join(map(str, inner))})" if any(inner) else "tuple"
        case _:
            return f"optional({inner[0]})"


def struct_converter(name: str) -> str:
    return f"to_{name}"


def needs(type_: Type, structs: frozenset[str] | set[str]) -> bool:
    if type_.kind in ("enum", "tuple"):
        return True
    if type_.kind == "ref":
        return False  # its value is not here yet
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
