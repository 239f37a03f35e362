"""What messages become in Python, and how bad ones are refused."""

from __future__ import annotations

import contextlib
import datetime
import struct
import tracemalloc
from collections.abc import Iterator
from typing import Any

import gorayffi
import msgpack
import pytest
from gorayffi import ExtType, ProtocolError, Timestamp

from tests.conftest import name_of


@pytest.mark.parametrize(
    ("values", "result"), [((), None), ((7,), 7), ((None,), None), (([],), []), ((1, "a"), [1, "a"])], ids=repr
)
def test_result_is_none_the_value_or_a_list(values: tuple[Any, ...], result: Any) -> None:
    assert gorayffi.unpack_result(gorayffi.pack(*values)) == result


SAMPLE: list[Any] = [
    None, True, -1, -200, -70000, -(2**40), 200, 70000, 2**40, 1.5, "s", "é" * 40, "l" * 300, b"b", b"c" * 300,
    [1, [2]], list(range(20)), {"k": {"n": 1}}, {i: str(i) for i in range(20)}, msgpack.ExtType(5, b"12345"),
    msgpack.Timestamp(2**33, 5),
]  # fmt: skip


@pytest.mark.parametrize("value", SAMPLE, ids=name_of)
def test_a_message_cut_at_any_byte_is_an_error(value: Any) -> None:
    packed = msgpack.packb(value)
    for end in range(1, len(packed)):
        with pytest.raises(ProtocolError, match="ends too early"):
            gorayffi.unpack_result(packed[:end])


def test_a_cut_message_behind_a_whole_value_is_an_error() -> None:
    with pytest.raises(ProtocolError, match="at byte 2"):
        gorayffi.unpack_result(b"\x01\xcd\x00"[:2])


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xc1", "0xc1"),
        (b"\xa1\xff", "not UTF-8"),
        (b"\xa3\xed\xa0\x80", "not UTF-8"),
        (b"\x81\x80\x01", "map as the key"),
        (b"\x81\x91\x80\x01", "map as the key"),
        (b"\x91" * 513 + b"\x00", "deeper than 512"),
        (b"\x91" * 100_000, "deeper than 512"),
    ],
    ids=name_of,
)
def test_what_is_no_message_is_refused(data: bytes, text: str) -> None:
    with pytest.raises(ProtocolError, match=text):
        gorayffi.unpack(data)


@contextlib.contextmanager
def most_memory(limit: int) -> Iterator[None]:
    """Fails if more than `limit` bytes are asked of Python's allocator at any time, touched or not."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < limit
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("tag", [0xC6, 0xDB, 0xDD, 0xDF, 0xC9])
@pytest.mark.parametrize("length", [2**31 - 1, 2**31, 2**31 + 1, 2**32 - 1])
def test_a_huge_length_without_its_bytes_takes_no_memory(tag: int, length: int) -> None:
    with most_memory(10_000), pytest.raises(ProtocolError, match="ends too early"):
        gorayffi.unpack(struct.pack(">BI", tag, length) + b"\x01" * 10)


def test_headers_that_promise_the_same_bytes_take_no_memory() -> None:
    """512 nested arrays, each of which claims all the bytes behind it."""
    size = 1_000_000
    heads = b"".join(struct.pack(">BI", 0xDD, size - 5 * (level + 1)) for level in range(512))
    data = heads + b"\x00" * (size - len(heads))
    with most_memory(16 * size), pytest.raises(ProtocolError, match="ends too early"):
        gorayffi.unpack(data)


def test_map_keys() -> None:
    packed = b"\x86\x01\x01\xa1a\x02\xc4\x01b\x03\x92\x01\x91\x02\x04\xc0\x05\xc3\x06"
    assert gorayffi.unpack(packed) == [{1: 6, "a": 2, b"b": 3, (1, (2,)): 4, None: 5}]  # True equals 1: the last counts


def test_equal_short_keys_are_one_object() -> None:
    [first, second] = gorayffi.unpack(gorayffi.pack({"a key": 1}, {"a key": 2}))
    assert next(iter(first)) is next(iter(second))


def test_keys_that_share_a_place_in_the_cache_stay_apart() -> None:
    keys = [f"key {number}" for number in range(5000)]
    assert list(gorayffi.unpack_result(gorayffi.pack(dict.fromkeys(keys)))) == keys
    assert list(gorayffi.unpack_result(gorayffi.pack(dict.fromkeys(keys)))) == keys


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 8, 15, 16, 255, 256, 65536])
def test_ext_types_are_kept(size: int) -> None:
    packed = msgpack.packb(msgpack.ExtType(42, b"x" * size))
    assert gorayffi.unpack_result(packed) == ExtType(42, b"x" * size)
    assert gorayffi.pack(ExtType(42, b"x" * size)) == packed


@pytest.mark.parametrize(
    ("seconds", "nanoseconds"),
    [(0, 0), (2**32 - 1, 0), (2**32, 0), (1, 1), (2**34 - 1, 999_999_999), (2**34, 0), (-1, 0), (-(2**63), 7)],
)
def test_timestamps(seconds: int, nanoseconds: int) -> None:
    packed = msgpack.packb(msgpack.Timestamp(seconds, nanoseconds))
    assert gorayffi.unpack_result(packed) == Timestamp(seconds, nanoseconds)
    assert gorayffi.pack(Timestamp(seconds, nanoseconds)) == packed


@pytest.mark.parametrize("data", [b"", b"12345", struct.pack(">Iq", 10**9, 0), struct.pack(">Q", 10**9 << 34)])
def test_a_malformed_timestamp_stays_an_ext_type(data: bytes) -> None:
    assert gorayffi.unpack_result(gorayffi.pack(ExtType(-1, data))) == ExtType(-1, data)


def test_a_timestamp_as_datetime() -> None:
    expected = datetime.datetime(1969, 12, 31, 23, 59, 59, 250_000, tzinfo=datetime.timezone.utc)
    assert Timestamp(-1, 250_000_999).to_datetime() == expected


@pytest.mark.parametrize(
    ("seconds", "nanoseconds", "error"), [(0, -1, ValueError), (0, 10**9, ValueError), (2**63, 0, OverflowError)]
)
def test_a_timestamp_out_of_range_is_refused(seconds: int, nanoseconds: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        Timestamp(seconds, nanoseconds)


@pytest.mark.parametrize("code", [-129, 128])
def test_an_ext_code_out_of_range_is_refused(code: int) -> None:
    with pytest.raises(ValueError, match=r"-128\.\.127"):
        gorayffi.pack(ExtType(code, b""))
