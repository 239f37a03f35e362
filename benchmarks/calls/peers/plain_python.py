"""The same calls in plain Python; on Ray they are its tasks and actors."""

from __future__ import annotations

from typing import Any

import msgpack


def add(a: float, b: float) -> float:
    """The peer of `calc.tasks.Add`, with the same checks left to the type system."""
    return a + b


class Counter:
    def __init__(self, start: int) -> None:
        self.value = start

    def incr(self, by: int = 1) -> int:
        self.value += by
        return self.value


def there_and_back(value: Any) -> Any:
    """What a boundary of messages costs at least."""
    once = msgpack.unpackb(msgpack.packb(value), strict_map_key=False)
    return msgpack.unpackb(msgpack.packb(once), strict_map_key=False)
