"""The programs of GoRay's guide, in C++ and in Go, with one Python file, run by the published command and by ours."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, own_output
from tests.interop.conftest import build_go
from tests.interop.make_env import make

CROSSLANG = ROOT / "examples" / "crosslang"
PRINTS = """\
RemoteCallPyTask square: 64
NewPyActor Storage get: value1
Call Hello task: Hello World
Call Counter.Incr method: 2
"""


@pytest.fixture(scope="session", params=["C++", "Go"])
def program(request: pytest.FixtureRequest, build_app: Callable[[Path], Path]) -> Path:
    if request.param == "Go":
        return build_go("guide_app")
    (library,) = build_app(CROSSLANG).rglob("libcrosslang.so")
    return library


def run(python: Path, *arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [str(word) for word in (python, *arguments)],
        env=clean | variables,
        text=True,
        capture_output=True,
        check=False,
        timeout=200,
    )


def test_the_published_one_is_not_ours() -> None:
    code = "import goray, gorayffi; print(goray.__file__, gorayffi.__file__)"
    assert run(make(), "-c", code).stdout.count("/interop-env/") == 2


@pytest.mark.parametrize("host", [pytest.param("published", marks=pytest.mark.deep), "ours"])
def test_it_runs(program: Path, host: str, ray_address: str) -> None:
    python, variables = make(), {}
    if host == "ours":  # which starts Ray itself in test_examples.py
        python, variables = Path(sys.executable), {"RAY_ADDRESS": ray_address}
    done = run(python, "-m", "goray.cli", "--py-defs", CROSSLANG / "app.py", program, **variables)
    assert own_output(done.stdout) == PRINTS, done.stderr
    assert done.returncode == 0
