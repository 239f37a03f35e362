"""Text of the user's as source text: it stays text, whatever it is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import goray_gen
import pytest
from goray_gen.errors import GenError
from goray_gen.lower import text
from goray_gen.lower.code import Code, code, joined

HOSTILE = [
    "",
    "\\",
    "'\"",
    "\\'",
    '\\"',
    "a\n\0é",
    '""\'',
    "''\\\\'\"",
    '"""',
    '""""',
    '\\"""\\',
    "\r\n\u2028\x1b[2J",
    "\ud800",
    "tri??/",
    '*/ "); }',
]


@pytest.mark.parametrize("said", HOSTILE)
def test_literal_says_the_text(said: str) -> None:
    assert ast.literal_eval(text.literal(said)) == said


def test_literal_has_double_quotes_where_ruff_has() -> None:
    assert [text.literal(value) for value in ("a", 'a"b', "it's", 1, None)] == ['"a"', "'a\"b'", '"it\'s"', "1", "None"]


@pytest.mark.parametrize("said", HOSTILE)
def test_docstring_is_one_string(said: str) -> None:
    found = ast.literal_eval(text.docstring(said))
    expected = said.replace("\r\n", "\n").translate({0: None, 27: None, 0x2028: " ", 0xD800: "\ufffd"})
    assert found.rstrip() == expected.rstrip()


@pytest.mark.parametrize("said", HOSTILE)
def test_a_comment_takes_no_line_of_code(said: str) -> None:
    lines = text.cpp_comment(said).split("\n")
    assert all(re.fullmatch(r"//( [^\x00-\x1f]*)?", line) for line in lines)
    assert not any(line.endswith(("\\", "??/")) for line in lines)
    assert "\n" not in text.cpp_comment_line(said) + text.python_comment(said)


def test_a_comment_at_the_top_of_a_file_is_no_encoding() -> None:
    assert not re.search(r"coding[:=]\s*([-\w.]+)", text.python_comment("coding=latin-1 coding: x"))


def test_literals_of_other_languages() -> None:
    assert text.quote('a"b\\c\n\x01?') == r'"a\"b\\c\n\001\?"'
    assert text.go_quote('a"b\\c\n\x01é') == '"a\\"b\\\\c\\n\\x01é"'


def test_a_file_that_c_cannot_include_is_refused() -> None:
    assert text.include_path("a b/$'.h") == '"a b/$\'.h"'
    for path in ('a"b.h', "a\nb.h", "a\rb.h"):
        with pytest.raises(GenError, match="rename it"):
            text.include_path(path)


def test_code_takes_code_only() -> None:
    assert code("{} = {}", code("a"), 1) == "a = 1"
    for wrong in (lambda: code("{}", "doc"), lambda: joined(", ", [code("a"), "doc"])):  # type: ignore[list-item, arg-type]
        with pytest.raises(TypeError, match="went through no filter"):
            wrong()


def test_only_filters_and_allocators_make_code() -> None:
    package = Path(goray_gen.__file__).parent
    making = {path.name for path in package.rglob("*.py") if re.search(rf"\b{Code.__name__}\(", path.read_text())}
    assert making == {"allocator.py", "code.py", "text.py"}
