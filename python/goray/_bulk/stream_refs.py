"""A stream on Ray: references to its items, while they come."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from goray._bulk.cancel import cancel_sent
from goray._ray.api import ray

if TYPE_CHECKING:
    from typing_extensions import Self

_T = TypeVar("_T")


def _cancel(generator: Any, submitted_at: float) -> None:
    if not ray.is_initialized():
        return
    call = generator.completed()
    if ray.wait([call], timeout=0, fetch_local=False)[0]:
        return  # a cancel that meets the end of a task can abort the caller (Ray 2.60)
    cancel_sent(call, submitted_at)


class StreamRefs(Generic[_T]):
    """References to the items that a C++ task or method gives on Ray: an iterator, in `async for` as well.

    A reference comes as soon as its item is there. One at whose turn C++ failed holds the error, and is the last.
    Closing cancels the call, as the end of a `with` does, and the end of the last reference to this. Not picklable:
    pass the references on.
    """

    def __init__(self, generator: Any) -> None:
        """`generator`: Ray's own."""
        self._submitted_at = time.monotonic()
        self._generator = generator

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        generator = self._generator
        if generator is None:
            raise StopIteration
        try:
            return next(generator)
        except StopIteration:
            self._generator = None
            raise

    def next_or_none(self, seconds: float, look: Callable[[], object]) -> Any:
        """`next()`, or `None` at the end; while it waits it calls `look` again and again, whose error ends the wait."""
        while (generator := self._generator) is not None:
            try:
                ref = generator._next_sync(seconds)
            except StopIteration:
                self._generator = None
                break
            if not ref.is_nil():
                return ref
            look()
        return None

    def __aiter__(self) -> AsyncIterator[Any]:
        return self

    async def __anext__(self) -> Any:
        generator = self._generator
        if generator is None:
            raise StopAsyncIteration
        try:
            return await generator.__anext__()
        except StopAsyncIteration:
            self._generator = None
            raise

    def close(self) -> None:
        """Cancels the call, if it has not ended. Items whose references are held stay."""
        generator, self._generator = self._generator, None
        if generator is not None:
            _cancel(generator, self._submitted_at)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def __del__(self) -> None:
        generator = getattr(self, "_generator", None)
        if generator is None:
            return
        # In a thread, as Ray's code may be what lets go of this, with its locks held.
        thread = threading.Thread(target=_cancel, args=(generator, self._submitted_at), daemon=True)
        with contextlib.suppress(RuntimeError):  # the interpreter ends, and the job with it
            thread.start()

    def __reduce__(self) -> Any:
        raise TypeError("a stream on Ray belongs to its process and cannot be pickled: pass its ObjectRefs on")

    def __repr__(self) -> str:
        return "<closed stream on Ray>" if self._generator is None else "<stream on Ray>"
