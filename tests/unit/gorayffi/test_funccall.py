"""Units: what is sent for a call, and what of a message is refused."""

from __future__ import annotations

import struct

import pytest
from gorayffi import ProtocolError, funccall


def unit(data: bytes) -> bytes:
    return struct.pack("<q", len(data)) + data


def test_a_call_is_name_arguments_and_refs() -> None:
    data = funccall.encode_golang_funccall_arguments("Größe", b"\x01", [1, 2**40], (b"\x05", 0), (b"", 0))
    expected = (
        unit("Größe".encode()) + unit(b"\x01") + unit(struct.pack("<q", 1) + b"\x05") + unit(struct.pack("<q", 2**40))
    )
    assert data == (expected, 0)


def test_64_refs_keep_their_positions() -> None:
    positions = list(range(63, -1, -1))
    data, code = funccall.encode_golang_funccall_arguments("f", b"", positions, *[(bytes([n]), 0) for n in positions])
    units = funccall.unpack_bytes_units(data)[2:]
    assert code == 0
    assert [(struct.unpack("<q", unit[:8])[0], unit[8]) for unit in units] == [(n, n) for n in positions]


def test_a_failed_ref_is_the_answer() -> None:
    failed = funccall.encode_golang_funccall_arguments("Add", b"", [0, 3], (b"", 0), (b"no time", 2))
    assert failed == (b"the task for argument 3 of Add() failed: no time", 2)


def test_positions_and_refs_have_to_match() -> None:
    with pytest.raises(ValueError, match="2 positions for 1 resolved"):
        funccall.encode_golang_funccall_arguments("Add", b"", [0, 1], (b"", 0))


@pytest.mark.parametrize("units", [[], [b""], [b"a", b"", b"bc"], [bytes(1000)] * 3], ids=len)
def test_units_go_and_come(units: list[bytes]) -> None:
    assert funccall.unpack_bytes_units(funccall.pack_bytes_units(units)) == units


def test_units_cut_at_any_byte_are_refused() -> None:
    data = funccall.pack_bytes_units([b"abc", b"", b"d"])
    whole = {0, 11, 19, len(data)}
    for end in range(len(data)):
        if end not in whole:
            with pytest.raises(ProtocolError, match="does not fit"):
                funccall.unpack_bytes_units(data[:end])


@pytest.mark.parametrize("length", [-1, -(2**63), 2**63 - 1, 2**31, 2**32 + 1, 2])
def test_a_length_that_lies_is_refused(length: int) -> None:
    with pytest.raises(ProtocolError, match="unit 0 at byte 0"):
        funccall.unpack_bytes_units(struct.pack("<q", length) + b"x")


@pytest.mark.parametrize("units", [[b"\x01", b"{"], [b"", b"", b"entries"]], ids=len)
def test_a_call_is_split_without_a_look_at_its_options(units: list[bytes]) -> None:
    assert funccall.split_call(funccall.pack_bytes_units(units)) == (units[0], units[1], b"".join(units[2:]))


@pytest.mark.parametrize("count", [0, 1, 4])
def test_a_call_has_two_or_three_units(count: int) -> None:
    with pytest.raises(ProtocolError, match=f"^a call to Python has 2 units, or 3 with references, not {count}$"):
        funccall.split_call(funccall.pack_bytes_units([b""] * count))


def test_options_are_a_json_object() -> None:
    assert funccall.decode_funccall_arguments(unit(b"\x01") + unit(b'{"a": 1}')) == (b"\x01", {"a": 1})


@pytest.mark.parametrize("options", [b"", b"[]", b"null", b"{", b"\xff"])
def test_other_options_are_refused(options: bytes) -> None:
    with pytest.raises(ProtocolError, match="the options are not"):
        funccall.decode_funccall_arguments(unit(b"") + unit(options))
