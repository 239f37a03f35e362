"""References and handles inside values: the bytes hold an index, the things themselves travel beside them.

What such a thing is, only a user of this package knows; it says so by a `Desk`. Format: docs/reference/protocol.md.
"""

from __future__ import annotations

from typing import Any, Protocol

_EXT = 80
_MAGIC = b"GRPT"
_LENGTHS = {0xC7: 1, 0xC8: 2, 0xC9: 4}


class Desk(Protocol):
    """What a library's passengers are, and under which ids the library knows them. Any thread may call it."""

    def knows(self, value: object) -> bool:
        """Whether `value`, which msgpack cannot hold, may travel beside the bytes."""
        ...

    def give(self, values: list[Any]) -> bytes:
        """Entries of a table by which the library becomes an owner of `values`."""
        ...

    def take(self, entries: bytes) -> list[Any]:
        """What the entries stand for. The library gave it away: its ids are used up."""
        ...

    def lend(self, entries: bytes) -> list[Any]:
        """What the entries stand for. The library keeps its ids."""
        ...


def join(entries: bytes, values: bytes) -> bytes:
    """The message of these values with a table; without entries `values` itself."""
    if not entries:
        return values
    return b"\xc9" + (len(_MAGIC) + len(entries)).to_bytes(4, "big") + bytes((_EXT,)) + _MAGIC + entries + values


def split(message: bytes) -> tuple[bytes, bytes]:
    """The entries of a message's table, `b""` if it has none, and its values."""
    width = _LENGTHS.get(message[0], 0) if message else 0
    start = 1 + width + 1
    if not width or message[start - 1 : start + len(_MAGIC)] != bytes((_EXT,)) + _MAGIC:
        return b"", message
    end = start + int.from_bytes(message[1 : 1 + width], "big")
    return message[start + len(_MAGIC) : end], message[end:]
