"""Ray Data and Ray Serve, as docs/reference/ray.md shows them.

What they need takes 300 MB, so it is in an environment of its own, behind which are the packages of this Python. The
Ray is its own as well: workers of the session's could not import them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.conftest import BUILD, ROOT, cmake_arguments, locked, own_output, run
from tests.interop.make_env import make_environment
from tests.pages import assert_shown, blocks, files, write_files

PAGE = ROOT / "docs/reference/ray.md"


@pytest.fixture(scope="module")
def packages() -> list[Path]:
    """Where the apps of the README and of the page are, built."""
    return [_built("ray-libraries-shop", ROOT / "README.md"), _built("ray-libraries-trades", PAGE)]


def _built(name: str, page: Path) -> Path:
    folder = BUILD / name
    with locked(folder):
        write_files(folder, files(page))
        run("cmake", "-S", folder, "-B", folder / "build", *cmake_arguments())
        run("cmake", "--build", folder / "build")
    return folder / "build/python"


@pytest.fixture(scope="module")
def python() -> Path:
    folder = BUILD.parent / "ray-libraries-env"
    with locked(folder):
        return make_environment(folder, [f"ray[data,serve]=={version('ray')}"])


@pytest.mark.deep
@pytest.mark.timeout(900)
def test_example_relief_by_ray_data(build_app: Callable[..., Path], python: Path) -> None:
    folder = ROOT / "examples/relief"
    environment = {name: value for name, value in os.environ.items() if name != "RAY_ADDRESS"}
    environment["PYTHONPATH"] = str(build_app(folder) / "python")
    printed = run(python, folder / "with_ray_data.py", env=environment)
    shown = [block.text for block in blocks(folder / "README.md") if not block.language]
    assert_shown(shown[-1], own_output(printed), "README.md of examples/relief")


@pytest.mark.deep
@pytest.mark.timeout(900)  # its environment is 300 MB
def test_page_prints_what_it_shows(packages: list[Path], python: Path, tmp_path: Path) -> None:
    code = [block.text for block in blocks(PAGE) if block.language == "python"]
    shown = [block.text for block in blocks(PAGE) if not block.language]
    path = tmp_path / "page.py"
    path.write_text("\n".join(code))
    environment = {name: value for name, value in os.environ.items() if name != "RAY_ADDRESS"}
    environment["PYTHONPATH"] = os.pathsep.join(map(str, packages))
    printed = run(python, path, cwd=tmp_path, env=environment)
    assert_shown("".join(shown), own_output(printed), PAGE.name)
