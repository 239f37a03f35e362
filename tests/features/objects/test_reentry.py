"""Nothing of ours is locked while foreign code runs: finalizers and signal handlers may call C++ and Ray anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import ray

from tests.conftest import own_output

HERE = Path(__file__).parent


def test_every_kind_of_call_is_interrupted_by_calls(build_app: Callable[..., Path], ray_session: None) -> None:  # noqa: ARG001
    packages = build_app(HERE) / "python"
    address = ray.get_runtime_context().gcs_address
    done = subprocess.run(
        [sys.executable, HERE / "reentry.py", packages, address], text=True, capture_output=True, check=False
    )
    assert "interrupted: True True (0, 0) []\n" in done.stdout, f"{done.stdout}\n{done.stderr}"


def test_a_destructor_at_the_end_of_the_process_cannot_ask_ray(
    build_app: Callable[..., Path],
    ray_session: None,  # noqa: ARG001
) -> None:
    """Nothing drops the object before Python's own end, when Ray has shut down."""
    code = "import sys; sys.path.insert(0, sys.argv[1]); import objects; kept = objects.Farewell(); kept.itself = kept"
    environment = {**os.environ, "RAY_ADDRESS": ray.get_runtime_context().gcs_address}
    command = [sys.executable, "-c", code, build_app(HERE) / "python"]
    done = subprocess.run(command, text=True, capture_output=True, check=False, env=environment, timeout=100)
    assert (done.returncode, own_output(done.stdout)) == (0, "")
    assert done.stderr.startswith("Farewell: ")
    assert "this process ends, so Ray cannot be asked any more; drop C++ objects before that" in done.stderr


def test_a_first_call_is_interrupted_by_the_same_call(build_app: Callable[..., Path]) -> None:
    packages = build_app(HERE) / "python"
    done = subprocess.run(
        [sys.executable, HERE / "first_call.py", packages], text=True, capture_output=True, check=False
    )
    assert own_output(done.stdout).splitlines() == ["task True {}", "local actor True {}", "App True {}"], done.stderr
