"""Nothing of ours is locked while foreign code runs: finalizers and signal handlers may call C++ and Ray anywhere."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import ray

HERE = Path(__file__).parent


def test_every_kind_of_call_is_interrupted_by_calls(build_app: Callable[..., Path], ray_session: None) -> None:  # noqa: ARG001
    packages = build_app(HERE) / "python"
    address = ray.get_runtime_context().gcs_address
    done = subprocess.run(
        [sys.executable, HERE / "reentry.py", packages, address], text=True, capture_output=True, check=False
    )
    assert "interrupted: True True (0, 0) []\n" in done.stdout, f"{done.stdout}\n{done.stderr}"


def test_a_first_call_is_interrupted_by_the_same_call(build_app: Callable[..., Path]) -> None:
    packages = build_app(HERE) / "python"
    done = subprocess.run(
        [sys.executable, HERE / "first_call.py", packages], text=True, capture_output=True, check=False
    )
    assert done.stdout.splitlines() == ["task True {}", "local actor True {}", "App True {}"], done.stderr
