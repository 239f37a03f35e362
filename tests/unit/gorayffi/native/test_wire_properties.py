"""Our msgpack against msgpack-python, both ways, on random values and random bytes."""

from __future__ import annotations

import contextlib
from typing import Any

import gorayffi
import msgpack
from hypothesis import given, settings
from hypothesis import strategies as st

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary(max_size=300)
)
KEYS = st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text() | st.binary()
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=20) | st.dictionaries(KEYS, inner, max_size=20),
    max_leaves=40,
)


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_pack_equals_msgpack(value: Any) -> None:
    assert gorayffi.pack(value) == msgpack.packb(value, use_bin_type=True)


@settings(max_examples=150, deadline=None)
@given(st.lists(VALUES, max_size=4))
def test_unpack_equals_msgpack(values: list[Any]) -> None:
    packed = b"".join(msgpack.packb(value, use_bin_type=True) for value in values)
    assert gorayffi.unpack(packed) == values


@settings(max_examples=400, deadline=None)
@given(VALUES, st.data())
def test_a_changed_byte_means_to_us_what_it_means_to_msgpack(value: Any, data: st.DataObject) -> None:
    packed = bytearray(msgpack.packb(value, use_bin_type=True))
    packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    try:
        theirs = msgpack.unpackb(packed, strict_map_key=False)
    except Exception:  # not a message, or one with map keys or ext types that differ by intention
        with contextlib.suppress(gorayffi.ProtocolError):
            gorayffi.unpack(packed)
        return
    [ours] = gorayffi.unpack(packed)
    assert repr(ours) == repr(theirs)
