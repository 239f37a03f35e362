"""The examples in C++ and C print what their READMEs say, against stock RPyC servers of both generations."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, run
from tests.rpyc.conftest import Server


@pytest.fixture
def env(shared_server: Callable[..., Server], version: str) -> dict[str, str]:
    server = shared_server(version, "demo")
    return {**os.environ, "RPYC_PORT": str(server.port), "RPYC_ADDRESS": server.address}


def expected(example: str) -> str:
    readme = (ROOT / "examples" / example / "README.md").read_text()
    return re.findall(r"^prints\n```\n(.*?)```", readme, re.DOTALL | re.MULTILINE)[0]


def test_cpp(package: Path, tmp_path: Path, env: dict[str, str]) -> None:
    run("cmake", "-S", ROOT / "examples/rpyc_cpp", "-B", tmp_path / "build", f"-DCMAKE_PREFIX_PATH={package}")
    run("cmake", "--build", tmp_path / "build")
    assert run(tmp_path / "build/rpyc_cpp", env=env) == expected("rpyc_cpp")


def test_c(package: Path, tmp_path: Path, env: dict[str, str]) -> None:
    found = {**os.environ, "PKG_CONFIG_PATH": str(package / "lib/pkgconfig")}
    flags = run("pkg-config", "--cflags", "--libs", "rpyc_bridge", env=found).split()
    program = tmp_path / "main"
    strict = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]
    run("cc", *strict, ROOT / "examples/rpyc_c/main.c", *flags, "-o", program)
    assert run(program, env=env) == expected("rpyc_c")
