"""Units: pieces of bytes, each behind its length. Format: docs/reference/protocol.md."""

from __future__ import annotations

from collections.abc import Iterable

from .errors import ProtocolError


def pack_bytes_units(data: Iterable[bytes]) -> bytes:
    """Each piece behind its length, 8 bytes little-endian."""
    return b"".join(piece for unit in data for piece in (len(unit).to_bytes(8, "little"), unit))


def unpack_bytes_units(data: bytes) -> list[bytes]:
    """The pieces of `pack_bytes_units`. Raises ProtocolError if a byte is missing or left over."""
    units: list[bytes] = []
    offset = 0
    while offset < len(data):
        start = offset + 8
        length = int.from_bytes(data[offset:start], "little", signed=True)
        if start > len(data) or not 0 <= length <= len(data) - start:
            raise ProtocolError(f"unit {len(units)} at byte {offset} does not fit into the {len(data)} bytes there are")
        offset = start + length
        units.append(data[start:offset])
    return units
