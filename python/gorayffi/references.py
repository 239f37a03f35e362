"""References inside values: the bytes of a message hold indexes, and a table beside them says what these mean.

What a reference is (with Ray an `ObjectRef` or an actor handle), only a user of this package knows, who says so by
`ReferenceHooks`. Format: docs/reference/protocol.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from .consts import ErrCode
from .units import pack_bytes_units

if TYPE_CHECKING:
    from typing_extensions import Buffer


class Message(NamedTuple):
    """Packed values and what the indexes in them mean; made by `pack_message` and `Library.call_message`."""

    data: Buffer
    """msgpack values, one after another, in any contiguous buffer."""
    references: list[Any]
    """What the indexes in `data` mean; if it is empty, an ext 80 in `data` is an application's own."""


class ReferenceHooks(Protocol):
    """What a library's references are, and by which ids it knows them. Any thread may call the hooks.

    The entries of a table have 9 bytes each: a kind and an id, see docs/reference/protocol.md.
    """

    def is_reference(self, value: object) -> bool:
        """Whether `value`, which msgpack cannot hold, is a reference."""
        ...

    def export(self, values: list[Any]) -> bytes:
        """Entries by which the library becomes an owner of `values`; if it raises, the library owns none of them."""
        ...

    def adopt(self, entries: bytes) -> list[Any]:
        """What the entries stand for. The library gave them away: its ids are used up."""
        ...

    def borrow(self, entries: bytes) -> list[Any]:
        """What the entries stand for. They are lent: the library keeps its ids."""
        ...


def answer(values: bytes, entries: bytes) -> tuple[bytes, int]:
    """A handler's answer with the packed `values` and the exported `entries` of the references in them, if any.

    If the library takes no references, the entries are adopted again and a failure is reported to it.
    """
    if not entries:
        return values, ErrCode.Success
    return pack_bytes_units((values, entries)), ErrCode.SuccessWithReferences
