"""The filters of the templates for layout. Those that make source text of the user's are in `lower.text`."""

from __future__ import annotations

from collections.abc import Sequence

from goray_gen.lower.code import Code, alternatives, call_parts, code, joined, spaces

WIDTH = 120
"""Columns of a generated line, as in pyproject.toml and .clang-format."""


def wrapped(items: Sequence[Code], head: Code, tail: Code, indent: int = 0) -> Code:
    """`head`, the items, `tail`: on one line if it fits, else as ruff breaks it. The template indents the first line.

    Example:
        >>> wrapped([code("a: int"), code("b: int")], code("def f("), code(") -> int:"))
        'def f(a: int, b: int) -> int:'
    """
    line = code("{}{}{}", head, joined(", ", items), tail)
    if indent + len(line) <= WIDTH or not items:
        return line
    inner, outer = spaces(indent + 4), spaces(indent)
    together = code("{}{}", inner, joined(", ", items))
    body = together if len(together) <= WIDTH else joined("\n", (_line(item, inner) for item in items))
    return code("{}\n{}\n{}{}", head, body, outer, tail)


def braced(items: Sequence[Code], head: Code, tail: Code, indent: int = 0) -> Code:
    """The same for the items of a dict, of which ruff puts each on a line of its own."""
    line = code("{}{}{}", head, joined(", ", items), tail)
    if indent + len(line) <= WIDTH or not items:
        return line
    inner = spaces(indent + 4)
    return code("{}\n{}\n{}{}", head, joined("\n", (_line(item, inner) for item in items)), spaces(indent), tail)


def _line(item: Code, indent: Code) -> Code:
    line = code("{}{},", indent, item)
    if len(line) <= WIDTH:
        return line
    choices, (head, *items) = alternatives(item), call_parts(item)
    if len(choices) == 1 and items:
        return code("{}{},", indent, wrapped(items, head, code(")"), len(indent)))
    return code("{}{},", indent, joined(code("\n{}| ", indent), choices))


def padded(text: Code, width: int) -> Code:
    """`text` with spaces after it, up to `width` columns."""
    return code("{}{}", text, spaces(width - len(text)))
