"""Connections that are lost, servers that die, and time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.rpyc.bridge import BridgeError, Client, Library
from tests.rpyc.conftest import VERSIONS, Server


@pytest.mark.parametrize("version", VERSIONS)
def test_a_server_killed_in_a_call(bridge: Library, start_server: Callable[..., Server], version: str) -> None:
    server = start_server(version)
    with bridge.open(server.address) as client:
        threading.Timer(0.3, server.kill).start()
        with pytest.raises(BridgeError, match=r"time.sleep: connection lost") as caught:
            client.call("time", "sleep", 30)
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


def test_calls_of_other_threads_end_with_a_lost_connection(
    bridge: Library, start_server: Callable[..., Server]
) -> None:
    server = start_server("6.0.2")
    errors: list[str] = []

    def work(client: Client) -> None:
        with pytest.raises(BridgeError) as caught:
            client.call("time", "sleep", 30)
        errors.append(caught.value.kind)

    with bridge.open(server.address) as client:
        threads = [threading.Thread(target=work, args=[client]) for _ in range(4)]
        for thread in threads:
            thread.start()
        threading.Timer(0.3, server.kill).start()
        for thread in threads:
            thread.join(timeout=20)
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
