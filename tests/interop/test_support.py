"""docs/reference/support.md says what GoRay's documents promise and which tests show it."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.evidence import missing
from tests.interop.features import SECTIONS, Feature, page

PAGE = ROOT / "docs" / "reference" / "support.md"
FEATURES = [feature for features in SECTIONS.values() for feature in features]


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.words)
def test_what_shows_it_exists(feature: Feature) -> None:
    """That a case exists is checked where it is looked up."""
    assert feature.cases or feature.tests
    assert [complaint for test in feature.tests if (complaint := missing(test))] == []


def test_page(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: pytest --accept"
