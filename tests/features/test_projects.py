"""Projects that are not shaped like the guide's, built in every way that CMake offers."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, cmake_arguments, deep_if, run

PROJECT = Path(__file__).parent / "projects"

CHECKS = """
import below, generated, nested.sources as sources, options, precompiled
print(below.tasks.Depth(), below.tasks.Height(), below.tasks.Alone1())
print(generated.tasks.Total(), generated.tasks.Object())
print(sources.tasks.One(), sources.tasks.Two(), sources.NewOne().Next(), sources.NewTwo().Next())
print(sources.tasks.Linked7())
print(precompiled.tasks.One())
print(*options.tasks.__all__)
print(*(len(app.tasks.__all__) for app in (below, generated, sources, precompiled)))
"""
RELEASE = "Extension Fast Vector Wanted"
DEBUG = "Extension Vector Wanted WantedDebug"


def prints(options: str) -> str:
    return f"1 -1 1\n3.0 9\n[{{'number': 1}}] [{{'number': 2}}] 2 3\n7\n1\n{options}\n3 2 3 1\n"


BUILDS = {
    # name: CMake's arguments, folder of the packages in the build folder, what `options` has
    "as it is": ((), "python", RELEASE),
    "several configurations": (("-G", "Ninja Multi-Config"), "python/Release", RELEASE),
    "make": (("-G", "Unix Makefiles"), "python", RELEASE),
    "debug": (("-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_DEBUG_POSTFIX=_d"), "python", DEBUG),
    "prefix": (("-DCMAKE_SHARED_LIBRARY_PREFIX=",), "python", RELEASE),
    "older standard": (("-DCMAKE_CXX_STANDARD=17", "-DCMAKE_CXX_FLAGS=-DFLAG"), "python", RELEASE),
    "unity": (("-DCMAKE_UNITY_BUILD=ON",), "python", RELEASE),
    "warnings": (
        ("-DCMAKE_CXX_FLAGS=-Wall -Wextra -Wshadow -Wconversion -Wold-style-cast -Wuseless-cast -Werror",),
        "python",
        RELEASE,
    ),
    "clang": (("-DCMAKE_CXX_COMPILER=clang++-19",), "python", RELEASE),
    "the older ABI": (("-DCMAKE_CXX_FLAGS=-D_GLIBCXX_USE_CXX11_ABI=0",), "python", RELEASE),
    "link-time optimisation": (("-DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON",), "python", RELEASE),
}
QUICK = ("several configurations",)
"""All that is special about the apps; every other app of the tests is built by plain Ninja."""


@pytest.mark.timeout(900)
@pytest.mark.parametrize("build", [pytest.param(name, marks=deep_if(name not in QUICK)) for name in BUILDS])
def test_apps_have_what_the_compiler_sees(build: str, same_path: Path) -> None:
    arguments, packages, options = BUILDS[build]
    folder = same_path / "c++ [x]"
    given = cmake_arguments()
    if "-G" in arguments:
        given = [word for word in given if word.startswith("-Dgoray_DIR=")]
    run("cmake", "-S", PROJECT, "-B", folder, *given, *arguments)
    configuration = ("--config", "Release") if "Multi" in str(arguments) else ()
    assert "[GR" not in run("cmake", "--build", folder, "--parallel", "2", *configuration)  # the comparison was made
    printed = run(sys.executable, "-c", CHECKS, env={"PYTHONPATH": f"{folder / packages}:{folder / 'sub' / packages}"})
    assert printed == prints(options)
    before = written(folder)
    run("cmake", "-S", PROJECT, "-B", folder)
    run("cmake", "--build", folder, *configuration)
    assert written(folder) == before


def written(build: Path) -> dict[Path, int]:
    """When the packages, libraries, generated files and stamps of a build folder were written."""
    kinds = (".so", ".py", ".pyi", ".cpp", ".h", ".stamp", ".commands", "interface.json")
    return {path: path.stat().st_mtime_ns for path in build.rglob("*") if path.name.endswith(kinds)}


LISTS = """
cmake_minimum_required(VERSION 3.22)
project(x CXX)
find_package(goray REQUIRED)
goray_add_app(x SOURCES x.cpp)
"""


def test_a_task_that_only_the_compiler_sees_stops_the_build(same_path: Path) -> None:
    tasks = "  int A() const;\n#ifndef __clang__\n  int OnlyGcc() const;\n#endif\n"
    (same_path / "CMakeLists.txt").write_text(LISTS)
    (same_path / "x.cpp").write_text(f"#include <goray/goray.h>\nstruct GORAY_TASKS Tasks {{\n{tasks}}};\n")
    run("cmake", "-S", same_path, "-B", same_path / "build", *cmake_arguments(), "-DCMAKE_CXX_COMPILER=c++")
    done = subprocess.run(["cmake", "--build", same_path / "build"], capture_output=True, text=True)
    assert done.returncode != 0
    assert "OnlyGcc" in done.stdout
    assert "[GR1027]" in done.stdout


@pytest.mark.deep
def test_a_project_without_exceptions_is_told_what_to_do(same_path: Path) -> None:
    """By one error, about the app alone: the runtime has what it needs."""
    without = "add_compile_options(-fno-exceptions -fno-rtti)\nfind_package"
    (same_path / "CMakeLists.txt").write_text(LISTS.replace("find_package", without))
    (same_path / "x.cpp").write_text(
        "#include <goray/goray.h>\nstruct GORAY_TASKS Tasks {\n  int A() const { return 1; }\n};\n"
    )
    build = same_path / "build"
    run("cmake", "-S", same_path, "-B", build, *cmake_arguments())
    done = subprocess.run(["cmake", "--build", build, "--", "-k", "0"], capture_output=True, text=True)
    assert done.returncode != 0
    assert set(re.findall(r"error: .*", done.stdout)) == {
        'error: "goray needs C++ exceptions: remove -fno-exceptions from the flags of this target, or add -fexceptions '
        'behind it"'
    }
    with (same_path / "CMakeLists.txt").open("a") as lists:
        lists.write("target_compile_options(x PRIVATE -fexceptions -frtti)\n")
    run("cmake", "--build", build)
    assert run(sys.executable, "-c", "import x; print(x.tasks.A())", env={"PYTHONPATH": str(build / "python")}) == "1\n"


def test_a_renamed_package_leaves_nothing_behind(same_path: Path) -> None:
    """Python would find the old one, and its library."""
    (same_path / "x.cpp").write_text(
        "#include <goray/goray.h>\nstruct GORAY_TASKS T {\n  int A() const { return 1; }\n};\n"
    )
    for package in ("first", "nested.second"):
        (same_path / "CMakeLists.txt").write_text(LISTS.replace("x.cpp)", f"x.cpp PYTHON_PACKAGE {package})"))
        run("cmake", "-S", same_path, "-B", same_path / "build", *cmake_arguments())
        run("cmake", "--build", same_path / "build")
    packages = same_path / "build/python"
    assert sorted(path.name for path in packages.iterdir()) == ["nested"]
    code = "import nested.second as x; print(x.tasks.A())"
    assert run(sys.executable, "-c", code, env={"PYTHONPATH": str(packages)}) == "1\n"


def test_a_renamed_target_leaves_nothing_behind(tmp_path: Path) -> None:
    """Not its package either, but a file that is not goray-gen's; a new target may make a package of the same name."""
    (tmp_path / "x.cpp").write_text(
        "#include <goray/goray.h>\nstruct GORAY_TASKS T {\n  int A() const { return 1; }\n};\n"
    )
    build = tmp_path / "build"

    def configure(*targets: tuple[str, str]) -> list[str]:
        """The Python files that there are then, without the library's build, which takes long."""
        lists = "".join(f"goray_add_app({name} SOURCES x.cpp PYTHON_PACKAGE {package})\n" for name, package in targets)
        (tmp_path / "CMakeLists.txt").write_text(LISTS.replace("goray_add_app(x SOURCES x.cpp)\n", lists))
        run("cmake", "-S", tmp_path, "-B", build, *cmake_arguments())
        return sorted(
            str(path.relative_to(build / "python")) for path in (build / "python").rglob("*") if path.is_file()
        )

    configure(("one", "x"), ("two", "deep.kept"))
    run("cmake", "--build", build, "--target", "goray/one/one.stamp", "goray/two/two.stamp")
    for library in ("x/libx.so", "deep/kept/libkept.so"):
        (build / "python" / library).write_text("")
    (build / "python/deep/mine.py").write_text("")
    kept = configure(("one", "x"), ("two", "deep.kept"))
    assert {"x/libx.so", "x/tasks.py", "deep/kept/libkept.so", "deep/kept/tasks.py", "deep/mine.py"} <= set(kept)
    assert configure(("three", "deep.kept")) == ["deep/mine.py"]
    run("cmake", "--build", build, "--target", "goray/three/three.stamp")
    assert "deep/kept/tasks.py" in configure(("three", "deep.kept"))
    assert configure() == ["deep/mine.py"]


