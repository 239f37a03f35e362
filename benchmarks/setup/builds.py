"""Builds of apps/, in build/bench; a second time only what changed is built."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS = ROOT / "benchmarks" / "apps"
BUILD = ROOT / "build" / "bench"
PACKAGES = BUILD / "goray" / "python"
EIGEN_PACKAGES = BUILD / "goray_eigen" / "python"
LIBRARY = PACKAGES / "calls" / "libcalls.so"
GO_LIBRARY = BUILD / "libgo_calls.so"
MALLOC_COUNT = BUILD / "malloc_count.so"


def run(*command: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> str:
    """What a command prints; the program ends with its errors if it fails."""
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        raise SystemExit(f"{done.stdout}\nbenchmarks: error: {' '.join(map(str, command))} failed, see above")
    return done.stdout


def tools() -> dict[str, str]:
    """The environment in which goray-gen is found, and nothing is compiled from a cache."""
    kept = {key: value for key, value in os.environ.items() if not key.endswith("_COMPILER_LAUNCHER")}
    return {**kept, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"}


def cmake(source: Path, binary: Path, *options: str, env: Mapping[str, str] | None = None) -> None:
    run("cmake", "-S", source, "-B", binary, "-G", "Ninja", *options, env=env)
    run("cmake", "--build", binary, env=env)


@functools.cache
def goray_options() -> Sequence[str]:
    return (f"-Dgoray_DIR={run('goray-gen', 'cmake-dir', env=tools()).strip()}",)


@functools.cache
def goray_app() -> None:
    cmake(APPS / "goray", BUILD / "goray", *goray_options(), env=tools())
    cmake(APPS / "eigen", BUILD / "goray_eigen", "-DPEER=goray", *goray_options(), env=tools())
    source = APPS / "malloc_count.c"
    run("gcc", "-O2", "-shared", "-fPIC", source, "-o", MALLOC_COUNT)


@functools.cache
def go_app() -> None:
    run("go", "build", "-buildmode=c-shared", "-buildvcs=false", "-o", GO_LIBRARY, ".", cwd=APPS / "go", env=tools())


CMAKE_DIRS = {
    "nanobind": "import nanobind; print(nanobind.cmake_dir())",
    "pybind11": "import pybind11; print(pybind11.get_cmake_dir())",
    "tvm_ffi": "from tvm_ffi import libinfo; print(libinfo.find_cmake_path())",
}


def binding_options(peer: str, python: Path) -> Sequence[str]:
    prefix = run(python, "-c", CMAKE_DIRS[peer]).strip().splitlines()[-1]
    return (f"-DPEER={peer}", f"-DPEER_CMAKE_DIR={prefix}", f"-DPython_EXECUTABLE={python}")


def binding(peer: str, python: Path) -> None:
    """build/bench/PEER: the module of apps/bindings with that binding."""
    cmake(APPS / "bindings", BUILD / peer, *binding_options(peer, python), env=tools())


def nanobind(python: Path) -> None:
    """The same with nanobind, and build/bench/nanobind_eigen: its module of apps/eigen."""
    binding("nanobind", python)
    cmake(APPS / "eigen", BUILD / "nanobind_eigen", *binding_options("nanobind", python), env=tools())
