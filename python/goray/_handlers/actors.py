"""Commands about actors that exist: get by name, kill, release; and ids of a library's own for what it gives away."""

from __future__ import annotations

import json
from typing import Any

from gorayffi.consts import PY_LOCAL_ACTOR_ID_KEY

from goray._library.loaded import LoadedLibrary
from goray._ray.api import ray


def kill(loaded: LoadedLibrary, data: bytes) -> bytes:
    """JSON `{"goray_py_local_actor_id", "no_restart"}` -> nothing. Later calls say that the actor died."""
    options = json.loads(data)
    ray.kill(loaded.handles.actor(options.pop(PY_LOCAL_ACTOR_ID_KEY)).handle, **options)
    return b""


def get(loaded: LoadedLibrary, data: bytes) -> bytes:
    """JSON of `ray.get_actor`'s arguments -> JSON `{"py_local_id", "actor_type_name", "is_golang_actor"}`.

    An actor that neither a library nor this package made is served too, by its native methods.
    """
    key = loaded.handles.add_actor(_find(**json.loads(data)))
    actor = loaded.handles.actor(key)
    answer = {"py_local_id": key, "actor_type_name": actor.name, "is_golang_actor": actor.is_library_actor}
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


def release(loaded: LoadedLibrary, data: bytes) -> bytes:
    """Id of a handle -> nothing."""
    loaded.handles.release_actor(int.from_bytes(data, "little"))
    return b""


def keep(loaded: LoadedLibrary, data: bytes) -> bytes:
    """Entries of a table -> for each an id of its own: the library gives these away in a result."""
    return loaded.hooks.keep(data)
