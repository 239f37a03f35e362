from collections.abc import Sequence
from typing import Any, TypeVar, overload

from ray import ObjectRef

from goray.typing import AnyActor

_T = TypeVar("_T")

def cancel(ref: ObjectRef[Any], *, force: bool = False, recursive: bool = True) -> None:
    """`ray.cancel`: asks Ray to end the task of `ref`, whose `get` then raises `ray.exceptions.TaskCancelledError`.

    Args:
        ref: What the task's or method's `remote` gave.
        force: Ends the worker as well; not for actors' methods.
        recursive: The tasks that it started, too.
    """

@overload
def get(ref: ObjectRef[_T], *, timeout: float | None = None) -> _T:
    """`ray.get`: waits for the value, or for those of a list, in order.

    Args:
        ref: One reference, or several.
        timeout: Seconds for all of them together; `None`: without end.

    Raises:
        ray.exceptions.GetTimeoutError: the time is over.
        ray.exceptions.RayTaskError: the task failed; it is also an instance of the exception that was raised there.
        ray.exceptions.RayActorError: the actor is dead.

    Example:
        >>> goray.get([shop.tasks.Total.remote([]), shop.tasks.Total.remote([])])
        [0.0, 0.0]
    """

@overload
def get(ref: Sequence[ObjectRef[_T]], *, timeout: float | None = None) -> list[_T]: ...
def kill(actor: AnyActor, *, no_restart: bool = True) -> None:
    """`ray.kill`: ends the actor at once; its destructor does not run.

    Args:
        actor: A handle of a generated package's, or Ray's own.
        no_restart: `False`: Ray may start it again.
    """

def put(value: _T) -> ObjectRef[_T]:
    """`ray.put`: a reference to a copy of `value` in Ray's object store, for any number of calls."""

def wait(
    refs: list[ObjectRef[_T]], *, num_returns: int = 1, timeout: float | None = None, fetch_local: bool = True
) -> tuple[list[ObjectRef[_T]], list[ObjectRef[_T]]]:
    """`ray.wait`: waits until `num_returns` of `refs` are ready or the time is over; the ready ones and the others.

    Args:
        refs: Each once.
        num_returns: How many to wait for, from 1.
        timeout: Seconds; `None`: without end.
        fetch_local: Also fetches the values to this node.
    """
