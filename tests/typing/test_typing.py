"""The generated packages, and code that uses them, as users' checkers see them."""

from __future__ import annotations

import functools
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, run

HERE = Path(__file__).parent
GOLDEN = ROOT / "tests" / "golden"
FEATURES = sorted(header.parent.name for header in GOLDEN.glob("*/app.h"))
PACKAGES = [GOLDEN / feature / "expected" / "python" for feature in FEATURES]
POSITIVE = HERE / "check_positive.py"
NEGATIVE = HERE / "check_negative.py"
MARK = "# wrong from here\n"
OLDEST = run(ROOT / "scripts" / "read_python_versions").split()[0]

CHECKED = [*(package / feature for package, feature in zip(PACKAGES, FEATURES, strict=True)), POSITIVE, NEGATIVE]

Found = set[tuple[Path, int]]
"""File and line of everything that a checker reports."""


@functools.cache
def mypy() -> Found:
    environment = {**os.environ, "MYPYPATH": os.pathsep.join(map(str, PACKAGES))}
    command = [sys.executable, "-m", "mypy", "--config-file", HERE / "mypy.ini", "--python-version", OLDEST]
    command += ["--no-error-summary", *CHECKED]
    done = subprocess.run([str(word) for word in command], env=environment, cwd=ROOT, text=True, capture_output=True)
    assert done.returncode == 1, done.stdout + done.stderr
    lines = [line for line in done.stdout.splitlines() if ": error:" in line]
    return {(ROOT / name, int(number)) for name, number, _ in (line.split(":", 2) for line in lines)}


@functools.cache
def pyright() -> Found:
    with tempfile.TemporaryDirectory() as folder:
        config = {
            "typeCheckingMode": "strict",
            "pythonVersion": OLDEST,
            "include": [os.path.relpath(path, folder) for path in CHECKED],
            "extraPaths": [*map(str, PACKAGES)],
            "reportDeprecated": "error",
        }
        file = Path(folder) / "pyrightconfig.json"
        file.write_text(json.dumps(config))
        command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, "-p", str(file)]
        done = subprocess.run(command, text=True, capture_output=True)
    assert done.returncode == 1, done.stdout + done.stderr
    found = json.loads(done.stdout)["generalDiagnostics"]
    return {(Path(item["file"]), item["range"]["start"]["line"] + 1) for item in found if item["severity"] == "error"}


@pytest.mark.parametrize("check", [mypy, pyright])
def test_generated_packages_and_correct_code_are_accepted(check: Callable[[], Found]) -> None:
    assert {place for place in check() if place[0] != NEGATIVE} == set()


@pytest.mark.parametrize("check", [mypy, pyright])
def test_each_wrong_line_is_reported(check: Callable[[], Found]) -> None:
    head, wrong = NEGATIVE.read_text().split(MARK)
    first = (head + MARK).count("\n") + 1
    expected = set(range(first, first + len(wrong.splitlines())))
    assert {line for file, line in check() if file == NEGATIVE} == expected


def test_stubs_agree_with_the_runtime() -> None:
    path = os.pathsep.join(map(str, PACKAGES))
    allowed = ["--allowlist", HERE / "stubtest_allowlist.txt", "--ignore-unused-allowlist"]
    config = ["--mypy-config-file", HERE / "stubtest.ini"]
    environment = {**os.environ, "MYPYPATH": path, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    run(sys.executable, "-m", "mypy.stubtest", *FEATURES, *allowed, *config, env=environment)


def test_generated_python_is_clean_for_ruff() -> None:
    """With the project's own rules, but those that the app's names and stubs of the oldest Python cannot keep."""
    settings = (ROOT / "pyproject.toml").read_text()
    rules = {
        key: ",".join(re.findall(r'"(\w+)"', line))
        for key, line in re.findall(r"^(select|ignore) = \[(.*)\]", settings, re.M)
    }
    ruff = [sys.executable, "-m", "ruff"]
    common = ["--isolated", "--line-length", "120", *PACKAGES]
    run(*ruff, "check", "--select", rules["select"], "--ignore", f"{rules['ignore']},A,N,D402,UP035", *common)
    run(*ruff, "format", "--check", *common)
