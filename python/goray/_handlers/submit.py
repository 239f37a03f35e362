"""Commands that submit work to Ray: tasks, actors and their methods."""

from __future__ import annotations

from typing import Any

from gorayffi import consts
from gorayffi.errors import did_you_mean

from goray._definitions import registry
from goray._handlers.call import Call
from goray._library.handles import HeldActor
from goray._library.loaded import LoadedLibrary, library_named
from goray._library.references import id_bytes
from goray._worker import library_variants, python_callables
from goray._worker.variants import Variants


def library_task(loaded: LoadedLibrary, data: bytes) -> bytes:
    """A call of one of the library's own tasks, or of another library's -> id of a ref."""
    call = Call.decode(loaded, data)
    name = call.take(consts.TASK_NAME_OPTION_KEY)
    variants = library_variants.encoded_task(_called(loaded, call), name)
    return _task(loaded, call, name, variants)


def python_task(loaded: LoadedLibrary, data: bytes) -> bytes:
    """A call of a Python function -> id of a ref."""
    call = Call.decode(loaded, data)
    name = call.take(consts.PY_TASK_NAME_OPTION_KEY)
    entry = registry.remote_function(name)
    call.options = {**(entry.options or {}), **call.options}
    return _task(loaded, call, name, _variants(loaded, entry, name))


def _task(loaded: LoadedLibrary, call: Call, name: str, variants: Variants) -> bytes:
    with call.submission(loaded, "task", name):
        return id_bytes(loaded.handles.add_object(variants.get(call.options).remote(*call.encoded()), name))


def library_actor(loaded: LoadedLibrary, data: bytes) -> bytes:
    """A call of one of the library's own actors, or of another library's -> id of a handle."""
    call = Call.decode(loaded, data)
    name = call.take(consts.ACTOR_NAME_OPTION_KEY)
    call.options.pop(consts.ACTOR_METHOD_LIST_OPTION_KEY, None)  # the library's own list, which it gives us as well
    variants = library_variants.library_actor(_called(loaded, call), name)
    return _actor(loaded, call, f"Go.{name}", variants)


def _called(loaded: LoadedLibrary, call: Call) -> LoadedLibrary:
    """The library whose task or actor is meant: the option `library` is ours, not Ray's."""
    library: str | None = call.options.pop(consts.LIBRARY_OPTION_KEY, None)
    return loaded if library is None else library_named(library)


def python_actor(loaded: LoadedLibrary, data: bytes) -> bytes:
    """A call of a Python class -> id of a handle."""
    call = Call.decode(loaded, data)
    name = call.take(consts.ACTOR_NAME_OPTION_KEY)
    entry = registry.remote_class(name)
    call.options = {**(entry.options or {}), **call.options}
    return _actor(loaded, call, f"PY.{name}", _variants(loaded, entry, name))


def _actor(loaded: LoadedLibrary, call: Call, name: str, variants: Variants) -> bytes:
    with call.submission(loaded, "actor", name):
        return id_bytes(loaded.handles.add_actor(variants.get(call.options).remote(*call.encoded())))


def _variants(loaded: LoadedLibrary, entry: registry.Entry, name: str) -> Variants:
    """Keyed by the function or class itself, as a notebook may define a new one under an old name."""
    target = entry.target
    if isinstance(target, type):
        made = loaded.cached(target, lambda: Variants(python_callables.python_actor(target, name), {}))
    else:
        made = loaded.cached(target, lambda: Variants(python_callables.python_task(target, name), {}))
    variants: Variants = made
    return variants


def method_call(loaded: LoadedLibrary, data: bytes) -> bytes:
    """A call of an actor's method -> id of a ref."""
    call = Call.decode(loaded, data)
    name = call.take(consts.TASK_NAME_OPTION_KEY)
    actor = loaded.handles.actor(call.take(consts.PY_LOCAL_ACTOR_ID_KEY))
    label = f"{actor.name}.{name}"
    with call.submission(loaded, "method", f"{actor.class_name}.{name}"):
        method = _method(actor, name)
        bound = method.options(**call.options) if call.options else method
        arguments = call.encoded() if actor.takes_encoded else call.native(label)
        return id_bytes(loaded.handles.add_object(bound.remote(*arguments), label))


def _method(actor: HeldActor, name: str) -> Any:
    try:
        return getattr(actor.handle, f"{name}__" if actor.takes_encoded else name)
    except AttributeError:
        pass
    known = {method.removesuffix("__") for method in dir(actor.handle) if not method.startswith("_")}
    hint = did_you_mean(name, known)
    raise AttributeError(f"the actor {actor.class_name} has no method '{name}'{hint}")
