"""A server that means harm, or is none, gets an error and nothing else."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator

import pytest

from tests.rpyc.bridge import BridgeError, Library
from tests.rpyc.hostile import BOMB, PLAIN, HostileServer, frame, reply, text


@pytest.fixture
def hostile() -> Iterator[Callable[..., HostileServer]]:
    servers: list[HostileServer] = []

    def start(*answers: bytes) -> HostileServer:
        servers.append(HostileServer(answers))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "not an RPyC frame|exceeds the limit"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "not an RPyC frame|exceeds the limit"),
        (b"\xff\xff\xff\xff\x00", "exceeds the limit"),
        (frame(b"\x07"), "unknown form of RPyC"),
        (frame(b"\0" * 16 + b"\x02\x11\x50\x11\x51\x00"), "RPYC_BIND_THREADS"),
        (frame(b""), "unknown form of RPyC"),
        (reply(0, b"\x11\x51\x00"), "sent no root object"),
        (b"", "is an RPyC server running there"),
    ],
)
def test_greetings_that_are_not_rpyc(
    bridge: Library, hostile: Callable[..., HostileServer], answer: bytes, message: str
) -> None:
    with pytest.raises(BridgeError, match=message):
        bridge.open(hostile(answer).address, connect_timeout_ms=2000)


def test_a_mute_server_does_not_hang_the_client(bridge: Library, hostile: Callable[..., HostileServer]) -> None:
    with pytest.raises(BridgeError, match="no answer within") as caught:
        bridge.open(hostile().address, connect_timeout_ms=200)
    assert caught.value.kind == "timeout"


@pytest.mark.parametrize(
    "answer",
    [
        frame(b"\x02\x11\x52"),  # cut off
        reply(2, b"\x10" * 100_000 + b"\x00"),  # deep
        reply(2, b"\x15\xff\xff\xff\xff\x00"),  # a tuple longer than its message
        reply(2, b"\x11\x51\x0f\xff\xff\xff\xff"),  # bytes longer than their message
        reply(2, b"\x11\x51\x09"),  # a tag of Python 2
        reply(2, b"\x11\x59\x00"),  # an unknown label
        reply(2, b"\x11\x53\x12" + text(b"x") + b"\x50\x50"),  # an object of ours
        reply(2, b"\x11\x51\x08\x0a\xff"),  # not UTF-8
        frame(b"\x03\x11\x52\x12\x50\x50\x50"),  # an exception of three parts
        frame(b"not zlib", True),
        BOMB,
        b"\x00\x00\x00\x01\x00\x02!",  # no newline
    ],
)
def test_malformed_results(bridge: Library, hostile: Callable[..., HostileServer], answer: bytes) -> None:
    with bridge.open(hostile(*PLAIN, answer).address, max_message_bytes=1 << 20) as client:
        with pytest.raises(BridgeError) as caught:
            client.call("", "f")
        assert caught.value.kind == "protocol"
        assert not client.alive()


def test_a_lie_about_a_length_takes_no_memory(bridge: Library, hostile: Callable[..., HostileServer]) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with bridge.open(hostile(*PLAIN, b"\x3f\xff\xff\xff\x00").address) as client, pytest.raises(BridgeError):
        client.call("", "f", timeout_ms=200)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # KiB


def test_requests_of_the_server_get_nothing(bridge: Library, hostile: Callable[..., HostileServer]) -> None:
    """It asks for our root, an attribute, pickles and unknown things before it answers."""
    handlers = [3, 4, 7, 8, 14, 17, 99]
    requests = b"".join(frame(b"\x01\x11\x50\x11" + bytes([0x50 + handler]) + b"\x11\x51\x02") for handler in handlers)
    server = hostile(*PLAIN, requests + reply(2, b"\x11\x51\x52"))
    with bridge.open(server.address) as client:
        assert client.call("", "f") == 2


def test_a_server_that_keeps_asking_meets_the_time_limit(
    bridge: Library, hostile: Callable[..., HostileServer]
) -> None:
    ping = frame(b"\x01\x11\x50\x11\x51\x11\x51\x02")
    with bridge.open(hostile(*PLAIN, ping * 10_000).address) as client, pytest.raises(BridgeError, match="no answer"):
        client.call("", "f", timeout_ms=300)
