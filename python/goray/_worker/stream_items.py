"""What a worker gives Ray of a stream."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from gorayffi.errors import NativeError

from goray._library.stream import Stream
from goray._messages.failure import noted
from goray._messages.sealed import out_of_band
from goray._ray.if_imported import is_call_cancelled


def items_of(stream: Stream[Any]) -> Generator[Any, None, None]:
    """Each item, as Ray asks for it. If Ray cancelled the call KeyboardInterrupt, of which it makes TaskCancelledError.

    It interrupts a task by a signal, but an actor's call has to look.
    """
    with stream:
        while True:
            try:
                item = next(stream)
            except StopIteration:
                return
            except NativeError as error:
                raise noted(error) from error.__cause__
            yield out_of_band(item)
            if is_call_cancelled():
                raise KeyboardInterrupt
