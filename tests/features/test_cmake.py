"""`find_package(goray)` and `goray_add_app()` in a user's project of five lines."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import cmake_arguments, run

PROJECT = Path(__file__).parent / "cmake"


@pytest.fixture(scope="module")
def built(build_app: Callable[..., Path]) -> Path:
    return build_app(PROJECT)


def configure(source: Path, binary: Path) -> subprocess.CompletedProcess[str]:
    command = ["cmake", "-S", source, "-B", binary, *cmake_arguments()]
    return subprocess.run(list(map(str, command)), text=True, capture_output=True)


def test_package_imports_and_computes(built: Path) -> None:
    code = "import shapes; print(shapes.tasks.Move([{'x': 1, 'y': 2}], {'y': 3}))"
    assert run(sys.executable, "-c", code, env={"PYTHONPATH": str(built / "python")}) == "[{'x': 1.0, 'y': 5.0}]\n"


@pytest.mark.timeout(600)
def test_build_as_users_have_it(same_path: Path) -> None:
    """By make and as C++23, with the runtime in the units that the package brings. CMake may run again for nothing."""
    flags = ["-G", "Unix Makefiles", "-DCMAKE_CXX_STANDARD=23", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"]
    given = cmake_arguments()
    config = next(word for word in given if word.startswith("-Dgoray_DIR="))
    run("cmake", "-S", PROJECT, "-B", same_path, config, *flags)
    run("cmake", "--build", same_path, "--parallel", "2")
    assert "-std=gnu++23" in (commands := (same_path / "compile_commands.json").read_text())
    assert "units/wire.cpp" in commands
    code = "import shapes; print(shapes.tasks.Move([{'x': 1}], {'x': 3}))"
    assert run(sys.executable, "-c", code, env={"PYTHONPATH": str(same_path / "python")}) == "[{'x': 4.0, 'y': 0.0}]\n"
    run("cmake", "-S", PROJECT, "-B", same_path)
    assert "goray-gen:" not in run("cmake", "--build", same_path)


def test_library_exports_only_the_protocol(built: Path) -> None:
    symbols = run("nm", "-D", "--defined-only", built / "python/shapes/libshapes.so").splitlines()
    exported = ["Execute", "FreeMemory", "GorayInterface", "RegisterCallback"]
    assert sorted(line.split()[-1] for line in symbols) == exported


def test_build_reads_no_third_party_dev_package(built: Path) -> None:
    headers = run("ninja", "-C", built, "-t", "deps")
    assert "/usr/include/msgpack" not in headers
    assert "/usr/include/nlohmann" not in headers
    assert "third_party/include/msgpack" in headers


def test_second_build_does_nothing(built: Path) -> None:
    assert "ninja: no work to do." in run("cmake", "--build", built)


def test_touched_header_compiles_nothing_that_reads_only_generated_code(built: Path) -> None:
    generated = built / "goray/shapes/cpp/shapes.goray.h"
    before = generated.stat().st_mtime_ns
    (PROJECT / "src/shapes.h").touch()
    run("cmake", "--build", built)
    assert generated.stat().st_mtime_ns == before


def test_changed_header_is_scanned_again(same_path: Path) -> None:
    source = same_path / "shapes"
    shutil.copytree(PROJECT, source)
    binary = same_path / "build"
    assert configure(source, binary).returncode == 0
    run("cmake", "--build", binary)
    header = source / "src/shapes.h"
    header.write_text(header.read_text().replace("by) const;", "by, double scale = 1) const;"))
    failed = subprocess.run(["cmake", "--build", str(binary)], text=True, capture_output=True)
    assert "scale" in (binary / "goray/shapes/interface.json").read_text()
    assert failed.returncode != 0  # the source still defines the old Move


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("shapes", "goray_add_app(shapes): SOURCES is missing"),
        ("shapes SOURCES src/none.cpp", "src/none.cpp does not exist"),
        ("shapes SOURCES src/shapes.cpp PYTHON_PACKAGE a-b", '"a-b" is not a Python package name'),
        ("shapes SOURCES src/shapes.cpp GENERATOR_EXE /none", "GENERATOR_EXE /none does not exist"),
        ("shapes SOURCES src/shapes.cpp PYTHON_STRUCTS dict", 'PYTHON_STRUCTS "dict": expected typeddict or dataclass'),
        ("shapes SOURCES src/shapes.cpp PYTHON_NAMES camel", 'PYTHON_NAMES "camel": expected cpp or snake_case'),
        ("shapes SOURCES src/shapes.cpp PYTHON_PACKAGE", "no value for PYTHON_PACKAGE"),
        ("shapes oops SOURCES src/shapes.cpp", "unknown arguments: oops"),
    ],
)
def test_wrong_call_names_the_argument(arguments: str, message: str, same_path: Path) -> None:
    source = same_path / "shapes"
    shutil.copytree(PROJECT, source)
    lists = source / "CMakeLists.txt"
    lists.write_text(lists.read_text().replace("shapes SOURCES src/shapes.cpp", arguments))
    done = configure(source, same_path / "build")
    assert done.returncode != 0
    assert message in " ".join(done.stderr.split())


def test_an_annotated_source_of_another_tree_is_refused(same_path: Path) -> None:
    other = Path(tempfile.gettempdir()) if same_path.parts[1] != "tmp" else Path.home()
    with tempfile.NamedTemporaryFile("w", suffix=".cpp", dir=other) as source:
        source.write("struct GORAY_TASKS T {};\n")
        source.flush()
        lists = (PROJECT / "CMakeLists.txt").read_text().replace("src/shapes.cpp", source.name)
        (same_path / "CMakeLists.txt").write_text(lists)
        done = configure(same_path, same_path / "build")
    assert done.returncode != 0
    assert f"annotated source {source.name} has no folder in common with the project" in " ".join(done.stderr.split())


def test_broken_header_stops_the_build_with_clangs_message(same_path: Path) -> None:
    source = same_path / "shapes"
    shutil.copytree(PROJECT, source)
    header = source / "src/shapes.h"
    header.write_text(header.read_text().replace("double x = 0;", "double x = ;"))
    assert configure(source, same_path / "build").returncode == 0
    done = subprocess.run(["cmake", "--build", str(same_path / "build")], text=True, capture_output=True)
    assert done.returncode != 0
    assert "src/shapes.h:10:14: error: expected expression" in done.stdout
    assert not (same_path / "build/goray/shapes/interface.json").exists()
