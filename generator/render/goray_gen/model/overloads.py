"""Which callables are overloads of one another: those of one name, which are one callable on the wire and in Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from goray_gen.model.interface import Actor, Callable


def named(callables: Iterable[Callable]) -> dict[str, tuple[Callable, ...]]:
    """By name on the wire: one, or its overloads in the order of their declaration."""
    found: dict[str, tuple[Callable, ...]] = {}
    for callable_ in callables:
        found[callable_.name] = (*found.get(callable_.name, ()), callable_)
    return found


def factories(actors: Iterable[Actor]) -> dict[str, tuple[Actor, ...]]:
    """The same of factories; overloads make one class."""
    found: dict[str, tuple[Actor, ...]] = {}
    for actor in actors:
        found[actor.factory.name] = (*found.get(actor.factory.name, ()), actor)
    return found


def options(group: Iterable[Callable]) -> Mapping[str, Any]:
    """Ray's options of a callable or of its overloads, of which one or each has them."""
    none: Mapping[str, Any] = {}
    return next((callable_.options for callable_ in group if callable_.options), none)
