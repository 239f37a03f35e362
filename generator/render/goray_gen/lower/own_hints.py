"""Type hints that users write in C++, as `kPython` of a `goray::Codec`."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from goray_gen.errors import GenError
from goray_gen.lower.code import Code, spelled
from goray_gen.model.interface import Interface, Type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NODES = (ast.Expression, ast.Name, ast.Attribute, ast.Load, ast.Subscript, ast.Tuple, ast.BinOp, ast.BitOr)
_NAME = re.compile(r"[A-Za-z_][\w.]*")


def own_hint(type_: Type, spell: Callable[[str], Code]) -> Code:
    """The hint of a type that has one. `spell` says a name without dots.

    Raises:
        GenError: it is not a type hint.
    """
    try:
        tree = ast.parse(type_.python.strip(), mode="eval")
    except SyntaxError:
        tree = None
    nones = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value is None] if tree else []
    if tree is None or not all(isinstance(node, _NODES) or node in nones for node in ast.walk(tree)):
        raise GenError(
            f"goray::Codec<{type_.cpp.removeprefix('::')}>: its kPython is {type_.python!r}, which is not a type hint; "
            'write names, brackets and bars, such as "int | str" or "decimal.Decimal"'
        )
    return spelled(_NAME.sub(lambda found: found[0] if "." in found[0] else spell(found[0]), ast.unparse(tree)))


def modules_of(interface: Interface) -> dict[str, str]:
    """First word of a dotted name in such a hint -> the module to import for it."""
    names = (name for type_ in _types(interface) for name in _NAME.findall(type_.python) if "." in name)
    return {name.partition(".")[0]: name.rpartition(".")[0] for name in names}


def _types(interface: Interface) -> Iterator[Type]:
    """All that a signature or a field has, and all inside of it."""
    callables = [*interface.tasks, *(actor.factory for actor in interface.actors)]
    callables += [method for class_ in interface.classes for method in class_.methods]
    left = [parameter.type for callable_ in callables for parameter in callable_.parameters]
    left += [callable_.result for callable_ in callables]
    left += [field.type for struct in interface.structs for field in struct.fields]
    while left:
        type_ = left.pop()
        yield type_
        left += [inner for inner in (type_.key, type_.element, *type_.elements) if inner is not None]
