"""What `map` gives: results, or references to them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from goray._bulk.cancel import cancel_sent
from goray._bulk.chunk import Chunk, marked
from goray._bulk.chunks import Chunks
from goray._messages.columns import numbers
from goray._ray.api import ray

if TYPE_CHECKING:
    from goray._bulk.progress import Progress

_T = TypeVar("_T")

_LONG = 0.1
"""Seconds. A cancel that meets the end of a task can abort the caller (Ray 2.60), so short ones are left to end."""

_FIRST = 0.01
"""Seconds to wait for the first chunk alone: it says how many items the next ones shall have, and its results are given
out before the others cost time. Items that take longer do not wait for one another."""


class MapResults(Generic[_T]):
    """The results of `map`, while they come. A loop over it may be left and taken up again, also after an error.

    An error of an item is raised at the item's turn; its attribute `item` is the item's index. The next loop, or
    `next()`, goes on behind it. An error that lost a whole chunk, such as a crash of its worker, stands for all items
    of the chunk: `item` is its first one, and `items` their number.
    """

    def __init__(self, chunks: Chunks, max_in_flight: int, *, ordered: bool, progress: Progress | None = None) -> None:
        self._chunks = chunks
        self._most = max_in_flight
        self._ordered = ordered
        self._progress = progress
        self._running: dict[Any, Chunk] = {}
        """By ref."""
        self._submitted_at = 0.0
        """By the monotonic clock."""
        self._source_error: Exception | None = None
        self._ended = False
        """No more are submitted."""
        self._closed = False
        """Only set, and before `_running` is emptied: a thread that submits a chunk meanwhile sees it afterwards."""
        self._parts: deque[Iterator[_T] | Exception] = deque()
        """Of the chunk that is being given out: results, and errors between them."""
        self._values: Iterator[_T] = iter(())

    def __iter__(self) -> Iterator[_T]:
        return chain.from_iterable(self._each_values())  # so that no item costs a step of a generator

    def _each_values(self) -> Iterator[Iterator[_T]]:
        yield self._values
        while self._advance():
            yield self._values

    def __next__(self) -> _T:
        for value in self._values:
            return value
        while self._advance():
            for value in self._values:
                return value
        raise StopIteration

    def close(self) -> None:
        """Ends it: no more is submitted or given out, and chunks are cancelled that would run for long."""
        self._ended = self._closed = True
        deque(self._values, maxlen=0)  # a loop that is under way has this iterator
        self._cancel()
        self._end_progress()

    def __enter__(self) -> MapResults[_T]:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _cancel(self) -> None:
        item_seconds = self._chunks.item_seconds
        while self._running:
            ref, chunk = self._running.popitem()
            if not item_seconds or item_seconds * chunk.size > _LONG:
                cancel_sent(ref, self._submitted_at)

    def _advance(self) -> bool:
        """Makes the next results `_values`; False: there are no more. Raises the error that is next."""
        try:
            while not self._parts:
                self._fill()
                if not self._running and not self._parts:
                    self._end_progress()
                    if (error := self._source_error) is not None:
                        self._source_error = None
                        raise error
                    return False
                if not self._parts:
                    self._receive()
        except Exception:
            raise
        except BaseException:  # Ctrl-C
            self.close()
            raise
        if self._closed:
            return False
        part = self._parts.popleft()
        if isinstance(part, Exception):
            raise part
        self._values = part
        return True

    def _fill(self) -> None:
        while self._wants_items():
            self._submit_next()
            if self._has_first():
                self._receive()
                return

    def _wants_items(self) -> bool:
        return not self._ended and len(self._running) < self._most

    def _submit_next(self) -> None:
        try:
            submitted = self._chunks.submit_next()
        except Exception as error:
            self._source_error, self._ended = error, True
            return
        if submitted is None:
            self._ended = True
            return
        ref, chunk = submitted
        self._submitted_at = time.monotonic()
        self._running[ref] = chunk
        if self._closed:
            self._cancel()

    def _has_first(self) -> bool:
        """Whether the first chunk has ended, if the last one that was submitted is the first."""
        refs = list(self._running)
        return self._chunks.knows_nothing and len(refs) == 1 and bool(ray.wait(refs, timeout=_FIRST)[0])

    def _receive(self) -> None:
        refs = list(self._running)  # at once: a signal handler or another thread may close this at any time
        if not refs:
            return
        ref = refs[0]
        try:
            if not self._ordered:
                ref = ray.wait(refs, fetch_local=False)[0][0]
            received = ray.get(ref)
        except Exception as error:
            received = error
        chunk = self._running.pop(ref, None)
        if chunk is None:  # closed meanwhile
            return
        if isinstance(received, Exception):
            self._parts.append(marked(received, chunk.first, chunk.size))
        else:
            letter, data, failures, seconds = received
            self._chunks.took(chunk, seconds)
            self._keep(chunk, letter, data, failures)
        if self._progress is not None:
            self._progress.add(chunk.size)

    def _keep(self, chunk: Chunk, letter: str, data: Any, failures: list[tuple[int, Exception]]) -> None:
        # Numbers become Python's one by one: twice as fast as a list of them, which no cache of a CPU holds.
        values: Any = numbers(letter, data) if letter else data
        done = 0
        for index, failure in failures:
            self._parts += (_each(letter, values[done:index]), marked(failure, chunk.first + index))
            done = index + 1
        self._parts.append(_each(letter, values[done:] if done else values))

    def _end_progress(self) -> None:
        if self._progress is not None:
            self._progress.end()


def _each(letter: str, values: Iterable[Any]) -> Iterator[Any]:
    return map(bool, values) if letter == "?" else iter(values)


class MapRefs(Generic[_T]):
    """References to the results of `map`, a list a chunk: submitted one by one, when they are asked for.

    The next one waits while as many chunks as may be are under way. A reference is as any other: `ray.get` gives the
    list, a task takes it for a list, `ray.cancel` ends its chunk. An item that fails is an error of its chunk.
    """

    def __init__(self, chunks: Chunks, max_in_flight: int) -> None:
        self._chunks = chunks
        self._most = max_in_flight
        self._running: dict[Any, Chunk] = {}
        """By a ref to the seconds that it took, which comes with the results."""

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        self._look()
        submitted = self._chunks.submit_next(is_list=True)
        if submitted is None:
            raise StopIteration
        (ref, seconds), chunk = submitted
        self._running[seconds] = chunk
        return ref

    def _look(self) -> None:
        """Learns of those that have ended, and waits for one if there are too many."""
        if not self._running:
            return
        refs, is_full = list(self._running), len(self._running) >= self._most
        ended, _ = ray.wait(refs, num_returns=1 if is_full else len(refs), timeout=None if is_full else 0)
        for ref in ended:
            chunk = self._running.pop(ref)
            try:
                self._chunks.took(chunk, ray.get(ref))
            except Exception:  # whoever asks for the results is told
                continue
