"""Units: pieces of bytes, each behind its length. Format: docs/reference/protocol.md."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from .errors import ProtocolError

_unpack_length = struct.Struct("<q").unpack_from


def pack_bytes_units(data: Iterable[bytes]) -> bytes:
    """Each piece behind its length, 8 bytes little-endian."""
    return b"".join(piece for unit in data for piece in (len(unit).to_bytes(8, "little"), unit))


def unpack_bytes_units(data: bytes) -> list[bytes]:
    """The pieces of `pack_bytes_units`. Raises ProtocolError if a byte is missing or left over."""
    units: list[bytes] = []
    offset = 0
    size = len(data)
    while offset < size:
        start = offset + 8
        length = _unpack_length(data, offset)[0] if start <= size else -1
        if not 0 <= length <= size - start:
            raise ProtocolError(f"unit {len(units)} at byte {offset} does not fit into the {size} bytes there are")
        offset = start + length
        units.append(data[start:offset])
    return units
