"""Lets this process, and Ray's workers, import the packages that the tests here build."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import BUILD, ROOT

HERE = Path(__file__).parent
BUILT = os.environ.get("GORAY_TEST_PACKAGES")
"""The folder of packages that somebody has built already, with other flags."""
PACKAGES = Path(BUILT or BUILD / HERE.relative_to(ROOT) / "python")

# Set when tests are collected, so before any of them starts Ray, whose workers inherit the variable.
# The folder exists then too: an interpreter that finds none remembers that, and would not see the packages later.
PACKAGES.mkdir(parents=True, exist_ok=True)
sys.path.insert(0, str(PACKAGES))
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(PACKAGES), os.environ.get("PYTHONPATH")]))


@pytest.fixture(scope="session", autouse=True)
def packages(build_app: Callable[..., Path]) -> Path:
    """The folder with the packages, built."""
    if not BUILT:
        build_app(HERE)
    importlib.invalidate_caches()  # the folder may not have been there when it was first looked into
    return PACKAGES


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first test here waits until all packages are built, which takes two busy cores four minutes."""
    for item in items:
        if item.path.is_relative_to(HERE) and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(900))


def wait_until_dead(handle: Any) -> None:
    """Ray kills by and by: calls `handle.Incr` until that fails."""
    import ray

    try:
        while True:
            ray.get(handle.Incr.remote())
    except ray.exceptions.RayActorError:
        return
