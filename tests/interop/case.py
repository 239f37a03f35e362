"""What a case of the pairings is made of, and how it is run, under the published goray as well as under ours."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

HOSTS = ("published", "ours")
LIBRARIES = ("C++", "Go")
LOCAL, REMOTE = PLACES = ("in process", "on Ray")


@dataclass(frozen=True)
class Blob:
    """So many bytes, as an argument or a result."""

    size: int


@dataclass(frozen=True)
class Fails:
    """An outcome: an exception with this text in its name or words."""

    text: str = ""


@dataclass(frozen=True)
class Task:
    """A call of the library's task by name. An argument may be another task: then it is the ref of its result."""

    name: str
    args: tuple[Any, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)

    def run(self, place: str) -> Any:
        import goray
        import ray

        if place == LOCAL:
            return goray.golang_local_run_task(self.name, *map(_argument, self.args))
        return ray.get(self.remote())

    def remote(self) -> Any:
        import goray

        return goray.golang_task(self.name, **self.options).remote(*map(_argument, self.args))


def task(name: str, *args: Any, **options: Any) -> Task:
    return Task(name, args, options)


@dataclass(frozen=True)
class Actor:
    """An actor of the library and calls of its methods; gives all their results, or in their place an exception."""

    name: str
    args: tuple[Any, ...]
    calls: tuple[tuple[Any, ...], ...]

    def run(self, place: str) -> list[Any]:
        import goray
        import ray

        args = map(_argument, self.args)
        try:
            if place == LOCAL:
                actor = goray.golang_local_new_actor(self.name, *args)
            else:
                actor = goray.golang_actor_class(self.name).remote(*args)
        except Exception as error:
            return [error for _ in self.calls]

        def call(name: str, *rest: Any) -> Any:
            method = getattr(actor, name)
            return method(*rest) if place == LOCAL else ray.get(method.remote(*map(_argument, rest)))

        return [_attempt(call, *each) for each in self.calls]


@dataclass(frozen=True)
class Differs:
    """What a peer does instead, as its tests show, and the words of the table's footnote.

    `host`, `library`, `place`: where; empty: everywhere.
    """

    wants: Any
    why: str
    host: str = ""
    library: str = ""
    place: str = ""

    def applies(self, host: str, library: str, place: str) -> bool:
        return self.host in ("", host) and self.library in ("", library) and self.place in ("", place)


@dataclass(frozen=True)
class Case:
    """A row of the table: what is run, and what comes of it."""

    title: str
    what: Task | Actor | Callable[[], Any]
    wants: Any
    places: tuple[str, ...] = PLACES
    differs: tuple[Differs, ...] = ()

    def difference(self, host: str, library: str, place: str) -> Differs | None:
        return next((each for each in self.differs if each.applies(host, library, place)), None)

    def outcome(self, host: str, library: str, place: str) -> str:
        """Runs it; empty if all is as the table says, else what came instead."""
        known = self.difference(host, library, place)
        wants = known.wants if known else self.wants
        got = _attempt(self.what.run, place) if isinstance(self.what, (Task, Actor)) else _attempt(self.what)
        return "" if matches(got, wants) else f"wants {_short(wants)}, got {_short(got)}"


def matches(got: Any, wants: Any) -> bool:
    """Equal, and of the same types."""
    if isinstance(wants, Fails):
        return isinstance(got, Exception) and wants.text in f"{type(got).__name__}: {got}"
    if isinstance(wants, Blob):
        return isinstance(got, bytes) and got == bytes(wants.size)
    if type(got) is not type(wants):
        return False
    if isinstance(wants, list):
        return len(got) == len(wants) and all(map(matches, got, wants))
    if isinstance(wants, dict):
        return got.keys() == wants.keys() and all(matches(got[key], value) for key, value in wants.items())
    if isinstance(wants, float):
        return got == wants or (math.isnan(got) and math.isnan(wants))
    return bool(got == wants)


def _attempt(call: Callable[..., Any], *args: Any) -> Any:
    """Its result, or its exception."""
    try:
        return call(*args)
    except Exception as error:
        return error


def _argument(value: Any) -> Any:
    if isinstance(value, Task):
        return value.remote()
    return bytes(value.size) if isinstance(value, Blob) else value


def _short(value: Any) -> str:
    text = f"{type(value).__name__}: {value}" if isinstance(value, Exception) else repr(value)
    return text if len(text) < 2000 else f"{text[:2000]}..."
