"""Functions and classes by reference, `"module:name"`: imported in the process whose library calls them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from gorayffi.errors import did_you_mean
from gorayffi.modules import imported_module

Target = tuple[Callable[..., Any], Mapping[str, Any]]
"""The function or class, and the options that it was decorated with."""


def imported(reference: str) -> Target:
    """What `"numpy.linalg:norm"` or `"app:Outer.Inner"` means. What `@ray.remote` made stands for what it decorated.

    Raises:
        LookupError: there is no such module, or the module has no such thing that can be called.
        Exception: what the module raises while it is imported.
    """
    module, _, path = reference.partition(":")
    if not module or not path:
        raise LookupError(f"'{reference}' is no 'module:name'")
    try:
        found: Any = imported_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{module}.".startswith(f"{error.name}."):
            raise
        raise LookupError(
            f"'{reference}': there is no Python module '{error.name}' in this process; workers import from the "
            "driver's folder and sys.path, and from what runtime_env gives them"
        ) from None
    for name in path.split("."):
        inner = getattr(found, name, None)
        if inner is None:
            raise LookupError(f"'{reference}': {_what(found)} has no '{name}'{did_you_mean(name, dir(found))}")
        found = inner
    return _undecorated(reference, found)


def _undecorated(reference: str, found: Any) -> Target:
    options: Mapping[str, Any] = getattr(found, "_default_options", None) or {}
    function = getattr(found, "_function", None)  # of Ray's RemoteFunction
    if callable(function) and hasattr(found, "remote"):
        return function, options
    metadata = getattr(found, "__ray_metadata__", None)  # of Ray's ActorClass
    if metadata is not None:
        return metadata.modified_class.__ray_actor_class__, options
    if not callable(found):
        raise LookupError(f"'{reference}' cannot be called: it is a {type(found).__name__}")
    return found, {}


def _what(found: object) -> str:
    return f"the Python {'module' if inspect.ismodule(found) else 'class'} '{getattr(found, '__name__', found)}'"
