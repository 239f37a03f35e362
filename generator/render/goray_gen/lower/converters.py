"""Which results need more than what the wire gives, and the Python expression that does it.

The wire has no tuples, sets, enums, paths, durations and complex numbers, and only Ray's own handles, so a result that
holds one is rebuilt by small functions of `goray.package`: `callback_of`, `list_of`, `set_of`, `dict_of`, `tuple_of`,
`optional`, `struct`, `dataclass_of`, `complex_of`, `datetime_of`, `timedelta_of`, `handle_of`, and by the classes
`tuple`, `set`, `pathlib.Path` and the enums. `one_of` finds the alternative of a variant that a value is, by a
pattern of each that needs a converter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goray_gen.lower.code import Code, code, joined
from goray_gen.lower.text import literal
from goray_gen.lower.type_hints import Scope, alternatives_of, inner_types
from goray_gen.model.interface import Interface, Struct, Type


@dataclass(frozen=True)
class Structs:
    """What converters know of the app's structs."""

    converted: frozenset[str]
    """See `structs_to_convert`."""
    fields: Mapping[str, tuple[str, ...]]
    """C++ name -> the names of its fields."""

    @staticmethod
    def of(interface: Interface, *, dataclasses: bool = False) -> Structs:
        fields = {struct.name: tuple(field.name for field in struct.fields) for struct in interface.structs}
        return Structs(structs_to_convert(interface, dataclasses=dataclasses), fields)


def structs_to_convert(interface: Interface, *, dataclasses: bool = False) -> frozenset[str]:
    """C++ names of structs that hold what the wire does not have, at any depth; `actor <name>` of each class.

    Args:
        interface: The app.
        dataclasses: Whether structs are dataclasses, which the wire does not have either.
    """
    structs = {struct.name: struct for struct in interface.structs}
    found = {_actor(item.name) for item in interface.classes} | (structs.keys() if dataclasses else set[str]())
    while grown := {name for name in structs if _needs_struct(structs[name], found)} - found:
        found |= grown
    return frozenset(found)


def returned(type_: Type, scope: Scope, structs: Structs) -> Code | None:
    """The converter of a callable's result, or `None` where the wire's value will do; see `type_hints.returned`."""
    return None if type_.kind == "tuple" and not type_.elements else converter(type_, scope, structs)


def converter(type_: Type, scope: Scope, structs: Structs) -> Code | None:
    """An expression for a function from the wire's value to the annotated one, or `None`."""
    if not needs(type_, structs.converted):
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
        case "function":
            return code("callback_of({})", joined(", ", inner[1:])) if any(found[1:]) else None
        case "map":
            return code("dict_of({}, {})", inner[0], inner[1])
        case "tuple":
            return code("tuple_of({})", joined(", ", inner)) if any(found) else code("tuple")
        case "variant":
            return _one_of(type_, scope, structs)
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


def _one_of(type_: Type, scope: Scope, structs: Structs) -> Code:
    """Of those alternatives that need it; what no pattern fits is as it shall be."""
    cases = ((_pattern(one, structs), converter(one, scope, structs)) for one in alternatives_of(type_))
    return code("one_of({})", joined(", ", (code("({}, {})", fits, how) for fits, how in cases if how is not None)))


def _pattern(type_: Type, structs: Structs) -> Code:
    """What values of `type_` look like on the wire, for `goray.package.convert.fits`."""
    inner = [_pattern(item, structs) for item in inner_types(type_)]
    match type_.kind:
        case "bool" | "bytes" | "float" | "int":
            return literal(type_.kind)
        case "complex":
            return code('("float", "float")')
        case "duration":
            return literal("float")
        case "enum":
            return literal("int")
        case "list" | "set":
            return code("[{}]", inner[0])
        case "map":
            return code("{{{}: {}}}", inner[0], inner[1])
        case "nil" | "void":
            return literal("None")
        case "optional" | "shared_ptr" | "unique_ptr" | "variant":
            none = [literal("None")] if type_.kind != "variant" else []
            return code("either({})", joined(", ", [*inner, *none]))
        case "path" | "string":
            return literal("str")
        case "struct":
            return code("{{{}}}", joined(", ", map(literal, structs.fields[type_.name])) or code("*()"))
        case "time_point":
            return literal("time")
        case "tuple":
            return code("({}{})", joined(", ", inner), code("," if len(inner) == 1 else ""))
        case _:
            return literal("other")


def _actor(name: str) -> str:
    """A class may be an actor and a struct."""
    return f"actor {name}"


def _needs_struct(struct: Struct, known: set[str]) -> bool:
    return any(needs(field.type, known) for field in struct.fields)
