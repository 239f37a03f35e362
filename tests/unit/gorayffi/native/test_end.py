"""The end of the interpreter, and forks, while a library has threads of its own. Each in a process of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest

RunPython = Callable[..., subprocess.CompletedProcess[str]]


def finished(done: subprocess.CompletedProcess[str]) -> tuple[int, str, str]:
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("_attempt", range(5))
def test_exit_while_threads_of_the_library_call_back(run_python: RunPython, _attempt: int) -> None:
    code = """
called = __import__("threading").Event()
library = gorayffi.load_library(PEER, {0: lambda data: (called.set(), (data, 0))[1]})
library.call(4, 0, "background 8", ())
called.wait()
print("done")
"""
    assert finished(run_python(code)) == (0, "done\n", "")


def test_exit_while_a_callback_is_blocked(run_python: RunPython) -> None:
    code = """
import threading
called = threading.Event()
def handler(data):
    called.set()
    threading.Event().wait()
library = gorayffi.load_library(PEER, {0: handler})
library.call(4, 0, "background 2", ())
called.wait()
print("done")
"""
    assert finished(run_python(code)) == (0, "done\n", "")


@pytest.mark.parametrize("_attempt", range(3))
def test_exit_while_daemon_threads_call_the_library(run_python: RunPython, _attempt: int) -> None:
    code = """
import threading
library = gorayffi.load_library(PEER, {0: lambda data: (data, 0)})
echo = gorayffi.Function(library, 4, "callback 0", ["value"], {})
started = threading.Barrier(5)
def run():
    started.wait()
    while True:
        echo(1)
for _ in range(4):
    threading.Thread(target=run, daemon=True).start()
started.wait()
print("done")
"""
    assert finished(run_python(code)) == (0, "done\n", "")


def test_exit_code_of_a_callback_s_system_exit(run_python: RunPython) -> None:
    code = """
library = gorayffi.load_library(PEER, {0: lambda data: exit(7)})
library.call(4, 0, "swallow 0", ())
print("never")
"""
    assert finished(run_python(code)) == (7, "", "")


def test_after_the_end_only_threads_of_the_library_are_refused(run_python: RunPython) -> None:
    code = """
library = gorayffi.load_library(PEER, {0: lambda data: (data, 0)})
gorayffi._native.stop_callbacks(1)
print(library.call_encoded(4, 0, "foreign 0", b"ab", [], []), library.call_encoded(4, 0, "callback 0", b"ab", [], []))
"""
    assert finished(run_python(code)) == (0, "(b'', 1) (b'ab', 0)\n", "")


def test_a_forked_child_calls_and_is_called_back(run_python: RunPython) -> None:
    code = """
import sys
library = gorayffi.load_library(PEER, {0: lambda data: (data, 0)})
library.call(4, 0, "background 4", ())
for _ in range(20):
    child = os.fork()
    if child == 0:
        for number in range(1000):
            assert library.call(4, 0, "callback 0", (number,)) == number
        sys.exit(5)  # an ordinary end, with all handlers of it
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 5, status
print("done")
"""
    assert finished(run_python(code)) == (0, "done\n", "")


def test_signals_are_left_alone(run_python: RunPython) -> None:
    code = """
import signal
before = [signal.getsignal(number) for number in range(1, 32)]
gorayffi.load_library(PEER, {})
assert [signal.getsignal(number) for number in range(1, 32)] == before
try:
    signal.raise_signal(signal.SIGINT)
finally:
    print("finally")
"""
    done = run_python(code)
    assert done.stdout == "finally\n"
    assert "KeyboardInterrupt" in done.stderr
