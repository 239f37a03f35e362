"""Ray, untyped: its own annotations leave types unknown, which strict checkers refuse."""

from __future__ import annotations

from typing import Any

import ray as _ray

ray: Any = _ray
