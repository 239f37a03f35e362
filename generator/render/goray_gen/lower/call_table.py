"""Callables as the call table tells them to a host that has the library alone; abi/goray_interface.h has the layout."""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping, Sequence

from goray_gen.lower.code import Code, code, joined
from goray_gen.lower.text import quote, quote_bytes
from goray_gen.model.interface import Callable, Default, Enum, Parameter, Type

_WORDS: Mapping[str, str] = {"args": "list<any>", "shared_ptr": "optional", "unique_ptr": "optional", "void": "nil"}
"""Of kinds that are not called as the model calls them."""


def type_text(type_: Type) -> str:
    """The type as hosts read it: `map<string,list<float64>>`."""
    if type_.kind == "int":
        return f"{'int' if type_.signed else 'uint'}{type_.bits}"
    if type_.kind in ("complex", "float"):
        return f"{type_.kind}{type_.bits * (2 if type_.kind == 'complex' else 1)}"
    inner = [type_text(part) for part in (type_.key, type_.element, *type_.elements) if part]
    if type_.name and type_.kind in ("actor", "enum", "opaque", "struct"):
        inner = [type_.name]
    if type_.kind == "ndarray":
        inner += [str(type_.rank), *(["writable"] if type_.writable else [])]
    word = _WORDS.get(type_.kind, type_.kind)
    return f"{word}<{','.join(inner)}>" if inner else word


def packed(default: Default, type_: Type, enums: Mapping[str, Enum]) -> bytes | None:
    """The default as a msgpack value; `None` where only C++ can evaluate it, as in `defaults`."""
    return _packed(default.value, type_, enums) if default.has_value else None


def _packed(value: object, type_: Type, enums: Mapping[str, Enum]) -> bytes | None:
    if type_.kind in ("optional", "shared_ptr", "unique_ptr"):
        if value is None:
            return b"\xc0"
        return _packed(value, type_.element, enums) if type_.kind == "optional" and type_.element else None
    if type_.kind == "bool" and isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, bool):
        return None
    if type_.kind == "float" and isinstance(value, int | float):
        return b"\xcb" + struct.pack(">d", value) if math.isfinite(value) else None
    if type_.kind == "enum" and isinstance(value, int):
        enum = enums[type_.name]
        known = enum.flags or any(item.value == value for item in enum.enumerators)
        return _packed_int(value) if known else None
    if type_.kind == "int" and isinstance(value, int):
        return _packed_int(value)
    return _packed_text(value.encode(errors="replace")) if type_.kind == "string" and isinstance(value, str) else None


def _packed_int(value: int) -> bytes:
    if -32 <= value < 128:
        return struct.pack("b", value)
    return b"\xd3" + struct.pack(">q", value) if value < 2**63 else b"\xcf" + struct.pack(">Q", value)


def _packed_text(text: bytes) -> bytes:
    if len(text) < 32:
        return bytes([0xA0 | len(text)]) + text
    return b"\xdb" + struct.pack(">I", len(text)) + text


def told(
    group: Sequence[Callable],
    names: Sequence[Sequence[Code]],
    results: Sequence[str],
    invoker: Code,
    enums: Mapping[str, Enum],
) -> Code:
    """Definitions of the parameters of a callable or of its overloads, and of `kOverloadsOf<invoker>`, which has all.

    `names`: of the parameters of each of `group`; `results`: the type that each gives.
    """
    parts: list[Code] = []
    rows: list[Code] = []
    for i, (callable_, given, result) in enumerate(zip(group, names, results, strict=True), 1):
        name = code("kParametersOf{}", invoker)
        name = code("{}_{}", name, i) if len(group) > 1 else name
        lines = [_parameter(each, own, enums) for each, own in zip(callable_.parameters, given, strict=True)]
        if lines:
            parts.append(code("constexpr ::GorayParameter {}[] = {{\n{}\n}};", name, joined("\n", lines)))
        count = len(lines)
        rows.append(code("{{{}, {}, {}}}", name if count else code("nullptr"), count, quote(result)))
    table = joined(",\n    ", rows)
    pattern = code("{{{}}}", table) if len(rows) == 1 else code("{{\n    {},\n}}", table)
    return joined("\n", [*parts, code("constexpr ::GorayOverload kOverloadsOf{}[] = {};", invoker, pattern)])


def _parameter(parameter: Parameter, name: Code, enums: Mapping[str, Enum]) -> Code:
    flags, told_type = code("0"), type_text(parameter.type)
    if parameter.type.kind == "args":
        flags, told_type = code("GORAY_VARIADIC"), "any"
    elif parameter.default:
        flags = code("GORAY_HAS_DEFAULT")
    value = packed(parameter.default, parameter.type, enums) if parameter.default else None
    pair = (code("nullptr"), 0) if value is None else (quote_bytes(value), len(value))
    return code("    {{{}, {}, {}, {}, {}}},", quote(name), quote(told_type), flags, *pair)


def flags_of(group: Sequence[Callable]) -> Code:
    """Those of the callable, as C++ has them."""
    found = [code("GORAY_KEEPS_GIL")] if all(callable_.hold_gil for callable_ in group) else []
    found += [code("GORAY_DEPRECATED")] if all(callable_.deprecated is not None for callable_ in group) else []
    found += [code("GORAY_TAKES_COLUMNS")] if takes_columns(group) else []
    return joined(" | ", found) if found else code("0")


def takes_columns(group: Sequence[Callable]) -> bool:
    """Whether its invoker calls it for item after item; see `GorayColumns`."""
    return (
        len(group) == 1
        and bool(group[0].parameters)
        and not group[0].coroutine
        and all(_is_number(type_) for type_ in (group[0].result, *(each.type for each in group[0].parameters)))
    )


def _is_number(type_: Type) -> bool:
    """Whether a slot holds it as it is."""
    return type_.kind in ("bool", "float", "int") and not type_.user_codec
