"""Ray's options of an actor's method, where it is declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from goray._ray.api import ray


def with_options(method: Callable[..., Any], options: Mapping[str, Any]) -> Callable[..., Any]:
    """`method` itself, as `@ray.method(**options)` leaves it."""
    if not options:
        return method
    decorated: Callable[..., Any] = ray.method(**options)(method)
    return decorated
