"""The templates' filters."""

from __future__ import annotations

import pytest
from goray_gen.emit.filters import docstring, wrapped


@pytest.mark.parametrize("text", ["plain", 'ends "so"', "a\\", "C:\\new", 'three """ quotes \\', "two\n\nlines"])
def test_docstring_says_the_text(text: str) -> None:
    namespace: dict[str, str] = {}
    exec(f"doc = {docstring(text)}", namespace)
    assert namespace["doc"].strip("\n") == text


def test_long_lines_are_broken_as_ruff_does() -> None:
    assert wrapped(["a: int"] * 3, "def f(", "):") == "def f(a: int, a: int, a: int):"
    assert wrapped(["a" * 60, "b" * 54], "def f(", "):") == f"def f(\n    {'a' * 60}, {'b' * 54}\n):"
    assert wrapped(["a" * 60, "b" * 60], "f(", ")", 4) == f"f(\n        {'a' * 60},\n        {'b' * 60},\n    )"
