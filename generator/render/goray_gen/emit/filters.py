"""The filters of the templates. They are layout only: what is printed was decided before, in `lower`."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH = 120
"""Columns of a generated line, as in pyproject.toml and .clang-format."""


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
