"""`ray.cancel` of what was submitted just now."""

from __future__ import annotations

import time
from typing import Any

from goray._ray.api import ray

_SENT = 0.1
"""Seconds. By then Ray has sent what was submitted. It can lose a cancel that is faster, and of an actor's call the
place in the order of its calls, so that later ones fail (Ray 2.60)."""


def cancel_sent(ref: Any, submitted_at: float) -> None:
    """`ray.cancel`, once Ray has sent the call. `submitted_at`: by the monotonic clock."""
    time.sleep(max(0.0, submitted_at + _SENT - time.monotonic()))
    ray.cancel(ref)
