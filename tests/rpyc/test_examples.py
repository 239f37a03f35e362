"""The examples in Go, C++ and C print what their READMEs say, against stock RPyC servers of both generations."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from goray_gen.rpyc.cli import main

from tests.conftest import ROOT, run
from tests.rpyc.bridge import Library
from tests.rpyc.conftest import Server


@pytest.fixture
def package(bridge: Library, tmp_path: Path) -> Path:
    """A folder as `goray` is when installed."""
    headers = ROOT / "runtime/include/goray/rpyc"
    (tmp_path / "goray/lib").mkdir(parents=True)
    shutil.copy(bridge.c._name, tmp_path / "goray/lib")
    shutil.copytree(headers, tmp_path / "goray/include/goray/rpyc")
    shutil.copy(headers / "rpyc_bridge.h", tmp_path / "goray/include")
    return tmp_path / "goray"


@pytest.fixture
def env(shared_server: Callable[..., Server], version: str) -> dict[str, str]:
    server = shared_server(version, "demo")
    return {**os.environ, "RPYC_PORT": str(server.port), "RPYC_ADDRESS": server.address}


def expected(example: str) -> str:
    readme = (ROOT / "examples" / example / "README.md").read_text()
    return re.findall(r"^prints\n```\n(.*?)```", readme, re.DOTALL | re.MULTILINE)[0]


def test_go(package: Path, tmp_path: Path, env: dict[str, str]) -> None:
    folder = tmp_path / "rpyc_go"
    shutil.copytree(ROOT / "examples/rpyc_go", folder)
    out = folder / "gen"
    arguments = [folder / "functions.py", "-o", out, "--lang", "go", "--package", "main", "--bridge", package]
    assert main([str(argument) for argument in arguments]) == 0
    for path in (out / "go").iterdir():
        shutil.copy(path, folder)
    run("go", "build", cwd=folder)
    assert run(folder / "rpyc_go", env=env) == expected("rpyc_go")


def test_cpp(package: Path, tmp_path: Path, env: dict[str, str]) -> None:
    run("cmake", "-S", ROOT / "examples/rpyc_cpp", "-B", tmp_path / "build", f"-DGORAY_DIR={package}")
    run("cmake", "--build", tmp_path / "build")
    assert run(tmp_path / "build/rpyc_cpp", env=env) == expected("rpyc_cpp")


def test_c(package: Path, tmp_path: Path, env: dict[str, str]) -> None:
    program = tmp_path / "main"
    lib = package / "lib"
    run(
        "cc",
        "-std=c11",
        "-Wall",
        "-Wextra",
        "-Wpedantic",
        "-Werror",
        ROOT / "examples/rpyc_c/main.c",
        f"-I{package / 'include'}",
        f"-L{lib}",
        "-lrpyc_bridge",
        f"-Wl,-rpath,{lib}",
        "-o",
        program,
    )
    assert run(program, env=env) == expected("rpyc_c")
