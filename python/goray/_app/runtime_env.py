"""How the driver tells Ray's workers which library and which Python file belong to the job.

Two variables of the job's `runtime_env`, set once in `ray.init()`: `GORAY_BIN_PATH` and `GORAY_PY_MUDULE_PATH` (spelt
so by GoRay). Set on each call they would cost a new worker each.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from gorayffi.consts import GORAY_BIN_PATH_ENV, GORAY_DEBUG_LOGGING, GORAY_PY_MUDULE_PATH_ENV


def _runtime_env(init_args: Mapping[str, Any]) -> Mapping[str, Any]:
    runtime_env: Mapping[str, Any] | None = init_args.get("runtime_env")
    return runtime_env or {}


def _env_vars(init_args: Mapping[str, Any]) -> Mapping[str, str]:
    env_vars: Mapping[str, str] | None = _runtime_env(init_args).get("env_vars")
    return env_vars or {}


def with_env_vars(init_args: Mapping[str, Any], env_vars: Mapping[str, str]) -> dict[str, Any]:
    """A copy of `ray.init` arguments with `env_vars` added to those of its `runtime_env`."""
    runtime_env = {**_runtime_env(init_args), "env_vars": {**_env_vars(init_args), **env_vars}}
    return {**init_args, "runtime_env": runtime_env}


def merge_init_args(library: Mapping[str, Any], user: Mapping[str, Any]) -> dict[str, Any]:
    """`ray.init` arguments of both; the user's win. Their `env_vars` are united."""
    env_vars = {**_env_vars(library), **_env_vars(user)}
    merged = {**library, **user}
    return with_env_vars(merged, env_vars) if env_vars else merged


def job_env_vars(library: str, py_defs: str) -> dict[str, str]:
    """The variables of a job."""
    env_vars = {GORAY_BIN_PATH_ENV: library, GORAY_PY_MUDULE_PATH_ENV: py_defs}
    if GORAY_DEBUG_LOGGING in os.environ:
        env_vars[GORAY_DEBUG_LOGGING] = os.environ[GORAY_DEBUG_LOGGING]
    return env_vars
