"""A build from source says at once all that it lacks, before anything else is looked for.

CMake searches in a folder that has links to what it needs, without those that a test hides.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.conftest import ROOT

LLVM = "/usr/lib/llvm-19"
PYTHON = "Python.h"
NEEDED = {
    "g++": ["/usr/bin/g++", "/usr/bin/c++", "/usr/bin/clang++"],
    "clang-19": [f"{LLVM}/lib/cmake/clang/ClangConfig.cmake"],
    "libclang-19-dev": [f"{LLVM}/include/clang/Tooling/Tooling.h"],
    "llvm-19-dev": [f"{LLVM}/include/llvm/IR/Module.h"],
    "libclang-common-19-dev": [f"{LLVM}/lib/clang/19/include/stddef.h"],
    "libzstd-dev": ["/usr/include/zstd.h"],
    "libcurl4-openssl-dev": ["/usr/include/curl/curl.h"],
    "libedit-dev": ["/usr/include/histedit.h"],
    "zlib1g-dev": ["/usr/include/zlib.h"],
    "libxml2-dev": ["/usr/include/libxml2/libxml/parser.h"],
    "libz3-dev": ["/usr/include/z3.h"],
    "nlohmann-json3-dev": ["/usr/include/nlohmann/json.hpp"],
    "libmsgpack-cxx-dev": ["/usr/include/msgpack.hpp"],
    "libssl-dev": ["/usr/include/openssl/ssl.h"],
    "libgtest-dev": ["/usr/include/gtest/gtest.h"],
    f"python{sys.version_info.major}.{sys.version_info.minor}-dev": [f"{sysconfig.get_path('include')}/{PYTHON}"],
}
"""Debian's package -> files, of which one has to be there."""


def configure(folder: Path, *hidden: str, python: str | Path = sys.executable) -> tuple[int, str]:
    """Exit code and output of CMake on a machine without the packages `hidden`."""
    for package, files in NEEDED.items():
        for file in files if package not in hidden else ():
            link = folder / "root" / file.lstrip("/")
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to("/bin/true")  # a compiler has to be a program
    modes = [f"-DCMAKE_FIND_ROOT_PATH_MODE_{kind}=ONLY" for kind in ("INCLUDE", "PROGRAM")]
    options = [f"-DCMAKE_FIND_ROOT_PATH={folder / 'root'}", *modes, f"-DPython_EXECUTABLE={python}"]
    options += ["-G", "Ninja", f"-DCMAKE_MAKE_PROGRAM={shutil.which('ninja')}"]
    command = ["cmake", "-S", ROOT, "-B", folder / "build", "-DGORAY_BUILD_TESTS=ON", *options]
    done = subprocess.run(command, text=True, capture_output=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("package", NEEDED)
def test_what_is_missing_is_named(package: str, tmp_path: Path) -> None:
    code, output = configure(tmp_path, package)
    assert code != 0
    assert "goray-cpp is built from its sources here, and these are missing:" in output
    assert f": {package}\n" in output
    assert f"  apt-get install {package}\n" in output
    assert "compiler identification" not in output


def test_all_at_once_with_one_line_for_apt(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} -I -S "$@"\n')
    python.chmod(0o755)
    _, output = configure(tmp_path, *NEEDED, python=python)
    assert [package for package in NEEDED if f": {package}\n" not in output] == []
    (line,) = (line for line in output.splitlines() if "apt-get install" in line)
    assert sorted(line.split()[2:]) == sorted(NEEDED)
    assert "nanobind, which pip brings unless it is told --no-build-isolation" in output


def test_nothing_is_missing_here_and_the_time_is_said(tmp_path: Path) -> None:
    code, output = configure(tmp_path)
    assert code != 0  # the compiler is none
    assert "are missing" not in output
    assert "all that the build needs is there. It takes about five minutes on two cores." in output
