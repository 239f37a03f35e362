"""How the driver tells Ray's workers which library and which Python file belong to the job.

Two variables of the job's `runtime_env`, set once in `ray.init()`: `GORAY_BIN_PATH` and `GORAY_PY_MUDULE_PATH` (spelt
so by GoRay). Set on each call they would cost a new worker each.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gorayffi.consts import GORAY_BIN_PATH_ENV, GORAY_DEBUG_LOGGING, GORAY_PY_MUDULE_PATH_ENV

_CRASH_HANDLER_ENV = "GORAY_CRASH_HANDLER"


def ask_for_crash_reports() -> None:
    """Lets libraries that this process loads from now on report their crashes, if it is a worker of Ray.

    The variable is this process's id, so that its children do not take it for theirs. The user's own 0 or 1 stays.
    """
    if is_worker() and os.environ.get(_CRASH_HANDLER_ENV) not in ("0", "1"):
        os.environ[_CRASH_HANDLER_ENV] = str(os.getpid())


def is_worker() -> bool:
    """Whether this process is a worker of Ray. Imports nothing: where nobody imported Ray, it is none."""
    ray = sys.modules.get("ray")
    return ray is not None and ray._private.worker.global_worker.mode == ray._private.worker.WORKER_MODE


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
    if path == os.environ.get(GORAY_BIN_PATH_ENV):
        return path
    return job_path(path, uploads_working_dir=uploads_working_dir({}, os.environ))


def uploads_working_dir(init_args: Mapping[str, Any], environment: Mapping[str, str]) -> bool:
    """Whether the job's workers run in a copy of the working directory: asked for in `ray.init` or `ray job submit`."""
    submitted: dict[str, Any] = json.loads(environment.get("RAY_JOB_CONFIG_JSON_ENV_VAR") or "{}")
    return any(_runtime_env(args).get("working_dir") for args in (init_args, submitted))


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
