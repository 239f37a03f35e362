"""Things that are made once for a key, without a lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def made_once(table: dict[Any, Any], key: object, make: Callable[[], Any]) -> Any:
    """What `make` made for `key`.

    A lock would stand still where a finalizer, a signal handler or a callback interrupts `make` and comes back here. So
    two threads may both make one, and a single operation of the dict says whose is kept.
    """
    made = table.get(key)
    return table.setdefault(key, make()) if made is None else made
