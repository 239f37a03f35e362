"""Import lines for a generated module, from the names that its body uses; so a template never lists one too many."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from goray_gen.emit.filters import WIDTH
from goray_gen.lower.text import order_of_imports

MODULES: Mapping[str, str] = {
    "builtins": "builtins",
    "collections": "collections.abc",
    "dataclasses": "dataclasses",
    "datetime": "datetime",
    "enum": "enum",
    "goray": "goray.typing",
    "numpy": "numpy",
    "os": "os",
    "pathlib": "pathlib",
    "pyarrow": "pyarrow",
    "typing": "typing",
}
"""First word of a dotted name in a body -> the module to import for it."""
_DEF = ast.FunctionDef


def used_names(body: str) -> set[str]:
    """The names that `body` uses from outside, but none that is a parameter where it is used."""
    return {node.id for node in _loaded(ast.parse(body))}


def _modules_used(body: str) -> set[str]:
    """Those of `used_names` that a dot follows: `enum` of `enum.IntEnum`."""
    tree = ast.parse(body)
    bases = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return {node.id for node in _loaded(tree) if id(node) in bases}


def _loaded(node: ast.AST) -> Iterator[ast.Name]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield node
    own = {arg.arg for arg in ast.walk(node.args) if isinstance(arg, ast.arg)} if isinstance(node, _DEF) else set[str]()
    inside = node.body if isinstance(node, _DEF) else []
    for child in ast.iter_child_nodes(node):
        yield from (name for name in _loaded(child) if child not in inside or name.id not in own)


_ONLY_CHECKED = ("numpy", "pyarrow")
"""What a module needs for its annotations alone, which type checkers read. Importing them takes longest."""


def import_lines(
    body: str,
    sources: Mapping[str, str],
    always: Iterable[str] = (),
    whole: Mapping[str, str] | None = None,
    *,
    is_stub: bool = False,
) -> str:
    """Sorted import statements for what `body` uses.

    Args:
        body: Python source without imports.
        sources: Name -> the module it is imported from (`"goray.typing"`, `"."`, `"._app:app"` under another name).
        always: Names of `sources` that are imported even if the body does not use them.
        whole: More of `MODULES`.
        is_stub: Whether all of it is for type checkers.
    """
    modules = {**MODULES, **(whole or {})}
    used = used_names(body) | set(always)
    groups: dict[int, dict[str, list[str]]] = {}
    checked: dict[str, list[str]] = {}

    def add(module: str, statement: str) -> list[str]:
        is_checked = module.split(".")[0] in _ONLY_CHECKED and not is_stub
        group = checked if is_checked else groups.setdefault(_group(module), {})
        return group.setdefault(statement, [])

    for name in (_modules_used(body) | set(always)) & set(modules) - set(sources):
        add(modules[name], f"import {modules[name]}")
    for name in sorted(used & set(sources), key=order_of_imports):
        module, _, original = sources[name].partition(":")
        add(module, f"from {module} import").append(name if not original else f"{original} as {name}")
    if checked:
        add("typing", "from typing import").insert(0, "TYPE_CHECKING")
    parts = ["\n".join(_lines(groups[group])) for group in sorted(groups)]
    parts += ["if TYPE_CHECKING:\n" + "\n".join(f"    {line}" for line in _lines(checked))] if checked else []
    return "\n\n".join(parts)


def _lines(statements: Mapping[str, list[str]]) -> list[str]:
    lines: list[str] = []
    for head in sorted(statements, key=lambda head: (head.startswith("from"), head)):
        plain = [name for name in statements[head] if " as " not in name]
        if plain or not statements[head]:
            lines.append(_line(head, plain))
        lines += [f"{head} {name}" for name in statements[head] if " as " in name]
    return lines


def _line(head: str, names: list[str]) -> str:
    line = f"{head} {', '.join(names)}".rstrip()
    return line if len(line) <= WIDTH else f"{head} (\n" + "".join(f"    {name},\n" for name in names) + ")"


def _group(module: str) -> int:
    """The order of groups: `__future__`, standard library, goray and Ray, the app's own package, relative."""
    if module.startswith("."):
        return 4
    first = module.split(".")[0]
    return {"__future__": 0, "goray": 2, "numpy": 2, "pyarrow": 2, "ray": 2, "typing_extensions": 2}.get(
        first, 1 if first in MODULES else 3
    )
