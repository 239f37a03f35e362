"""Values as source text."""

from __future__ import annotations

import pytest
from goray_gen.lower.text import literal


@pytest.mark.parametrize("text", ["", "\\", "'\"", "\\'", '\\"', "a\n\0é", '""\'', "''\\\\'\""])
def test_literal_says_the_text(text: str) -> None:
    assert eval(literal(text)) == text


def test_literal_has_double_quotes_where_ruff_has() -> None:
    assert [literal(value) for value in ("a", 'a"b', "it's", 1, None)] == ['"a"', "'a\"b'", '"it\'s"', "1", "None"]
