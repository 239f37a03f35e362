"""The README's tour, run as it is written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, emptied, run
from tests.pages import files, find_block

README = ROOT / "README.md"


@pytest.fixture(scope="module")
def shop(compiled_runtime: None) -> Path:  # noqa: ARG001
    folder = emptied("readme")
    for name, text in files(README).items():
        (folder / name).write_text(text)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    run("bash", "-ec", find_block(README, "bash", "cmake -S"), cwd=folder, env={**os.environ, "PATH": path})
    return folder


def run_python(shop: Path, *arguments: str) -> str:
    return run(sys.executable, *arguments, cwd=shop, env={**os.environ, "PYTHONPATH": "build/python"})


def test_tour_prints_what_the_readme_shows(shop: Path) -> None:
    assert run_python(shop, "main.py") == find_block(README, "", "2.5")


def test_error_in_python_reads_as_the_readme_says(shop: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import shop; shop.tasks.Total('3')"],
        cwd=shop,
        env={**os.environ, "PYTHONPATH": "build/python"},
        text=True,
        capture_output=True,
    )
    assert done.stderr.endswith(find_block(README, "", "gorayffi.errors"))


def test_error_in_cpp_reads_as_the_readme_says(shop: Path, tmp_path: Path) -> None:
    source = tmp_path / "shop.cpp"
    source.write_text((shop / "shop.cpp").read_text().replace("const std::vector<double>& prices", "double* prices"))
    command = f"{sys.executable} -m goray_gen {source} -o {tmp_path}/gen 2>&1 || true"
    first_line = run("bash", "-c", command).splitlines()[0]
    assert first_line.removeprefix(f"{tmp_path}/") in README.read_text()
