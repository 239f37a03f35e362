# pyright: reportPrivateUsage=false
"""Streams of Ray that C++ reads: `runtime/api/streams/stream_refs.cpp` calls these by reference."""

from __future__ import annotations

import inspect
import itertools
from typing import Any

from goray._bulk.stream_refs import StreamRefs
from goray._definitions import registry
from goray._handlers.waits import SLICE
from goray._library.interrupts import check_interrupt
from goray._library.loaded import library_at
from goray._messages.sealed import by_keyword, keywords_in
from goray._ray.options import check, for_ray
from goray._ray.strategies import resolve
from goray._worker import python_callables, submitted
from goray._worker.remote_options_cache import RemoteOptionsCache

_open: dict[int, StreamRefs[Any]] = {}
_keys = itertools.count()


def open_task(path: str, name: str, options: dict[str, Any], *args: Any) -> int:
    """Submits a task of the library at `path` -> the key of its stream."""
    options = resolve(name, options)
    check(options, "task", name, stream=True)
    form = submitted.library_stream(library_at(path), name).get(for_ray(options))
    return _kept(form.remote(*args))


def open_python_task(path: str, name: str, options: dict[str, Any], *args: Any) -> int:
    """The same of a Python function that yields."""
    name, keywords = keywords_in(name)
    entry = registry.remote_function(name)
    shown = name.rpartition(":")[2]
    if not inspect.isgeneratorfunction(entry.target):
        raise TypeError(f"the Python task {shown} does not yield, but the client expects a stream: generate it anew")
    options = resolve(shown, {**(entry.options or {}), **options})
    if options.get("num_returns") == "streaming":
        del options["num_returns"]  # as Ray has it for what yields
    check(options, "task", shown, stream=True)
    target = entry.target
    cache: RemoteOptionsCache = library_at(path).cached(
        ("stream", target), lambda: RemoteOptionsCache(python_callables.python_stream(target, shown), {})
    )
    given, named = by_keyword([*args], keywords)
    return _kept(cache.get(for_ray(options)).remote(*given, **named))


def open_method(path: str, actor: int, name: str, options: dict[str, Any], *args: Any) -> int:
    """The same of the method of an actor that C++ holds."""
    name, keywords = keywords_in(name)
    options = resolve(name, options)
    check(options, "method", name, stream=True)
    method = getattr(library_at(path).handles.actor(actor).handle, name)
    given, named = by_keyword([*args], keywords)
    return _kept((method.options(**for_ray(options)) if options else method).remote(*given, **named))


def _kept(generator: Any) -> int:
    key = next(_keys)
    _open[key] = StreamRefs[Any](generator)
    return key


def next_ref(key: int) -> Any:
    """A reference to the next item, `None` at the end."""
    return _open[key].next_or_none(SLICE, check_interrupt)


def close(key: int) -> None:
    _open.pop(key).close()
