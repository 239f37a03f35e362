"""Placement groups for C++, by their hexadecimal ids: what `goray/cluster/placement_group.h` calls by reference."""

from __future__ import annotations

from typing import Any

from goray._handlers import waits
from goray._ray.api import ray
from goray._ray.strategies import placement_group


def create(bundles: list[dict[str, float]], strategy: str, name: str, is_detached: bool) -> str:
    """Raises ValueError for what Ray does not take."""
    lifetime = "detached" if is_detached else None
    group: Any = ray.util.placement_group(bundles, strategy=strategy, name=name, lifetime=lifetime)
    made: str = group.id.hex()
    return made


def find(name: str) -> str:
    """Raises ValueError if there is none in this namespace."""
    found: str = ray.util.get_placement_group(name).id.hex()
    return found


def wait(group: str, seconds: float | None) -> bool:
    """Whether its resources are reserved within the time."""
    ready, _ = waits.wait([placement_group(group).ready()], timeout=seconds, fetch_local=False)
    return bool(ready)


def remove(group: str) -> None:
    """Nothing if it is removed already."""
    ray.util.remove_placement_group(placement_group(group))
