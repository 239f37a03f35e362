"""Failures on their way through C++, Python and Ray: classes, stacks, chains of causes, reports of crashes."""

from __future__ import annotations

import errno
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import goray
import gorayffi
import pytest
import ray
from goray import App
from goray._app import default

from tests.conftest import ROOT

LIBRARY = "python/failures/libfailures.so"


@pytest.fixture(scope="module")
def library(build_app: Callable[..., Path]) -> Path:
    return build_app(ROOT / "tests/features/failures") / LIBRARY


@pytest.fixture(scope="module")
def app(library: Path) -> App:
    return App(library)


@pytest.fixture(scope="module")
def on_ray(app: App, ray_session: None) -> App:  # noqa: ARG001 - Ray has to run
    return app


class OutOfStockError(gorayffi.NativeError, LookupError): ...


@pytest.fixture
def registered() -> Iterator[None]:
    gorayffi.register_exception("failures::OutOfStock", OutOfStockError)
    yield
    del gorayffi.errors._registered["failures::OutOfStock"]  # pyright: ignore[reportPrivateUsage]


def failure_of(call: Callable[..., object], *args: object) -> Any:
    """What the call raises; of Ray's wrapping, what it wraps."""
    with pytest.raises(Exception) as caught:  # noqa: PT011
        call(*args)
    error = caught.value
    return error.cause if isinstance(error, ray.exceptions.RayTaskError) else error


def places(error: gorayffi.NativeError) -> list[str]:
    """The functions of a traceback, without files and lines."""
    return [line.split("/")[-1] for line in re.sub(r", line \d+", "", error.native_traceback).splitlines()]


GET = [
    "failures.cpp:58)",
    'failures.cpp", in failures::Tasks::Get(int) const',
    'failures.cpp", in failures::Item(std::vector<int, std::allocator<int> > const&, unsigned long)',
]


def test_an_exception_has_its_stack_in_process(app: App) -> None:
    error = failure_of(app.run_task, "Get", 5)
    assert isinstance(error, IndexError)
    assert places(error)[1:] == GET[1:]
    assert error.native_traceback.startswith("in Get (failures.cpp:")
    assert error.task == "Get"


def test_an_exception_has_its_stack_on_ray(on_ray: App) -> None:
    error = failure_of(ray.get, on_ray.task("Get").remote(5))
    assert isinstance(error, IndexError)
    assert places(error)[1:] == GET[1:]


def test_a_missing_file_is_python_s_error(app: App) -> None:
    error = failure_of(app.run_task, "Size", "/no/such/file")
    assert isinstance(error, FileNotFoundError)
    assert (error.errno, error.filename) == (errno.ENOENT, "/no/such/file")


def test_an_exception_registered_in_cpp(app: App) -> None:
    error = failure_of(app.run_task, "Buy", 1)
    assert isinstance(error, LookupError)
    assert (error.type_name, error.message) == ("failures::SoldOut", "none left")


@pytest.mark.usefixtures("registered")
def test_an_exception_registered_in_python(app: App) -> None:
    assert type(failure_of(app.run_task, "Buy", 1)) is OutOfStockError


@pytest.mark.usefixtures("registered")
def test_an_exception_registered_in_the_driver_alone_is_its_class_there(on_ray: App) -> None:
    with pytest.raises(OutOfStockError, match="none left") as caught:
        ray.get(on_ray.task("Buy").remote(1))
    assert isinstance(caught.value, LookupError)


IN_PROCESS = """
def hop(code, depth):
    import goray
    if depth == 0:
        return 1 // 0
    goray.golang_local_run_task("Python", code, depth - 1)
"""
ON_RAY = """
def hop(code, depth):
    import goray, ray
    if depth == 0:
        return 1 // 0
    ray.get(goray.App(%r).task("Python").remote(code, depth - 1))
"""
ZERO = "integer division or modulo by zero"


def levels(error: Any) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    while error is not None:
        assert isinstance(error, ZeroDivisionError)
        assert ZERO in error.message
        assert error.native_traceback
        found.append((error.language, error.task, error.type_name))
        error = error.__cause__
    return found


CHAIN = [
    ("cpp", "Python", "goray::TaskError"),
    ("python", "hop", "NativeZeroDivisionError"),
    ("cpp", "Python", "goray::TaskError"),
    ("python", "hop", "ZeroDivisionError"),
]
CHAIN_ON_RAY = [*CHAIN[:1], ("python", "hop", "RayTaskError(NativeZeroDivisionError)"), *CHAIN[2:]]


@pytest.fixture
def default_app(app: App, monkeypatch: pytest.MonkeyPatch) -> App:
    monkeypatch.setattr(default, "_default", [app])
    return app


def test_a_chain_of_four_levels_is_whole_in_process(default_app: App) -> None:
    error = failure_of(default_app.run_task, "Python", IN_PROCESS, 1)
    assert levels(error) == CHAIN
    assert levels(pickle.loads(pickle.dumps(error))) == CHAIN


