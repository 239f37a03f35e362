"""Ray, untyped: its own annotations leave types unknown, which strict checkers refuse. Two are good as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ray as _ray
from ray import ObjectRef as ObjectRef

if TYPE_CHECKING:
    from ray import remote as remote

ray: Any = _ray
