"""C++ and Go on Ray, called by name.

    import goray, ray

    @goray.remote                                  # callable from C++ as well
    def square(x): return x * x

    hello = goray.task("Hello")                    # a task of the library, as a Ray task
    ray.get(hello.remote("World"))
    Counter = goray.actor_class("Counter")         # an actor of the library, as a Ray actor
    goray.run_task("Hello", "World")               # in this process

`goray.start` (or the command `goray`) starts Ray and the library's driver. The module functions act on the default
library: the one that was started, or the file named in the environment variable `GORAY_BIN_PATH`. Another library is an
`App` of its own. Importing this package imports neither Ray nor a library, a call in this process no Ray.

`golang_task`, `golang_actor_class`, `golang_local_run_task` and `golang_local_new_actor` are what GoRay calls `task`,
`actor_class`, `run_task` and `new_actor`. `get`, `put`, `wait`, `cancel` and `kill` are Ray's, typed for C++'s refs and
handles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goray._api import actor_class as actor_class
    from goray._api import golang_actor_class as golang_actor_class
    from goray._api import golang_local_new_actor as golang_local_new_actor
    from goray._api import golang_local_run_task as golang_local_run_task
    from goray._api import golang_task as golang_task
    from goray._api import new_actor as new_actor
    from goray._api import run_task as run_task
    from goray._api import start as start
    from goray._api import task as task
    from goray._app.app import App as App
    from goray._definitions.registry import local as local
    from goray._objects import cancel as cancel
    from goray._objects import get as get
    from goray._objects import kill as kill
    from goray._objects import put as put
    from goray._objects import wait as wait
    from goray._ray.api import remote as remote  # ours takes and gives the same

    __version__: str

__all__ = [
    "App",
    "actor_class",
    "cancel",
    "get",
    "golang_actor_class",
    "golang_local_new_actor",
    "golang_local_run_task",
    "golang_task",
    "kill",
    "local",
    "new_actor",
    "put",
    "remote",
    "run_task",
    "start",
    "task",
    "wait",
]

_HOME = {
    "App": "goray._app.app",
    "local": "goray._definitions.registry",
    "remote": "goray._definitions.registry",
    **dict.fromkeys(("cancel", "get", "kill", "put", "wait"), "goray._objects"),
}


def __getattr__(name: str) -> Any:
    """Imports what is asked for at its first use."""
    if name == "__version__":
        from gorayffi import __version__

        return __version__
    if name not in __all__:
        raise AttributeError(f"module 'goray' has no attribute {name!r}")
    from gorayffi.modules import imported_module

    value = getattr(imported_module(_HOME.get(name, "goray._api")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
