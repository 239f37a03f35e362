"""What a file decorates with `@goray.remote` and `@ray.remote`, however it spells them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from goray_gen.python_tasks.module import Module

REMOTE = frozenset({"goray.remote", "ray.remote"})
Decorated = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Remote:
    """A decorated function or class. `by`: the decorator; `num_returns`: that option, if it is there."""

    module: Module
    node: Decorated
    by: str
    num_returns: ast.keyword | None


def remote_definitions(module: Module) -> Iterator[Remote]:
    """Of the last definition of each name, as Python has it, but of those that are private or left out."""
    for name, node in module.definitions.items():
        if isinstance(node, ast.expr) or name.startswith("_") or module.is_ignored(node):
            continue
        for decorator in node.decorator_list:
            by, options = _remote(module, decorator)
            if by:
                wanted = (option for option in options if option.arg == "num_returns")
                yield Remote(module, node, by, next(wanted, None))
                break


def _remote(module: Module, node: ast.expr, depth: int = 0) -> tuple[str, list[ast.keyword]]:
    """Which of the two decorators an expression is, and its options; '' if neither."""
    if isinstance(node, ast.Call):
        by, options = _remote(module, node.func, depth)
        return by, [*node.keywords, *options]
    definition = module.definition(node)
    if isinstance(definition, ast.expr) and depth < 10:  # on_gpu = ray.remote(num_gpus=1)
        return _remote(module, definition, depth + 1)
    name = "" if definition is not None else module.qualified(node)
    return (name if name in REMOTE else ""), []
