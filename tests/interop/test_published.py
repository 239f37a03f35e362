"""The published goray drives our libraries, unchanged."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.interop.make_env import make

HERE = Path(__file__).parent
CROSSLANG = HERE.parents[1] / "examples" / "crosslang"


@pytest.fixture(scope="session")
def published() -> Path:
    """Python of an environment with the published goray and without ours."""
    return make()


def run(published: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [published, *map(str, arguments)], env=clean, text=True, capture_output=True, check=False, timeout=200
    )


def test_it_is_the_published_one(published: Path) -> None:
    code = "import goray, gorayffi; print(goray.__file__, gorayffi.__file__)"
    assert run(published, "-c", code).stdout.count("/interop-env/") == 2


def test_the_guides_programs(published: Path, build_app: Callable[[Path], Path]) -> None:
    (library,) = build_app(CROSSLANG).rglob("libcrosslang.so")
    done = run(published, "-m", "goray.cli", "--py-defs", CROSSLANG / "app.py", library)
    assert done.stdout.splitlines() == [
        "RemoteCallPyTask square: 64",
        "NewPyActor Storage get: value1",
        "Call Hello task: Hello World",
        "Call Counter.Incr method: 2",
    ], done.stderr
    assert done.returncode == 0


def test_all_a_driver_can_ask(published: Path, cpp_library: Path) -> None:
    """Except what the published host cannot do: serve actors of plain Python."""
    done = run(published, "-m", "goray.cli", "--py-defs", HERE / "driver_app.py", cpp_library)
    assert "square 64" in done.stdout, done.stderr
    assert "join 0,1,4,3,4" in done.stdout
    assert "counter 41" in done.stdout
    assert "not created by goray" in done.stderr


def test_a_library_in_process(published: Path, cpp_library: Path) -> None:
    code = (
        "import sys, goray, goray.state\n"
        "goray.state.golibpath = sys.argv[1]\n"
        "print(goray.golang_local_run_task('Hello', 'World'), goray.golang_local_run_task('Divide', 7, 2))\n"
        "counter = goray.golang_local_new_actor('Counter', 1)\n"
        "print(counter.Incr(1))\n"
    )
    done = run(published, "-c", code, cpp_library)
    assert done.stdout == "Hello World [3, 1]\n2\n", done.stderr
