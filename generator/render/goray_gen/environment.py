"""Jinja2 as the templates use it. The filters are layout only: what is printed was decided before, in `lower_*`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2

from goray_gen.resources import templates_dir

WIDTH = 120
"""Columns of a generated line, as in pyproject.toml and .clang-format."""


def make_environment(templates: Path | None = None) -> jinja2.Environment:
    """An environment over `templates` (default: ours), in which a misspelt name is an error, not an empty text."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates or templates_dir()),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    filters: dict[str, Any] = environment.filters
    filters.update(docstring=docstring, literal=literal, wrapped=wrapped)
    return environment


def docstring(text: str, indent: int = 0) -> str:
    r"""`text` as a docstring whose first line the template has indented already.

    Example:
        >>> docstring("Says \"hi\".")
        '\"\"\"Says "hi".\"\"\"'
    """
    raw = "\\" in text and '"""' not in text and not text.endswith(("\\", '"'))
    if not raw:
        text = text.replace("\\", "\\\\").replace('"""', r"\"\"\"")
        text = text[:-1] + r"\"" if text.endswith('"') else text
    first, *rest = text.split("\n")
    lines = [first, *(" " * indent + line if line else "" for line in rest)]
    if len(lines) > 1:
        lines.append(" " * indent)
    return f'{"r" if raw else ""}"""' + "\n".join(lines) + '"""'


def literal(value: object) -> str:
    r"""`value` as Python source, a string in the quotes that ruff prefers.

    Example:
        >>> literal("it's")
        '"it\'s"'
    """
    if not isinstance(value, str):
        return repr(value)
    both = "'\""
    single = repr(both + value)[len(repr(both)) - 1 : -1]  # for both quotes `repr` escapes the single one only
    if value.count('"') > value.count("'"):
        return f"'{single}'"
    double = single.replace("\\'", "'").replace('"', '\\"')
    return f'"{double}"'


def wrapped(items: Sequence[str], head: str, tail: str, indent: int = 0) -> str:
    """`head`, the items, `tail`: on one line if it fits, else as ruff breaks it. The template indents the first line.

    Example:
        >>> wrapped(["a: int", "b: int"], "def f(", ") -> int:")
        'def f(a: int, b: int) -> int:'
    """
    line = head + ", ".join(items) + tail
    if indent + len(line) <= WIDTH or not items:
        return line
    inner = " " * (indent + 4)
    joined = inner + ", ".join(items)
    body = joined if len(joined) <= WIDTH else "\n".join(f"{inner}{item}," for item in items)
    return f"{head}\n{body}\n{' ' * indent}{tail}"
