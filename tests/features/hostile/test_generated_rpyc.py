"""Hostile names, docs and file names: clients of `goray-gen rpyc` compile in each language, and call what was meant."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from goray_gen.emit.jinja import make_environment
from goray_gen.lower.code import code
from goray_gen.rpyc.generate import generate
from goray_gen.rpyc.lower_go import PACKAGE
from goray_gen.rpyc.model import Service
from goray_gen.rpyc.read import read_service

from tests.conftest import ROOT, deep_if, run
from tests.features.hostile.service_source import STEMS, ServiceSource, write
from tests.features.hostile.words import Draw

HERE = Path(__file__).parent
CPP = ["g++", "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-include"]
GO_STUB = """package {package}

type RPyCClient struct{{}}
type RPyCError struct{{ Type, Message, Traceback string }}
type Bytes []byte

func (c *RPyCClient) CallInto(result any, module, function string, args []any, kwargs map[string]any) error {{
	return nil
}}
func (e *RPyCError) Error() string {{ return e.Message }}
"""
"""What the wrappers need of rpyc_client.go, without cgo, which takes a compiler several seconds."""
QUICK, DEEP = 1, 31


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=deep_if(seed >= QUICK)) for seed in range(DEEP)], ids=lambda seed: f"seed{seed}"
)
def test_whatever_a_service_says_is_generated_right(seed: int, tmp_path: Path) -> None:
    draw = Draw(seed)
    service = write(draw, STEMS[seed % len(STEMS)])
    path = tmp_path / "source" / f"{service.stem}.py"
    path.parent.mkdir()
    path.write_text(service.text, encoding="utf-8", errors="surrogatepass")
    files = generate(read_service(path), tmp_path / "gen", ["cpp", "go", "python"], None)
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (header,) = (tmp_path / "gen/cpp").iterdir()
    run(*CPP, header, f"-I{ROOT / 'runtime/include'}", "-x", "c++", "/dev/null")
    check_go(tmp_path / "gen/go")
    check_python(tmp_path / "gen/python", service)


def check_go(folder: Path) -> None:
    client = folder / "rpyc_client.go"
    (wrapper,) = (file for file in folder.iterdir() if file != client)
    gofmt = Path(run("go", "env", "GOROOT").strip()) / "bin/gofmt"
    run(gofmt, "-e", client, wrapper)
    client.write_text(stub_of(client))
    (folder / "go.mod").write_text("module hostile\n\ngo 1.21\n")
    listed = run("go", "list", "-f", "{{.GoFiles}}", cwd=folder)
    assert wrapper.name in listed, f"{wrapper.name}: Go leaves it out: {listed}"
    run("go", "vet", ".", cwd=folder)


def stub_of(client: Path) -> str:
    package = re.search(r"^package (\S+)$", client.read_text(), re.M)
    assert package
    return GO_STUB.format(package=package[1])


def check_python(folder: Path, service: ServiceSource) -> None:
    (client,) = folder.glob("*.py")
    path = {**os.environ, "PYTHONPATH": str(folder)}
    run(sys.executable, HERE / "call_client.py", client.stem, *service.functions, env=path)
    mypy = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir=/dev/null"]
    run(*mypy, client.name, cwd=folder)


def test_any_file_name_is_generated_right(tmp_path: Path) -> None:
    """All at once: a namespace, a package and a module each."""
    services: dict[str, Service] = {}
    for stem in STEMS:
        path = tmp_path / f"{stem}.py"
        path.write_text("'A service.'\ndef add(a: int, b: int = 2) -> int: ...\n")
        service = read_service(path)
        services[service.name] = service
    assert len(services) > len(STEMS) - 5
    includes: list[str | Path] = []
    for number, service in enumerate(services.values()):
        for file, text in generate(service, tmp_path / f"gen/{number}", ["cpp", "go", "python"], None).items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
            if file.suffix == ".py":
                assert file.stem.isidentifier()
                compile(text, file, "exec")
            if file.suffix == ".h":
                includes += ["-include", file]
            if file.name == "rpyc_client.go":
                file.write_text(stub_of(file))
    run(*CPP[:-1], *includes, f"-I{ROOT / 'runtime/include'}", "-x", "c++", "/dev/null")
    (tmp_path / "gen/go.mod").write_text("module hostile\n\ngo 1.21\n")
    listed = run("go", "list", "-f", "{{.GoFiles}}", "./...", cwd=tmp_path / "gen").splitlines()
    assert [line.count(".go") for line in listed] == [2] * len(services)
    run("go", "vet", "./...", cwd=tmp_path / "gen")


def test_names_of_the_go_client_are_known() -> None:
    text = make_environment().get_template("rpyc/rpyc_client.go.j2").render(package=code("x"))
    assert set(re.findall(r"^(?:type|func) (\w+)", text, re.M)) == PACKAGE
