"""docs/reference/ray_cpp_api.md: each row names tests that exist, or says why there is none."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.docs.ray_cpp_api import BEHAVIOUR_ROWS, HAS, LACKS, Row, page
from tests.evidence import missing

PAGE = ROOT / "docs" / "reference" / "ray_cpp_api.md"


@pytest.mark.parametrize("row", [*HAS, *LACKS, *BEHAVIOUR_ROWS], ids=lambda row: row.words)
def test_what_shows_it_exists(row: Row) -> None:
    if isinstance(row.shown, str):
        assert row.shown.endswith(".")
    else:
        assert row.shown
        assert [complaint for test in row.shown if (complaint := missing(test))] == []


def test_page(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: pytest --accept"
