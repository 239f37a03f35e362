"""Prints the project's requirements (build, run time, extra `dev`) one a line, from pyproject.toml."""

from __future__ import annotations

import sys
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    from pip._vendor import tomli as tomllib

pyproject = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())
project = pyproject["project"]
print(*pyproject["build-system"]["requires"], *project["dependencies"], sep="\n")
print(*project["optional-dependencies"]["dev"], sep="\n")
