"""The supported versions of Python, as pyproject.toml and pages say them, are those of its classifiers."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT, run

VERSIONS = run(ROOT / "scripts" / "read_python_versions").split()


def test_installers_refuse_an_older_python() -> None:
    assert f'requires-python = ">={VERSIONS[0]}"' in (ROOT / "pyproject.toml").read_text()


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_pages_say_the_oldest_and_the_newest(page: str) -> None:
    assert f"Python {VERSIONS[0]} to {VERSIONS[-1]}" in (ROOT / page).read_text()
