"""Each kind of default argument is what C++ makes of it: in process, with a later argument by keyword, and on Ray.

The app is defaults.h, whose task `InCpp` calls each of the others in C++.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gorayffi
import pytest

from tests.conftest import ROOT, run
from tests.features import call_table
from tests.features.generated.conftest import PACKAGES

LEFT_TO_CPP = {
    "Bytes", "Called", "Converted", "Counted", "EmptyList", "EmptyStruct", "File", "Infinity", "Line", "List",
    "Made", "Map", "NestedList", "NoEnumerator", "NotANumber", "OptionalCopied", "OptionalEmptyList",
    "OptionalList_", "OptionalStruct", "Pair", "SizedList", "Struct", "TextCopied", "Variable", "ViewOfFile",
}  # fmt: skip
"""Those that Python cannot say: with a later argument they have to be given."""
NEEDS_IT = "needs the argument 'a' when 'b' is given, because only the library knows its default"


def names() -> list[str]:
    import defaults

    return [name for name in defaults.tasks.__all__ if name != "InCpp"]


def outcome(call: Callable[[], Any]) -> str:
    """What a call returns, or the error by which it asks for the argument."""
    try:
        return str(call())
    except TypeError as error:
        return NEEDS_IT if NEEDS_IT in str(error) else repr(error)


def expected() -> dict[str, str]:
    """Name -> what C++ returns, of each kind."""
    import defaults

    in_cpp: dict[str, str] = defaults.tasks.InCpp()
    assert sorted(in_cpp) == sorted(names())
    return in_cpp


def with_later(in_cpp: dict[str, str]) -> dict[str, str]:
    later = {name: text.removesuffix("0") + "1" for name, text in in_cpp.items()}
    return later | dict.fromkeys(LEFT_TO_CPP, NEEDS_IT)


def test_the_library_alone_tells_names_and_defaults() -> None:
    """A host of another language fills the gap before `b` by what stands in the call table."""
    import defaults

    told = call_table.tasks(PACKAGES / "defaults" / "libdefaults.so")
    found: dict[str, str] = {}
    for name in names():
        ((parameters, result),) = told[name].overloads
        assert ([each.name for each in parameters], result) == (["a", "b"], "string")
        assert all(each.has_default and not each.variadic for each in parameters)
        value = parameters[0].value
        task = getattr(defaults.tasks, name)
        found[name] = NEEDS_IT if value is None else task(*gorayffi.unpack(value), 1)
    assert found == with_later(expected())


def test_in_process() -> None:
    import defaults

    tasks = {name: getattr(defaults.tasks, name) for name in names()}
    assert {name: task() for name, task in tasks.items()} == expected()
    assert {name: outcome(lambda task=task: task(b=1)) for name, task in tasks.items()} == with_later(expected())


@pytest.mark.usefixtures("ray_session")
def test_on_ray() -> None:
    import defaults
    import ray

    tasks = {name: getattr(defaults.tasks, name) for name in names()}
    plain = {name: task.remote() for name, task in tasks.items()}
    later = {name: task.remote(b=1) for name, task in tasks.items()}
    assert {name: ray.get(ref) for name, ref in plain.items()} == expected()
    assert {name: outcome(lambda ref=ref: ray.get(ref)) for name, ref in later.items()} == with_later(expected())


def test_signatures_show_what_is_known() -> None:
    import defaults
    from gorayffi.omitted import OMITTED

    shown = {name: inspect.signature(getattr(defaults.tasks, name)).parameters["a"].default for name in names()}
    assert {name for name, value in shown.items() if value is OMITTED} == LEFT_TO_CPP
    assert (shown["Nul"], shown["Suffix"], shown["OptionalNarrowed"]) == ("abc", "abc\0def", 44)


@pytest.mark.usefixtures("ray_session")
def test_of_actors() -> None:
    import defaults
    import ray

    made, method = "some 3:x\0y and {}", "-0x0p+0 and {}"
    local = {0: defaults.Box(), 1: defaults.Box(b=1)}
    by_factory = {0: defaults.NewBox(), 1: defaults.NewBox(b=1)}
    handles = {0: defaults.Box.remote(), 1: defaults.Box.remote(b=1)}
    for b in (0, 1):
        given = {"b": 1} if b else {}
        assert [local[b].Made(), by_factory[b].Made()] == [made.format(b)] * 2
        assert ray.get(handles[b].Made.remote()) == made.format(b)
        assert local[0].Method(**given) == ray.get(handles[0].Method.remote(**given)) == method.format(b)


def test_a_default_that_was_left_out_is_never_sent() -> None:
    """Also where Python knows it: its value counts only for a gap, so C++ and Python cannot differ otherwise."""
    code = (
        "import defaults, defaults._remote as remote\n"
        "remote.Int.__defaults__ = (1_000_001, 1_000_002)\n"
        "remote.BoxMethods.Method.__defaults__ = (1e300, 1_000_003)\n"
        "box = defaults._remote.Go.NewBox()\n"
        "print(remote.Int(), remote.Int(5), remote.Int(int('1000001')), box.Method(), sep='\\n')"
    )
    assert run(sys.executable, "-c", code).splitlines() == ["-3 and 0", "5 and 0", "1000001 and 0", "-0x0p+0 and 0"]


def test_no_path_of_the_build_is_in_the_package(packages: Path) -> None:
    files = [path for path in (packages / "defaults").iterdir() if path.suffix in (".py", ".pyi")]
    assert len(files) > 5
    assert [path.name for path in files if str(ROOT) in path.read_text()] == []
