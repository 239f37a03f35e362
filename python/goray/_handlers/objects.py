"""Commands about objects: get, put, wait, cancel, release."""

from __future__ import annotations

import json
import re
from typing import Any

from gorayffi import Message, pack, pack_message, unpack
from gorayffi.consts import ErrCode
from gorayffi.failures import Failure, Kind, as_text, describe, refused
from gorayffi.funccall import unpack_bytes_units
from gorayffi.references import answer

from goray._handlers import waits
from goray._library.handles import CommandError, HeldObject
from goray._library.loaded import LoadedLibrary
from goray._library.references import id_bytes, is_reference
from goray._messages.failure import failure, response_of
from goray._messages.sealed import Sealed, is_array
from goray._ray.api import ray

Answer = tuple[bytes, int]


def get(loaded: LoadedLibrary, data: bytes) -> Answer:
    """JSON `[id, seconds (below 0: no limit), auto_release]` -> the result and its code. A timeout does not release."""
    key, seconds, auto_release = json.loads(data)
    held = loaded.handles.object(key)
    try:
        value = waits.get(held.ref, None if seconds < 0 else seconds)
        result = _encoded(
            loaded, _known(loaded, value.message) if isinstance(value, Sealed) else _packed(loaded, held, value)
        )
    except ray.exceptions.GetTimeoutError:
        text = f"{_what(held)} was not ready within {seconds:g} s"
        raise CommandError(ErrCode.Timeout, text, "timeout", "TimeoutError") from None
    except BaseException as error:
        if auto_release:
            loaded.handles.release_object_if_held(key)
        if not isinstance(error, Exception):
            raise
        return _failed(error, held.task)
    if auto_release:
        loaded.handles.release_object_if_held(key)
    return result


def _what(held: HeldObject) -> str:
    return f"the result of {held.task}()" if held.task else "the object"


def _packed(loaded: LoadedLibrary, held: HeldObject, value: object) -> Message:
    """A value that no library made. Raises what says that it cannot cross."""
    try:
        library = loaded.library
        if not library.takes_references:
            return Message(pack(value), [])
        return pack_message(is_reference, value, arrays=library.takes_arrays, shared_arrays=library.shares_arrays)
    except (TypeError, OverflowError, ValueError) as error:
        reason = re.sub(r"^pack(_message)?\(\) argument 1:? ", "", str(error))
        raise type(error)(f"{_what(held)} cannot be sent to a library: {reason}") from None


def _known(loaded: LoadedLibrary, message: Message) -> Message:
    """A library's message; with its arrays inside, if `loaded` does not know any beside a message."""
    library = loaded.library
    if library.shares_arrays or not any(map(is_array, message.references)):
        return message
    values = unpack(message.data, message.references)
    return pack_message(is_reference, *values, arrays=library.takes_arrays)


def _encoded(loaded: LoadedLibrary, message: Message) -> Answer:
    """A success, whose references are the library's from now on."""
    return answer(bytes(message.data), loaded.library.export(message.references))


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


def _failed(error: Exception, task: str) -> Answer:
    """What Ray raised, as the failure of the task: the error in the task, not Ray's wrapping."""
    label = f"the task {task}" if task else "the task"
    if isinstance(error, ray.exceptions.TaskCancelledError):
        text = f"{label} was cancelled: {error}"
        return Failure(text, refused(text, "cancelled", "TaskCancelledError")), ErrCode.Cancelled
    if isinstance(error, ray.exceptions.RayTaskError):
        return _failed_task(error, task)
    if isinstance(error, ray.exceptions.RayError):  # a worker or an object lost: the frames are Ray's
        name = type(error).__name__
        told = refused(f"{label}: {error}", _kind(error), name) | {"Task": task}
        return Failure(f"{name}: {label}: {error}", told), ErrCode.Failed
    return failure(error), ErrCode.Failed


def _failed_task(error: Any, task: str) -> Answer:
    """Of a `RayTaskError`: the callable's error, and if it is that of an argument's task, what did not run for it."""
    shown = str(error)
    cause = error.cause if isinstance(getattr(error, "cause", None), BaseException) else error
    response = response_of(cause)
    if response is None:
        there = {"Traceback": shown, "Task": task}  # Ray's own attributes may be hidden by the cause's class
        response = Failure(f"{type(cause).__name__}: {cause}\n\n{shown}", describe(cause) | there), ErrCode.Failed
    if _OF_AN_ARGUMENT not in shown:
        return response
    names: list[str] = re.findall(r"ray::([\w.]+)\(", shown)
    failed = f"its argument's task {names[-1].removesuffix('__')}" if names else "an argument's task"
    return _with_prefix(f"{task or 'the task'} did not run: {failed} failed: ", *response)


_OF_AN_ARGUMENT = "input arguments for this task could not be computed"
"""Ray's words where a task did not run because an argument's failed; it tells so nowhere else."""


def _with_prefix(prefix: str, data: bytes, code: int) -> Answer:
    if isinstance(data, Failure):
        told: dict[str, Any] = json.loads(data.json)
        told["Message"] = prefix + told["Message"]
        return Failure(as_text(told), told), code
    return prefix.encode() + data, code


def put(loaded: LoadedLibrary, data: bytes) -> bytes:
    """One msgpack value -> id."""
    return _put(loaded, Message(data, []))


def put_with_references(loaded: LoadedLibrary, data: bytes) -> bytes:
    """Units: one msgpack value, and the table of its references -> id."""
    value, entries = unpack_bytes_units(data)
    return _put(loaded, Message(value, loaded.library.borrow(entries)))


def _put(loaded: LoadedLibrary, message: Message) -> bytes:
    return id_bytes(loaded.handles.add_object(ray.put(Sealed(message))))


def wait(loaded: LoadedLibrary, data: bytes) -> bytes:
    """JSON `{"object_ref_local_ids", "num_returns", "timeout", ...}` -> JSON `[[ready indexes], [others]]`."""
    options = json.loads(data)
    keys = options.pop("object_ref_local_ids")
    if len(set(keys)) != len(keys):
        raise ValueError("wait: an object ref occurs twice")
    refs = [loaded.handles.object(key).ref for key in keys]
    index = {ref: position for position, ref in enumerate(refs)}
    ready, others = waits.wait(refs, **options)
    return json.dumps([[index[ref] for ref in ready], [index[ref] for ref in others]]).encode()


def cancel(loaded: LoadedLibrary, data: bytes) -> bytes:
    """JSON `{"object_ref_local_id", "force", "recursive"}` -> nothing."""
    options = json.loads(data)
    ray.cancel(loaded.handles.object(options.pop("object_ref_local_id")).ref, **options)
    return b""


def release(loaded: LoadedLibrary, data: bytes) -> bytes:
    """Id -> nothing."""
    loaded.handles.release_object(int.from_bytes(data, "little"))
    return b""
