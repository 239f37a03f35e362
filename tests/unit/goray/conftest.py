from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest


@pytest.fixture
def python() -> Callable[..., str]:
    """Runs code in a process of its own, with these variables, and gives what it writes."""

    def run(code: str, **variables: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, **variables}, text=True, capture_output=True, check=False
        )
        return done.stdout + done.stderr

    return run
