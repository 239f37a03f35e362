"""Shared by all Python tests: one Ray for the session, apps built as users build them, and no silent skip in CI."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Each Python builds for itself: `make test-pythons` makes environments in folders of build/.
BUILD = (Path(sys.prefix).parent if Path(sys.prefix).is_relative_to(ROOT / "build") else ROOT / "build") / "tests"

# A shell's background job ignores Ctrl-C, and so would the programs that tests interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"  # goray, goray-gen and go are there
os.environ.setdefault("RAY_AUTH_MODE", "disabled")
os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
# Ray starts a worker for each of ten waiting tasks, a second of CPU each, though two would do them all meanwhile. One
# starts after the other, so that short tasks find a worker that is there.
os.environ.setdefault("RAY_worker_maximum_startup_concurrency", "1")
# Ray's workers give way to others (niceness 15), so a compiler that another test runs would keep them from starting.
os.environ.setdefault("RAY_worker_niceness", "0")
# What a program printed is compared: Ray shall not print output of workers and events in between.
os.environ.setdefault("RAY_LOG_TO_DRIVER", "0")
os.environ.setdefault("RAY_SCHEDULER_EVENTS", "0")
# Every app compiles the runtime; by this it is compiled once for all tests, wherever they build.
os.environ.setdefault("CMAKE_CXX_COMPILER_LAUNCHER", "ccache")
os.environ.setdefault("CCACHE_DIR", str(ROOT / "build" / "ccache"))
# Python's build tools ask for g++, CMake for c++: for ccache they are two compilers.
os.environ.setdefault("CXX", "c++")


# The files that take longest, longest first: the two workers shall end together.
LONG = (
    "docs/test_guide.py",
    "examples/test_examples.py",
    "features/generated/arrays/test_arrays.py",
    "interop/test_pairings.py",
    "interop/test_calls.py",
    "features/objects/test_objects.py",
    "features/test_cmake.py",
    "diagnostics/test_diagnostics.py",
    "features/generated/arrays/test_eigen.py",
    "golden/test_golden.py",
    "features/test_projects.py",
    "rpyc/test_live.py",
    "interop/refs/test_who_made_it.py",
    "features/hostile/test_generated_app.py",
    "typing/test_typing.py",
    "docs/test_readme.py",
    "interop/test_cli.py",
    "features/objects/test_stopping.py",
    "docs/test_types.py",
    "rpyc/test_wrappers.py",
    "features/test_limits.py",
    "features/generated/test_on_ray.py",
    "features/objects/test_ray_behaviours.py",
    "rpyc/test_go.py",
    "unit/wire/test_public_headers.py",
)


@pytest.hookimpl(trylast=True)  # pytest itself mixes files that share a parameter
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Starts long files first; pytest-xdist gives a worker a file at a time, in this order."""
    places = {ROOT / "tests" / name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path, len(LONG)))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the golden files anew instead of comparing them")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI a skipped test is a failure: a tool that is missing there is a defect."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: skipped in CI: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def build_app() -> Callable[..., Path]:
    """`build_app(folder)` builds the CMake project of `folder` with the installed package; gives its build folder."""
    done: dict[Path, Path] = {}

    def build(source: Path, *cmake_flags: str) -> Path:
        if source in done:
            return done[source]
        binary = BUILD / source.resolve().relative_to(ROOT)
        with locked(binary):
            configure(source, binary, *cmake_arguments(), *cmake_flags)
            with locked(BUILD / "runtime"):  # who comes second finds it compiled
                run("cmake", "--build", binary, "--target", "goray_runtime_objects")
            run("cmake", "--build", binary)
        done[source] = binary
        return binary

    return build


@pytest.fixture(scope="session")
def compiled_runtime(build_app: Callable[..., Path]) -> None:
    """For tests that build apps by commands of a page: none of them is the first to compile the runtime."""
    build_app(ROOT / "examples/crosslang")


@pytest.fixture(scope="session")
def ray_address(testrun_uid: str) -> str:
    """The one Ray of this test session, also what `RAY_ADDRESS` is for programs that do not test how they start Ray.

    The first pytest worker that asks starts it; it ends with the session.
    """
    folder = BUILD / "ray"
    started = folder / "started"
    with locked(folder):
        if not started.exists() or started.read_text().split()[0] != testrun_uid:
            session = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
            with (folder / "log").open("w") as log:
                head = subprocess.Popen(
                    [sys.executable, "-m", "tests.shared_ray", str(session)],
                    cwd=ROOT,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    text=True,
                    start_new_session=True,  # Ctrl-C ends the tests first
                )
            assert head.stdout
            started.write_text(f"{testrun_uid} {head.stdout.readline()}")
        _, *address = started.read_text().split()
    if not address:
        pytest.fail(f"Ray did not start:\n{(folder / 'log').read_text()}")
    return address[0]


def job_on(address: str, python_path: Path) -> dict[str, str]:
    """The environment of a program on the Ray at `address` that imports a package of `python_path`, as its workers do.

    It has no runtime environment: of that, each worker's process would import Ray twice.
    """
    return {**os.environ, "RAY_ADDRESS": address, "PYTHONPATH": str(python_path)}


@pytest.fixture(scope="session")
def ray_session(ray_address: str) -> Iterator[None]:
    """Connects this process to the session's Ray."""
    import ray

    ray.init(ray_address)
    yield
    ray.shutdown()


def own_output(stdout: str) -> str:
    """What a program printed, without the warnings that Ray prints in between, also within a line, whatever is set."""
    return re.sub(r"\x1b\[\d+m\([^)\n]*\)\x1b\[0m .*\n", "", stdout)


def deep_if(condition: bool) -> tuple[pytest.MarkDecorator, ...]:
    """Marks of a case that only `make check-deep` runs if `condition` holds."""
    return (pytest.mark.deep,) if condition else ()


def name_of(value: object) -> str:
    """The value in a test's name, the same in every process."""
    return re.sub(r" at 0x\w+", "", repr(value))[:30]


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keeps the other pytest workers out of `folder` while one of them makes it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def configure(source: Path, binary: Path, *flags: str) -> None:
    """Once; what it depends on, also of the installed package, makes the build do it again."""
    done = binary / "configured"
    if not done.exists() or done.read_text() != repr(flags):
        done.unlink(missing_ok=True)
        run("cmake", "-S", source, "-B", binary, *flags)
        done.write_text(repr(flags))


@pytest.fixture
def same_path(request: pytest.FixtureRequest) -> Path:
    """A `tmp_path` for what a test builds anew in each run: see `emptied`."""
    return emptied(re.sub(r"\W+", "_", request.node.nodeid))


def emptied(name: str) -> Path:
    """An empty folder, at the same path in each run: compiled there, the same text is the same for ccache."""
    folder = BUILD / "emptied" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def cmake_arguments() -> list[str]:
    """What every configuration of a test's app is given."""
    cmake_dir = run(sys.executable, "-m", "goray_gen", "cmake-dir").strip()
    return ["-G", "Ninja", f"-Dgoray_DIR={cmake_dir}"]


def run(*command: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """Runs `command`, gives its stdout; fails the test with all its output if its exit code is not 0."""
    done = subprocess.run([str(word) for word in command], cwd=cwd, env=env, text=True, capture_output=True)
    if done.returncode != 0:
        pytest.fail(f"{' '.join(map(str, command))}: exit code {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout
