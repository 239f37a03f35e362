"""Enums of Python that are numbers or texts: what they are in C++, and the values of their members."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping

from goray_gen.python_tasks import catalogue
from goray_gen.python_tasks.diagnostics import diagnostic
from goray_gen.python_tasks.hints import HintError
from goray_gen.python_tasks.model import Enum, EnumKind
from goray_gen.python_tasks.module import Module, ancestors

_OPERATORS: Mapping[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: lambda one, other: one + other,
    ast.BitOr: lambda one, other: one | other,
    ast.LShift: lambda one, other: one << other,
    ast.Sub: lambda one, other: one - other,
}
_OWN = frozenset({"_ignore_", "_order_"})
"""Names in the body of an enum that are no members."""


def kind_of(modules: Mapping[str, Module], module: Module, node: ast.ClassDef) -> EnumKind | None:
    """What kind of enum a class of the files is; `None`: it is not one."""
    bases = {home.qualified(base) for home, class_ in ancestors(modules, module, node) for base in class_.bases}
    plain = bases & {"enum.Enum", "enum.Flag"}
    if bases & {"enum.IntEnum", "enum.IntFlag"} or (plain and "int" in bases):
        return "flags" if bases & {"enum.IntFlag", "enum.Flag"} else "int"
    if "enum.StrEnum" in bases or (plain and "str" in bases):
        return "str"
    return "plain" if plain else None


def read_enum(module: Module, node: ast.ClassDef, *, flags: bool) -> Enum:
    """One whose members are integers. Raises HintError if a value cannot be seen."""
    members: dict[str, int] = {}
    for name, value in _assigned(node):
        number = _value(module, value, members, flags=flags)
        if number is None or not -(2**63) < number < 2**63:
            why = f"what `{name}` is cannot be seen: write a number or `auto()`"
            raise HintError(diagnostic(catalogue.NO_COUNTERPART, module.location(value), node.name, "", why, ""))
        members[name] = number
    return Enum(node.name, tuple(members.items()), flags, ast.get_docstring(node) or "", module.shown)


def _assigned(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    for item in node.body:
        match item:
            case ast.Assign([ast.Name(name)], value) if name not in _OWN:
                yield name, value
            case _:
                pass


def _value(module: Module, node: ast.expr, members: Mapping[str, int], *, flags: bool) -> int | None:
    """The value of a member, after those of `members`; `None`: nobody can see it."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, int) else None
    if isinstance(node, ast.Name):
        return members.get(node.id)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        number = _value(module, node.operand, members, flags=flags)
        return None if number is None else -number
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        one = _value(module, node.left, members, flags=flags)
        other = _value(module, node.right, members, flags=flags)
        return None if one is None or other is None or not 0 <= other < 64 else _OPERATORS[type(node.op)](one, other)
    if isinstance(node, ast.Call) and module.qualified(node.func) == "enum.auto":
        last = [0, *members.values()][-1]
        if last == max(members.values(), default=0):  # else versions of Python differ in which of the two counts
            return 1 << last.bit_length() if flags else last + 1
    return None
