"""Every example builds and prints what its README says; those that show what tests of features show are deep tests."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, job_on, own_output, run
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
    env = job_on(ray_address, python_path)
    output = run(sys.executable, folder / "main.py", r"^class \w+Error", env=env)
    assert "both found the same lines" in output
    assert re.search(r"C\+\+ RE2, map +[\d,]+ +[\d.]+ +[\d,]+ +█", output)
    assert (python_path.parent / "search.svg").read_text().count("<rect") == 4


def test_grep_ends_with_ctrl_c(build_app: Callable[..., Path], ray_address: str) -> None:
    folder = EXAMPLES / "grep"
    python_path = build_app(folder) / "python"
    env = job_on(ray_address, python_path)
    terminal, stderr = pty.openpty()  # on a terminal it shows at once how far it is
    command = [sys.executable, folder / "main.py"]
    process = subprocess.Popen(command, env=env, stderr=stderr, stdout=subprocess.PIPE, text=True)
    os.close(stderr)
    shown = b""
    while b" calls (" not in shown:
        shown += os.read(terminal, 1 << 16)
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate()
    os.close(terminal)
    assert own_output(output).endswith("\nstopped\n")
    assert process.returncode == 130


@pytest.mark.deep
def test_relief_prints_what_its_readme_says(build_app: Callable[..., Path], ray_address: str, tmp_path: Path) -> None:
    folder = EXAMPLES / "relief"
    python_path = build_app(folder) / "python"
    output = run(sys.executable, folder / "main.py", cwd=tmp_path, env=job_on(ray_address, python_path))
    assert own_output(output) == find_block(folder / "README.md", "")
    assert (tmp_path / "relief.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.deep
def test_simulation_prints_what_its_readme_says(
    build_app: Callable[..., Path], ray_address: str, tmp_path: Path
) -> None:
    folder = EXAMPLES / "simulation"
    library = build_app(folder) / "python/ising/libising.so"
    goray = Path(sys.executable).with_name("goray")
    output = run(goray, "--cluster", library, cwd=tmp_path, env={**os.environ, "RAY_ADDRESS": ray_address})
    assert own_output(output) == find_block(folder / "README.md", "")
    assert (tmp_path / "magnetisation.svg").read_text() == (folder / "magnetisation.svg").read_text()


@pytest.mark.deep
def test_simulation_ends_with_ctrl_c(build_app: Callable[..., Path], ray_address: str, tmp_path: Path) -> None:
    library = build_app(EXAMPLES / "simulation") / "python/ising/libising.so"
    command = [Path(sys.executable).with_name("goray"), "--cluster", library]
    env = {**os.environ, "RAY_ADDRESS": ray_address}
    process = subprocess.Popen(command, cwd=tmp_path, env=env, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    assert any(line.startswith("21 temperatures") for line in process.stderr)
    process.send_signal(signal.SIGINT)
    assert own_output(process.stderr.read()).endswith("goray: error: interrupted\n")
    assert process.wait() == 130
    assert not (tmp_path / "magnetisation.svg").exists()


def test_grep_refuses_a_bad_pattern(build_app: Callable[..., Path]) -> None:
    folder = EXAMPLES / "grep"
    code = "import ragrep; ragrep.tasks.Search('(', [])"
    env = {**os.environ, "PYTHONPATH": str(build_app(folder) / "python")}
    done = subprocess.run([sys.executable, "-c", code], env=env, text=True, capture_output=True)
    assert done.returncode == 1
    assert "pattern '(': missing )" in done.stderr
    assert "ValueError" in done.stderr


@pytest.mark.deep
def test_atlas_finds_what_python_finds(build_app: Callable[..., Path], ray_address: str, tmp_path: Path) -> None:
    folder = EXAMPLES / "atlas"
    python_path = build_app(folder) / "python"
    env = job_on(ray_address, python_path)
    output = run(sys.executable, folder / "main.py", tmp_path / "nearest.png", env=env)
    assert "C++ and Python found the same" in output
    assert pixels(tmp_path / "nearest.png") == pixels(folder / "nearest.png")


def pixels(picture: Path) -> bytes:
    """What is between the heads and tails of a PNG's three pieces."""
    return zlib.decompress(picture.read_bytes()[41:-16])


@pytest.mark.deep
def test_tables_from_parquet_to_parquet(build_app: Callable[..., Path], ray_address: str, tmp_path: Path) -> None:
    folder = EXAMPLES / "tables"
    python_path = build_app(folder) / "python"
    env = job_on(ray_address, python_path)
    output = run(sys.executable, folder / "main.py", tmp_path, env=env)
    assert "pyarrow counts the same lines" in output
    assert re.search(r"[1-9][0-9]* files have more than 1000 lines", output)
    assert list((tmp_path / "measured").glob("*.parquet"))
