"""The path under which the workers of a job find a file of the driver."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gorayffi.consts import GORAY_BIN_PATH_ENV


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
    return any(_working_dir(args) for args in (init_args, submitted))


def _working_dir(init_args: Mapping[str, Any]) -> Any:
    runtime_env: Mapping[str, Any] = init_args.get("runtime_env") or {}
    return runtime_env.get("working_dir")
