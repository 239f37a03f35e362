"""The limits of both languages are the same, and docs/reference/limits.md states each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from gorayffi import limits

_ROOT = Path(__file__).parents[3]
_HEADER = re.sub(r"//.*", "", (_ROOT / "runtime/include/goray/wire/limits.h").read_text())
_PAGE = (_ROOT / "docs/reference/limits.md").read_text().partition("## RPyC")[0]
_OF_PYTHON = {name: value for name, value in vars(limits).items() if name.isupper()}
_BITS = "ACTOR_BITS"


def _of_cpp() -> dict[str, int]:
    found = re.findall(r"inline constexpr [\w:]+ k(\w+) = (\d+);", _HEADER)
    return {re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper(): int(value) for name, value in found}


def test_python_s_table_agrees_with_that_of_cpp() -> None:
    assert _OF_PYTHON
    assert {name: _of_cpp().get(name) for name in _OF_PYTHON} == _OF_PYTHON


def test_every_limit_of_the_header_is_read() -> None:
    assert _HEADER.count("constexpr") == len(_of_cpp())


@pytest.mark.parametrize("name", _of_cpp())
def test_the_page_states_it(name: str) -> None:
    value = _of_cpp()[name]
    value = 1 << value if name == _BITS else value
    written = {f"{value:,}", f"{value // 1024} KiB"}
    assert any(re.search(rf"(?<![\d,]){re.escape(text)}(?!,?\d)", _PAGE) for text in written), f"{name}: {written}"