def test_a_chain_of_four_levels_is_whole_through_ray(on_ray: App) -> None:
    code = ON_RAY % on_ray.path  # by path: the default library of a worker is the first that it was asked to load
    assert levels(failure_of(ray.get, on_ray.task("Python").remote(code, 1))) == CHAIN_ON_RAY


def test_cpp_walks_the_same_chain(default_app: App) -> None:
    assert default_app.run_task("Levels", IN_PROCESS, 1) == [
        f"python hop NativeZeroDivisionError: {ZERO}",
        f"cpp Python goray::TaskError: LocalCallPyCode() of hop: ZeroDivisionError: {ZERO}",
        f"python hop ZeroDivisionError: {ZERO}",
    ]


@goray.remote(max_retries=0)
def relay() -> None:
    raise ValueError("outer") from KeyError("inner")


def test_cpp_walks_the_causes_of_a_remote_python_task(on_ray: App) -> None:
    assert on_ray.run_task("LevelsOfRemote", "relay") == ["python relay ValueError: outer", "python  KeyError: 'inner'"]


def test_cpp_knows_a_crashed_worker_and_its_task(on_ray: App) -> None:
    text = on_ray.run_task("Caught", "SIGSEGV")
    assert text.startswith("WorkerCrashedError Get() of Crash: WorkerCrashedError: the task Crash: ")


def crash(library: Path, how: str, **environment: str) -> str:
    """What a process writes to stderr whose task crashes."""
    program = f"import goray; goray.App({str(library)!r}).run_task('Crash', {how!r})"
    done = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, **environment}, text=True, capture_output=True
    )
    assert done.returncode != 0
    return done.stderr


HEAD = (
    r"^\*\*\* goray: {} in Crash \(failures\.cpp:\d+\), process \d+, thread \d+ '.+'\n"
    r"C\+\+ stack \(most recent call last\):\n"
)


@pytest.mark.parametrize(
    ("how", "what"),
    [
        ("SIGSEGV", "SIGSEGV"),
        ("SIGFPE", "SIGFPE"),
        ("SIGILL", "SIGILL"),
        ("SIGBUS", "SIGBUS"),
        ("SIGABRT", r"SIGABRT \(abort\)"),
    ],
)
def test_a_crash_is_reported_if_asked_for(library: Path, how: str, what: str) -> None:
    report = crash(library, how, GORAY_CRASH_HANDLER="1")
    assert re.search(HEAD.format(what), report, re.MULTILINE), report
    assert re.search(r'failures.cpp", line \d+, in failures::Crash\(std::', report), report
    assert report.count("*** goray") == 1


def test_a_stack_overflow_is_reported(library: Path) -> None:
    report = crash(library, "overflow", GORAY_CRASH_HANDLER="1")
    assert re.search(HEAD.format("SIGSEGV"), report, re.MULTILINE), report
    assert re.search(r"in failures::Overflow\(.*\)\n  \[the line above \d+ more times\]", report), report


def test_an_exception_that_leaves_a_thread_is_reported(library: Path) -> None:
    report = crash(library, "terminate", GORAY_CRASH_HANDLER="1")
    assert re.search(
        r"^\*\*\* goray: uncaught std::runtime_error: in a thread outside of any task, ", report, re.MULTILINE
    ), report
    assert "failures.cpp" in report
    assert report.count("*** goray") == 1


def test_an_exception_that_leaves_a_noexcept_function_is_reported(library: Path) -> None:
    report = crash(library, "noexcept", GORAY_CRASH_HANDLER="1")
    assert re.search(
        r"^\*\*\* goray: uncaught failures::SoldOut: none left in Crash \(failures.cpp:\d+\), ", report, re.MULTILINE
    ), report
    assert re.search(r'failures.cpp", line \d+, in failures::Sell\(int\)', report), report
    assert report.count("*** goray") == 1


def test_a_crash_of_a_thread_is_reported(library: Path) -> None:
    report = crash(library, "thread", GORAY_CRASH_HANDLER="1")
    assert "*** goray: SIGSEGV outside of any task, in a thread of the library's own" in report


@pytest.mark.parametrize("value", ["", "0", "12345"])
def test_a_crash_is_not_reported_unasked(library: Path, value: str) -> None:
    assert "goray:" not in crash(library, "SIGSEGV", GORAY_CRASH_HANDLER=value)


def crashes_in_worker_logs() -> set[str]:
    """The logs of this Ray's workers, also those of other tests, that report a crash."""
    logs = Path(ray._private.worker.global_worker.node.get_logs_dir_path()).glob("worker-*.err")
    return {text for text in (path.read_text() for path in logs) if "*** goray: SIGSEGV in Crash" in text}


def test_a_crash_in_a_worker_is_in_its_log_with_python_s_own_report(on_ray: App) -> None:
    before = crashes_in_worker_logs()
    task = on_ray.task("Crash", max_retries=0)
    with pytest.raises(ray.exceptions.WorkerCrashedError):
        ray.get(task.remote("SIGSEGV"))
    (report,) = crashes_in_worker_logs() - before
    assert "in failures::Crash(" in report
    assert "Fatal Python error: Segmentation fault" in report
