"""Waits for Ray that an interruption ends: Ray itself looks for signals once a second, for a cancelled call never."""

from __future__ import annotations

import time
from typing import Any

from goray._library.interrupts import check_interrupt
from goray._messages.sealed import get_encoded
from goray._ray.api import ray

SLICE = 0.05
"""Seconds between two looks."""


def get(ref: Any, timeout: float | None) -> Any:
    """`get_encoded`, which KeyboardInterrupt may end. Raises `GetTimeoutError` as Ray does."""
    if timeout is not None and timeout <= SLICE:
        return get_encoded(ref, timeout)
    end = _end(timeout)
    try:
        return get_encoded(ref, SLICE)
    except ray.exceptions.GetTimeoutError:
        check_interrupt()
    # Fetched in one piece, as a fetch that a timeout ends would begin anew.
    wait([ref], timeout=_left(end), fetch_local=False)
    return get_encoded(ref, _left(end))


def wait(
    refs: list[Any], num_returns: int = 1, timeout: float | None = None, **options: Any
) -> tuple[list[Any], list[Any]]:
    """`ray.wait`, which KeyboardInterrupt may end."""
    end = _end(timeout)
    while True:
        left = _left(end)
        is_last = left is not None and left <= SLICE
        ready, others = ray.wait(refs, num_returns=num_returns, timeout=left if is_last else SLICE, **options)
        if is_last or len(ready) >= num_returns:
            return ready, others
        check_interrupt()


def _end(timeout: float | None) -> float | None:
    return None if timeout is None else time.monotonic() + timeout


def _left(end: float | None) -> float | None:
    return None if end is None else max(0.0, end - time.monotonic())
