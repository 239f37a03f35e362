"""The table in README.md names tests that exist."""

from __future__ import annotations

import re

from tests.conftest import ROOT

HERE = ROOT / "tests/rpyc"


def test_every_case_has_its_tests() -> None:
    rows = re.findall(r"^\| (\d+)\. .*? \| (.*) \|$", (HERE / "README.md").read_text(), re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 31))
    cpp = [path.read_text() for folder in (HERE / "live", ROOT / "tests/unit/rpyc") for path in folder.glob("*.cpp")]
    exist = {".".join(name) for text in cpp for name in re.findall(r"^TEST(?:_F)?\((\w+), (\w+)", text, re.MULTILINE)}
    for path in HERE.glob("test_*.py"):
        exist |= {f"{path.name}::{name}" for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE)}
    for number, names in rows:
        tests = re.findall(r"`([^`]+)`", names)
        assert tests, f"case {number} has no test"
        assert exist.issuperset(tests), f"case {number}: no such test: {sorted(set(tests) - exist)}"
