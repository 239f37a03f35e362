"""The unit tests of C++, RPyC's with a real server, those of the extension, and apps, under the sanitizers."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, cmake_arguments, configure, run

PRESETS = ("asan", "tsan")
PYTEST = (sys.executable, "-m", "pytest", "-n0", "-q", "-m", "not deep")

UNFIT = {"test_leaks.py": "ASan keeps what was freed for a while, so memory grows"}
"""Tests of the extension that cannot pass under ASan, and why."""


@pytest.mark.deep
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("preset", PRESETS)
def test_unit_tests(preset: str) -> None:
    run("cmake", "--preset", preset, cwd=ROOT)
    run("cmake", "--build", "--preset", preset, cwd=ROOT)
    run("ctest", "--preset", preset, cwd=ROOT)
    live = (sys.executable, "-m", "pytest", "-n0", "-q", "-m", "not deep", "tests/rpyc/test_live.py")
    options = {"GORAY_RPYC_BUILD": f"build/{preset}", "TSAN_OPTIONS": f"suppressions={ROOT}/tests/unit/tsan.supp"}
    run(*live, cwd=ROOT, env={**os.environ, **options})


@pytest.mark.deep
@pytest.mark.timeout(1800)
def test_extension() -> None:
    """In a Python that is not built so, therefore with the sanitizers' libraries loaded before it.

    Clang's, as a child that was forked beside a thread hangs in the allocator of g++ 12's (it has no fork handlers).
    Leaks are not looked for: CPython keeps what it allocates, `native/test_leaks.py` counts instead. TSan is of no use
    here: it does not know CPython's own locks, above all the GIL, so each access that the GIL orders would be a report.
    UBSan's check for null is off: the reference of a `catch (abi::__forced_unwind&)` is null, and ASan reports what is
    read by one.
    """
    unfit = [f"--deselect=tests/unit/gorayffi/native/{test}" for test in UNFIT]
    run(*PYTEST, "tests/unit/gorayffi", *unfit, cwd=ROOT, env=with_extension())


@pytest.mark.deep
@pytest.mark.timeout(1800)
def test_apps() -> None:
    """Apps in process, with the extension: theirs and the runtime's code is built so too."""
    folder = ROOT / "build" / "asan-apps"
    # Without null, as for the extension.
    flags = "-fsanitize=address,undefined -shared-libasan -fno-sanitize=null -fno-sanitize-recover=undefined"
    build_apps(folder, flags, compiler="clang++-19")
    tests = [f"tests/features/generated/test_{name}.py" for name in ("defaults", "in_process", "slots", "snake_case")]
    environment = with_extension() | {"GORAY_TEST_PACKAGES": str(folder / "python")}
    run(*PYTEST, *tests, "-k", "not on_ray and not of_actors", cwd=ROOT, env=environment)


@pytest.mark.deep
@pytest.mark.timeout(1800)
def test_an_app_on_many_threads(tmp_path: Path) -> None:
    """In a process without Python, as TSan then sees all locks."""
    folder, host = ROOT / "build" / "tsan-apps", tmp_path / "host"
    build_apps(folder, "-fsanitize=thread", target="calc")
    source = ROOT / "tests/features/generated/threads/host.cpp"
    run("c++", "-std=c++20", "-g", "-fsanitize=thread", f"-I{ROOT}/runtime/include", source, "-o", host, "-ldl")
    run(host, folder / "python/calc/libcalc.so", "8", "500")


def with_extension() -> dict[str, str]:
    """The environment of a Python that has the extension of the preset `asan-extension`."""
    run("cmake", "--preset", "asan-extension", cwd=ROOT)
    run("cmake", "--build", "--preset", "asan-extension", cwd=ROOT)
    packages = ROOT / "build/asan-extension/python"
    for name in ("goray", "gorayffi"):
        ignored = shutil.ignore_patterns("_native", "__pycache__", "*.so")
        shutil.copytree(ROOT / "python" / name, packages / name, ignore=ignored, dirs_exist_ok=True)
    names = (f"libclang_rt.asan-{platform.machine()}.so", "libstdc++.so")
    loaded = [run("clang++-19", f"-print-file-name={name}").strip() for name in names]
    return {
        **os.environ,
        "ASAN_OPTIONS": "detect_leaks=0",
        "LD_PRELOAD": " ".join(loaded),
        "PYTHONMALLOC": "malloc",
        "PYTHONPATH": str(packages),
    }


def build_apps(folder: Path, flags: str, compiler: str = "c++", target: str = "all") -> None:
    flags += " -g -fno-omit-frame-pointer"
    options = (f"-DCMAKE_CXX_COMPILER={compiler}", f"-DCMAKE_CXX_FLAGS={flags}")
    configure(ROOT / "tests/features/generated", folder, *cmake_arguments(), *options)
    run("cmake", "--build", folder, "--target", target)
