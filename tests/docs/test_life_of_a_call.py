"""docs/design/life-of-a-call.md: each line names a file, and a function that is defined in it."""

from __future__ import annotations

import ast
import re

import pytest

from tests.conftest import ROOT

STEP = re.compile(r"1\. `([^`]+)`: `(\w+)`: [A-Z].*\.")
LINES = [
    line for line in (ROOT / "docs/design/life-of-a-call.md").read_text().splitlines() if re.match(r"\d+\.|[-*] ", line)
]


def defines(name: str, text: str, language: str) -> bool:
    if language == "py":
        functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
        return any(function.name == name for function in functions)
    # A type or a class on the same line, parameters, initializers, a body; a call has a `;` or no body.
    start = r"^(?! *return )[^\n;=(]*[\w&*>:] *(?<!\w)"
    parameters = r"\((?:[^;{}]|{})*\)"
    body = r" *(?:const|noexcept)? *(?::[^;{}]*)?{"
    return re.search(start + name + parameters + body, text, re.MULTILINE) is not None


@pytest.mark.parametrize("line", LINES, ids=lambda line: "-".join(line.split("`")[1:4:2]))
def test_step(line: str) -> None:
    step = STEP.fullmatch(line)
    assert step, f"not of the form '1. `file`: `function`: what it does.': {line}"
    file, function = step.groups()
    text = (ROOT / file).read_text()
    assert defines(function, text, file.rpartition(".")[2]), f"{file} defines no {function}"
