"""What a library gets when it calls Python: results, failures, interrupts, from any thread."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gorayffi
import pytest
from gorayffi import Library, NativeError

RunPython = Callable[..., subprocess.CompletedProcess[str]]
Handler = Callable[[bytes], tuple[bytes, int]]


def with_handler(path: Path, handler: Callable[[bytes], Any]) -> Library:
    return gorayffi.load_library(path, {0: handler})


@pytest.mark.parametrize(
    ("data", "code"), [(b"", 0), (b"", 1), (b"x", 0), (b"text", 4), (b"y" * 5_000_000, 0), (b"\0", 5)]
)
def test_bytes_and_code_arrive(fake_library_path: Path, data: bytes, code: int) -> None:
    library = with_handler(fake_library_path, lambda _: (data, code))
    assert library.call_encoded(4, 0, "callback 0", b"", [], []) == (data, code)


def test_the_handler_gets_the_bytes(fake_library_path: Path) -> None:
    library = with_handler(fake_library_path, lambda data: (data[::-1], 0))
    assert library.call_encoded(4, 0, "callback 0", b"\0ab", [], []) == (b"ba\0", 0)


def test_a_thread_of_the_library_may_call(fake_library_path: Path) -> None:
    threads: set[int] = set()

    def handler(data: bytes) -> tuple[bytes, int]:
        threads.add(threading.get_ident())
        return data, 0

    library = with_handler(fake_library_path, handler)
    assert library.call_encoded(4, 0, "foreign 0", b"ab", [], []) == (b"ab", 0)
    assert threading.get_ident() not in threads


def test_many_threads_of_the_library_may_call(fake_library_path: Path) -> None:
    library = with_handler(fake_library_path, lambda data: (data, 0))
    assert library.call_encoded(4, 0, "threads 16", b"ab", [], []) == (b"ab" * 16, 0)


def test_a_callback_may_call_the_library_again(fake_library_path: Path) -> None:
    library = with_handler(fake_library_path, lambda data: library.call_encoded(4, 0, "args", data + b"\x02", [], []))
    assert library.call(4, 0, "callback 0", (1,)) == [1, 2]


def test_an_exception_is_a_text_with_its_traceback(fake_library_path: Path) -> None:
    def handler(_: bytes) -> tuple[bytes, int]:
        raise LookupError("no such thing")

    with pytest.raises(NativeError) as caught:
        with_handler(fake_library_path, handler).call(4, 0, "callback 0", ())
    assert str(caught.value).startswith(
        "[python] CMD_EXECUTE_PY_LOCAL_TASK failed: LookupError: no such thing\nTraceback"
    )
    assert "in handler" in str(caught.value)


def test_an_exception_that_cannot_be_told_is_still_a_failure(fake_library_path: Path) -> None:
    class UnspeakableError(Exception):
        def __str__(self) -> str:
            raise RuntimeError("no text")

    def handler(_: bytes) -> tuple[bytes, int]:
        raise UnspeakableError

    answer, code = with_handler(fake_library_path, handler).call_encoded(4, 0, "callback 0", b"", [], [])
    assert code == 1
    assert b"UnspeakableError" in answer


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt(), SystemExit(3)], ids=repr)
@pytest.mark.parametrize("word", ["callback", "swallow"])
def test_an_interrupt_goes_on_behind_the_call(fake_library_path: Path, interrupt: BaseException, word: str) -> None:
    """The library sees a failure; whatever it makes of it, the exception that ends the program is not lost."""

    def handler(_: bytes) -> tuple[bytes, int]:
        raise interrupt

    library = with_handler(fake_library_path, handler)
    with pytest.raises(type(interrupt)) as caught:
        library.call(4, 0, f"{word} 0", ())
    assert caught.value is interrupt
    assert library.call(4, 0, "args", (1,)) == 1  # and comes once


def test_an_interrupt_on_the_library_s_thread_is_a_failure(fake_library_path: Path) -> None:
    def handler(_: bytes) -> tuple[bytes, int]:
        raise SystemExit(3)

    with pytest.raises(NativeError, match="SystemExit: 3"):
        with_handler(fake_library_path, handler).call(4, 0, "foreign 0", ())


@pytest.mark.parametrize("result", [None, b"x", (b"x",), ("x", 0), (b"x", "0"), (b"x", 7), (b"x", -1), (b"x", 0, 0)])
def test_a_handler_s_wrong_result_is_named(fake_library_path: Path, result: Any) -> None:
    with pytest.raises(NativeError, match=r"handler of command 0 must return \(bytes, code 0..6\), not "):
        with_handler(fake_library_path, lambda _: result).call(4, 0, "callback 0", ())


def test_a_command_without_handler_is_named(fake_library: Library) -> None:
    with pytest.raises(NativeError, match="no handler for command 77"):
        fake_library.call(4, 0, "callback 77", ())


def test_a_later_load_replaces_the_handlers_and_none_leaves_them(fake_library_path: Path) -> None:
    library = gorayffi.load_library(fake_library_path, {0: lambda _: (b"\x01", 0), 1: lambda _: (b"\x01", 0)})
    gorayffi.load_library(fake_library_path, {0: lambda _: (b"\x02", 0)})
    gorayffi.load_library(fake_library_path)
    assert library.call(4, 0, "callback 0", ()) == 2
    with pytest.raises(NativeError, match="no handler for command 1"):
        library.call(4, 0, "callback 1", ())


def test_handlers_are_taken_as_they_are_when_given(fake_library_path: Path) -> None:
    handlers: dict[int, Handler] = {0: lambda _: (b"\x01", 0)}
    library = gorayffi.load_library(fake_library_path, handlers)
    handlers.clear()
    assert library.call(4, 0, "callback 0", ()) == 1


def test_one_function_for_all_commands(fake_library_path: Path) -> None:
    execute = gorayffi.ffi.load_go_lib(fake_library_path, lambda command, data: (bytes([command]) + data, 0))
    assert gorayffi.cmds.GoCommander(execute).raw_call_golang_func("callback 16", b"\x01", []) == (b"\x10\x01", 0)


@pytest.mark.parametrize(
    "answer", [b"\xff" * 10**8, "x" * 10**7, (b"", 7), ("text", 0), [b"", 0]], ids=lambda a: type(a).__name__
)
def test_a_wrong_answer_is_named_in_a_short_text(fake_library_path: Path, answer: object) -> None:
    library = with_handler(fake_library_path, lambda _: answer)
    text, code = library.call_encoded(4, 0, "callback 0", b"", [], [])
    assert code == 1
    assert text.startswith(b"[python] the handler of command 0 must return (bytes, code 0..6), not ")
    assert len(text) < 500


def test_recursion_through_a_library_ends_in_time_on_a_small_stack(run_python: RunPython) -> None:
    done = run_python(
        """
import sys, threading
depth = 0
def handler(data):
    global depth
    depth += 1
    return library.call_encoded(4, 0, "callback 0", data, [], [])
library = gorayffi.load_library(PEER, {0: handler})
def run():
    print(library.call_encoded(4, 0, "callback 0", b"", [], [])[0].decode())
sys.setrecursionlimit(10**6)
threading.stack_size(512 * 1024)
thread = threading.Thread(target=run)
thread.start()
thread.join()
print("depth", depth > 50)
"""
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "RecursionError: maximum recursion depth exceeded: too little of this thread's stack is left" in done.stdout
    assert done.stdout.endswith("depth True\n")
    assert done.stderr == ""
