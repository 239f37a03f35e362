"""Who makes a ref, who reads it, and what the reader finds: the table behind test_who_made_it.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.interop.case import Blob, matches

TASK, PUT, METHOD, PYTHON, PLAIN, GO = MAKERS = (
    "a C++ task",
    "Put",
    "a C++ method",
    "a Python task",
    "a plain Ray actor",
    "a Go task",
)
GET, AWAIT, PYTHON_TASK, ASYNC_ACTOR, PYTHON_TO_CPP = IN_PYTHON = (
    "ray.get",
    "await",
    "a Python task's argument",
    "an async actor's argument",
    "a C++ task's argument, submitted by Python",
)
CPP_TASK, CPP_ACTOR, CPP_GET, GO_TASK, BODY = IN_CPP = (
    "a C++ task's argument",
    "a C++ actor's constructor argument",
    "goray::Get",
    "a Go task's argument",
    "ray.get in the body of a Python task that C++ submitted",
)
READERS = (*IN_PYTHON, *IN_CPP)


@dataclass(frozen=True)
class Made:
    """What is made: by a task or method of this name in C++ and Go, its Python name, its arguments and their result."""

    name: str
    python: str
    args: tuple[Any, ...]
    result: Any
    values: int = 1


NONE, ONE, TWO, LARGE, PAIR, FAILURE = VALUES = ("no value", "one", "two", "200 kB", "a list like a pair", "a failure")
MADE = {
    NONE: Made("Nothing", "made_nothing", (), None, 0),
    ONE: Made("Hello", "made_hello", ("x",), "Hello x"),
    TWO: Made("Divide", "made_divide", (7, 2), [3, 1], 2),
    LARGE: Made("Zeros", "made_zeros", (200_000,), Blob(200_000)),
    PAIR: Made("Echo", "made_echo", (b"x", 0), [b"x", 0]),
    FAILURE: Made("Fail", "made_fail", ("so bad",), None),
}


@dataclass(frozen=True)
class Failure:
    """What a reader was told, as the name of the error's class and its text; or what that has in it."""

    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()

    def describes(self, seen: object) -> bool:
        if not isinstance(seen, Failure):
            return False
        (text,) = seen.has
        return all(word in text for word in self.has) and not any(word in text for word in self.lacks)


Cell = tuple[str, str, str]


def cells(maker: str) -> list[Cell]:
    """What is asked of a maker. A put value cannot fail; an actor is a process, so one value and a failure get one."""
    left_out = {(PUT, reader, FAILURE) for reader in READERS}
    left_out |= {(maker, CPP_ACTOR, value) for value in VALUES if value not in (ONE, FAILURE)}
    return [cell for reader in READERS for value in VALUES if (cell := (maker, reader, value)) not in left_out]


def expected(maker: str, reader: str, value: str) -> Any:
    """The same value whoever made it; a failure is the error of the task itself, which stops those that wait for it."""
    if value != FAILURE:
        return MADE[value].result
    if reader == CPP_ACTOR:
        return Failure(has=("so bad",))  # the actor's death has its cause
    if reader in (CPP_TASK, GO_TASK):
        name = MADE[value].python if maker in (PYTHON, PLAIN) else MADE[value].name
        return Failure(has=("Echo did not run: its argument's task", name, "so bad"))
    if reader in (*IN_PYTHON, BODY):
        return Failure(has=("RayTaskError", "so bad"), lacks=("to_value", "to_pair"))
    return Failure(has=("so bad",), lacks=("to_value", "to_pair"))


def is_expected(cell: Cell, seen: Any) -> bool:
    wants = expected(*cell)
    return wants.describes(seen) if isinstance(wants, Failure) else matches(seen, wants)


RUNS = dict.fromkeys((TASK, METHOD, PYTHON, PLAIN, GO), 3)
"""How often a task runs that always fails, with two retries."""
