"""The names of Python's exceptions in C++ and the classes that gorayffi has for them."""

from __future__ import annotations

import builtins
import re
from pathlib import Path

from gorayffi import errors

_RUNTIME = Path(__file__).parents[3] / "runtime"
_KNOWN_CLASSES = errors._BY_PY_TYPE  # pyright: ignore[reportPrivateUsage]


def _quoted(path: str, start: str) -> set[str]:
    text = (_RUNTIME / path).read_text()
    table = text[text.index(start) :]
    return set(re.findall(r'"(\w+)"', table[: table.index("};")]))


def test_a_user_may_register_exactly_the_builtins_that_have_a_class() -> None:
    in_cpp = _quoted("include/goray/exception.h", "kKnown[] = {")
    assert in_cpp == {name for name in _KNOWN_CLASSES if hasattr(builtins, name)} | {"RuntimeError"}


def test_what_standard_exceptions_become_has_a_class() -> None:
    assert _quoted("debugging/exception_type.cpp", "registered_{") <= {*_KNOWN_CLASSES, "RuntimeError"}
