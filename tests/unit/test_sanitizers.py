"""The unit tests of C++, and RPyC's against a real server, under the sanitizers of the presets."""

from __future__ import annotations

import os
import sys

import pytest

from tests.conftest import ROOT, run

PRESETS = ("asan", "tsan")


@pytest.mark.deep
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("preset", PRESETS)
def test_unit_tests(preset: str) -> None:
    run("cmake", "--preset", preset, cwd=ROOT)
    run("cmake", "--build", "--preset", preset, cwd=ROOT)
    run("ctest", "--preset", preset, cwd=ROOT)
    live = (sys.executable, "-m", "pytest", "-n0", "-q", "-m", "not deep", "tests/rpyc/test_live.py")
    options = {"GORAY_RPYC_BUILD": f"build/{preset}", "TSAN_OPTIONS": f"suppressions={ROOT}/tests/unit/tsan.supp"}
    run(*live, cwd=ROOT, env={**os.environ, **options})
