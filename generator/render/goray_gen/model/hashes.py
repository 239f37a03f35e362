"""Hashes by which a Python package and a library tell whether they were generated from the same declarations."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from goray_gen.model import overloads
from goray_gen.model.interface import Callable, Default, Enum, Interface, Struct, Type

_DIGITS = 16
"""Hexadecimal; an accident, not an attacker, is to be noticed."""


def hash_of(callable_: Callable, interface: Interface) -> str:
    """Of what a caller and the callee must agree on: names, types, defaults, and what the types consist of.

    Places, documentation and the C++ spelling of a type are not in it.
    """
    structs = {struct.name: struct for struct in interface.structs}
    enums = {enum.name: enum for enum in interface.enums}
    used: dict[str, Any] = {}

    def note(type_: Type) -> Any:
        """The type as JSON; the structs and enums inside go to `used`."""
        if type_.kind in ("enum", "struct") and type_.name not in used:
            used[type_.name] = None  # a struct may hold itself
            used[type_.name] = _struct(structs[type_.name]) if type_.name in structs else _enum(enums[type_.name])
        parts = {field.name: getattr(type_, field.name) for field in dataclasses.fields(Type)}
        del parts["cpp"], parts["reference"], parts["user_codec"], parts["view"]
        if not type_.python:
            del parts["python"]
        if type_.kind != "ndarray":
            del parts["rank"], parts["writable"]
        parts["elements"] = [note(inner) for inner in type_.elements]
        for inner in ("key", "element"):
            parts[inner] = note(parts[inner]) if parts[inner] else None
        return parts

    def _struct(struct: Struct) -> Any:
        return [[field.name, note(field.type), _default(field.default)] for field in struct.fields]

    def _enum(enum: Enum) -> Any:
        return [[item.name, item.value] for item in enum.enumerators] + ([["flags"]] if enum.flags else [])

    parameters = [[p.name, note(p.type), _default(p.default)] for p in callable_.parameters]
    told = [callable_.name, parameters, note(callable_.result), used, *(["coroutine"] if callable_.coroutine else [])]
    text = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _default(default: Default | None) -> Any:
    return default and [default.cpp, default.value if default.has_value else None]


def hash_of_all(callables: Sequence[Callable], interface: Interface) -> str:
    """Of a callable, or of all overloads of a name."""
    each = [hash_of(callable_, interface) for callable_ in callables]
    return each[0] if len(each) == 1 else hashlib.sha256(" ".join(each).encode()).hexdigest()[:_DIGITS]


def hashes(interface: Interface) -> dict[str, str]:
    """Hashes of all callables, by `task <name>`, `actor <name>` and `method <factory>.<name>`."""
    methods = {class_.name: class_.methods for class_ in interface.classes}
    tasks = overloads.named(interface.tasks).items()
    found = {f"task {name}": hash_of_all(group, interface) for name, group in tasks}
    for name, actors in overloads.factories(interface.actors).items():
        found[f"actor {name}"] = hash_of_all([actor.factory for actor in actors], interface)
        for method, group in overloads.named(methods[actors[0].class_name]).items():
            found[f"method {name}.{method}"] = hash_of_all(group, interface)
    return found
