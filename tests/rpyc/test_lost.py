"""Connections that are lost, servers that die, and time."""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.rpyc.bridge import BridgeError, Client, Library
from tests.rpyc.conftest import VERSIONS, Server

SLEEP = "import time; open({!r}, 'w').close(); time.sleep(30)"


@pytest.fixture
def fifo(tmp_path: Path) -> Path:
    """What a server opens when it runs a call; whoever opens it for reading waits for that."""
    os.mkfifo(tmp_path / "fifo")
    return tmp_path / "fifo"


def kill_in_a_call(server: Server, fifo: Path) -> None:
    fifo.open().close()
    server.kill()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_server_killed_in_a_call(
    bridge: Library, start_server: Callable[..., Server], fifo: Path, version: str
) -> None:
    server = start_server(version)
    with bridge.open(server.address) as client:
        killer = threading.Thread(target=kill_in_a_call, args=[server, fifo])
        killer.start()
        with pytest.raises(BridgeError, match=r"builtins.exec: connection lost") as caught:
            client.call("builtins", "exec", SLEEP.format(str(fifo)))
        killer.join()
        assert caught.value.kind == "connection"
        assert not client.alive()
        with pytest.raises(BridgeError, match="cannot connect to"):
            client.call("math", "sqrt", 16)


@pytest.mark.parametrize("version", VERSIONS)
def test_os_exit_is_a_lost_connection(bridge: Library, start_server: Callable[..., Server], version: str) -> None:
    with bridge.open(start_server(version, "slave", "tcp", "Forking").address) as client:
        with pytest.raises(BridgeError, match="connection lost"):
            client.call("os", "_exit", 1)
        assert client.call("math", "sqrt", 16) == 4.0  # the forking server lives on, so the next call connects again


def test_reconnects_to_another_generation(bridge: Library, start_server: Callable[..., Server]) -> None:
    """The server is upgraded from 5.3.1 to 6.0.2 and back behind one address."""
    first = start_server("5.3.1", "slave", "unix")
    path = first.address.removeprefix("unix:")
    with bridge.open(first.address) as client:
        for version in ("6.0.2", "5.3.1"):
            assert client.call("math", "sqrt", 16) == 4.0
            first.kill()
            first = start_server(version, "slave", "unix")
            Path(first.address.removeprefix("unix:")).replace(path)
        assert client.call("math", "sqrt", 16) == 4.0


def test_calls_of_all_threads_end_with_a_lost_connection(
    bridge: Library, start_server: Callable[..., Server], fifo: Path
) -> None:
    server = start_server("6.0.2")
    errors: list[str] = []
    with bridge.open(server.address) as client:
        futures = [client.start("builtins", "exec", SLEEP.format(str(fifo))) for _ in range(4)]

        def wait(future: ctypes.c_void_p) -> None:
            assert not bridge.c.rpyc_future_get(future, 20_000)
            errors.append(bridge.fail().kind)

        threads = [threading.Thread(target=wait, args=[future]) for future in futures]
        for thread in threads:
            thread.start()
        kill_in_a_call(server, fifo)
        for thread in threads:
            thread.join()
        for future in futures:
            bridge.c.rpyc_future_free(future)
    assert errors == ["connection"] * 4


def test_a_time_limit_of_one_call(slave: Client) -> None:
    with pytest.raises(BridgeError) as caught:
        slave.call("time", "sleep", 1, timeout_ms=100)
    assert caught.value.kind == "timeout"
    assert slave.call("math", "sqrt", 16) == 4.0


def test_big_replies_come_compressed_if_asked(bridge: Library, shared_server: Callable[..., Server]) -> None:
    with bridge.open(shared_server("6.0.2", "slave").address, compress=1) as client:
        for size in (2990, 3000, 3001, 64_000, 1_000_000):
            assert client.call("builtins", "str", "x" * size) == "x" * size


def test_a_message_beyond_the_limit(bridge: Library, shared_server: Callable[..., Server]) -> None:
    with bridge.open(shared_server("6.0.2", "slave").address, max_message_bytes=100_000) as client:
        with pytest.raises(BridgeError, match="raise max_message_bytes"):
            client.call_text("builtins", "str.zfill", ["0", 200_000])
        assert client.call("math", "sqrt", 16) == 4.0


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("raise ValueError('big', 10**5000)", "big, <a value that cannot be shown>"),
        ("raise ValueError((1, [10**5000]))", "<a value that cannot be shown>"),
        ("raise SystemExit(-10**5000)", "<a value that cannot be shown>"),
        ("e = ValueError(1); e.x = 10**5000; raise e", "1"),
        (
            "class A:\n    def __repr__(self): raise KeyError(1)\nraise ValueError(A())",
            "<a value that cannot be shown>",
        ),
    ],
)
def test_an_exception_that_rpyc_cannot_send_costs_no_connection(slave: Client, code: str, message: str) -> None:
    future = slave.start("math", "sqrt", 16)
    with pytest.raises(BridgeError) as caught:
        slave.call("builtins", "exec", code)
    assert (caught.value.kind, caught.value.message) == ("remote", message)
    assert slave.library.c.rpyc_future_get(future, 0)
    slave.library.c.rpyc_future_free(future)


def test_ints_of_any_size(slave: Client) -> None:
    for number in (2**63 - 1, 2**63, -(2**200), 10**4299):
        assert slave.call("builtins", "abs", number) == abs(number)
    for module, name, args in (("builtins", "pow", [10, 5000]), ("builtins", "eval", ["[10**5000]"])):
        with pytest.raises(BridgeError, match="Exceeds the limit") as caught:
            slave.call(module, name, *args)
        assert caught.value.kind == "remote"
    assert slave.call("builtins", "abs", -1) == 1
