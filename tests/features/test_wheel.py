"""What is installed: all that users' builds need, and nothing that only we need.

Read from the installed package's RECORD and compared with the checkout: a folder that the packaging forgot is missed.
"""

from __future__ import annotations

import re
from importlib.metadata import files
from pathlib import Path

import pytest

from tests.conftest import ROOT

INSTALLED = {path.as_posix() for path in files("goray-cpp") or () if path.suffix != ".pyc"}
RUNTIME = "goray_gen/runtime/"
SOURCES = {".cpp", ".h", ".c", ".map", ".cmake", ".in"}
PACKAGES = {"python/goray": "goray", "python/gorayffi": "gorayffi", "generator/render/goray_gen": "goray_gen"}


def found(folder: str, suffixes: set[str]) -> set[str]:
    """Files of the checkout, relative to `folder`."""
    root = ROOT / folder
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.suffix in suffixes}


def is_for_us(path: str) -> bool:
    """Of runtime/: what builds our tests and packages, and the RPyC client, which is installed as a library."""
    return path == "CMakeLists.txt" or path.startswith("rpyc/")


def test_the_runtime_is_whole() -> None:
    wanted = {path for path in found("runtime", SOURCES) if not is_for_us(path)}
    there = {path.removeprefix(RUNTIME) for path in INSTALLED if path.startswith(RUNTIME)}
    assert {path for path in there if not path.startswith(("third_party/", "units/"))} == wanted


def test_every_source_that_a_build_compiles_is_there() -> None:
    named = re.findall(r"^\s+([\w/]+\.cpp)", (ROOT / "runtime/sources.cmake").read_text(), re.MULTILINE)
    assert len(named) > 20
    assert [path for path in named if RUNTIME + path not in INSTALLED] == []


@pytest.mark.parametrize(
    "path",
    [
        "goray_gen/bin/goray-scan",
        "goray_gen/clang-headers/include/stddef.h",
        "goray_gen/clang-headers/include/x86intrin.h",
        f"{RUNTIME}cmake/goray-config.cmake",
        f"{RUNTIME}cmake/exports.map",
        f"{RUNTIME}sources.cmake",
        f"{RUNTIME}third_party/include/msgpack.hpp",
        f"{RUNTIME}third_party/include/nlohmann/json.hpp",
        "goray/include/rpyc_bridge.h",
        "goray/lib/librpyc_bridge.so",
    ],
)
def test_what_a_build_needs_beside_it(path: str) -> None:
    assert path in INSTALLED


def test_templates() -> None:
    there = {path.removeprefix("goray_gen/templates/") for path in INSTALLED if path.endswith(".j2")}
    assert there == found("templates", {".j2"})


def test_pages_of_the_diagnostics() -> None:
    there = {path.removeprefix("goray_gen/diagnostics/") for path in INSTALLED if "/diagnostics/" in path}
    assert there == found("docs/diagnostics", {".md"})


@pytest.mark.parametrize("folder", PACKAGES)
def test_python(folder: str) -> None:
    package = PACKAGES[folder]
    there = {path for path in INSTALLED if path.startswith(f"{package}/")}
    for suffix in (".py", ".pyi", ".typed"):
        wanted = {f"{package}/{path}" for path in found(folder, {suffix})}
        assert {path for path in there if path.endswith(suffix)} == wanted


def test_nothing_that_only_we_need() -> None:
    headers = (RUNTIME, "goray_gen/clang-headers/", "goray/include/")
    theirs = {path for path in INSTALLED if not path.startswith(headers)}
    assert [path for path in theirs if Path(path).suffix in {".cpp", ".h", ".c", ".o", ".a", ".go"}] == []
    ours = [path for path in INSTALLED if not path.startswith(f"{RUNTIME}third_party/")]
    assert [path for path in ours if Path(path).name in ("CMakeLists.txt", "conftest.py", "wheel.cmake")] == []
    assert [path for path in ours if re.search(r"(^|/)(tests?|_native)/|(^|/)test_", path)] == []
    extensions = [path for path in ours if re.fullmatch(r"gorayffi/_native\..*\.so", path)]
    assert len(extensions) == 1
