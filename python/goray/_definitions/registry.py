"""Python functions and classes that a library may call, by name: `@goray.remote` and `@goray.local`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, overload

from gorayffi.errors import did_you_mean

from goray._definitions import py_defs
from goray._ray.api import ray

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
    """In a worker the library may be the first to need the job's Python file."""
    if name not in table:
        py_defs.load_in_worker()
    return table.get(name)


def local_function(name: str) -> Callable[..., Any] | None:
    """What `LocalCallPyTask(name)` calls."""
    entry = _find(_functions, name)
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
    if entry is not None and entry.options is not None:
        return entry
    if entry is not None:
        raise LookupError(f"Python {what} {name!r} is @goray.local; to call it on Ray decorate it with @goray.remote")
    known = sorted(key for key, value in table.items() if value.options is not None)
    hint = did_you_mean(name, known) or f"; there are: {', '.join(known) or 'none'}."
    raise LookupError(
        f"no Python {kind} '{name}'{hint} Decorate a {what} with @goray.remote in the file given as --py-defs"
    )
