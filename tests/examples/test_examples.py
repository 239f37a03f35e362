"""Every example builds and prints what its README says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.conftest import ROOT, run
from tests.pages import find_block

EXAMPLES = ROOT / "examples"


def test_crosslang_prints_what_its_readme_says(build_app: Callable[..., Path]) -> None:
    folder = EXAMPLES / "crosslang"
    library = build_app(folder) / "python/crosslang/libcrosslang.so"
    env = {**os.environ, "RAY_DEDUP_LOGS": "0"}
    output = run(Path(sys.executable).with_name("goray"), "--py-defs", folder / "app.py", library, env=env)
    assert output == find_block(folder / "README.md", "")


def test_grep_finds_the_same_lines_as_python(build_app: Callable[..., Path], ray_address: str) -> None:
    folder = EXAMPLES / "grep"
    python_path = build_app(folder) / "python"
    job = {"runtime_env": {"env_vars": {"PYTHONPATH": str(python_path)}}}  # as workers of its own Ray would have it
    ray = {"RAY_ADDRESS": ray_address, "RAY_JOB_CONFIG_JSON_ENV_VAR": json.dumps(job)}
    env = {**os.environ, **ray, "PYTHONPATH": str(python_path)}
    output = run(sys.executable, folder / "main.py", r"^class \w+Error", env=env)
    assert "both found the same lines" in output
    assert re.search(r"C\+\+ RE2 tasks +│ +[1-9]", output)


def test_grep_refuses_a_bad_pattern(build_app: Callable[..., Path]) -> None:
    folder = EXAMPLES / "grep"
    code = "import ragrep; ragrep.tasks.Search('(', [])"
    env = {**os.environ, "PYTHONPATH": str(build_app(folder) / "python")}
    done = subprocess.run([sys.executable, "-c", code], env=env, text=True, capture_output=True)
    assert done.returncode == 1
    assert "pattern '(': missing )" in done.stderr
    assert "ValueError" in done.stderr
