"""Pages that name tests: whether each named test exists."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

from tests.conftest import ROOT


@functools.cache
def names_in(path: str) -> frozenset[str]:
    """The tests of a file: functions of Python, `Suite.Name` of GoogleTest."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".cpp":
        return frozenset(f"{suite}.{name}" for suite, name in re.findall(r"^TEST\w*\((\w+),\s*(\w+)\)", text, re.M))
    return frozenset(node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))


def missing(test: str) -> str:
    """Empty if the test `path::name` or `path::name[parameter]` exists, else what is wrong with it.

    A parameter has to be a literal of the file, or of a table of cases beside it.
    """
    path, _, rest = test.partition("::")
    name, _, parameter = rest.partition("[")
    if name not in names_in(path):
        return f"{path} has no test {name}"
    if not parameter:
        return ""
    files = [ROOT / path, (ROOT / path).with_name("cases.py")]
    literals = {value for file in files if file.is_file() for value in _literals(str(file))}
    if parameter.removesuffix("]") not in literals:
        return f"{path}: {name} has no parameter {parameter.removesuffix(']')}"
    return ""


@functools.cache
def _literals(file: str) -> frozenset[str]:
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    return frozenset(n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
