"""Our packer and unpacker against msgpack-python, on many random values: the same bytes, and values equal to them."""

from __future__ import annotations

import random
from typing import Any

import gorayffi
import msgpack
import pytest

from tests.conftest import deep_if

SEED = 20
BATCH = 1000
EDGES = [
    edge + by for bits in (5, 7, 8, 15, 16, 31, 32, 53, 63, 64) for edge in (2**bits, -(2**bits)) for by in (-1, 0, 1)
]
WHOLE = [0, *(edge for edge in EDGES if -(2**63) <= edge < 2**64)]
REAL = [0.0, -0.0, 1.5, 5e-324, -1.7976931348623157e308, float("inf"), float("-inf"), 2.0**53 + 2, 1 / 3]
LENGTHS = [0, 1, 2, 3, 15, 16, 17, 31, 32, 33, 255, 256, 257]
LETTERS = "a\0é€😀\U0010ffff"


def scalar(source: random.Random) -> Any:
    match source.randrange(8):
        case 0:
            return source.choice([None, True, False])
        case 1 | 2:
            return source.choice(WHOLE)
        case 3:
            return source.randrange(-(2**63), 2**64)
        case 4:
            return source.choice(REAL)
        case 5:
            return source.random() * 10 ** source.randrange(-300, 300)
        case 6:
            return source.choice(LETTERS) * source.choice(LENGTHS)
        case _:
            return source.randbytes(source.choice(LENGTHS))


def value(source: random.Random, depth: int = 0) -> Any:
    shape = source.randrange(10 + 4 * depth)
    if shape < 3:
        return [value(source, depth + 1) for _ in range(source.choice((0, 1, 2, 3, 5, 17)))]
    if shape < 5:
        keys = [scalar(source) for _ in range(source.choice((0, 1, 2, 3, 17)))]
        return {key: value(source, depth + 1) for key in keys if not isinstance(key, float)}
    return scalar(source)


@pytest.mark.parametrize("count", [20_000, pytest.param(1_000_000, marks=[*deep_if(True), pytest.mark.timeout(1800)])])
def test_random_values(count: int) -> None:
    source = random.Random(SEED)
    for _ in range(count // BATCH):
        values = [value(source) for _ in range(BATCH)]
        packed = [msgpack.packb(item, use_bin_type=True) for item in values]
        assert [gorayffi.pack(item) for item in values] == packed
        together = b"".join(packed)
        assert gorayffi.unpack(together) == values
        assert repr(gorayffi.unpack(together)) == repr(values)  # of one type: True is not 1, -0.0 not 0.0


@pytest.mark.parametrize("head", [0xC6, 0xC9, 0xDB, 0xDD, 0xDF], ids=["bin", "ext", "str", "array", "map"])
@pytest.mark.parametrize("length", [2**31 - 1, 2**31, 2**31 + 1, 2**32 - 2, 2**32 - 1])
def test_a_header_that_announces_what_does_not_come(head: int, length: int) -> None:
    with pytest.raises(gorayffi.ProtocolError):
        gorayffi.unpack(bytes([head]) + length.to_bytes(4, "big") + b"\x01\x02\x03")


def test_a_message_that_ends_at_any_byte() -> None:
    source = random.Random(SEED)
    for _ in range(200):
        packed = gorayffi.pack([value(source)])
        for end in range(1, min(len(packed), 200)):
            with pytest.raises(gorayffi.ProtocolError):
                gorayffi.unpack(packed[:end])
