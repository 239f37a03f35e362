"""The unit tests of C++, RPyC's with a real server, and those of the extension, under the sanitizers of the presets."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from tests.conftest import ROOT, run

PRESETS = ("asan", "tsan")

UNFIT = {
    "test_leaks.py": "ASan keeps what was freed for a while, so memory grows",
    "test_handle_map.py::test_a_child_forked_while_threads_use_it_can_use_it": "ASan may fork while its locks are held",
}
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

    Leaks are not looked for: CPython keeps what it allocates, `native/test_leaks.py` counts instead. TSan is of no use
    here: it does not know CPython's own locks, above all the GIL, so each access that the GIL orders would be a report.
    UBSan's check for null is off: the reference of a `catch (abi::__forced_unwind&)` is null, and ASan reports what is
    read by one.
    """
    run("cmake", "--preset", "asan-extension", cwd=ROOT)
    run("cmake", "--build", "--preset", "asan-extension", cwd=ROOT)
    packages = ROOT / "build/asan-extension/python"
    for name in ("goray", "gorayffi"):
        ignored = shutil.ignore_patterns("_native", "__pycache__", "*.so")
        shutil.copytree(ROOT / "python" / name, packages / name, ignore=ignored, dirs_exist_ok=True)
    loaded = [run("c++", f"-print-file-name={name}").strip() for name in ("libasan.so", "libstdc++.so")]
    environment = {
        **os.environ,
        "ASAN_OPTIONS": "detect_leaks=0",
        "LD_PRELOAD": " ".join(loaded),
        "PYTHONMALLOC": "malloc",
        "PYTHONPATH": str(packages),
    }
    pytest_command = (sys.executable, "-m", "pytest", "-n0", "-q", "-m", "not deep", "tests/unit/gorayffi")
    unfit = [f"--deselect=tests/unit/gorayffi/native/{test}" for test in UNFIT]
    run(*pytest_command, *unfit, cwd=ROOT, env=environment)
