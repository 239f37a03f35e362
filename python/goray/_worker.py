"""What Ray's workers run: functions and classes made for one name, so that Ray's tools show that name.

Each maker returns a new function or class; Ray pickles it by value, and this package's code that it refers to by
reference. It holds the library's path, never a pointer: a worker loads the library at the first call.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any, cast

from gorayffi import Library
from gorayffi.consts import ErrCode, Py2GoCmd
from gorayffi.errors import from_response
from gorayffi.passengers import join, split

from goray._payload import (
    Encoded,
    Pair,
    decode_arguments,
    encode_result,
    failure,
    seal,
    seal_pair,
    split_refs,
)


def library_at(path: str) -> Library:
    """The library of this process at `path`, loaded at the first call, with its commands served."""
    from goray._app import app_at

    return app_at(path).library


def call_encoded(
    path: str, command: int, index: int, name: str, raw: bytes, positions: Sequence[int], refs: Sequence[Any]
) -> Pair:
    """Calls the library at `path` with encoded arguments; `refs` as they came, see `split_refs`."""
    from goray._app import app_at
    from goray._commands import held_by

    app = app_at(path)
    pairs, beside = split_refs(positions, refs)
    if beside or any(map(_has_passengers, pairs)):
        if "passengers" not in (app.library.declared or {}).get("features", ()):
            raise TypeError(
                f"{name}(): an ObjectRef or an actor handle inside a value cannot cross to {app.library.path}, which "
                "is a Go library or was built with an older goray-cpp; an ObjectRef may be an argument of its own"
            )
        held = held_by(app)
        raw = join(held.board(beside), raw)
        pairs = [(join(held.board(inside[0]), data) if inside else data, code) for data, code, *inside in pairs]
    data, code = app.library.call_encoded(command, index, name, raw, positions, pairs)
    entries, values = split(data) if code == ErrCode.Success else (b"", data)
    return (seal(values), code, held_by(app).leave(entries)) if entries else (seal(data), code)


def _has_passengers(pair: object) -> bool:
    return isinstance(pair, (tuple, list)) and len(cast("Sequence[Any]", pair)) > 2


def native_task(path: str, name: str) -> Callable[..., Any]:
    """A library's task for Python callers: native values in and out."""

    def call(*args: Any) -> Any:
        return library_at(path).call(Py2GoCmd.CMD_RUN_TASK, 0, name, args)

    return _named(call, name)


def encoded_task(path: str, name: str) -> Callable[..., Pair]:
    """A library's task for library callers."""

    def call(raw: bytes, positions: Sequence[int], *refs: Any) -> Pair:
        return call_encoded(path, Py2GoCmd.CMD_RUN_TASK, 0, name, raw, positions, refs)

    return _named(call, name)


def python_task(function: Callable[..., Any], name: str) -> Callable[..., Pair]:
    """A Python function for library callers."""

    def call(raw: bytes, positions: Sequence[int], *refs: Any) -> Pair:
        try:
            return seal_pair(encode_result(name, function(*decode_arguments(name, raw, positions, refs))))
        except Exception as error:
            return failure(error, name)

    return _named(call, name)


def to_pair(value: object) -> Pair:
    """A native result, made a result for libraries."""
    try:
        return seal_pair(encode_result("a Python actor's method", value))
    except Exception as error:
        return failure(error)


def to_value(pair: Pair) -> object:
    """The one value of a library's result. Raises NativeError if it stands for a failure."""
    return decode_arguments("to_value", b"", [0], [pair])[0]


