"""Projects that are not shaped like the guide's, built in every way that CMake offers: the scan sees what the compiler sees."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import cmake_arguments, deep_if, run

PROJECT = Path(__file__).parent / "projects"

CHECKS = """
import below, generated, nested.sources as sources, options, precompiled
print(below.tasks.Depth(), below.tasks.Height(), below.tasks.Alone1())
print(generated.tasks.Total(), generated.tasks.Object())
print(sources.tasks.One(), sources.tasks.Two(), sources.NewOne().Next(), sources.NewTwo().Next(), sources.tasks.Linked7())
print(precompiled.tasks.One())
print(*options.tasks.__all__)
print(*(len(app.tasks.__all__) for app in (below, generated, sources, precompiled)))
"""
RELEASE = "Extension Fast Vector Wanted"
DEBUG = "Extension Vector Wanted WantedDebug"


def prints(options: str) -> str:
    return f"1 -1 1\n3.0 9\n[{{'number': 1}}] [{{'number': 2}}] 2 3 7\n1\n{options}\n3 2 3 1\n"


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
    "link-time optimisation": (("-DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON",), "python", RELEASE),
}
QUICK = ("as it is", "several configurations")


@pytest.mark.timeout(900)
@pytest.mark.parametrize("build", [pytest.param(name, marks=deep_if(name not in QUICK)) for name in BUILDS])
def test_apps_have_what_the_compiler_sees(build: str, tmp_path: Path) -> None:
    arguments, packages, options = BUILDS[build]
    folder = tmp_path / "c++ [x]"
    given = cmake_arguments()
    if "-G" in arguments:
        given = [word for word in given if word.startswith("-Dgoray_DIR=")]
    run("cmake", "-S", PROJECT, "-B", folder, *given, *arguments)
    run("cmake", "--build", folder, "--parallel", "2", *(("--config", "Release") if "Multi" in str(arguments) else ()))
    printed = run(sys.executable, "-c", CHECKS, env={"PYTHONPATH": f"{folder / packages}:{folder / 'sub' / packages}"})
    assert printed == prints(options)