@pytest.mark.deep
def test_a_library_with_a_sanitizer_of_clang_links(same_path: Path) -> None:
    """Clang puts the sanitizer's own functions into programs only."""
    (same_path / "CMakeLists.txt").write_text(
        LISTS.replace("find_package", "add_compile_options(-fsanitize=undefined)\nfind_package")
    )
    (same_path / "x.cpp").write_text(
        "#include <goray/goray.h>\nstruct GORAY_TASKS Tasks {\n  int A() const { return 1; }\n};\n"
    )
    run("cmake", "-S", same_path, "-B", same_path / "build", *cmake_arguments(), "-DCMAKE_CXX_COMPILER=clang++-19")
    run("cmake", "--build", same_path / "build")
    assert (same_path / "build/python/x/libx.so").is_file()


FETCHED = """
cmake_minimum_required(VERSION 3.22)
project(fetched CXX)
include(FetchContent)
FetchContent_Declare(goray SOURCE_DIR "{root}")
FetchContent_MakeAvailable(goray)
goray_add_app(below SOURCES below.cpp)
"""


@pytest.mark.deep
@pytest.mark.timeout(900)
def test_the_source_tree_is_a_subproject(same_path: Path) -> None:
    shutil.copy(PROJECT / "sub/below.cpp", same_path)
    (same_path / "CMakeLists.txt").write_text(FETCHED.format(root=ROOT))
    generator = f"-DGORAY_GENERATOR={Path(sys.executable).parent / 'goray-gen'}"
    run("cmake", "-G", "Ninja", "-S", same_path, "-B", same_path / "build", generator)
    run("cmake", "--build", same_path / "build", "--parallel", "2")
    code = "import below; print(below.tasks.Depth())"
    assert run(sys.executable, "-c", code, env={"PYTHONPATH": str(same_path / "build/python")}) == "1\n"


