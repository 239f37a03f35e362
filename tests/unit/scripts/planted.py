"""Runs a lint of scripts/ on a checkout that a test makes up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def check(script: str, root: Path, files: dict[str, str]) -> tuple[int, str]:
    """Exit code and output of the script for a checkout of these files."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / script, root], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.returncode, done.stdout
