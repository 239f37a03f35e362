"""A generated package's tasks and actors as Ray gets them: stand-ins for what the package has in `_remote`.

Ray pickles them by value, as their names are those of others, and this package's code that they refer to by reference.
So a worker needs the generated package only when one is called, and can say what is wrong if it lacks it or has another
build of it. A callable that both builds have alike works.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

from gorayffi.consts import CALL_OPERATOR
from gorayffi.omitted import OMITTED
from gorayffi.utils import is_public

from goray._worker.exit import ClosedAtExit
from goray._worker.method_options import with_options
from goray._worker.package_build import PackageBuild
from goray._worker.stream_items import items_of


def package_task(build: PackageBuild, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The task `name` on the wire, whose `def` in `_remote` is `function`."""
    label, path = f"task {name}", function.__qualname__
    declared = build.hashes.get(label)

    def call(*args: Any, **kwargs: Any) -> Any:
        return _of_remote(build, label, declared, path)(*args, **kwargs)

    return _stands_for(call, function)


def package_stream(build: PackageBuild, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The same of a task that gives a stream: Ray wants a generator."""
    label, path = f"task {name}", function.__qualname__
    declared = build.hashes.get(label)

    def call(*args: Any, **kwargs: Any) -> Any:
        yield from items_of(_of_remote(build, label, declared, path)(*args, **kwargs))

    return _stands_for(call, function)


def package_map(build: PackageBuild, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """What calls the task `name` for each item of columns."""
    label = f"task {name}"
    declared = build.hashes.get(label)

    def call(chunk: Any, *columns: Any) -> Any:
        build.check(label, declared)
        return build.module("._app").app.run_chunk(name, chunk, columns)

    call.__name__ = call.__qualname__ = f"{function.__name__}.map"
    call.__module__ = function.__module__
    return call


def package_actor(build: PackageBuild, name: str, cls: type, wires: Mapping[str, str]) -> type:
    """The actor class `cls` of `_remote`.

    Args:
        name: of its factory, on the wire.
        wires: name in Python -> name on the wire, of methods that have two.
    """
    label, path = f"actor {name}", cls.__qualname__
    declared = build.hashes.get(label)

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807 - becomes the class's
        self._goray_actor = _of_remote(build, label, declared, path)(*args, **kwargs)

    members: dict[str, Any] = {
        "__init__": _stands_for(__init__, cls.__init__),  # type: ignore[misc]
        "_goray_close": _close,
        "__repr__": _repr,
        "__doc__": cls.__doc__,
        "__module__": cls.__module__,
        "__qualname__": path,
    }
    labels: dict[str, str] = {}
    streams, coroutines = getattr(cls, "_goray_streams", ()), getattr(cls, "_goray_coroutines", ())
    for method, function in inspect.getmembers(cls, inspect.isfunction):
        plain = method if method == CALL_OPERATOR else method.removesuffix("__")
        if not is_public(plain):
            continue
        wire = wires.get(plain, plain)
        labels[plain] = f"method {name}.{wire}"
        if coroutines:
            make = _async_stream_method if plain in streams else _async_method
        else:
            make = _stream_method if plain in streams else _method
        made = make(build, labels[plain], method, function)
        members[method] = with_options(made, getattr(cls, "_goray_options", {}).get(wire, {}))
    members["_goray_map"] = (_async_map if coroutines else _map)(build, labels)
    return type(cls.__name__, (ClosedAtExit,), members)


def _method(build: PackageBuild, label: str, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    declared = build.hashes.get(label)

    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        build.check(label, declared)
        return getattr(self._goray_actor, name)(*args, **kwargs)

    return _stands_for(call, function)


def _stream_method(build: PackageBuild, label: str, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    declared = build.hashes.get(label)

    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        build.check(label, declared)
        yield from items_of(getattr(self._goray_actor, name)(*args, **kwargs))

    return _stands_for(call, function)


def _async_method(build: PackageBuild, label: str, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Of an actor with coroutines: each of its methods runs on the thread of these, or two would run at once."""
    declared = build.hashes.get(label)

    async def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        build.check(label, declared)
        result = getattr(self._goray_actor, name)(*args, **kwargs)
        return await result if inspect.iscoroutine(result) else result

    return _stands_for(call, function)


def _async_stream_method(
    build: PackageBuild, label: str, name: str, function: Callable[..., Any]
) -> Callable[..., Any]:
    declared = build.hashes.get(label)

    async def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        build.check(label, declared)
        with closing(items_of(getattr(self._goray_actor, name)(*args, **kwargs))) as items:
            for item in items:
                yield item

    return _stands_for(call, function)


def _async_map(build: PackageBuild, labels: Mapping[str, str]) -> Callable[..., Any]:
    run = _map(build, labels)

    async def call(self: Any, method: str, chunk: Any, *columns: Any) -> Any:
        return run(self, method, chunk, *columns)

    call.__name__ = call.__qualname__ = "_goray_map"
    return call


def _map(build: PackageBuild, labels: Mapping[str, str]) -> Callable[..., Any]:
    """`labels`: of methods, by name in Python."""
    declared = {label: build.hashes.get(label) for label in labels.values()}

    def call(self: Any, method: str, chunk: Any, *columns: Any) -> Any:
        build.check(labels[method], declared[labels[method]])
        return self._goray_actor._goray_map(method, chunk, columns)

    call.__name__ = call.__qualname__ = "_goray_map"
    return call


def _close(self: Any) -> None:
    self._goray_actor._goray_close()


def _repr(self: Any) -> str:
    """What Ray shows in front of what the actor prints."""
    return repr(self._goray_actor)


def _of_remote(build: Any, label: str, declared: str | None, path: str) -> Any:
    build.check(label, declared)
    return functools.reduce(getattr, path.split("."), build.module("._remote"))


def _stands_for(stand_in: Callable[..., Any], function: Callable[..., Any]) -> Callable[..., Any]:
    """`stand_in` with name, docstring and parameters of `function`, without its types and defaults.

    Those may be of the package, which pickling would need.
    """
    stand_in.__name__, stand_in.__qualname__ = function.__name__, function.__qualname__
    stand_in.__module__, stand_in.__doc__ = function.__module__, function.__doc__
    whole = inspect.signature(function)
    parameters = [
        parameter.replace(
            annotation=parameter.empty,
            default=parameter.empty if parameter.default is parameter.empty else OMITTED,
        )
        for parameter in whole.parameters.values()
    ]
    stand_in.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return stand_in
