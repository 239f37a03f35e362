# pyright: reportPrivateUsage=false
"""Streams of Ray that C++ reads: `runtime/api/streams/stream_refs.cpp` calls these by reference."""

from __future__ import annotations

import itertools
from typing import Any

from goray._bulk.stream_refs import StreamRefs
from goray._handlers.waits import SLICE
from goray._library.interrupts import check_interrupt
from goray._library.loaded import library_at
from goray._ray.options import check, for_ray
from goray._ray.strategies import resolve
from goray._worker import submitted

_open: dict[int, StreamRefs[Any]] = {}
_keys = itertools.count()


def open_task(path: str, name: str, options: dict[str, Any], *args: Any) -> int:
    """Submits a task of the library at `path` -> the key of its stream."""
    options = resolve(name, options)
    check(options, "task", name, stream=True)
    form = submitted.library_stream(library_at(path), name).get(for_ray(options))
    return _kept(form.remote(*args))


def open_method(path: str, actor: int, name: str, options: dict[str, Any], *args: Any) -> int:
    """The same of the method of an actor that C++ holds."""
    options = resolve(name, options)
    check(options, "method", name, stream=True)
    method = getattr(library_at(path).handles.actor(actor).handle, name)
    return _kept((method.options(**for_ray(options)) if options else method).remote(*args))


def _kept(generator: Any) -> int:
    key = next(_keys)
    _open[key] = StreamRefs[Any](generator)
    return key


def next_ref(key: int) -> Any:
    """A reference to the next item, `None` at the end."""
    return _open[key].next_or_none(SLICE, check_interrupt)


def close(key: int) -> None:
    _open.pop(key).close()
