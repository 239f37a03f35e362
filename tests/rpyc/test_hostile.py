"""A server that means harm, or is none, gets an error and nothing else."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator

import pytest

from tests.rpyc.bridge import BridgeError, Library
from tests.rpyc.hostile import BOMB, PLAIN, HostileServer, frame, netref, number, reply, text
from tests.rpyc.hostile import value as boxed


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


def numbered(seq: bytes) -> bytes:
    return frame(b"\x02\x11" + seq + boxed(b"\x52"))


@pytest.mark.parametrize(
    "answer",
    [
        numbered(number(b"%d" % 2**70)),
        numbered(text(b"2")),
        numbered(b"\x18" + b"\0" * 8),
        numbered(b"\x15\xff\xff\xff\xff" + b"\0" * 100),
        frame(b"\x00\x11\x52" + boxed(b"\x52")),
        frame(b"\x12\x52\x52" + boxed(b"\x52")),
        reply(2, boxed(text(b"\xed\xa0\x80"))),
        reply(2, boxed(number(b"+5"))),
        reply(2, b"\x11\x54\x12" + text(b"a.B") + number(b"%d" % 2**70) + b"\x51"),
    ],
    ids=["2**70", "text", "float", "tuple", "kind 0", "generation 5", "surrogate", "+5", "id of 2**70"],
)
def test_malformed_numbers_end_the_connection(
    bridge: Library, hostile: Callable[..., HostileServer], answer: bytes
) -> None:
    with bridge.open(hostile(*PLAIN, answer).address) as client, pytest.raises(BridgeError) as caught:
        client.invoke("", "f")
    assert caught.value.kind == "protocol"


def test_answers_that_nobody_asked_for_are_dropped(bridge: Library, hostile: Callable[..., HostileServer]) -> None:
    answers = numbered(b"\x4f") + numbered(b"\x60") + reply(9, netref()) + reply(2, boxed(b"\x52") + b"junk")
    with bridge.open(hostile(*PLAIN, answers).address) as client:
        assert client.call("", "f") == 2


def test_a_list_of_itself(bridge: Library, hostile: Callable[..., HostileServer]) -> None:
    """The client asks for its items, which are such a list again."""
    items = [reply(i, b"\x11\x52\x10" + netref(b"builtins.list")) for i in range(3, 150)]
    server = hostile(*PLAIN, reply(2, netref(b"builtins.list")), *items)
    with bridge.open(server.address) as client, pytest.raises(BridgeError, match="nested too deeply"):
        client.invoke("", "f")
