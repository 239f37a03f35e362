"""Encoded calls and results inside Ray."""

from __future__ import annotations

import pickle
import random
from typing import Any

import gorayffi
import pytest
from goray._payload import decode_arguments, encode_result, failure, seal
from gorayffi.consts import ErrCode


def pair(*values: object) -> tuple[bytes, int]:
    return gorayffi.pack(*values), ErrCode.Success


@pytest.mark.parametrize("count", [1, 2, 12, 64])
def test_refs_at_any_position(count: int) -> None:
    chance = random.Random(count)
    wanted = [f"argument {i}" for i in range(count)]
    for _ in range(100):
        positions = [i for i in range(count) if chance.random() < 0.5]
        raw = gorayffi.pack(*(value for i, value in enumerate(wanted) if i not in positions))
        shuffled = chance.sample(positions, len(positions))
        refs = [pair(wanted[i]) for i in shuffled]
        assert decode_arguments("f", raw, shuffled, refs) == wanted


@pytest.mark.parametrize(
    ("positions", "refs", "text"),
    [
        ([0, 0], [pair(1), pair(2)], r"f\(\): object ref at position 0, taken or beyond the 3 arguments"),
        ([3], [pair(1)], "position 3, taken or beyond"),
        ([-1], [pair(1)], "position -1, taken or beyond"),
        ([0], [], r"f\(\): 1 positions for 0 object refs"),
        ([1], [pair()], r"f\(\) argument 1: its task returned 0 values, not one"),
        ([0], [pair(1, 2)], r"f\(\) argument 0: its task returned 2 values, not one"),
        ([1], [(b"ValueError: bad", 1)], r"f\(\) argument 1: the task that should have .* failed: ValueError: bad"),
        ([1], [(b'{"Message":"bad","Traceback":""}', 5)], r"f\(\) argument 1: .* failed: golang panic: bad"),
        ([1], [(b"\xff", 2)], r"f\(\) argument 1: .* failed: \N{REPLACEMENT CHARACTER}"),
        ([0], [(b"\xc1", 0)], "msgpack"),
    ],
)
def test_bad_refs(positions: list[int], refs: list[Any], text: str) -> None:
    with pytest.raises((ValueError, gorayffi.NativeError), match=text):
        decode_arguments("f", gorayffi.pack("a", "b"), positions, refs)


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 1_000_000])
def test_sealed_bytes_arrive_as_bytes(size: int) -> None:
    buffers: list[pickle.PickleBuffer] = []
    packed = pickle.dumps([seal(bytes(size)), 0], protocol=5, buffer_callback=buffers.append)
    assert b"goray" not in packed, "a reader would need this package"
    assert pickle.loads(packed, buffers=buffers) == [bytes(size), 0]
    assert bool(buffers) is (size >= 65_536)


def test_result() -> None:
    assert encode_result("f", None) == (b"\xc0", 0)
    assert encode_result("f", (1, 2)) == (b"\x92\x01\x02", 0)
    with pytest.raises(TypeError, match=r"the result of f\(\) cannot be sent to a library: 'object'"):
        encode_result("f", object())
    with pytest.raises(OverflowError, match=r"the result of f\(\)"):
        encode_result("f", 2**64)


def test_failure_has_the_users_frames_only() -> None:
    def users() -> None:
        decode_arguments("f", b"", [0], [])

    with pytest.raises(ValueError, match="positions") as raised:
        users()
    text, code = failure(raised.value)
    assert code == ErrCode.Failed
    lines = text.decode().splitlines()
    assert lines[0] == lines[-1] == "ValueError: f(): 1 positions for 0 object refs"
    assert "in users" in text.decode()
    assert "goray/_payload.py" not in text.decode()
