"""Libraries to drive: the same app in C++ and in Go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from goray import App

from tests.conftest import locked, run

HERE = Path(__file__).parent
BUILD = HERE.parents[1] / "build" / "tests" / "interop"


def build_go(folder: str) -> Path:
    """The app in `folder`, built by Go with the published module."""
    library = BUILD / f"lib{folder}.so"
    with locked(BUILD):
        run("go", "build", "-buildmode=c-shared", "-buildvcs=false", "-o", library, ".", cwd=HERE / folder)
    return library


@pytest.fixture(scope="session")
def go_library() -> Path:
    return build_go("go_app")


@pytest.fixture(scope="session")
def cpp_library(build_app: Callable[[Path], Path]) -> Path:
    """cpp_app, built by `goray_add_app()`."""
    (library,) = build_app(HERE / "cpp_app").rglob("libcpp_app.so")
    return library


@pytest.fixture(scope="session", params=["cpp", "go"])
def library(request: pytest.FixtureRequest) -> Path:
    """Each of the two in turn; they have the same tasks and actors."""
    path: Path = request.getfixturevalue(f"{request.param}_library")
    return path


@pytest.fixture(scope="session")
def app(library: Path, ray_session: None) -> App:  # noqa: ARG001 - Ray has to run
    """The library on Ray."""
    return App(library)
