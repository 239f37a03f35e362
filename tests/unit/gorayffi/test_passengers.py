"""What travels beside the bytes, without a library and without Ray."""

from __future__ import annotations

import pytest
from gorayffi import ExtType, ProtocolError, pack, pack_beside, unpack
from gorayffi.passengers import join, split


class Thing:
    """Something that msgpack cannot hold."""


def is_thing(value: object) -> bool:
    return isinstance(value, Thing)


def test_values_keep_their_places() -> None:
    one, two = Thing(), Thing()
    value = {"a": [1, one], "b": (two, one)}
    data, beside = pack_beside(is_thing, value, two)
    assert beside == [one, two, one, two]
    assert unpack(data, beside) == [{"a": [1, one], "b": [two, one]}, two]


def test_without_passengers_the_bytes_are_the_same() -> None:
    assert pack_beside(is_thing, [1, "x"]) == (pack([1, "x"]), [])


def test_nobody_else_takes_them() -> None:
    with pytest.raises(TypeError, match=r"argument 1 at \[0\]: '.*Thing' cannot cross"):
        pack([Thing()])
    with pytest.raises(TypeError, match="'object' cannot cross"):
        pack_beside(is_thing, object())


def test_what_knows_may_fail() -> None:
    def fail(_: object) -> bool:
        raise KeyError("no")

    with pytest.raises(KeyError, match="no"):
        pack_beside(fail, Thing())
    with pytest.raises(TypeError, match="cannot cross"):  # the scope has ended
        pack(Thing())


def test_an_index_without_its_thing_is_an_error() -> None:
    data, _ = pack_beside(is_thing, [Thing()])
    with pytest.raises(ProtocolError, match="reference 0 that the message did not bring"):
        unpack(data, [])
    assert unpack(data) == [[ExtType(80, b"\0\0\0\0")]]


@pytest.mark.parametrize("entries", [b"\0" * 9, b"\1" * 9 * 100, b"\2" * 9 * 10_000])
def test_table(entries: bytes) -> None:
    assert split(join(entries, b"\x05")) == (entries, b"\x05")


@pytest.mark.parametrize("message", [b"", b"\x05", b"\xc7", b"\xc7\x04\x50GRPX", pack(ExtType(80, b"other")), b"\xc9"])
def test_no_table(message: bytes) -> None:
    assert split(message) == (b"", message)
