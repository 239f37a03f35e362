"""A library of our own on the other side of the boundary: peer.cpp, which also misbehaves on demand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import gorayffi
import pytest

PEER_SOURCE = Path(__file__).with_name("peer.cpp")


@pytest.fixture(scope="session")
def peer_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("peer") / "libpeer.so"
    command = ["c++", "-std=c++20", "-O1", "-shared", "-fPIC", "-pthread", "-Wall", "-Wextra", "-o", path, PEER_SOURCE]
    subprocess.run(command, check=True)
    return path


@pytest.fixture
def peer(peer_path: Path) -> gorayffi.Library:
    """The library, without handlers."""
    return gorayffi.load_library(peer_path, {})


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Path]:
    """`build(declared, MAJOR=...)`: interface_peer.c with this declaration."""

    def run(declared: object, name: str = "libdeclared.so", **defined: object) -> Path:
        text = declared if isinstance(declared, str) else json.dumps(declared)
        values = {"MAJOR": 1, "MINOR": 0, "SIZE": 32, "REFUSES": 0, **defined, "JSON": json.dumps(text)}
        path = tmp_path / name
        source = Path(__file__).with_name("interface_peer.c")
        flags = [f"-D{name}={value}" for name, value in values.items()]
        subprocess.run(
            ["cc", "-shared", "-fPIC", "-Wall", "-Wextra", "-pthread", "-o", path, source, *flags], check=True
        )
        return path

    return run


@pytest.fixture
def run_python(peer_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """`run_python(code, **environment)` runs code in a Python of its own; `PEER` in its environment is the library."""

    def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
        folder = Path(gorayffi.__file__).parents[1]
        env = {**os.environ, "PYTHONPATH": str(folder), "PEER": str(peer_path), **environment}
        command = [
            sys.executable,
            "-X",
            "faulthandler",
            "-c",
            f"import gorayffi, os\nPEER = os.environ['PEER']\n{code}",
        ]
        return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120)

    return run
