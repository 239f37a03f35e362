"""The package that the tests here build."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def packages(build_app: Callable[..., Path]) -> Path:
    return build_app(HERE) / "python"


@pytest.fixture(scope="module")
def app(packages: Path, ray_session: None) -> Any:  # noqa: ARG001 - Ray has to run
    sys.path.insert(0, str(packages))
    importlib.invalidate_caches()
    return importlib.import_module("objects")


@pytest.fixture
def began(tmp_path: Path) -> str:
    """A FIFO, which is opened once the call runs."""
    path = tmp_path / "began"
    os.mkfifo(path)
    return str(path)
