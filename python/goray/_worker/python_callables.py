"""The user's functions and classes as workers run them for libraries: from encoded arguments, with failures noted."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

from goray._messages.failure import failures_noted
from goray._messages.sealed import EncodedCall, out_of_band
from goray._worker.naming import made_class, named


def python_task(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """A Python function for library callers. Its result is a native one, as that of any task."""

    def call(encoded: EncodedCall, *resolved: Any) -> Any:
        with failures_noted(name):
            return encoded.native_result(encoded.call(function, name, resolved))

    return named(call, name)


def python_stream(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """A Python function that yields, for library callers, which have made native values of the arguments."""

    def call(*args: Any, **named: Any) -> Any:
        with failures_noted(name):
            for item in function(*args, **named):
                yield out_of_band(item)

    return named(call, name)


def gives_stream(function: Callable[..., Any]) -> bool:
    """Whether it yields."""
    return inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function)


def python_actor(cls: type, name: str) -> type:
    """The class `PY.<name>`: the user's with an `X__` for each method `X`, made from encoded arguments."""

    def __init__(self: Any, encoded: EncodedCall, *resolved: Any) -> None:  # noqa: N807 - becomes the class's
        encoded.call(functools.partial(getattr(cls, "__init__"), self), name, resolved)  # noqa: B009 - mypy thinks it unsound

    members: dict[str, Any] = {"__init__": __init__}
    for method, function in inspect.getmembers(cls, callable):
        if method.startswith("__") or inspect.isclass(function) or gives_stream(function):
            continue
        maker = _async_python_method if inspect.iscoroutinefunction(function) else _python_method
        encoded_method = members[f"{method}__"] = named(maker(method, f"{name}.{method}"), f"{method}__")
        for attribute in _KEPT_ATTRIBUTES & vars(function).keys():
            setattr(encoded_method, attribute, getattr(function, attribute))
    return made_class(f"PY.{name}", cls, members)


_KEPT_ATTRIBUTES = {"__ray_concurrency_group__", "__ray_max_task_retries__", "__ray_retry_exceptions__"}
"""What `@ray.method` leaves on a method, and what its `X__` takes over."""


def _python_method(method: str, label: str) -> Callable[..., Any]:
    def call(self: Any, encoded: EncodedCall, *resolved: Any) -> Any:
        with failures_noted(label):
            return encoded.native_result(encoded.call(getattr(self, method), label, resolved))

    return call


def _async_python_method(method: str, label: str) -> Callable[..., Any]:
    async def call(self: Any, encoded: EncodedCall, *resolved: Any) -> Any:
        with failures_noted(label):
            return encoded.native_result(await encoded.call(getattr(self, method), label, resolved))

    return call