def test_a_generator_without_compile_commands_is_refused(same_path: Path) -> None:
    lists = "cmake_minimum_required(VERSION 3.22)\nproject(x CXX)\nfind_package(goray REQUIRED)\n"
    (same_path / "CMakeLists.txt").write_text(f"{lists}set(CMAKE_GENERATOR Other)\ngoray_add_app(x SOURCES x.cpp)\n")
    done = subprocess.run(
        ["cmake", "-S", same_path, "-B", same_path / "build", *cmake_arguments()], capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "use Ninja, Ninja Multi-Config or Makefiles" in " ".join(done.stderr.split())


def test_a_second_build_does_nothing_and_a_changed_option_scans_its_target_again(same_path: Path) -> None:
    lists = f"{LISTS}target_compile_definitions(x PRIVATE ${{MORE}})\ngoray_add_app(other SOURCES x.cpp)\n"
    header = "#include <goray/goray.h>\nstruct GORAY_TASKS Tasks {\n  int A() const { return 1; }\n"
    header += "#ifdef MORE\n  int B() const { return 2; }\n#endif\n};\n"
    (same_path / "CMakeLists.txt").write_text(lists)
    (same_path / "x.cpp").write_text(header)
    build = same_path / "build"
    targets = ("--target", "x", "goray/other/other.stamp")
    run("cmake", "-S", same_path, "-B", build, *cmake_arguments())
    run("cmake", "--build", build, *targets)
    assert "ninja: no work to do." in run("cmake", "--build", build, *targets)
    run("cmake", "-S", same_path, "-B", build, "-DMORE=MORE")
    assert re.findall("goray-gen: .*", run("cmake", "--build", build, *targets)) == ["goray-gen: x"]
    code = "import x; print(x.tasks.A(), x.tasks.B())"
    assert run(sys.executable, "-c", code, env={"PYTHONPATH": str(build / "python")}) == "1 2\n"
