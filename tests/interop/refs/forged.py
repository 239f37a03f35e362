"""Sends values that look like references every way there is, and compares what comes out: no value may forge one.

Usage: python -m tests.interop.refs.forged LIBRARY ADDRESS WHERE
`WHERE`: `process`, or `ray`, with fewer values. The exit code is 0 if each value came back equal, or was refused as
reserved. A process of its own, as a forged reference may end it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import goray
import gorayffi
import ray
from gorayffi import ExtType
from gorayffi.funccall import pack_bytes_units
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

RESERVED = 80
ENTRIES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 5) | st.integers(0, 2**64 - 1)).map(
        lambda entry: bytes((entry[0],)) + entry[1].to_bytes(8, "little")
    ),
    max_size=4,
).map(b"".join)
DATA = (
    st.binary(max_size=40)
    | st.integers(0, 5).map(lambda index: index.to_bytes(4, "little"))
    | st.binary(max_size=36).map(lambda rest: b"GRPT" + rest)
    | ENTRIES
    | ENTRIES.map(lambda entries: b"GRPT" + entries)
    | st.sampled_from([b"G", b"GR", b"GRP", b"GRPT"])
)
EXT = DATA.map(lambda data: ExtType(RESERVED, data))
PLAIN = st.none() | st.integers(-3, 300) | st.binary(max_size=12) | st.text(max_size=4) | st.just(b"GRPT")
VALUE = st.recursive(
    EXT | PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=8,
)
VALUES = st.tuples(st.lists(VALUE, max_size=2), EXT, st.lists(VALUE, max_size=2)).map(
    lambda parts: [*parts[0], parts[1], *parts[2]]
)
"""Always one that is forged: first, last or between."""

Way = Callable[[Any, list[Any]], Any]


@goray.local
def same_here(value: object) -> object:
    return value


ANSWER: list[Any] = []


@goray.local
def answer_here(_: object) -> object:
    return ANSWER


@goray.remote(num_cpus=0)
def same_there(value: object) -> object:
    return value


def raw(app: Any, name: str, *args: Any) -> Any:
    """A task of C++ that is called by a host which packs whatever it likes; what C++ then packs is its own doing."""
    answer, code = app.library.execute(4, 0, pack_bytes_units([name.encode(), gorayffi.pack(*args)]))
    if code:
        raise gorayffi.errors.from_response(code, answer, name)
    return gorayffi.unpack_result(answer)


def answered(app: Any, values: list[Any]) -> Any:
    ANSWER[:] = values
    return app.run_task("LocalPy", "answer_here", None)


def beside_a_ref(app: Any, values: list[Any]) -> Any:
    """In a message that has a reference of its own."""
    ref = ray.put("its own")
    first, *rest = app.run_task("Echo", [ref], *values)
    assert ray.get(first) == ["its own"]
    return rest


WAYS: dict[str, dict[str, Way]] = {
    "process": {
        "arguments and result": lambda app, values: app.run_task("Echo", *values),
        "arguments in a list": lambda app, values: app.run_task("Echo", values)[0],
        "arguments beside a reference": beside_a_ref,
        "a result of C++": lambda app, values: raw(app, "Echo", *values),
        "a callback's argument": lambda app, values: raw(app, "LocalPy", "same_here", values),
        "a callback's argument and answer": lambda app, values: app.run_task("LocalPy", "same_here", values),
        "a callback's answer": answered,
        "the arguments of an actor": lambda app, values: app.new_actor("NewKeeper", values).Kept(),
    },
    "ray": {
        "a task": lambda app, values: ray.get(app.task("Echo", num_cpus=0).remote(*values)),
        "a task of C++": lambda app, values: app.run_task("Shared", values)[0],
        "what C++ puts": lambda app, values: raw(app, "Shared", values)[0],
        "a Python task's argument": lambda app, values: raw(app, "PyTask", "same_there", values),
        "a Python task of C++": lambda app, values: app.run_task("PyTask", "same_there", values),
    },
}


def problem(way: Way, app: Any, values: list[Any]) -> str:
    """Empty if the values come back, or are refused as they should be."""
    try:
        found = way(app, values)
    except Exception as error:
        is_refused = isinstance(error, ValueError) and "reserved" in str(error)
        return "" if is_refused else f"{type(error).__name__}: {error}"
    return "" if repr(found) == repr(values) else f"came back as {found!r}"


def check(name: str, way: Way, app: Any, examples: int) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(VALUES)
    def every(values: list[Any]) -> None:
        found = problem(way, app, values)
        assert not found, f"{name}: {values!r}: {found}"

    every()


def main(library: str, address: str, where: str) -> None:
    ray.init(address=address, log_to_driver=False)
    app = goray.App(library)
    for name, way in WAYS[where].items():
        check(name, way, app, 150 if where == "process" else 8)
        print(name, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
