"""References inside messages: what is packed and unpacked, without a library and without Ray."""

from __future__ import annotations

from typing import Any

import pytest
from gorayffi import ExtType, Message, ProtocolError, Timestamp, pack, pack_message, references, unpack, unpack_result
from gorayffi.funccall import unpack_bytes_units


class Thing:
    """Something that msgpack cannot hold."""


def is_thing(value: object) -> bool:
    return isinstance(value, Thing)


def test_references_keep_their_places() -> None:
    one, two = Thing(), Thing()
    value = {"a": [1, one], "b": (two, one)}
    message = pack_message(is_thing, value, two)
    assert type(message) is Message
    assert message.references == [one, two, one, two]
    assert unpack(*message) == [{"a": [1, one], "b": [two, one]}, two]
    assert unpack_result(*message) == [{"a": [1, one], "b": [two, one]}, two]
    assert unpack_result(*pack_message(is_thing, one)) is one


def test_without_references_the_bytes_are_the_same() -> None:
    assert pack_message(is_thing, [1, "x"]) == (pack([1, "x"]), [])


def test_nobody_else_takes_them() -> None:
    with pytest.raises(TypeError, match=r"argument 1\[0\]: '.*Thing' cannot cross"):
        pack([Thing()])
    with pytest.raises(TypeError, match="'object' cannot cross"):
        pack_message(is_thing, object())


def test_is_reference_may_fail() -> None:
    def fail(_: object) -> bool:
        raise KeyError("no")

    with pytest.raises(KeyError, match="no"):
        pack_message(fail, Thing())
    with pytest.raises(TypeError, match="cannot cross"):
        pack(Thing())


def test_is_reference_may_pack_messages_of_its_own() -> None:
    """Whatever it packs belongs to that message alone."""
    inner: list[Any] = []

    def packs(value: object) -> bool:
        inner.append(pack_message(is_thing, value))
        with pytest.raises(TypeError, match="cannot cross"):
            pack(value)
        return is_thing(value)

    one, two = Thing(), Thing()
    assert pack_message(packs, [one, two]).references == [one, two]
    assert [message.references for message in inner] == [[one], [two]]


def test_an_index_beyond_the_references_is_an_error() -> None:
    data, _ = pack_message(is_thing, [Thing(), Thing()])
    with pytest.raises(ProtocolError, match="reference 1 that the message did not bring"):
        unpack(data, [Thing()])


@pytest.mark.parametrize("beside", [None, []])
def test_without_references_the_code_is_an_application_s(beside: list[Any] | None) -> None:
    mine = ExtType(80, b"\0\0\0\0")
    assert unpack(pack(mine), beside) == [mine]


@pytest.mark.parametrize("data", [b"", b"\0\0\0\0", b"GRPT" + bytes(9)])
def test_a_message_that_may_have_references_reserves_the_code(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"argument 1\[0\]: the ExtType code 80 is reserved for references"):
        pack_message(is_thing, [ExtType(80, data)])
    assert unpack(*pack_message(is_thing, ExtType(79, data))) == [ExtType(79, data)]


@pytest.mark.parametrize("items", [(), (1,), (1, b"", 0), ("1", b""), (1, "x"), (None, None), (2**70, b"")])
def test_an_ext_type_of_anything_is_refused(items: tuple[Any, ...]) -> None:
    with pytest.raises(ValueError, match=r"an ExtType is a code in -128..127 and bytes"):
        pack(tuple.__new__(ExtType, items))


def test_a_timestamp_without_its_numbers_is_refused() -> None:
    with pytest.raises(AttributeError):
        pack(Timestamp.__new__(Timestamp))


def test_an_answer_is_values_alone_or_two_units() -> None:
    assert references.answer(b"\x05", b"") == (b"\x05", 0)
    body, code = references.answer(b"\x05", b"\0" * 9)
    assert (unpack_bytes_units(body), code) == ([b"\x05", b"\0" * 9], 6)
