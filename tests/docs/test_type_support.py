"""docs/reference/type_support.md says where each kind of type crosses, and which test shows it."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from tests.docs.test_types import VALUES
from tests.docs.type_support import COLUMNS, PLACES, ROWS, Row, cell, everything_in, page
from tests.evidence import missing

PAGE = ROOT / "docs" / "reference" / "type_support.md"
CASES = (ROOT / "tests" / "interop" / "cases.py").read_text(encoding="utf-8")


def test_each_type_of_the_reference_has_a_row() -> None:
    of_rows = [type_ for row in ROWS for type_ in row.types]
    assert sorted(of_rows) == sorted({row.cpp for row in VALUES}), "types.md and tests/docs/type_support.py differ"


def test_each_type_of_the_app_is_of_a_row() -> None:
    types = {type_.cpp: type_ for column in PLACES for type_ in everything_in(PLACES[column])}
    assert [cpp for cpp, type_ in types.items() if not any(row.is_it and row.is_it(type_) for row in ROWS)] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.words)
def test_each_cell_names_a_test_or_a_reason(row: Row) -> None:
    for column in COLUMNS:
        text = cell(row, column)
        assert text, f"{row.words}: nothing is said of it as {column}"
        for test in re.findall(r"`(tests/[^`]+)`", text):
            assert missing(test) == ""
        for case in re.findall(r'"([^"]+)"', text):
            assert f'Case("{case}"' in CASES or f'"{case}"' in CASES


@pytest.mark.parametrize("test", COLUMNS.values())
def test_what_shows_a_column_exists(test: str) -> None:
    assert missing(test) == ""


def test_page(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: pytest --accept"
