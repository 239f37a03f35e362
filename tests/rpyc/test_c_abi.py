"""The C functions with wrong arguments, with hostile answers, and called by callbacks."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable

import pytest

from tests.conftest import ROOT
from tests.rpyc.bridge import ArgsStruct, BridgeError, Client, Library, ValueStruct
from tests.rpyc.hostile import HELPER, PLAIN, HostileServer, frame, netref, number, reply, text
from tests.rpyc.hostile import value as boxed

BIG, STR, LIST, COMPLEX, ARRAY, OBJECT = 3, 6, 8, 5, 16, 17
RESULT = reply(3, boxed(b"\x52")) + reply(4, boxed(b"\x52"))
"""For the first call, or for one after a call that could not be sent."""


@pytest.fixture
def client(bridge: Library) -> Client:
    """Of goray.rpyc_server, which answers one call."""
    return bridge.open(HostileServer([*HELPER, RESULT]).address)


KEPT: list[object] = []
"""What the values below point to."""


def arguments(*values: ValueStruct) -> ArgsStruct:
    packed = (ValueStruct * len(values))(*values)
    args = ArgsStruct(ctypes.addressof(packed), len(values))
    KEPT.append(packed)
    return args


def text_value(kind: int, content: bytes) -> ValueStruct:
    buffer = ctypes.create_string_buffer(content, max(len(content), 1))
    KEPT.append(buffer)
    return ValueStruct(kind, len(content), ctypes.addressof(buffer))


WRONG = {
    "values is NULL": ArgsStruct(None, 3),
    "names or named is NULL": ArgsStruct(None, 0, None, None, 1),
    "a text with a size is NULL": arguments(ValueStruct(STR, 5, None)),
    "a container with a size is NULL": arguments(ValueStruct(LIST, 1, None)),
    "a complex value is NULL": arguments(ValueStruct(COMPLEX, 2, None)),
    "an array is NULL": arguments(ValueStruct(ARRAY, 0, None)),
    "an object is NULL": arguments(ValueStruct(OBJECT, 0, None)),
    "kind 99, which does not exist": arguments(ValueStruct(99, 0, None)),
    "kind 100, which does not exist": arguments(ValueStruct(100, 0, None)),
    "kind 101, which does not exist": arguments(ValueStruct(101, 0, None)),
    "not a decimal number": arguments(text_value(BIG, b"1_0")),
    "an int of 5000 digits cannot be sent": arguments(text_value(BIG, b"9" * 5000)),
    "not valid UTF-8": arguments(text_value(STR, b"\xff")),
}


@pytest.mark.parametrize("message", WRONG)
def test_wrong_arguments_are_usage_errors_and_cost_no_connection(client: Client, message: str) -> None:
    with client:
        with pytest.raises(BridgeError, match=message) as caught:
            client.invoke("m", "f", WRONG[message])
        assert caught.value.kind == "usage"
        client.library.c.rpyc_value_free(client.invoke("m", "f", arguments(text_value(BIG, b"9" * 4300))))


def test_values_of_a_program_are_checked_before_they_become_json(bridge: Library) -> None:
    cyclic = (ValueStruct * 1)()
    cyclic[0] = ValueStruct(LIST, 1, ctypes.addressof(cyclic))
    for wrong in (ValueStruct(100, 0, None), ValueStruct(STR, 5, None), cyclic[0]):
        assert not bridge.c.rpyc_value_to_json(ctypes.byref(wrong))
        assert bridge.fail().kind == "usage"
    assert not bridge.c.rpyc_value_from_json(b"[" * 1_000_000 + b"]" * 1_000_000)
    assert "nested more than 100 deep" in bridge.fail().message


def exception(message: bytes, name: bytes = b"E", traceback: bytes = b"") -> bytes:
    def long(content: bytes) -> bytes:
        return b"\x08\x0f" + len(content).to_bytes(4, "big") + content

    return frame(
        b"\x03\x11\x52\x13\x11" + text(b"m") + long(name) + b"\x10" + long(message) + b"\x02" + long(traceback)
    )


def test_texts_of_a_server_are_escaped_and_short(bridge: Library) -> None:
    esc = b"\x1b]0;title\x07" * 100_000
    server = HostileServer([*PLAIN, exception(b"x\x1b[2J" + esc, esc, b"line 1\n\tline 2\r" + esc)])
    with bridge.open(server.address) as client, pytest.raises(BridgeError) as caught:
        client.invoke("", "f")
    error = caught.value
    assert error.message.startswith("x\\x1b[2J\\x1b]0;title\\x07")
    assert error.traceback.startswith("line 1\n\tline 2\\x0d")
    for said, limit in ((error.message, 2000), (error.type, 201), (error.traceback, (64 << 10) + 1)):
        assert len(said.encode()) < limit
        assert re.search(r" \.\.\. \(\d+ bytes left out\) \.\.\. ", said)
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", said)
    assert len(bridge.c.rpyc_last_error()) < 2000 + 201 + (64 << 10)


def test_bytes_in_an_exception_are_text(bridge: Library) -> None:
    body = b"\x03\x11\x52\x13\x11" + text(b"m") + text(b"E") + b"\x10" + b"\x0b\xff\xfe" + b"\x02" + text(b"")
    with bridge.open(HostileServer([*PLAIN, frame(body)]).address) as client, pytest.raises(BridgeError) as caught:
        client.invoke("", "f")
    assert caught.value.message == "\\xff\\xfe"


def test_a_name_of_the_servers_class_in_a_message(bridge: Library) -> None:
    root = reply(0, netref(b"evil\x1b[2J"))
    with bridge.open(HostileServer([root, *PLAIN[1:]]).address) as client, pytest.raises(BridgeError) as caught:
        client.invoke("math", "sqrt")
    assert "evil\\x1b[2J is not classic" in caught.value.message


@pytest.mark.parametrize("answer", [b"\x07", b"\x11\x52\x10" * 300 + b"\0", b"\x11\x52" + number(b"x")])
def test_a_malformed_answer_of_a_future_that_is_freed_unasked(bridge: Library, answer: bytes) -> None:
    with bridge.open(HostileServer([*PLAIN, reply(2, answer)]).address) as client:
        future = client.start("", "f")
        while not bridge.c.rpyc_future_ready(future):
            pass
        bridge.c.rpyc_future_free(future)
        assert not client.alive()


@pytest.mark.parametrize(
    "use", [Client.alive, lambda client: client.invoke("", "g", None, 1000)], ids=["alive", "call"]
)
@pytest.mark.parametrize("noticed_by", ["call", "free", "close"])
def test_a_callback_of_a_lost_connection_may_use_the_client(
    bridge: Library, use: Callable[[Client], object], noticed_by: str
) -> None:
    server = HostileServer([*PLAIN, b""], later=[*PLAIN, reply(2, boxed(b"\x52")), reply(3, boxed(b"\x52"))])
    client = bridge.open(server.address)
    called: list[str] = []

    def callback(_: object) -> None:
        try:
            use(client)
            called.append("")
        except BridgeError as error:
            called.append(error.kind)

    kept = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(callback)
    future = client.start("", "f")
    bridge.c.rpyc_future_then(future, kept, None)
    while client.alive():
        pass  # the server hangs up, which nobody has read yet
    if noticed_by == "call":
        bridge.c.rpyc_value_free(client.invoke("", "h"))
    elif noticed_by == "free":
        bridge.c.rpyc_future_ready(future)
    bridge.c.rpyc_future_free(future)
    client.close()
    assert len(called) == (0 if noticed_by == "close" else 1)


def test_every_exported_function_catches_what_is_thrown() -> None:
    """`TranslateExceptions` does; a function without it runs nothing that can throw."""
    plain = {
        "rpyc_init", "rpyc_call", "rpyc_free_string", "rpyc_last_error", "rpyc_error", "rpyc_set_timeout",
        "rpyc_object_retain", "rpyc_object_class", "rpyc_object_set",
    }  # fmt: skip
    definition = re.compile(r"^\w[\w *]*?(rpyc_\w+)\([^;]*?\) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
    sources = (path.read_text() for path in (ROOT / "runtime/rpyc/c_api").glob("*.cpp"))
    found = dict(pair for source in sources for pair in definition.findall(source))
    header = (ROOT / "runtime/include/goray/rpyc/rpyc_bridge.h").read_text()
    declared = set(re.findall(r"^[\w *]+?\b(rpyc_\w+)\(", header, re.MULTILINE))
    one_line = {"rpyc_init", "rpyc_free_string", "rpyc_last_error", "rpyc_error", "rpyc_set_timeout"}
    assert declared == set(found) | one_line
    unguarded = {name for name, body in found.items() if "TranslateExceptions(" not in body and "OnObject(" not in body}
    assert unguarded <= plain
