"""Part 1 of rpyc_bridge.h: one connection a process, JSON in and out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.rpyc.bridge import BridgeError, Library
from tests.rpyc.conftest import Server


@pytest.fixture
def connected(bridge: Library, shared_server: Callable[..., Server], version: str) -> Iterator[Library]:
    bridge.connect("127.0.0.1", shared_server(version, "slave").port)
    yield bridge
    bridge.c.rpyc_disconnect()


@pytest.mark.parametrize(
    ("module", "function", "args", "result"),
    [
        ("math", "sqrt", [16], "4.0"),
        ("math", "pow", [2, 10], "1024.0"),
        ("numpy", "mean", [[1, 2, 3, 4, 5]], "3.0"),
        ("numpy", "linspace", [0, 1, 3], "[0.0, 0.5, 1.0]"),
        ("builtins", "len", [[1, 2]], "2"),
        ("builtins", "str", [5], '"5"'),
        ("builtins", "dict", [[["a", 1]]], '{"a": 1}'),
        ("builtins", "float", ["nan"], '"NaN"'),
        ("builtins", "float", ["-inf"], '"-Infinity"'),
        ("builtins", "set", [[3, 1, 2]], "[1, 2, 3]"),
        ("builtins", "bytes", [[97, 98]], '"YWI="'),
        ("builtins", "complex", [1, 2], '"(1+2j)"'),
        ("builtins", "chr", [0xD800], '"\\ud800"'),
        ("builtins", "print", [], "null"),
        ("numpy", "bool_", [True], "true"),
        ("numpy", "eye", [2], "[[1.0, 0.0], [0.0, 1.0]]"),
        ("os.path", "join", ["a", "b"], '"a/b"'),
        ("pathlib", "Path.cwd", [], f'"{Path.cwd()}"'),
        ("builtins", "int", ["1" + "0" * 400], "1" + "0" * 400),
    ],
)
def test_results_are_json(connected: Library, module: str, function: str, args: list[object], result: str) -> None:
    text = connected.call(module, function, *args)
    assert text == result
    json.loads(text)


@pytest.mark.parametrize(
    ("args", "result"),
    [
        (b'[{"$bytes": "YWI="}]', '"YWI="'),
        (b'[[{"$bytes": ""}]]', None),
        (b'[{"$bytes": "YWI"}]', None),
        (b'[{"$bytes": 5}]', None),
    ],
)
def test_bytes_as_arguments(connected: Library, args: bytes, result: str | None) -> None:
    pointer = connected.c.rpyc_call(b"builtins", b"bytes", args)
    if result is None:
        with pytest.raises(BridgeError):
            connected.text(pointer)
    else:
        assert connected.text(pointer) == result


def test_keyword_arguments(connected: Library) -> None:
    assert connected.call("builtins", "int", "ff", base=16) == "255"


def test_attributes(connected: Library) -> None:
    assert connected.getattr("math", "pi") == "3.141592653589793"
    assert connected.getattr("sys", "version_info.major") == "3"


def test_errors_are_kept_with_their_traceback(connected: Library) -> None:
    with pytest.raises(BridgeError) as caught:
        connected.call("math", "sqrt", -1)
    error = caught.value
    assert (error.kind, error.type, error.message) == ("remote", "ValueError", "math domain error")
    assert "Traceback (most recent call last)" in error.traceback
    assert connected.c.rpyc_last_error().decode().startswith("ValueError: math domain error\n\nTraceback")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (b"16", "the arguments must be a JSON array, for example [16]"),
        (b"[", "Expecting value: line 1 column 2 (char 1)"),
    ],
)
def test_arguments_that_are_no_json_array(connected: Library, args: bytes, message: str) -> None:
    assert not connected.c.rpyc_call(b"math", b"sqrt", args)
    assert connected.fail().message == message


def test_null_arguments(connected: Library) -> None:
    assert connected.text(connected.c.rpyc_call(b"builtins", b"dict", None)) == "{}"
    assert not connected.c.rpyc_call(None, b"sqrt", b"[16]")
    assert connected.fail().message == "module is NULL"
    connected.c.rpyc_free_string(None)


def test_init_any_number_of_times(bridge: Library) -> None:
    assert [bridge.c.rpyc_init(), bridge.c.rpyc_init()] == [0, 0]


def test_without_a_connection(bridge: Library) -> None:
    bridge.c.rpyc_disconnect()
    assert bridge.c.rpyc_is_connected() == 0
    with pytest.raises(BridgeError, match="call rpyc_connect"):
        bridge.call("math", "sqrt", 16)


def test_a_second_connect_closes_the_first(bridge: Library, start_server: Callable[..., Server]) -> None:
    first, second = start_server("6.0.2", "slave", "tcp", "OneShot"), start_server("6.0.2")
    bridge.connect("127.0.0.1", first.port)
    bridge.connect("127.0.0.1", second.port)
    assert first.process.wait(timeout=10) == 0  # a one-shot server ends with its client
    assert bridge.call("math", "sqrt", 16) == "4.0"
    bridge.c.rpyc_disconnect()


def test_two_threads_calling(connected: Library) -> None:
    results: list[str] = []

    def work() -> None:
        results.extend(connected.call("math", "sqrt", 16) for _ in range(500))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert results == ["4.0"] * 1000


def test_errors_belong_to_their_thread(connected: Library) -> None:
    with pytest.raises(BridgeError):
        connected.call("math", "sqrt", -1)
    elsewhere: list[bytes] = []
    thread = threading.Thread(target=lambda: elsewhere.append(connected.c.rpyc_last_error()))
    thread.start()
    thread.join()
    assert elsewhere == [b""]


def test_a_failing_function_runs_once(connected: Library) -> None:
    connected.call("builtins", "exec", "import sys; sys.runs = 0")
    code = "import sys; sys.runs += 1; raise TypeError"
    with pytest.raises(BridgeError):
        connected.call("builtins", "exec", code)
    assert connected.getattr("sys", "runs") == "1"


def test_time_limit(connected: Library) -> None:
    connected.c.rpyc_set_timeout(100)
    with pytest.raises(BridgeError, match=r"time.sleep: no answer within 100 ms") as caught:
        connected.call("time", "sleep", 0.5)
    connected.c.rpyc_set_timeout(0)
    assert caught.value.kind == "timeout"
    assert connected.call("math", "sqrt", 16) == "4.0"


def test_a_forked_child_has_a_connection_of_its_own(connected: Library) -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0 if connected.call("math", "sqrt", 25) == "5.0" else 1)
    assert os.waitpid(pid, 0)[1] == 0
    assert connected.call("math", "sqrt", 16) == "4.0"


def test_forks_while_other_threads_call(connected: Library) -> None:
    """The child has none of those threads, but may inherit the locks they held."""
    ended = threading.Event()

    def work() -> None:
        while not ended.is_set():
            connected.call("math", "sqrt", 16)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(20):
            pid = os.fork()
            if pid == 0:
                signal.alarm(20)
                os._exit(0 if connected.call("math", "sqrt", 25) == "5.0" else 1)
            assert os.waitpid(pid, 0)[1] == 0
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def test_exports_the_c_functions_only(bridge: Library) -> None:
    names = subprocess.run(
        ["nm", "-D", "--defined-only", bridge.c._name], capture_output=True, text=True, check=True
    ).stdout
    assert {line.split()[-1] for line in names.splitlines()} >= {"rpyc_init", "rpyc_call", "rpyc_last_error"}
    assert all(line.split()[-1].startswith("rpyc_") for line in names.splitlines())


def test_holds_no_python(bridge: Library) -> None:
    needed = subprocess.run(["ldd", bridge.c._name], capture_output=True, text=True, check=True).stdout
    assert "libpython" not in needed
