"""Makes an environment with the published goray, the peer that ours has to get on with, in build/interop-env.

Its import names are ours too, so it lives apart. Ray is the one that this Python has, found behind what the environment
has itself: installing it once more takes long.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

ENVIRONMENT = Path(__file__).parents[2] / "build" / "interop-env"
PUBLISHED = "1.2.1"


def make() -> Path:
    """The environment's Python; installed at the first call."""
    return make_environment(ENVIRONMENT, [f"goray=={PUBLISHED}", f"ray=={version('ray')}", "setuptools"])


def make_environment(folder: Path, wanted: Sequence[str]) -> Path:
    """The Python of an environment in `folder` with the packages `wanted`; behind them are those of this Python."""
    python = folder / "bin" / "python"
    stamp = folder / "installed.txt"
    if not stamp.is_file() or stamp.read_text() != "\n".join(wanted):
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        (site_packages,) = folder.glob("lib/python*/site-packages")
        (site_packages / "behind.pth").write_text(sysconfig.get_path("purelib"))
        subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *wanted], check=True)
        stamp.write_text("\n".join(wanted))
    return python


if __name__ == "__main__":
    print(make())
