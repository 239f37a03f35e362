"""What Ray's workers run: functions and classes made for one name, so that Ray's tools show that name.

Each maker returns a new function or class; Ray pickles it by value, and this package's code that it refers to by
reference. It holds the library's path, never a pointer: a worker loads the library at the first call. A failure is an
exception, which Ray retries, hands on to dependents and shows as that of any task.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from gorayffi import Message
from gorayffi.consts import ErrCode, Py2GoCmd

from goray._failure import failures_noted, library_failure
from goray._library import library_at
from goray._sealed import EncodedCall, Sealed, out_of_band


def call_library(
    path: str, command: int, index: int, name: str, call: EncodedCall, resolved: Sequence[object]
) -> Message:
    """Calls the library at `path` with encoded arguments; `resolved`: the values of those that were refs.

    Raises NativeError for what the library reports.
    """
    library = library_at(path).library
    values = [value.message if isinstance(value, Sealed) else value for value in resolved]
    message, code = library.call_message(command, index, name, call.message, call.positions, values)
    if code != ErrCode.Success:
        raise library_failure(code, bytes(message.data), name)
    return message


def native_task(path: str, name: str) -> Callable[..., Any]:
    """A library's task for Python callers: native values in and out."""

    def call(*args: Any) -> Any:
        return out_of_band(library_at(path).library.call(Py2GoCmd.CMD_RUN_TASK, 0, name, args))

    return _named(call, name)


def encoded_task(path: str, name: str) -> Callable[..., Sealed]:
    """A library's task for library callers."""

    def call(encoded: EncodedCall, *resolved: Any) -> Sealed:
        return Sealed(call_library(path, Py2GoCmd.CMD_RUN_TASK, 0, name, encoded, resolved))

    return _named(call, name)


class LibraryActor:
    """A library's actor inside its Ray actor; base of the classes that `library_actor` makes."""

    goray_path: str
    goray_type: str

    def __init__(self, *args: Any) -> None:
        """`args`: native values, or an `EncodedCall` and the values of its refs."""
        self._goray_library = library_at(self.goray_path).library
        if args and isinstance(args[0], EncodedCall):
            made = call_library(self.goray_path, Py2GoCmd.CMD_NEW_ACTOR, 0, self.goray_type, args[0], args[1:])
            self._goray_instance = int(bytes(made.data))
        else:
            self._goray_instance = self._goray_library.call(Py2GoCmd.CMD_NEW_ACTOR, 0, self.goray_type, args)

    def __ray_shutdown__(self) -> None:
        """Ray calls it when the actor ends in order: runs the destructor."""
        self._goray_library.execute(Py2GoCmd.CMD_CLOSE_ACTOR, self._goray_instance, b"")


def library_actor(path: str, name: str, methods: Sequence[str]) -> type:
    """The class `Go.<name>` of a library's actor: each method as `X` for Python callers and `X__` for libraries."""
    members: dict[str, Any] = {"goray_path": path, "goray_type": name}
    for method in methods:
        members[method] = _named(_native_method(method), method)
        members[f"{method}__"] = _named(_encoded_method(method), f"{method}__")
    return _class(f"Go.{name}", LibraryActor, members)


def _native_method(name: str) -> Callable[..., Any]:
    def call(self: Any, *args: Any) -> Any:
        library = self._goray_library
        return out_of_band(library.call(Py2GoCmd.CMD_ACTOR_METHOD_CALL, self._goray_instance, name, args))

    return call


def _encoded_method(name: str) -> Callable[..., Any]:
    def call(self: Any, encoded: EncodedCall, *resolved: Any) -> Sealed:
        command = Py2GoCmd.CMD_ACTOR_METHOD_CALL
        return Sealed(call_library(self.goray_path, command, self._goray_instance, name, encoded, resolved))

    return call


def python_task(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """A Python function for library callers. Its result is a native one, as that of any task."""

    def call(encoded: EncodedCall, *resolved: Any) -> Any:
        with failures_noted(name):
            return out_of_band(function(*encoded.native(name, resolved)))

    return _named(call, name)


def python_actor(cls: type, name: str) -> type:
    """The class `PY.<name>`: the user's with an `X__` for each method `X`, made from encoded arguments."""

    def __init__(self: Any, encoded: EncodedCall, *resolved: Any) -> None:  # noqa: N807 - becomes the class's
        getattr(cls, "__init__")(self, *encoded.native(name, resolved))  # noqa: B009 - mypy thinks it unsound

    members: dict[str, Any] = {"__init__": __init__}
    for method, function in inspect.getmembers(cls, callable):
        if method.startswith("__") or inspect.isclass(function):
            continue
        maker = _async_python_method if inspect.iscoroutinefunction(function) else _python_method
        encoded_method = members[f"{method}__"] = _named(maker(method, f"{name}.{method}"), f"{method}__")
        for attribute in _KEPT_ATTRIBUTES & vars(function).keys():
            setattr(encoded_method, attribute, getattr(function, attribute))
    return _class(f"PY.{name}", cls, members)


_KEPT_ATTRIBUTES = {"__ray_concurrency_group__", "__ray_max_task_retries__", "__ray_retry_exceptions__"}
"""What `@ray.method` leaves on a method, and what its `X__` takes over."""


def _python_method(method: str, label: str) -> Callable[..., Any]:
    def call(self: Any, encoded: EncodedCall, *resolved: Any) -> Any:
        with failures_noted(label):
            return out_of_band(getattr(self, method)(*encoded.native(label, resolved)))

    return call


def _async_python_method(method: str, label: str) -> Callable[..., Any]:
    async def call(self: Any, encoded: EncodedCall, *resolved: Any) -> Any:
        with failures_noted(label):
            return out_of_band(await getattr(self, method)(*encoded.native(label, resolved)))

    return call


def _named(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    function.__name__ = function.__qualname__ = name
    function.__module__ = "goray"
    return function


def _class(name: str, base: type, members: dict[str, Any]) -> type:
    return type(base)(name, (base,), {**members, "__module__": "goray", "__qualname__": name})
