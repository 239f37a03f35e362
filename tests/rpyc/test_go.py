"""Programs in Go, built with plain `go build`, print the same on every kind of server of both generations."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from goray_gen.cli.main import main

from tests.conftest import ROOT, run
from tests.rpyc.conftest import VERSIONS, Server
from tests.rpyc.test_examples import expected

SERVICES = ["slave", "classic", "demo", "goray", "plain"]


def build_example(folder: Path, package: Path) -> Path:
    """examples/rpyc_go as its README says."""
    shutil.copytree(ROOT / "examples/rpyc_go", folder, dirs_exist_ok=True)
    arguments = [folder / "functions.py", "-o", folder / "gen", "--lang", "go", "--package", "main"]
    assert main(["rpyc", *map(str, arguments), "--bridge", str(package)]) == 0
    for path in (folder / "gen/go").iterdir():
        shutil.copy(path, folder)
    return folder / "rpyc_go"


def build_functions(folder: Path, package: Path) -> Path:
    """A program that has the library and its header beside it, and no module."""
    for path in (ROOT / "tests/rpyc/go/main.go", package / "include/rpyc_bridge.h", package / "lib/librpyc_bridge.so"):
        shutil.copy(path, folder)
    return folder / "rpyc_go"


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory, package: Path) -> Callable[..., Path]:
    """`build(prepare, service)`: the program; for a service without modules one that calls what the service exposes."""
    built: dict[tuple[object, bool], Path] = {}

    def get(prepare: Callable[[Path, Path], Path], service: str) -> Path:
        key = prepare, service == "plain"
        if key not in built:
            folder = tmp_path_factory.mktemp("go")
            program = prepare(folder, package)
            if service == "plain":
                source = (folder / "main.go").read_text()
                (folder / "main.go").write_text(source.replace('("math", ', '("", ').replace('("numpy", ', '("", '))
            sources = [] if (folder / "go.mod").exists() else ["main.go"]
            run("go", "build", "-o", program, *sources, cwd=folder)
            built[key] = program
        return built[key]

    return get


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("prepare", [build_example, build_functions])
def test_output_is_as_expected(
    build: Callable[..., Path],
    shared_server: Callable[..., Server],
    prepare: Callable[[Path, Path], Path],
    service: str,
    version: str,
) -> None:
    program = build(prepare, service)
    port = str(shared_server(version, service).port)
    env = {**os.environ, "RPYC_PORT": port, "LD_LIBRARY_PATH": str(program.parent)}
    assert run(program, env=env) == expected("rpyc_go")
