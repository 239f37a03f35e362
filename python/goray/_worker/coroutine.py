"""Calls of coroutines of a library in an asynchronous actor: C++ runs up to what it waits for, which Python awaits."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import gorayffi
from gorayffi import Message, unpack
from gorayffi.consts import ErrCode, Py2GoCmd
from gorayffi.funccall import unpack_bytes_units

from goray._messages.failure import library_failure
from goray._ray.quiet import get_is_quiet


async def finished(library: gorayffi.Library, coroutine: int, name: str) -> Message:
    """The result of a coroutine, whose id its call gave. All its steps run on this thread. Raises as its call would.

    Cancelled, it destroys the coroutine with all that it has.
    """
    try:
        while True:
            with get_is_quiet():
                is_over, message = _step(library, coroutine, name)
            if is_over:
                return message
            (ref,) = unpack(message.data, message.references)
            with suppress(Exception):  # C++ is told of it, as it gets the value itself
                await ref
            del ref, message
    finally:
        library.execute(Py2GoCmd.CMD_CLOSE_STREAM, coroutine, b"")  # that it has ended already is no error


def _step(library: gorayffi.Library, coroutine: int, name: str) -> tuple[bool, Message]:
    data, code = library.execute(Py2GoCmd.CMD_NEXT_ITEM, coroutine, b"")
    references: list[Any] = []
    if code == ErrCode.SuccessWithReferences:
        data, entries = unpack_bytes_units(data)
        references = library.adopt(entries)
    elif code != ErrCode.Success:
        raise library_failure(code, data, name)
    return data[0] == _TRUE, Message(data[1:], references)


_TRUE = 0xC3
