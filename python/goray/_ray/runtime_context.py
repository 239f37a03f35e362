"""What C++ asks of Ray about the call that it is inside of: `goray::Context()` and `goray::ExitActor()`."""

from __future__ import annotations

import functools
import sys
from typing import Any, NoReturn

from goray._ray.if_imported import is_worker


def describe() -> dict[str, Any]:
    """The members of C++'s `RuntimeContext` that this process has; none without Ray."""
    ray: Any = sys.modules.get("ray")
    if ray is None or not ray.is_initialized():
        return {}
    context = ray.get_runtime_context()
    told = {
        "job_id": context.get_job_id(),
        "node_id": context.get_node_id(),
        "worker_id": context.get_worker_id(),
        "ray_namespace": context.namespace,
        "placement_group_id": context.get_placement_group_id(),
    }
    if is_worker():  # a driver that asks for the rest is warned
        told |= {
            "task_id": context.get_task_id(),
            "task_name": context.get_task_name(),
            "actor_id": context.get_actor_id(),
            "assigned_resources": {name: float(value) for name, value in context.get_assigned_resources().items()},
            "accelerator_ids": {name: ids for name, ids in context.get_accelerator_ids().items() if ids},
        }
        if told["actor_id"] is not None:
            told |= {
                "actor_name": context.get_actor_name(),
                "was_restarted": _was_restarted(told["actor_id"]),
            }
    return {name: value for name, value in told.items() if value is not None}


@functools.cache
def _was_restarted(actor_id: str) -> bool:
    """Of this process's actor, which stays as it is; Ray asks its GCS. Its own property warns of its deprecation."""
    ray: Any = sys.modules["ray"]
    return bool(ray._private.state.actors(actor_id).get("NumRestarts", 0))


def exit_actor() -> NoReturn:
    """Raises what ends the actor whose method this thread runs. Raises RuntimeError where there is none."""
    ray: Any = sys.modules.get("ray")
    if not is_worker() or ray._private.worker.global_worker.actor_id.is_nil():
        raise RuntimeError("no method of an actor on Ray runs here")
    ray.actor.exit_actor()
    raise AssertionError("exit_actor() came back")
