"""Every error that goray-gen reports about Python files; those about C++ are in generator/model/catalogue.h.

A code is never reused; docs/diagnostics has a page for each.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Message(NamedTuple):
    """`{0}`, `{1}`, ... in `text` and `hint` stand for arguments."""

    code: str
    text: str
    """What is wrong."""
    hint: str
    """What to write instead."""


_IGNORE = "or leave it out with a comment `# goray: ignore` beside its `def` or `class`"

NOTHING_DECORATED: Final = Message(
    "GR1401",
    "no function or class of {0} is decorated with @goray.remote or @ray.remote",
    "decorate what C++ shall call, at the top of the file and under a name without `_` before it",
)
NOT_PYTHON: Final = Message("GR1402", "this file cannot be read: {0}", "correct it, so that Python itself reads it")
NAME_TWICE: Final = Message(
    "GR1403", "`{0}` is in two files, and both would be `py::{0}`", f"rename one of them, {_IGNORE}"
)
NOT_IMPORTABLE: Final = Message(
    "GR1404",
    "`{0}` is found by its module alone, and {1}",
    "decorate it with @goray.remote, whose functions are found by their name, or say under which name workers import "
    "the file: `--python-tasks MODULE=FILE`, or the same after PYTHON_TASKS in CMake",
)
ASYNC_TASK: Final = Message(
    "GR1405",
    "the task `{0}` is `async def`, which Ray runs in actors alone",
    f"make it a method of an actor, or a `def` that calls `asyncio.run(...)`, {_IGNORE}",
)
GENERATOR: Final = Message(
    "GR1406",
    "`{0}` {1}",
    f"hint `collections.abc.Iterator[T]` and yield what C++ gets one after another, or return a list, {_IGNORE}",
)
SEVERAL_REFERENCES: Final = Message(
    "GR1408",
    "`{0}` has the option num_returns={1}, but its result is not hinted as a tuple of so many values",
    f"hint `tuple[A, B]` for two, or remove the option for one ObjectRef, {_IGNORE}",
)
UNSEEN_CONSTRUCTOR: Final = Message(
    "GR1409",
    "how `{0}` is made cannot be seen: it has no `__init__`, and its base `{1}` is not in these files",
    f"write an `__init__` that calls that of the base, {_IGNORE}",
)
NO_COUNTERPART: Final = Message(
    "GR1411",
    "`{0}` has no counterpart in C++{1}: {2}",
    "{3}hint `typing.Any`, which takes and gives any value, " + _IGNORE,
)
UNKNOWN_NAME: Final = Message(
    "GR1412",
    "what `{0}` is cannot be seen, as no file is imported to look: {1}",
    "write what it stands for, define it in the file, or name the file that defines it as well; or hint `typing.Any`, "
    f"which takes and gives any value, {_IGNORE}",
)
CHANGED: Final = Message(
    "GR1413",
    "{0} from C++ would not be one in Python, which is given {1}: {2}",
    f"hint what is given, or `typing.Any`, and make of it what you need, {_IGNORE}",
)
