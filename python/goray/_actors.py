"""Commands about actors that exist: get by name, kill."""

from __future__ import annotations

import json
from typing import Any

from gorayffi.consts import PY_LOCAL_ACTOR_ID_KEY, ActorSourceLang

from goray._ray import ray
from goray._refs import Actor, Held


def kill(held: Held, data: bytes) -> bytes:
    """JSON `{"goray_py_local_actor_id", "no_restart"}` -> nothing. Later calls say that the actor died."""
    options = json.loads(data)
    ray.kill(held.actor(options.pop(PY_LOCAL_ACTOR_ID_KEY)).handle, **options)
    return b""


def get(held: Held, data: bytes) -> bytes:
    """JSON of `ray.get_actor`'s arguments -> JSON `{"py_local_id", "actor_type_name", "is_golang_actor"}`.

    An actor that neither a library nor this package made is served too, by its native methods.
    """
    handle = ray.get_actor(**json.loads(data))
    full_name = _class_name(handle)
    language, _, name = full_name.partition(".")
    encoded = language in (ActorSourceLang.GO, ActorSourceLang.PY) and bool(name)
    answer = {
        "py_local_id": held.add_actor(Actor(handle, full_name, encoded)),
        "actor_type_name": name if encoded else full_name,
        "is_golang_actor": encoded and language == ActorSourceLang.GO,
    }
    return json.dumps(answer).encode()


def _class_name(handle: Any) -> str:
    """The class of a handle: Ray keeps it in the descriptor of the constructor, and shows it as `Actor(Name, id)`."""
    descriptor = getattr(handle, "_ray_actor_creation_function_descriptor", None)
    name = getattr(descriptor, "class_name", None)
    return str(name) if name else repr(handle).removeprefix("Actor(").partition(",")[0]
