"""The views of a Python package."""

from __future__ import annotations

import pytest
from goray_gen.lower.lower_python import MAX_OVERLOADS, lower
from goray_gen.model.interface import Default

from tests.unit.render.sample import ARGS, INT, VOID, enum, enum_type, function, interface, known, list_of, stream_of


def test_default_after_one_that_only_cpp_knows_is_cpps_as_well() -> None:
    task = function("F", VOID, ("a", INT, known(1)), ("b", INT, Default("Make()")), ("c", INT, known(3)))
    view = lower(interface(task)).tasks[0]
    assert view.run.parameters == ("a: int = 1", "b: int = OMITTED", "c: int = OMITTED")
    assert view.call[0].parameters == ("a: int = 1", "b: int = ...", "c: int = 3")
    assert view.declared == ('parameters=("a", "b", "c")', 'defaults={"a": 1, "b": OMITTED, "c": OMITTED}')


def test_only_what_differs_from_the_plain_case_is_declared() -> None:
    assert lower(interface(function("F"))).tasks[0].declared == ()
    odd = function("from", list_of(enum_type("c::Color")), ("a", INT), ("rest", ARGS))
    view = lower(interface(odd, enums=(enum("c::Color", RED=0),)))
    assert view.tasks[0].declared == (
        'name="from"',
        'parameters=("a",)',
        "variadic=True",
        "convert=list_of(Color)",
    )


@pytest.mark.parametrize(("count", "literals"), [(MAX_OVERLOADS, True), (MAX_OVERLOADS + 1, False)])
def test_many_tasks_have_no_overloads(count: int, literals: bool) -> None:
    view = lower(interface(*(function(f"F{i}") for i in range(count))))
    assert view.literals is literals
    assert ("by_name" in view.exports) is not literals


def test_a_stream() -> None:
    view = lower(interface(function("Count", stream_of(enum_type("c::Color")), ("n", INT)), enums=(enum("c::Color"),)))
    task = view.tasks[0]
    assert task.call[0].result == task.run.result == task.positional[0].result == "Stream[Color]"
    assert task.remote[0].result == "StreamRefs[Color]"
    assert task.map is None
    assert task.declared == ('parameters=("n",)', "convert=Color", "stream=True")


def test_overloads_that_give_streams_of_the_same() -> None:
    view = lower(interface(function("Twice", stream_of(INT), ("a", INT)), function("Twice", stream_of(INT))))
    assert {call.result for call in view.tasks[0].call} == {"Stream[int]"}
    assert view.tasks[0].declared[-1] == "stream=True"
