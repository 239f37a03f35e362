"""Values that all processes of a job share, beside the functions that Ray keeps for the job and drops with it."""

from __future__ import annotations

from typing import Any

from ray.experimental import internal_kv as _internal_kv

from goray._ray.api import ray

_store: Any = _internal_kv
_NAMESPACE = b"fun"
"""Ray's own for what it drops once the job and its detached actors have ended."""


def is_driver() -> bool:
    """Whether this process is the driver of a job."""
    return bool(ray._private.worker.global_worker.mode == ray._private.worker.SCRIPT_MODE)


def job() -> str:
    """The id of this process's job. Ray has to be initialised."""
    job: str = ray._private.worker.global_worker.current_job_id.hex()
    return job


def task() -> str:
    """The id of the task or method that this thread runs."""
    task: str = ray._private.worker.global_worker.current_task_id.hex()
    return task


def put(name: str, value: bytes) -> None:
    """Sets the job's value `name`."""
    _store._internal_kv_put(_key(name), value, overwrite=True, namespace=_NAMESPACE)


def get(name: str) -> bytes | None:
    """The job's value `name`; `None` if there is none."""
    value: bytes | None = _store._internal_kv_get(_key(name), namespace=_NAMESPACE)
    return value


def names(prefix: str) -> list[str]:
    """What begins with `prefix`, without it."""
    keys: list[bytes] = _store._internal_kv_list(_key(prefix), namespace=_NAMESPACE)
    return [key.decode()[len(_key(prefix)) :] for key in keys]


def _key(name: str) -> bytes:
    return f"RemoteFunction:{job()}:goray:{name}".encode()
