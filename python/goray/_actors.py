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
    actor = Actor.of(_find(**json.loads(data)))
    language, _, name = actor.name.partition(".")
    answer = {
        "py_local_id": held.add_actor(actor),
        "actor_type_name": name if actor.encoded else actor.name,
        "is_golang_actor": actor.encoded and language == ActorSourceLang.GO,
    }
    return json.dumps(answer).encode()


def _find(name: str, namespace: str | None = None) -> Any:
    try:
        return ray.get_actor(name, namespace)
    except ValueError as error:
        space = namespace or ray.get_runtime_context().namespace
        raise LookupError(
            f"no actor named '{name}' in the namespace '{space}': it was never made there, has ended, or belongs to "
            "another namespace, which is then the second argument of GetActor(); without lifetime='detached' an actor "
            f"ends with its last handle ({error})"
        ) from error


def release(held: Held, data: bytes) -> bytes:
    """Id of a handle -> nothing."""
    held.release_actor(int.from_bytes(data, "little"))
    return b""


def keep(held: Held, data: bytes) -> bytes:
    """Entries of a table -> for each an id of its own: the library gives these away in a result."""
    return b"".join(entry[1:] for entry in map(held.board, ([item] for item in held.look(data))))
