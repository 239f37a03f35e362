"""Python functions and classes that a library may call, by name: `@goray.remote` and `@goray.local`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, overload

from gorayffi.errors import did_you_mean

from goray._definitions import py_defs
from goray._definitions.imported import imported
from goray._ray.api import ray
from goray._worker import published

_T = TypeVar("_T", bound=Callable[..., Any])


@dataclass(frozen=True)
class Entry:
    """A decorated function or class. `options`: those of `@goray.remote(...)`, `None` for `@goray.local`."""

    target: Callable[..., Any]
    options: Mapping[str, Any] | None


_functions: dict[str, Entry] = {}
_classes: dict[str, Entry] = {}


@overload
def remote(target: Callable[..., Any], /) -> Any: ...
@overload
def remote(**options: Any) -> Callable[[Callable[..., Any]], Any]: ...
def remote(*targets: Callable[..., Any], **options: Any) -> Any:
    """Like `@ray.remote`, with the same options; the library can then use the task or actor by its name, too.

    C++ calls a function by `RemoteCallPyTask(name, ...)` and `LocalCallPyTask(name, ...)`, makes a class's actor by
    `NewPyActor(name, ...)` and an object in its own process by `NewPyLocalInstance(name, ...)`. The options apply to
    remote calls from C++ as well; those of the call go before them.

    Raises:
        ValueError: another module registered this name.

    Example:
        >>> @goray.remote(num_cpus=0.5)
        ... def square(x): return x * x
    """
    if (options and targets) or len(targets) > 1:
        raise TypeError("goray.remote takes options as keywords only: @goray.remote(num_cpus=1)")

    def decorate(target: Callable[..., Any]) -> Any:
        decorated: Any = (ray.remote(**options) if options else ray.remote)(target)
        _register(target, options)
        return decorated

    return decorate(targets[0]) if targets else decorate


def local(target: _T) -> _T:
    """Lets the library call a function, or make objects of a class, in its own process only. Returns `target`.

    Raises:
        ValueError: another module registered this name.
    """
    _register(target, None)
    return target


def _register(target: Callable[..., Any], options: Mapping[str, Any] | None) -> None:
    table = _table(target)
    name = target.__name__
    entry = Entry(target, options)
    known = table.setdefault(name, entry)
    if not _same_place(known.target, target):
        raise ValueError(
            f"goray: the name {name!r} of {_place(target)} is taken by {_place(known.target)}; rename one of them "
            "(a library finds both by this name alone)"
        )
    table[name] = entry
    if target.__module__ != py_defs.MODULE_NAME:  # which workers load by themselves
        published.add(_kind(table), name, (target, options))


def _kind(table: Mapping[str, Entry]) -> published.Kind:
    return "class" if table is _classes else "function"


def _same_place(known: object, target: object) -> bool:
    """A later definition in a module replaces the former, as in Python itself; so does a file loaded twice."""
    return getattr(known, "__module__", None) == getattr(target, "__module__", None) or _file(known) == _file(target)


def _place(target: object) -> str:
    return f"{getattr(target, '__module__', '?')}.{getattr(target, '__qualname__', '?')} ({_file(target)})"


def _file(target: object) -> str:
    try:
        return inspect.getfile(target)  # type: ignore[arg-type]
    except (TypeError, OSError):
        return "no file"


def _table(target: object) -> dict[str, Entry]:
    return _classes if inspect.isclass(target) else _functions


def _find(table: Mapping[str, Entry], name: str) -> Entry | None:
    """In a worker the library may be the first to need the job's Python file, or what the driver published."""
    if ":" in name:
        return Entry(*imported(name))
    entry = table.get(name)
    if entry is None:
        py_defs.load_in_worker()
        entry = table.get(name)
    if entry is None:
        definition = published.find(_kind(table), name)
        entry = Entry(*definition) if definition else None
    return entry


def local_function(name: str) -> Callable[..., Any] | None:
    """What `LocalCallPyTask(name)` calls."""
    entry = _functions.get(name) or _find(_functions, name)
    return entry.target if entry else None


def local_class(name: str) -> Callable[..., Any] | None:
    """What `NewPyLocalInstance(name)` makes."""
    entry = _find(_classes, name)
    return entry.target if entry else None


def remote_function(name: str) -> Entry:
    """What `RemoteCallPyTask(name)` runs. Raises LookupError, with what there is and what to do."""
    return _remote(_functions, name, "task", "function")


def remote_class(name: str) -> Entry:
    """What `NewPyActor(name)` makes. Raises LookupError, with what there is and what to do."""
    return _remote(_classes, name, "actor", "class")


def _remote(table: Mapping[str, Entry], name: str, kind: str, what: str) -> Entry:
    entry = _find(table, name)
    if entry is not None and entry.options is None:
        raise LookupError(f"Python {what} {name!r} is @goray.local; to call it on Ray decorate it with @goray.remote")
    if entry is not None and inspect.isclass(entry.target) != (what == "class"):
        use = (
            "is a function: RemoteCallPyTask() calls it"
            if what == "class"
            else "is a class: NewPyActor() makes its actor"
        )
        raise LookupError(f"{name!r} {use}")
    if entry is not None:
        return entry
    known = sorted(
        {key for key, value in table.items() if value.options is not None} | {*published.names(_kind(table))}
    )
    hint = did_you_mean(name, known) or f"; there are: {', '.join(known) or 'none'}."
    raise LookupError(
        f"no Python {kind} '{name}'{hint} Decorate a {what} with @goray.remote in the driver's program or in the file "
        f"given as --py-defs, or name it 'module:{what}'"
    )
