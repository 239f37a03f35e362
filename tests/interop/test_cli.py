"""The command `goray`: drivers in C++ and Go call Python and their own library; exit codes and errors."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import own_output

HERE = Path(__file__).parent


def goray(*arguments: str | Path, prefix: Sequence[str] = (), **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*prefix, sys.executable, "-m", "goray.cli", *map(str, arguments)],
        env={**os.environ, **variables},
        text=True,
        capture_output=True,
        check=False,
        timeout=200,
    )


def test_driver(library: Path, ray_address: str) -> None:
    done = goray("--py-defs", HERE / "driver_app.py", library, RAY_ADDRESS=ray_address)
    assert own_output(done.stdout) == "driver: Hello World\n", done.stderr
    assert done.returncode == 3


def test_arguments_of_the_driver(cpp_library: Path, ray_address: str) -> None:
    given = ["--", "--cluster", "ü", "--"]
    done = goray("--py-defs", HERE / "driver_app.py", cpp_library, *given, RAY_ADDRESS=ray_address)
    shown = "argument: --cluster\nargument: ü\nargument: --\ndriver: Hello World\n"
    assert own_output(done.stdout) == shown, done.stderr
    assert done.returncode == 3


def test_a_driver_of_go_takes_no_arguments(go_library: Path, ray_address: str) -> None:
    done = goray(go_library, "--", "x", RAY_ADDRESS=ray_address)
    assert f"goray: error: the driver of {go_library} takes no arguments: the library is not of C++" in done.stderr
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["no/such.so"], "goray: error: no library no/such.so (in "),
        (["--py-defs", "no.py", __file__], "goray: error: no Python file no.py (in "),
        ([__file__], f"goray: error: cannot load the library {__file__}: "),
        (["--cluster"], "the following arguments are required: library"),
        (["--clutser", "x"], "unrecognized arguments: --clutser"),
    ],
)
def test_what_cannot_start(arguments: list[str], error: str) -> None:
    done = goray(*arguments)
    assert error in done.stderr
    assert "Traceback" not in done.stderr
    assert (done.returncode, done.stdout) == (2, "")


def test_broken_python_file(tmp_path: Path, cpp_library: Path) -> None:
    (tmp_path / "app.py").write_text("1 / 0")
    done = goray("--py-defs", tmp_path / "app.py", cpp_library)
    assert "ZeroDivisionError: division by zero" in done.stderr
    assert f"goray: error: the Python file {tmp_path / 'app.py'} cannot be loaded; its error is above" in done.stderr
    assert done.returncode == 2


def test_driver_that_fails(tmp_path: Path, cpp_library: Path, ray_address: str) -> None:
    (tmp_path / "app.py").write_text("")
    done = goray("--py-defs", tmp_path / "app.py", cpp_library, RAY_ADDRESS=ray_address)
    assert f"goray: error: the driver of {cpp_library} failed: " in done.stderr
    assert "python task main not found" in done.stderr
    assert done.returncode == 1


def test_no_cluster(cpp_library: Path, tmp_path: Path) -> None:
    # Ray finds clusters among the machine's processes; in a process namespace of its own the command sees none.
    alone = ("unshare", "--user", "--map-root-user", "--pid", "--fork", "--mount-proc")
    done = goray("--cluster", cpp_library, prefix=alone, RAY_TMPDIR=str(tmp_path), RAY_ADDRESS="")
    assert "goray: error: no Ray cluster to connect to" in done.stderr
    assert done.returncode == 2


def test_start_in_a_program_of_ones_own(cpp_library: Path) -> None:
    code = (
        "import goray, ray, sys\n"
        f"code = goray.start({str(cpp_library)!r}, {str(HERE / 'driver_app.py')!r}, num_cpus=8,\n"
        "                   include_dashboard=False, runtime_env={'env_vars': {'MINE': 'kept'}})\n"
        "print('code', code, ray.get(goray.golang_task('Hello').remote('again')))\n"
        "@ray.remote\n"
        "def worker():\n"
        "    import os\n"
        "    return os.environ['MINE'], ray.get(goray.golang_task('Hello').remote('worker')), \\\n"
        "        goray.golang_local_run_task('Divide', 7, 2), goray.golang_local_new_actor('Counter', 1).Incr(1)\n"
        "print(ray.get(worker.remote()))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=False, timeout=200)
    assert own_output(done.stdout).splitlines()[-2:] == ["code 3 Hello again", "('kept', 'Hello worker', [3, 1], 2)"], (
        done.stderr
    )


def test_start_after_ray_init(cpp_library: Path, ray_address: str) -> None:
    code = f"import goray, ray\nray.init({ray_address!r})\ngoray.start({str(cpp_library)!r})\n"
    done = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=False, timeout=200)
    assert "leave ray.init() to goray.start()" in done.stderr
