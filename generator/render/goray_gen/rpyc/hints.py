"""Type hints -> `Type`. A hint that is not understood is `any`: the client then takes and returns dynamic values."""

from __future__ import annotations

import ast

from goray_gen.rpyc.model import ANY, Type, TypeKind

SCALARS: dict[str, Type] = {
    "bool": Type("bool"),
    "bytearray": Type("bytes"),
    "bytes": Type("bytes"),
    "float": Type("float"),
    "int": Type("int"),
    "None": Type("none"),
    "str": Type("str"),
}
CONTAINERS: dict[str, TypeKind] = {
    "Collection": "list",
    "Dict": "dict",
    "FrozenSet": "set",
    "Iterable": "list",
    "List": "list",
    "Mapping": "dict",
    "Optional": "optional",
    "Sequence": "list",
    "Set": "set",
    "Tuple": "tuple",
    "dict": "dict",
    "frozenset": "set",
    "list": "list",
    "set": "set",
    "tuple": "tuple",
}
ARITY: dict[TypeKind, int] = {"dict": 2, "list": 1, "optional": 1, "set": 1}


def type_of(node: ast.expr | None) -> Type:
    """The type that an annotation says, `ANY` for none.

    Example:
        >>> type_of(ast.parse("dict[str, list[int]]", mode="eval").body).kind
        'dict'
    """
    if node is None:
        return ANY
    if isinstance(node, ast.Constant):
        return (
            type_of_text(node.value) if isinstance(node.value, str) else SCALARS["None"] if node.value is None else ANY
        )
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return union([node.left, node.right])
    if isinstance(node, ast.Subscript):
        return subscripted(last_name(node.value), arguments_of(node))
    name = last_name(node)
    if name in CONTAINERS:
        kind = CONTAINERS[name]
        return Type(kind, (ANY,) * ARITY[kind]) if kind in ARITY and kind != "optional" else ANY
    return SCALARS.get(name, ANY)


def type_of_text(text: str) -> Type:
    try:
        return type_of(ast.parse(text, mode="eval").body)
    except SyntaxError:
        return ANY


def last_name(node: ast.expr) -> str:
    """`typing.List` -> `List`."""
    return ast.unparse(node).rpartition(".")[2]


def arguments_of(node: ast.Subscript) -> list[ast.expr]:
    return node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]


def subscripted(name: str, arguments: list[ast.expr]) -> Type:
    if name == "Union":
        return union(arguments)
    if name == "Annotated":
        return type_of(arguments[0])
    kind = CONTAINERS.get(name)
    if kind == "tuple":
        if len(arguments) == 2 and isinstance(arguments[1], ast.Constant) and arguments[1].value is ...:
            return Type("list", (type_of(arguments[0]),))
        return Type("tuple", tuple(type_of(argument) for argument in arguments))
    if kind == "optional":
        return optional(type_of(arguments[0]))
    if kind is None or len(arguments) != ARITY[kind]:
        return ANY
    return Type(kind, tuple(type_of(argument) for argument in arguments))


def union(alternatives: list[ast.expr]) -> Type:
    """`T | None` is an optional; any other union is dynamic."""
    types = [type_of(alternative) for alternative in alternatives]
    others = [type_ for type_ in types if type_.kind != "none"]
    if len(others) == 1 and len(types) == 2:
        return optional(others[0])
    return ANY


def optional(item: Type) -> Type:
    return item if item.kind in ("any", "optional", "none") else Type("optional", (item,))
