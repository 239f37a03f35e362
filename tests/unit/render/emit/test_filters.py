"""The templates' filters."""

from __future__ import annotations

import pytest
from goray_gen.emit.filters import wrapped
from goray_gen.lower.code import Code, call_parts, code
from goray_gen.lower.text import docstring


@pytest.mark.parametrize("text", ["plain", 'ends "so"', "a\\", "C:\\new", 'three """ quotes \\', "two\n\nlines"])
def test_docstring_says_the_text(text: str) -> None:
    namespace: dict[str, str] = {}
    exec(f"doc = {docstring(text)}", namespace)
    assert namespace["doc"].strip("\n") == text


def test_long_lines_are_broken_as_ruff_does() -> None:
    def def_f(*items: str) -> str:
        return wrapped([Code(item) for item in items], code("def f("), code("):"))

    assert def_f("a: int", "a: int", "a: int") == "def f(a: int, a: int, a: int):"
    assert def_f("a" * 60, "b" * 54) == f"def f(\n    {'a' * 60}, {'b' * 54}\n):"
    one, other = f"a: X[{'b' * 80} | c]", f"Y[{'d' * 80}]"
    assert def_f(f"{one} | {other} = ' | '") == f"def f(\n    {one}\n    | {other} = ' | ',\n):"
    assert def_f("a" * 60, "b" * 60) == f"def f(\n    {'a' * 60},\n    {'b' * 60},\n):"


def test_parts_of_a_call_are_found_beside_brackets_and_quotes() -> None:
    call = Code("""f=F('a(",\\'', {1: 2}, b="),")""")
    assert call_parts(call) == ["f=F(", """'a(",\\''""", "{1: 2}", 'b="),"']
    assert call_parts(Code("a | b")) == ["a | b"]
