"""Commands that submit work to Ray: tasks, actors and their methods."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gorayffi import consts
from gorayffi.errors import did_you_mean

from goray._definitions import registry
from goray._handlers.submit_request import SubmitRequest
from goray._library.handles import HeldActor
from goray._library.loaded import LoadedLibrary, library_named
from goray._library.references import id_bytes
from goray._messages.sealed import by_keyword
from goray._worker import python_callables, submitted
from goray._worker.remote_options_cache import RemoteOptionsCache


def library_task(loaded: LoadedLibrary, data: bytes) -> bytes:
    """A call of one of the library's own tasks, or of another library's -> id of a ref."""
    request = SubmitRequest.decode(loaded, data)
    name = request.take(consts.TASK_NAME_OPTION_KEY)
    called = _called(loaded, request)
    cache = submitted.encoded_task(called, name)
    return _task(loaded, request, name, cache, called.returned_values(f"task {name}"))


def python_task(loaded: LoadedLibrary, data: bytes) -> bytes:
    """A call of a Python function -> id of a ref."""
    request = SubmitRequest.decode(loaded, data)
    name = request.take_name(consts.PY_TASK_NAME_OPTION_KEY)
    entry = registry.remote_function(name)
    name = _last_part(name)
    if python_callables.gives_stream(entry.target):
        raise TypeError(
            f"the Python task {name} yields, so it gives a stream, which a call by name does not: call it by the "
            "client that PYTHON_TASKS of goray_add_app() makes, which gives goray::StreamRefs"
        )
    request.options = {**(entry.options or {}), **request.options}
    return _task(loaded, request, name, _submitted(loaded, entry, name))


def _task(
    loaded: LoadedLibrary,
    request: SubmitRequest,
    name: str,
    cache: RemoteOptionsCache,
    returned: Sequence[str] | None = None,
) -> bytes:
    with request.submission(loaded, "task", name, returned):
        return request.ids(loaded, cache.get(request.options).remote(*request.encoded()), name)


def library_actor(loaded: LoadedLibrary, data: bytes) -> bytes:
    """A call of one of the library's own actors, or of another library's -> id of a handle."""
    request = SubmitRequest.decode(loaded, data)
    name = request.take(consts.ACTOR_NAME_OPTION_KEY)
    request.options.pop(consts.ACTOR_METHOD_LIST_OPTION_KEY, None)  # the library's own list, which it gives us as well
    cache = submitted.library_actor(_called(loaded, request), name)
    return _actor(loaded, request, f"Go.{name}", cache)


def _called(loaded: LoadedLibrary, request: SubmitRequest) -> LoadedLibrary:
    """The library whose task or actor is meant: the option `library` is ours, not Ray's."""
    library: str | None = request.options.pop(consts.LIBRARY_OPTION_KEY, None)
    return loaded if library is None else library_named(library)


def python_actor(loaded: LoadedLibrary, data: bytes) -> bytes:
    """A call of a Python class -> id of a handle."""
    request = SubmitRequest.decode(loaded, data)
    name = request.take_name(consts.ACTOR_NAME_OPTION_KEY)
    entry = registry.remote_class(name)
    name = _last_part(name)
    request.options = {**(entry.options or {}), **request.options}
    return _actor(loaded, request, f"PY.{name}", _submitted(loaded, entry, name))


def _last_part(name: str) -> str:
    """What Ray's tools show of `"module:name"`."""
    return name.rpartition(":")[2]


def _actor(loaded: LoadedLibrary, request: SubmitRequest, name: str, cache: RemoteOptionsCache) -> bytes:
    with request.submission(loaded, "actor", name):
        return id_bytes(loaded.handles.add_actor(cache.get(request.options).remote(*request.encoded())))


def _submitted(loaded: LoadedLibrary, entry: registry.Entry, name: str) -> RemoteOptionsCache:
    """Keyed by the function or class itself, as a notebook may define a new one under an old name."""
    target = entry.target
    if isinstance(target, type):
        made = loaded.cached(target, lambda: RemoteOptionsCache(python_callables.python_actor(target, name), {}))
    else:
        made = loaded.cached(target, lambda: RemoteOptionsCache(python_callables.python_task(target, name), {}))
    cache: RemoteOptionsCache = made
    return cache


def method_call(loaded: LoadedLibrary, data: bytes) -> bytes:
    """A call of an actor's method -> id of a ref."""
    request = SubmitRequest.decode(loaded, data)
    name = request.take_name(consts.TASK_NAME_OPTION_KEY)
    actor = loaded.handles.actor(request.take(consts.PY_LOCAL_ACTOR_ID_KEY))
    label = f"{actor.name}.{name}"
    with request.submission(loaded, "method", f"{actor.class_name}.{name}"):
        method = _method(actor, name)
        bound = method.options(**request.options) if request.options else method
        arguments, named = (
            (request.encoded(), {}) if actor.takes_encoded else by_keyword(request.native(label), request.keywords)
        )
        return request.ids(loaded, bound.remote(*arguments, **named), label)


def _method(actor: HeldActor, name: str) -> Any:
    try:
        return getattr(actor.handle, f"{name}__" if actor.takes_encoded else name)
    except AttributeError:
        pass
    if actor.takes_encoded and hasattr(actor.handle, name):
        raise TypeError(
            f"the method {name} of the actor {actor.class_name} gives a stream, which a call by name does not: call "
            "it by the typed handle, which gives goray::StreamRefs"
        )
    known = {method.removesuffix("__") for method in dir(actor.handle) if not method.startswith("_")}
    hint = did_you_mean(name, known)
    raise AttributeError(f"the actor {actor.class_name} has no method '{name}'{hint}")
