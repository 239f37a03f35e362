"""The modules of Python that the extension imports by name do not import the extension; import-linter sees neither."""

from __future__ import annotations

import ast
import re

from tests.conftest import ROOT

PACKAGE = ROOT / "python" / "gorayffi"


def imported_by_extension() -> set[str]:
    sources = (PACKAGE / "_native").rglob("*.cpp")
    return {name for path in sources for name in re.findall(r'"gorayffi\.([a-z]\w*)",\s*"', path.read_text())}


def imported_by(module: str) -> set[str]:
    """The package's own modules, imports inside functions and for types included."""
    tree = ast.parse((PACKAGE / f"{module}.py").read_text())
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            names |= {node.module} if node.module else {alias.name for alias in node.names}
    return names


def test_none_imports_the_extension() -> None:
    seen: set[str] = set()
    left = imported_by_extension()
    assert "call_log" in left
    while left:
        module = left.pop()
        seen.add(module)
        found = imported_by(module)
        assert "_native" not in found, f"{module}.py imports _native, which imports it"
        left |= found - seen
