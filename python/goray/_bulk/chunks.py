"""The chunks of `map` on their way to Ray: which items are in one, and how many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from goray._bulk.chunk import Chunk
from goray._ray.api import ray

Submit = Callable[[Chunk, list[Any]], Any]

_SECONDS = 0.005
"""What a chunk's work in C++ shall take: enough to be worth a task, so little that results come soon."""
_MOST = 1 << 18
"""Items of a chunk whose size is not given."""
_GROWTH = 64
"""At most so many times the items of the chunks before: a single item's time says little."""

METHOD_IN_FLIGHT = 4
"""Chunks that an actor, which runs one after another, has before it."""


class Items(Protocol):
    """Where the items of chunks come from."""

    def take(self, count: int) -> tuple[int, list[Any]]:
        """How many items there still are of `count`, and a column for each parameter."""
        ...


class Chunks:
    """Takes items and submits them."""

    def __init__(self, submit: Submit, columns: Items, chunk_size: int | None, num_threads: int) -> None:
        self._submit = submit
        self._columns = columns
        self._adapts = chunk_size is None
        self.size = chunk_size or 1
        """Items of the next chunk."""
        self._num_threads = num_threads
        self._submitted = 0
        """Items."""
        self.item_seconds = 0.0
        """What one took in C++; 0: nobody knows yet."""

    @property
    def knows_nothing(self) -> bool:
        """Whether no chunk has said yet how many items the next ones shall have."""
        return self._adapts and not self.item_seconds

    def submit_next(self, *, is_list: bool = False) -> tuple[Any, Chunk] | None:
        """What Ray gives for the next chunk; None: the items have ended. Raises what an iterable raises."""
        count, columns = self._columns.take(self.size)
        if count == 0:
            return None
        chunk = Chunk(self._submitted, count, self._num_threads, is_list)
        submitted = self._submit(chunk, columns)
        self._submitted += count
        return submitted, chunk

    def took(self, chunk: Chunk, seconds: float) -> None:
        """Learns how long a chunk took in C++."""
        self.item_seconds = seconds / chunk.size
        if self._adapts:
            enough = int(_SECONDS / max(self.item_seconds, 1e-9))
            self.size = max(1, min(_MOST, self.size * _GROWTH, enough))


def no_threads(label: str) -> str:
    """The error of `num_threads` for an actor's method."""
    return f"{label} takes no num_threads: an actor runs one call at a time, and its C++ class need not bear more"


def task_in_flight(options: dict[str, Any]) -> int:
    """Enough to keep all CPUs of the cluster busy while results come in."""
    cpus: float = ray.cluster_resources().get("CPU", 1)
    return 2 + 2 * int(cpus / max(options.get("num_cpus", 1) or 1, 1))
