"""Python functions that a library sends as source."""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable
from typing import Any


@functools.lru_cache(maxsize=256)
def _compile(code: str) -> tuple[Any, str]:
    tree = ast.parse(code)
    names = parse_function_name(code)
    if len(names) != 1:
        found = f"but it defines {', '.join(names)}" if names else "but it defines none"
        raise ValueError(f"the code must define exactly one function at its top level, {found}")
    return compile(tree, "<code from the library>", "exec"), names[0]


def parse_function_name(code: str) -> list[str]:
    """Names of the functions defined at the top level. Raises SyntaxError."""
    return [node.name for node in ast.parse(code).body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def function_from_code(code: str) -> Callable[..., Any]:
    """The one function that `code` defines, in a namespace of its own; other statements at the top level run first.

    Raises:
        SyntaxError: it is not Python.
        ValueError: it does not define exactly one function.
    """
    compiled, name = _compile(code)
    namespace: dict[str, Any] = {"__name__": "<code from the library>"}
    exec(compiled, namespace)  # what the command is for
    function: Callable[..., Any] = namespace[name]
    return function
