"""Commands about objects: get, put, wait, cancel, release."""

from __future__ import annotations

import json
from typing import Any

from gorayffi.consts import ErrCode
from gorayffi.failures import Kind, describe, from_json, refused
from gorayffi.passengers import join, split

from goray._payload import Pair, encode_result, failure, seal
from goray._ray import ray
from goray._refs import CommandError, Held


def get(held: Held, data: bytes) -> tuple[bytes, int]:
    """JSON `[id, seconds (below 0: no limit), auto_release]` -> the result and its code. A timeout does not release."""
    key, seconds, auto_release = json.loads(data)
    entry = held.ref(key)
    try:
        value: Any = ray.get(entry.ref, timeout=None if seconds < 0 else seconds)
        answer = _message(held, _pair(value) if entry.encoded else encode_result("the object", value))
    except ray.exceptions.GetTimeoutError:
        what = f"the result of {entry.task}" if entry.task else "the object"
        text = f"{what} was not ready within {seconds:g} s"
        raise CommandError(ErrCode.Timeout, text, refused(text, "timeout", "TimeoutError")) from None
    except BaseException as error:
        if auto_release:
            held.release_if_held(key)
        raise _failed(error, entry.task) from error
    if auto_release:
        held.release_if_held(key)
    return answer


def _message(held: Held, pair: Pair) -> tuple[bytes, int]:
    data, code, *inside = pair
    return (join(held.board(inside[0]), data) if inside else data), code


def _pair(value: Any) -> Pair:
    try:
        data, code, *inside = value
        if isinstance(data, bytes):
            data = data if code == ErrCode.Success else from_json(data)
            return (data, int(code), inside[0]) if inside else (data, int(code))
    except (TypeError, ValueError):
        pass
    raise TypeError(f"the object is a {type(value).__name__}, not a result of a library's call")


_KINDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("actor_died", ("RayActorError", "ActorUnschedulableError")),
    ("object_lost", ("ObjectLostError",)),
    ("worker_crashed", ("WorkerCrashedError", "OutOfMemoryError", "NodeDiedError", "LocalRayletDiedError")),
)
"""Ray's errors by name, with those derived from them: not every Ray has each."""


def _kind(error: BaseException) -> Kind:
    names = {cls.__name__ for cls in type(error).__mro__}
    for kind, known in _KINDS:
        if not names.isdisjoint(known):
            return kind
    return "task_failed"


def _failed(error: BaseException, task: str) -> BaseException:
    """What Ray raised, as the failure of the task: the error in the task, not Ray's wrapping."""
    label = f"the task {task}" if task else "the task"
    if isinstance(error, ray.exceptions.TaskCancelledError):
        text = f"{label} was cancelled: {error}"
        return CommandError(ErrCode.Cancelled, text, refused(text, "cancelled", "TaskCancelledError"))
    if isinstance(error, ray.exceptions.RayTaskError):
        failed: Any = error
        cause = failed.cause if isinstance(getattr(failed, "cause", None), BaseException) else failed
        there = {"Traceback": str(error), "Task": task}  # Ray's own attributes may be hidden by the cause's class
        return CommandError(ErrCode.Failed, f"{type(cause).__name__}: {cause}\n\n{error}", describe(cause) | there)
    if isinstance(error, ray.exceptions.RayError):  # a worker or an object lost: the frames are Ray's
        name = type(error).__name__
        told = refused(f"{label}: {error}", _kind(error), name) | {"Task": task}
        return CommandError(ErrCode.Failed, f"{name}: {label}: {error}", told)
    if isinstance(error, Exception):
        answer: Any = failure(error)[0]
        return CommandError(ErrCode.Failed, answer.decode(), json.loads(answer.json))
    return error


def put(held: Held, data: bytes) -> bytes:
    """One msgpack value -> id."""
    entries, values = split(data)
    inside = [held.look(entries)] if entries else []
    return held.add_ref(ray.put([seal(values), int(ErrCode.Success), *inside]))


def wait(held: Held, data: bytes) -> bytes:
    """JSON `{"object_ref_local_ids", "num_returns", "timeout", ...}` -> JSON `[[ready indexes], [others]]`."""
    options = json.loads(data)
    keys = options.pop("object_ref_local_ids")
    if len(set(keys)) != len(keys):
        raise ValueError("wait: an object ref is given twice")
    refs = [held.ref(key).ref for key in keys]
    index = {ref: position for position, ref in enumerate(refs)}
    ready, others = ray.wait(refs, **options)
    return json.dumps([[index[ref] for ref in ready], [index[ref] for ref in others]]).encode()


def cancel(held: Held, data: bytes) -> bytes:
    """JSON `{"object_ref_local_id", "force", "recursive"}` -> nothing."""
    options = json.loads(data)
    ray.cancel(held.ref(options.pop("object_ref_local_id")).ref, **options)
    return b""


def release(held: Held, data: bytes) -> bytes:
    """Id -> nothing."""
    held.release(int.from_bytes(data, "little"))
    return b""
