"""README.md: every known defect has tests, and they exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.evidence import missing

ROWS = re.findall(r"^\| (R?\d+) \|.*\| (.*) \|$", Path(__file__).with_name("README.md").read_text(), re.M)


def test_every_row_is_there() -> None:
    assert [row for row, _ in ROWS] == [*map(str, range(1, 25)), *(f"R{number}" for number in range(1, 7))]


@pytest.mark.parametrize(("row", "tests"), ROWS, ids=[row for row, _ in ROWS])
def test_its_tests_exist(row: str, tests: str) -> None:  # noqa: ARG001
    ids = re.findall("`([^`]+)`", tests)
    assert ids
    assert [complaint for test in ids if (complaint := missing(test))] == []


def test_a_test_that_does_not_exist_is_told() -> None:
    assert (
        missing("tests/upstream_defects/test_readme.py::test_nothing")
        == "tests/upstream_defects/test_readme.py has no test test_nothing"
    )
    assert "has no parameter x" in missing("tests/upstream_defects/test_readme.py::test_its_tests_exist[x" + "]")
    assert missing("tests/unit/wire/units_test.cpp::Units.Nothing")


def test_no_check_is_an_assert() -> None:
    """`python -O` removes them."""
    for file in [*ROOT.glob("python/goray*/**/*.py")]:
        asserts = [node.lineno for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Assert)]
        assert asserts == [], file
