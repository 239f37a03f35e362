"""What services allow, and what they pass on from others."""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Callable

import pytest

from tests.rpyc.bridge import BridgeError, Client, Library
from tests.rpyc.conftest import Server


def readable(client: Client) -> set[str]:
    """The attributes of the service's Point that a client may read."""
    c = client.library.c
    c.rpyc_invoke.restype = c.rpyc_object_get.restype = ctypes.c_void_p
    value = c.rpyc_invoke(client.handle, b"", b"exposed_point", None, 1, 0)
    point = ctypes.c_void_p(ctypes.c_void_p.from_address(value + 8).value)
    found: set[str] = set()
    for name in ("x", "y", "exposed_y", "_z", "__str__"):
        got = c.rpyc_object_get(point, name.encode(), 1, 0)
        if got:
            found.add(name)
            c.rpyc_value_free(ctypes.c_void_p(got))
        else:
            assert client.library.fail().type == "AttributeError"
    c.rpyc_value_free(ctypes.c_void_p(value))
    return found


@pytest.mark.parametrize(
    ("service", "names"),
    [
        ("plain", {"y", "exposed_y", "__str__"}),
        ("plain-public", {"x", "y", "exposed_y", "__str__"}),
        ("plain-all", {"x", "y", "exposed_y", "_z", "__str__"}),
        ("plain-unsafe", {"y", "exposed_y"}),
        ("plain-unexposed", {"x", "exposed_y", "__str__"}),
    ],
)
def test_attributes_follow_the_servers_rules(
    bridge: Library, shared_server: Callable[..., Server], version: str, service: str, names: set[str]
) -> None:
    with bridge.open(shared_server(version, service).address) as client:
        assert readable(client) == names


def test_a_server_that_tells_no_traceback(bridge: Library, shared_server: Callable[..., Server], version: str) -> None:
    with bridge.open(shared_server(version, "plain-silent").address) as client:
        with pytest.raises(BridgeError) as caught:
            client.call("", "fail")
        assert (caught.value.type, caught.value.traceback, caught.value.remote_version) == ("KeyError", "", "")


def test_json_on_a_plain_service(bridge: Library, shared_server: Callable[..., Server], version: str) -> None:
    with bridge.open(shared_server(version, "plain").address) as client:
        assert client.call("", "stats", [1, 2, 3]) == {"count": 3, "sum": 6, "all": [1, 2, 3], "seen": [1]}
        assert client.call("", "distance", [2, 7], b=[5, 11]) == 5.0
        assert "Point object" in client.call("", "point")
        with pytest.raises(BridgeError, match="a dict cannot be sent to it by value"):
            client.call("", "stats", {"a": 1})
        with pytest.raises(BridgeError, match='module "math" cannot be imported there'):
            client.call("math", "sqrt", 16)


def test_a_result_that_is_another_servers_object(
    bridge: Library, shared_server: Callable[..., Server], version: str
) -> None:
    near, far = shared_server(version, "slave"), shared_server(version, "demo")
    with bridge.open(near.address) as client:
        code = f"import rpyc, sys; sys.far = rpyc.classic.connect('127.0.0.1', {far.port}).modules.math"
        client.call("builtins", "exec", code)
        assert client.call("sys", "far.sqrt", 16) == 4.0
        assert "math" in client.get("sys", "far")


def test_a_big_message_does_not_stop_another_connection(
    bridge: Library, shared_server: Callable[..., Server], version: str
) -> None:
    address = shared_server(version, "slave").address
    done = threading.Event()
    pings, lengths = 0, list[int]()
    with bridge.open(address) as big, bridge.open(address) as small:

        def echo() -> None:
            try:
                lengths.append(len(big.call("builtins", "str", "x" * 40_000_000, timeout_ms=100_000)))
            finally:
                done.set()

        thread = threading.Thread(target=echo)
        thread.start()
        while not done.is_set():
            assert small.call("math", "sqrt", 16) == 4.0
            pings += 1
        thread.join()
    assert lengths == [40_000_000]
    assert pings > 1


def test_threads_on_one_core(slave: Client) -> None:
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        results: list[float] = []
        work = [lambda: results.extend(slave.call("math", "sqrt", 16) for _ in range(100)) for _ in range(8)]
        threads = [threading.Thread(target=run) for run in work]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=25)  # less than the 30 s of a lost wake-up
        assert results == [4.0] * 800
    finally:
        os.sched_setaffinity(0, cores)
