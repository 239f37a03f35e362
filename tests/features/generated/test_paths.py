"""Paths, there and back, in process and on Ray; `tests/golden/paths/app.h` is the app."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import ray

pytestmark = pytest.mark.usefixtures("ray_session")

CASES: list[tuple[str, Any, Any]] = [
    ("Echo", "a/b.txt", Path("a/b.txt")),
    ("Echo", Path("/é/中"), Path("/é/中")),
    ("Echo", PurePosixPath("a"), Path("a")),
    ("Echo", "", Path()),
    ("Stem", Path("/a/b.txt"), "b"),
    ("Parents", Path("/a/b"), [Path("/a"), Path("/")]),
    ("Maybe", None, None),
    ("Maybe", Path("a"), Path("a")),
    ("Named", ["x/a", Path("y/b")], {"a": Path("x/a"), "b": Path("y/b")}),
    ("Link", {"file": "a", "target": Path("b")}, {"file": Path("a"), "target": Path("b")}),
    ("Link", {"file": Path("a")}, {"file": Path("a"), "target": None}),
    ("Temporary", "x", Path("x")),
]


@pytest.mark.parametrize(("task", "value", "result"), CASES)
def test_in_process_and_on_ray(task: str, value: Any, result: Any) -> None:
    import paths

    called = getattr(paths.tasks, task)
    for got in (called(value), ray.get(called.remote(value))):
        assert (got, type(got)) == (result, type(result))


def test_a_default_is_left_to_cpp() -> None:
    import paths

    assert paths.tasks.Temporary() == Path("/tmp")


class BytesPath:
    def __fspath__(self) -> bytes:
        return b"a"


@pytest.mark.parametrize(
    ("task", "value", "error", "text"),
    [
        ("Echo", 1, TypeError, r"argument 'path': expected str, got int"),
        ("Echo", b"a", TypeError, r"argument 'path': expected str, got bytes"),
        ("Echo", BytesPath(), TypeError, r"BytesPath' is a path of bytes; pass one of str"),
        ("Echo", Path("caf\udce9"), ValueError, r"argument 'path': a str with a lone surrogate has no UTF-8 form"),
        ("Echo", "a\0b", ValueError, r"argument 'path': a path has no NUL character"),
        ("Link", {"file": 1}, TypeError, r"argument 'entry\.file': expected str, got int"),
        ("Named", ["a", None], TypeError, r"argument 'paths\[1\]': expected str, got None"),
    ],
)
def test_wrong_values_are_named_with_their_place(task: str, value: Any, error: type[Exception], text: str) -> None:
    import paths

    with pytest.raises(error, match=text):
        getattr(paths.tasks, task)(value)


def test_a_result_that_is_not_utf8_is_an_error() -> None:
    import paths

    with pytest.raises(ValueError, match="string is not UTF-8 at byte 3"):
        paths.tasks.Latin1()
