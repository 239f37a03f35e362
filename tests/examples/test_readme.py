"""The README's tour, run as it is written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.conftest import ROOT, run

README = (ROOT / "README.md").read_text()


def block(language: str, first_line: str = "") -> str:
    """The code block of `language` that starts with `first_line`."""
    for indent, found, text in re.findall(r"^( *)```(\w*)\n(.*?)^ *```$", README, re.DOTALL | re.MULTILINE):
        text = textwrap.dedent(text) if indent else text
        if found == language and text.startswith(first_line):
            return text
    pytest.fail(f"README.md has no {language} block that starts with {first_line!r}")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    (folder / "shop.cpp").write_text(block("cpp", "// shop.cpp"))
    (folder / "main.py").write_text(block("python", "# main.py"))
    (folder / "CMakeLists.txt").write_text(block("cmake", "# CMakeLists.txt"))
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    run("bash", "-ec", block("bash", "cmake -S"), cwd=folder, env={**os.environ, "PATH": path})
    return folder


def run_python(shop: Path, *arguments: str) -> str:
    return run(sys.executable, *arguments, cwd=shop, env={**os.environ, "PYTHONPATH": "build/python"})


def test_tour_prints_what_the_readme_shows(shop: Path) -> None:
    assert run_python(shop, "main.py") == block("", "2.5")


def test_error_in_python_reads_as_the_readme_says(shop: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import shop; shop.tasks.Total('3')"],
        cwd=shop,
        env={**os.environ, "PYTHONPATH": "build/python"},
        text=True,
        capture_output=True,
    )
    assert done.stderr.endswith(block("", "gorayffi.errors"))


def test_error_in_cpp_reads_as_the_readme_says(shop: Path, tmp_path: Path) -> None:
    source = tmp_path / "shop.cpp"
    source.write_text((shop / "shop.cpp").read_text().replace("const std::vector<double>& prices", "double* prices"))
    command = f"{sys.executable} -m goray_gen {source} -o {tmp_path}/gen 2>&1 || true"
    first_line = run("bash", "-c", command).splitlines()[0]
    assert first_line.removeprefix(f"{tmp_path}/") in README
