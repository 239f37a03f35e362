"""How the driver tells Ray's workers which library and which Python file belong to the job.

Two variables of the job's `runtime_env`, set once in `ray.init()`: `GORAY_BIN_PATH` and `GORAY_PY_MUDULE_PATH` (spelt
so by GoRay). Set on each call they would cost a new worker each.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gorayffi.consts import GORAY_BIN_PATH_ENV as LIBRARY_VARIABLE
from gorayffi.consts import GORAY_DEBUG_LOGGING as DEBUG_VARIABLE
from gorayffi.consts import GORAY_PY_MUDULE_PATH_ENV as PY_DEFS_VARIABLE


def job_path(path: str, *, uploads_working_dir: bool) -> str:
    """`path` as a worker finds it.

    Ray copies an uploaded working directory to another place on each node and runs workers in it, so there a path below
    the driver's directory stays relative to it. Everything else is absolute.
    """
    absolute = Path(path).absolute()
    if uploads_working_dir and absolute.is_relative_to(Path.cwd()):
        return str(absolute.relative_to(Path.cwd()))
    return str(absolute)


def inherited_job_path(path: str) -> str:
    """`path` as a worker of this process's job finds it, before or without a `ray.init()` of ours."""
    if path == os.environ.get(LIBRARY_VARIABLE):
        return path
    return job_path(path, uploads_working_dir=uploads_working_dir({}, os.environ))


def uploads_working_dir(init_args: Mapping[str, Any], environment: Mapping[str, str]) -> bool:
    """Whether the job's workers run in a copy of the working directory: asked for in `ray.init` or `ray job submit`."""
    if (init_args.get("runtime_env") or {}).get("working_dir"):
        return True
    submitted = json.loads(environment.get("RAY_JOB_CONFIG_JSON_ENV_VAR") or "{}")
    return bool((submitted.get("runtime_env") or {}).get("working_dir"))


def with_env_vars(init_args: Mapping[str, Any], env_vars: Mapping[str, str]) -> dict[str, Any]:
    """A copy of `ray.init` arguments with `env_vars` added to those of its `runtime_env`."""
    runtime_env = dict(init_args.get("runtime_env") or {})
    runtime_env["env_vars"] = {**(runtime_env.get("env_vars") or {}), **env_vars}
    return {**init_args, "runtime_env": runtime_env}


def merge_init_args(library: Mapping[str, Any], user: Mapping[str, Any]) -> dict[str, Any]:
    """`ray.init` arguments of both; the user's win. Their `env_vars` are united."""
    env_vars = {
        **((library.get("runtime_env") or {}).get("env_vars") or {}),
        **((user.get("runtime_env") or {}).get("env_vars") or {}),
    }
    merged = {**library, **user}
    return with_env_vars(merged, env_vars) if env_vars else merged


def job_env_vars(library: str, py_defs: str) -> dict[str, str]:
    """The variables of a job."""
    env_vars = {LIBRARY_VARIABLE: library, PY_DEFS_VARIABLE: py_defs}
    if DEBUG_VARIABLE in os.environ:
        env_vars[DEBUG_VARIABLE] = os.environ[DEBUG_VARIABLE]
    return env_vars
