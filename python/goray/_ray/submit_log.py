"""The call log of what is handed to Ray: one line for each submission.

submit task Total, 120.0 us
submit actor NewAccount name='carl', num_cpus=1, 98.5 us
submit method AccountHandle.Pay, 80.3 us
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Mapping
from typing import Any

from gorayffi.consts import GORAY_DEBUG_LOGGING
from gorayffi.utils import init_logger

LOGGER = logging.getLogger("goray")
init_logger(LOGGER)

ENABLED = bool(os.environ.get(GORAY_DEBUG_LOGGING))


class _Logged:
    """What has a `.remote()`, with a line in the log for each call of it."""

    def __init__(self, target: Any, what: str) -> None:
        self._target = target
        self._what = what

    def remote(self, *args: Any, **kwargs: Any) -> Any:
        start = time.perf_counter()
        submitted = self._target.remote(*args, **kwargs)
        LOGGER.debug("submit %s, %.1f us", self._what, (time.perf_counter() - start) * 1e6)
        return submitted

    def __getattr__(self, name: str) -> Any:
        return getattr(self._target, name)


def _shown(key: str, value: Any) -> str:
    """An option's value; of a `runtime_env` what it has and the names of its variables, whose values may be secrets."""
    if key != "runtime_env" or not value:
        return repr(value)
    env_vars: Mapping[str, str] = value.get("env_vars") or {}
    parts = [f"env_vars: {list(env_vars)}" if part == "env_vars" else str(part) for part in value]
    return f"{{{', '.join(parts)}}}"


def logged(target: Any, kind: str, name: str, options: Mapping[str, Any]) -> Any:
    """`target` itself; with GORAY_DEBUG_LOGGING something with its `.remote()`, which writes a line."""
    if not ENABLED:
        return target
    told = ", ".join(f"{key}={_shown(key, value)}" for key, value in options.items())
    return _Logged(target, f"{kind} {name} {told}".rstrip())
