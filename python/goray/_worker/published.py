"""The driver's registered functions and classes, for the workers of its job.

The driver publishes them when it submits something, not when they are decorated: only then is all defined that they
use. A worker asks at its first call of a name in each task, so that a notebook may define a function anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from goray._ray import job_values
from goray._ray.api import ray
from goray._ray.if_imported import is_worker

Kind = Literal["function", "class"]
Definition = tuple[Callable[..., Any], Mapping[str, Any] | None]
"""What was decorated, and the options of `@goray.remote`; `None` for `@goray.local`."""

_registered: dict[str, Definition] = {}
_unpublished: dict[str, None] = {}
"""Names in `_registered`."""
_published_to: dict[str, str] = {}
"""`job`: the one that has all but `_unpublished`."""
_received: dict[str, tuple[str, bytes, Definition]] = {}
"""By name: the task that asked last, what it got, and what that stands for."""


def add(kind: Kind, name: str, definition: Definition) -> None:
    """Registers for publication. In other processes than a driver that is all."""
    _registered[f"{kind}:{name}"] = definition
    _unpublished[f"{kind}:{name}"] = None


def publish() -> None:
    """Gives the job what it does not have yet; starts Ray, as a submission does, if there is something to give.

    What cannot be pickled fails where it is used.
    """
    if not _registered or is_worker() or (not _unpublished and _published_to.get("job") == job_values.job()):
        return
    if not ray.is_initialized():
        ray._private.auto_init_hook.auto_init_ray()
    if not ray.is_initialized() or not job_values.is_driver():
        return
    job = job_values.job()
    if _published_to.get("job") != job:
        _unpublished.update(dict.fromkeys(_registered))
        _published_to["job"] = job
    for name in list(_unpublished):
        definition = _registered[name]
        job_values.put(name, _pickled(name, definition))
        if _registered[name] is definition:  # else it was registered anew meanwhile
            _unpublished.pop(name, None)


def find(kind: Kind, name: str) -> Definition | None:
    """What the driver of this worker's job registered under `name`; `None` elsewhere, and if it is nothing.

    Raises TypeError if it could not be pickled, and as unpickling does: ModuleNotFoundError for a module that only the
    driver has.
    """
    if not is_worker():
        return None
    full = f"{kind}:{name}"
    task, data, definition = _received.get(full, ("", b"", None))
    if task == job_values.task() and definition is not None:
        return definition
    latest = job_values.get(full)
    if latest is None:
        return None
    if latest != data or definition is None:
        made: Definition | str = ray.cloudpickle.loads(latest)
        if isinstance(made, str):
            raise TypeError(made)
        definition = made
    _received[full] = job_values.task(), latest, definition
    return definition


def names(kind: Kind) -> list[str]:
    """What `find` finds."""
    return job_values.names(f"{kind}:") if is_worker() else []


def _pickled(name: str, definition: Definition) -> bytes:
    try:
        data: bytes = ray.cloudpickle.dumps(definition)
    except Exception as error:
        what = name.replace(":", " ", 1)
        data = ray.cloudpickle.dumps(
            f"the driver cannot send its Python {what} to workers: {type(error).__name__}: {error}"
        )
    return data
