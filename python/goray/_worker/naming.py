"""Names that Ray's tools show of what is made here. Ray pickles it by value, as `goray` has no such name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def named(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """`function` itself, under this name."""
    function.__name__ = function.__qualname__ = name
    function.__module__ = "goray"
    return function


def made_class(name: str, base: type, members: dict[str, Any]) -> type:
    """A class derived from `base`."""
    return type(base)(name, (base,), {**members, "__module__": "goray", "__qualname__": name})
