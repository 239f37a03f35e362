"""`goray::Counter`, `Gauge` and `Histogram`: what C++ has gathered becomes metrics of Ray's."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from gorayffi.modules import imported_module

Row = tuple[str, str, str, Sequence[str], Sequence[float], dict[str, str], Sequence[tuple[float, int]]]
"""Kind, name, description, keys of tags, boundaries, tags, and numbers with how often each was there."""

_metrics: dict[tuple[object, ...], Any] = {}
"""Those of Ray, by what they were made of."""


def record(rows: Sequence[Row]) -> bool:
    """Gives Ray the numbers; False while this process is not connected to it, so that C++ keeps them."""
    ray: Any = sys.modules.get("ray")
    if ray is None or not ray.is_initialized():
        return False
    for kind, name, description, tag_keys, boundaries, tags, numbers in rows:
        give = _give(kind, name, description, tuple(tag_keys), tuple(boundaries))
        for number, count in numbers:
            for _ in range(count):
                give(number, tags)
    return True


def _give(kind: str, name: str, description: str, tag_keys: tuple[str, ...], boundaries: tuple[float, ...]) -> Any:
    made_of = (kind, name, description, tag_keys, boundaries)
    if made_of not in _metrics:
        metrics: Any = imported_module("ray.util.metrics")
        if kind == "counter":
            _metrics[made_of] = metrics.Counter(name, description, tag_keys).inc
        elif kind == "gauge":
            _metrics[made_of] = metrics.Gauge(name, description, tag_keys).set
        else:
            _metrics[made_of] = metrics.Histogram(name, description, list(boundaries), tag_keys).observe
    return _metrics[made_of]
