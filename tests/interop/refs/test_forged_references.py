"""No value can forge a reference, from any position, in any direction: it comes back, or is refused as reserved."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import ray

from tests.conftest import ROOT, own_output
from tests.interop.refs.forged import WAYS


@pytest.mark.parametrize("where", WAYS)
def test_no_value_is_taken_for_a_reference(where: str, cpp_library: Path, ray_session: None) -> None:  # noqa: ARG001
    address = ray.get_runtime_context().gcs_address
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.interop.refs.forged", cpp_library, address, where]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False, timeout=250)
    assert (own_output(done.stdout).splitlines(), done.returncode) == (list(WAYS[where]), 0), done.stderr[-5000:]
