"""What Ray does not say."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from goray._ray.api import ray


@contextmanager
def get_is_quiet() -> Generator[None, None, None]:
    """Ray warns once of a `ray.get` in an asynchronous actor, as it may block; here it gets what is there already."""
    worker: Any = ray._private.worker
    warned = getattr(worker, _WARNED, None)
    if warned is None:
        yield
        return
    setattr(worker, _WARNED, True)
    try:
        yield
    finally:
        setattr(worker, _WARNED, warned)


_WARNED = "blocking_get_inside_async_warned"
