"""What is installed: the examples in C++ and C print what their READMEs say, the guide's snippets do what they say."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, emptied, run
from tests.rpyc.conftest import Server


@pytest.fixture
def env(shared_server: Callable[..., Server], version: str) -> dict[str, str]:
    server = shared_server(version, "demo")
    return {**os.environ, "RPYC_PORT": str(server.port), "RPYC_ADDRESS": server.address}


def expected(example: str) -> str:
    readme = (ROOT / "examples" / example / "README.md").read_text()
    return re.findall(r"^prints\n```\n(.*?)```", readme, re.DOTALL | re.MULTILINE)[0]


def build(package: Path, *command: str | Path) -> None:
    found = {**os.environ, "PKG_CONFIG_PATH": str(package / "lib/pkgconfig")}
    run(*command, *run("pkg-config", "--cflags", "--libs", "rpyc_bridge", env=found).split())


@pytest.fixture(scope="module")
def cpp_example(package: Path) -> Path:
    """One for the servers of all versions."""
    folder = emptied("rpyc_cpp")
    run("cmake", "-S", ROOT / "examples/rpyc_cpp", "-B", folder, f"-DCMAKE_PREFIX_PATH={package}")
    run("cmake", "--build", folder)
    return folder / "rpyc_cpp"


def test_cpp(cpp_example: Path, env: dict[str, str]) -> None:
    assert run(cpp_example, env=env) == expected("rpyc_cpp")


def test_c(package: Path, tmp_path: Path, env: dict[str, str]) -> None:
    strict = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]
    build(package, "cc", *strict, ROOT / "examples/rpyc_c/main.c", "-o", tmp_path / "main")
    assert run(tmp_path / "main", env=env) == expected("rpyc_c")


def snippets(language: str) -> list[str]:
    guide = (ROOT / "docs/guide/rpyc.md").read_text()
    return re.findall(rf"^```{language}\n(.*?)```", guide, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(("service", "count"), [("goray", 1), ("slave", 2)])
def test_cpp_of_the_guide(
    package: Path, tmp_path: Path, shared_server: Callable[..., Server], service: str, count: int
) -> None:
    include, _, code = "".join(snippets("cpp")[:count]).partition("\n")
    address = shared_server("6.0.2", service).address
    (tmp_path / "main.cpp").write_text(f"{include}\nint main() {{{code.replace('localhost:18812', address)}}}\n")
    build(package, "c++", "-std=c++20", tmp_path / "main.cpp", "-o", tmp_path / "main")
    run(tmp_path / "main")


def test_c_of_the_guide(package: Path, tmp_path: Path, shared_server: Callable[..., Server]) -> None:
    include, _, code = snippets("c")[0].partition("\n")
    code = code.replace("18812", str(shared_server("6.0.2", "goray").port)).replace(
        "rpyc_free", "puts(result); rpyc_free"
    )
    (tmp_path / "main.c").write_text(f"#include <stdio.h>\n{include}\nint main(void) {{{code}}}\n")
    build(package, "cc", tmp_path / "main.c", "-o", tmp_path / "main")
    assert run(tmp_path / "main") == "4.0\n"


def test_go_of_the_guide(tmp_path: Path, shared_server: Callable[..., Server]) -> None:
    (tmp_path / "service.py").write_text("def total(prices: dict[str, float]) -> float: ...\n")
    source = snippets("go")[0]
    commands = next(text for text in snippets("bash") if "go mod init" in text).splitlines()
    run("sh", "-ec", commands[0], cwd=tmp_path)
    port = str(shared_server("6.0.2", "goray").port)
    (tmp_path / "gen/go/main.go").write_text(source.replace("18812", port))
    expected = [line.partition("// ")[2] for line in source.splitlines() if "// " in line]
    assert run("sh", "-ec", "\n".join(commands[1:]), cwd=tmp_path).splitlines() == expected