class NativeActor:
    """A library's actor inside its Ray actor; base of the classes that `native_actor` makes."""

    goray_path: str
    goray_type: str

    def __init__(self, *args: Any) -> None:
        """`args`: native values, or an `Encoded` and what follows the positions of an encoded call."""
        self._goray_library = library_at(self.goray_path)
        if args and isinstance(args[0], Encoded):
            data, code, *_ = call_encoded(
                self.goray_path, Py2GoCmd.CMD_NEW_ACTOR, 0, self.goray_type, *args[0], args[1:]
            )
            if code != 0:
                raise from_response(code, data, self.goray_type)
            self._goray_instance = int(data)
        else:
            self._goray_instance = self._goray_library.call(Py2GoCmd.CMD_NEW_ACTOR, 0, self.goray_type, args)

    def __ray_shutdown__(self) -> None:
        """Ray calls it when the actor ends in order: runs the destructor."""
        self._goray_library.execute(Py2GoCmd.CMD_CLOSE_ACTOR, self._goray_instance, b"")


def native_actor(path: str, name: str, methods: Sequence[str]) -> type:
    """The class `Go.<name>` of a library's actor: each method as `X` for Python callers and `X__` for libraries."""
    members: dict[str, Any] = {"goray_path": path, "goray_type": name}
    for method in methods:
        members[method] = _named(_native_method(method), method)
        members[f"{method}__"] = _named(_encoded_method(), f"{method}__")
    return _class(f"Go.{name}", NativeActor, members)


def _native_method(name: str) -> Callable[..., Any]:
    def call(self: Any, *args: Any) -> Any:
        return self._goray_library.call(Py2GoCmd.CMD_ACTOR_METHOD_CALL, self._goray_instance, name, args)

    return call


def _encoded_method() -> Callable[..., Any]:
    def call(self: Any, name: str, raw: bytes, positions: Sequence[int], *refs: Any) -> Pair:
        command = Py2GoCmd.CMD_ACTOR_METHOD_CALL
        return call_encoded(self.goray_path, command, self._goray_instance, name, raw, positions, refs)

    return call


def python_actor(cls: type, name: str) -> type:
    """The class `PY.<name>`: the user's with an `X__` for each method `X`, made from encoded arguments."""

    def __init__(self: Any, encoded: Encoded, *refs: Any) -> None:  # noqa: N807 - becomes the class's
        getattr(cls, "__init__")(self, *decode_arguments(name, *encoded, refs))  # noqa: B009 - mypy thinks it unsound

    members: dict[str, Any] = {"__init__": __init__}
    for method, function in inspect.getmembers(cls, callable):
        if method.startswith("__") or inspect.isclass(function):
            continue
        maker = _async_python_method if inspect.iscoroutinefunction(function) else _python_method
        encoded_method = members[f"{method}__"] = _named(maker(), f"{method}__")
        for attribute in _KEPT_ATTRIBUTES & vars(function).keys():
            setattr(encoded_method, attribute, getattr(function, attribute))
    return _class(f"PY.{name}", cls, members)


_KEPT_ATTRIBUTES = {"__ray_concurrency_group__", "__ray_max_task_retries__", "__ray_retry_exceptions__"}
"""What `@ray.method` leaves on a method, and what its `X__` takes over."""


def _python_method() -> Callable[..., Any]:
    def call(self: Any, name: str, raw: bytes, positions: Sequence[int], *refs: Any) -> Pair:
        try:
            return seal_pair(encode_result(name, getattr(self, name)(*decode_arguments(name, raw, positions, refs))))
        except Exception as error:
            return failure(error, f"{type(self).__name__}.{name}".removeprefix("PY."))

    return call


def _async_python_method() -> Callable[..., Any]:
    async def call(self: Any, name: str, raw: bytes, positions: Sequence[int], *refs: Any) -> Pair:
        try:
            return seal_pair(
                encode_result(name, await getattr(self, name)(*decode_arguments(name, raw, positions, refs)))
            )
        except Exception as error:
            return failure(error, f"{type(self).__name__}.{name}".removeprefix("PY."))

    return call


def _named(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    function.__name__ = function.__qualname__ = name
    function.__module__ = "goray"
    return function


def _class(name: str, base: type, members: dict[str, Any]) -> type:
    return type(base)(name, (base,), {**members, "__module__": "goray", "__qualname__": name})
