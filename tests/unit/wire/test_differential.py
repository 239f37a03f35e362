"""The unit test that compares our wire with msgpack-cxx, on more values."""

from __future__ import annotations

import os

import pytest

from tests.conftest import ROOT, run

TEST = ROOT / "build/release/tests/unit/wire/wire_test"


@pytest.mark.deep
@pytest.mark.timeout(1800)
def test_a_million_values() -> None:
    environment = {**os.environ, "GORAY_DIFFERENTIAL_VALUES": "1000000"}
    assert "[  PASSED  ] 1 test." in run(TEST, "--gtest_filter=Differential.*", env=environment)
