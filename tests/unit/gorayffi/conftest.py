"""A library of our own on the other side of the boundary: fake_library.cpp, which also misbehaves on demand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import gorayffi
import pytest

SOURCE = Path(__file__).with_name("fake_library.cpp")


@pytest.fixture(scope="session")
def fake_library_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("fake_library") / "libpeer.so"
    command = ["c++", "-std=c++20", "-O1", "-shared", "-fPIC", "-pthread", "-Wall", "-Wextra", "-o", path, SOURCE]
    subprocess.run(command, check=True)
    return path


@pytest.fixture
def fake_library(fake_library_path: Path) -> gorayffi.Library:
    """The library, without handlers."""
    return gorayffi.load_library(fake_library_path, {})


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Path]:
    """`build(declared, MAJOR=...)`: fake_library_interface.c with this declaration."""

    def run(declared: object, name: str = "libdeclared.so", **defined: object) -> Path:
        text = declared if isinstance(declared, str) else json.dumps(declared)
        values = {"MAJOR": 1, "MINOR": 0, "SIZE": 32, "REFUSES": 0, **defined, "JSON": json.dumps(text)}
        path = tmp_path / name
        source = Path(__file__).with_name("fake_library_interface.c")
        flags = [f"-D{name}={value}" for name, value in values.items()]
        subprocess.run(
            ["cc", "-shared", "-fPIC", "-Wall", "-Wextra", "-pthread", "-o", path, source, *flags], check=True
        )
        return path

    return run


@pytest.fixture
def run_python(fake_library_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """`run_python(code, **environment)` runs code in a Python of its own; `PEER` in its environment is the library."""

    def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
        folder = Path(gorayffi.__file__).parents[1]
        env = {**os.environ, "PYTHONPATH": str(folder), "PEER": str(fake_library_path), **environment}
        command = [
            sys.executable,
            "-X",
            "faulthandler",
            "-c",
            f"import gorayffi, os\nPEER = os.environ['PEER']\n{code}",
        ]
        return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120)

    return run
