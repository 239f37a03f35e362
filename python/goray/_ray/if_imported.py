"""Questions about Ray that do not import it: where nobody imported it, there is nothing of it."""

from __future__ import annotations

import sys


def is_worker() -> bool:
    """Whether this process is a worker of Ray."""
    ray = sys.modules.get("ray")
    return ray is not None and ray._private.worker.global_worker.mode == ray._private.worker.WORKER_MODE


def is_call_cancelled() -> bool:
    """Whether `ray.cancel` cancelled the call of an actor that this thread runs.

    Ray interrupts tasks by a signal, and calls of async actors where they await; it tells neither here.
    """
    ray = sys.modules.get("ray")
    if ray is None:
        return False
    worker = ray._private.worker.global_worker
    if worker.mode != ray._private.worker.WORKER_MODE or worker.actor_id.is_nil():
        return False
    core = worker.core_worker
    is_cancelled = getattr(core, "is_canceled", None)  # Ray before 2.52 has none
    return is_cancelled is not None and not core.current_actor_is_asyncio() and is_cancelled()


def is_object_ref(value: object) -> bool:
    """Whether `value` is an `ObjectRef`."""
    return _is_a(value, "ray", "ObjectRef")


def is_actor_handle(value: object) -> bool:
    """Whether `value` is Ray's handle of an actor."""
    return _is_a(value, "ray.actor", "ActorHandle")


def _is_a(value: object, module: str, name: str) -> bool:
    cls = getattr(sys.modules.get(module), name, None)
    return cls is not None and isinstance(value, cls)
