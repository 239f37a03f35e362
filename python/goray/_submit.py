"""Commands that submit work to Ray: tasks, actors and their methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gorayffi import consts, unpack
from gorayffi.errors import did_you_mean

from goray import _registry, _worker
from goray._call import Call
from goray._options import Variants
from goray._passengers import as_values
from goray._payload import Encoded
from goray._refs import Actor, Held, id_bytes

if TYPE_CHECKING:
    from goray._app import App


def native_task(held: Held, data: bytes) -> bytes:
    """A call of one of the library's own tasks, or of another library's -> id of a ref."""
    call = Call.decode(held, data)
    name = call.take(consts.TASK_NAME_OPTION_KEY)
    return _task(held, call, name, _called(held, call).encoded_task(name))


def python_task(held: Held, data: bytes) -> bytes:
    """A call of a Python function -> id of a ref."""
    call = Call.decode(held, data)
    name = call.take("task_name")
    entry = _registry.remote_function(name)
    call.options = {**(entry.options or {}), **call.options}
    return _task(held, call, name, _variants(held, entry, name))


def _task(held: Held, call: Call, name: str, variants: Variants) -> bytes:
    with call.submission(held, "task", name):
        ref = variants.get(call.options).remote(call.raw, call.positions, *call.rest())
        return held.add_ref(ref, task=name)


def native_actor(held: Held, data: bytes) -> bytes:
    """A call of one of the library's own actors, or of another library's -> id of a handle."""
    call = Call.decode(held, data)
    name = call.take(consts.ACTOR_NAME_OPTION_KEY)
    call.options.pop(consts.ACTOR_METHOD_LIST_OPTION_KEY, None)  # the library's own list, which it gives us as well
    return _actor(held, call, f"Go.{name}", _called(held, call).native_actor(name))


def _called(held: Held, call: Call) -> App:
    """The app whose task or actor is meant: the option `library` is ours, not Ray's."""
    library: str | None = call.options.pop("library", None)
    if library is None:
        return held.app
    from goray._app import app_named

    return app_named(library)


def python_actor(held: Held, data: bytes) -> bytes:
    """A call of a Python class -> id of a handle."""
    call = Call.decode(held, data)
    name = call.take(consts.ACTOR_NAME_OPTION_KEY)
    entry = _registry.remote_class(name)
    call.options = {**(entry.options or {}), **call.options}
    return _actor(held, call, f"PY.{name}", _variants(held, entry, name))


def _actor(held: Held, call: Call, name: str, variants: Variants) -> bytes:
    with call.submission(held, "actor", name):
        handle = variants.get(call.options).remote(Encoded(call.raw, call.positions), *call.rest())
        return id_bytes(held.add_actor(Actor(handle, name)))


def _variants(held: Held, entry: _registry.Entry, name: str) -> Variants:
    """Keyed by the function or class itself, as a notebook may define a new one under an old name."""
    target = entry.target
    if isinstance(target, type):
        return held.app.cached(target, lambda: _worker.python_actor(target, name))
    return held.app.cached(target, lambda: _worker.python_task(target, name))


def method_call(held: Held, data: bytes) -> bytes:
    """A call of an actor's method -> id of a ref."""
    call = Call.decode(held, data)
    name = call.take(consts.TASK_NAME_OPTION_KEY)
    actor = held.actor(call.take(consts.PY_LOCAL_ACTOR_ID_KEY))
    with call.submission(held, "method", f"{actor.name}.{name}"):
        method = _method(actor, name)
        bound = method.options(**call.options) if call.options else method
        if actor.encoded:
            ref = bound.remote(name, call.raw, call.positions, *call.rest())
        else:
            ref = bound.remote(*_native_arguments(call))
        return held.add_ref(ref, encoded=actor.encoded, task=f"{actor.short_name}.{name}")


def _method(actor: Actor, name: str) -> Any:
    try:
        return getattr(actor.handle, f"{name}__" if actor.encoded else name)
    except AttributeError:
        known = {method.removesuffix("__") for method in dir(actor.handle) if not method.startswith("_")}
        hint = did_you_mean(name, known)
        raise AttributeError(f"the actor {actor.name} has no method '{name}'{hint}") from None


def _native_arguments(call: Call) -> list[Any]:
    """For an actor that knows nothing of encoded calls."""
    arguments = unpack(call.raw, as_values(call.beside))
    for position, ref in zip(call.positions, call.refs, strict=True):
        arguments.insert(position, ref.as_value())
    return arguments
