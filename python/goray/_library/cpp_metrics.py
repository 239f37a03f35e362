"""`goray::Counter`, `Gauge` and `Histogram`: what C++ has gathered becomes metrics of Ray's."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from typing import Any

from gorayffi.modules import imported_module

Row = tuple[str, str, str, Sequence[str], Sequence[float], dict[str, str], Sequence[tuple[float, int]]]
"""Kind, name, description, keys of tags, boundaries, tags, and numbers with how often each was there."""

_metrics: dict[tuple[object, ...], Any] = {}
"""What takes a number of each, by what it was made of."""


def record(rows: Sequence[Row]) -> bool:
    """Gives Ray the numbers; False while this process is not connected to it, so that C++ keeps them."""
    ray: Any = sys.modules.get("ray")
    if ray is None or not ray.is_initialized():
        return False
    for *made_of, tags, numbers in rows:
        _record_row(made_of, tags, numbers)
    return True


def _record_row(made_of: Sequence[Any], tags: dict[str, str], numbers: Sequence[tuple[float, int]]) -> None:
    """What Ray refuses is said once and dropped: kept, the others would be given again with it."""
    kind, name, description, tag_keys, boundaries = made_of
    key = (kind, name, description, tuple(tag_keys), tuple(boundaries))
    try:
        give = _metrics.get(key) or _metrics.setdefault(key, _give(*key))
        for number, count in numbers:
            for _ in range(count):
                give(number, tags)
    except Exception as error:
        _metrics[key] = _drop
        logging.getLogger("goray").warning("Ray does not take the metric %s of C++: %s", name, error)


def _drop(_number: float, _tags: dict[str, str]) -> None:
    pass


def _give(kind: str, name: str, description: str, tag_keys: tuple[str, ...], boundaries: tuple[float, ...]) -> Any:
    metrics: Any = imported_module("ray.util.metrics")
    if kind == "counter":
        return metrics.Counter(name, description, tag_keys).inc
    if kind == "gauge":
        return metrics.Gauge(name, description, tag_keys).set
    return metrics.Histogram(name, description, list(boundaries), tag_keys).observe
