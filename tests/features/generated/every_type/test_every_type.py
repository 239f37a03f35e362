"""Values of every type cross and come back equal: made by Hypothesis from the model of the app `every_type`."""

from __future__ import annotations

import importlib
from typing import Any, get_args

import pytest
from goray_gen.model.interface import TypeKind
from goray_gen.model.load import load
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.features.generated.every_type.values_of import Strategies, same

INTERFACE = load(ROOT / "tests" / "golden" / "every_type" / "interface.json")
ECHOES = {task.name: task for task in INTERFACE.tasks if task.name.startswith("Same") and task.name != "SameArgs"}
EXAMPLES = 25
SLOW = ("SameEverything", "SameEverythings", "SameStruct")


@pytest.fixture(scope="module")
def strategies() -> Strategies:
    return Strategies(INTERFACE, importlib.import_module("every_type"))


def test_every_kind_of_the_model_has_values(strategies: Strategies) -> None:
    """References and handles need Ray: test_refs.py. The folders objects, arrays and streams have the other kinds."""
    elsewhere = {"actor", "function", "opaque", "record_batch", "ref", "stream", "table"}
    assert strategies.kinds == set(get_args(TypeKind)) - elsewhere


@pytest.mark.parametrize("name", ECHOES)
def test_a_value_comes_back_as_it_was(name: str, strategies: Strategies) -> None:
    import every_type

    task = getattr(every_type.tasks, name)

    @settings(max_examples=2 if name in SLOW else EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(strategies.of(ECHOES[name].parameters[0].type))
    def comes_back(value: Any) -> None:
        result = task(value)
        assert same(result, value), (result, value)

    comes_back()


def test_a_value_that_cpp_sends_to_python_returns(strategies: Strategies) -> None:
    import every_type

    @settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
    @given(strategies.of(ECHOES["SameEverything"].parameters[0].type))
    def comes_back(value: Any) -> None:
        assert same(every_type.tasks.ThroughPython(value), value)

    comes_back()


def test_arguments_of_any_number(strategies: Strategies) -> None:
    import every_type

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(strategies.of(ECHOES["SameAny"].parameters[0].type), max_size=5))
    def comes_back(values: list[Any]) -> None:
        assert same(every_type.tasks.SameArgs(*values), values)

    comes_back()


@pytest.mark.usefixtures("ray_session")
def test_values_of_all_types_come_back_through_ray(strategies: Strategies) -> None:
    """A few of each, all submitted before the first is asked for."""
    import every_type
    import ray

    sent: list[tuple[str, Any, Any]] = []

    def submit_some(name: str) -> None:
        @settings(max_examples=2, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(strategies.of(ECHOES[name].parameters[0].type))
        def submit(value: Any) -> None:
            sent.append((name, value, getattr(every_type.tasks, name).remote(value)))

        submit()

    for name in ECHOES:
        submit_some(name)
    sent.append(("SameArgs", [1, "a", None], every_type.tasks.SameArgs.remote(1, "a", None)))
    sent.append(("Nothing", None, every_type.tasks.Nothing.remote()))
    results = ray.get([ref for _, _, ref in sent])
    assert [name for (name, value, _), result in zip(sent, results, strict=True) if not same(result, value)] == []
    assert len(sent) >= 2 * len(ECHOES) - 4


def test_a_message_that_ends_at_any_byte_or_has_another_one_there() -> None:
    """An error or a value, never a crash, and no part of a value."""
    import every_type
    import gorayffi

    library = every_type._app.app.library
    library.call_encoded(4, 0, "SameBool", gorayffi.pack(True), [], [])  # it is loaded

    node = {"id": "n", "count": 2**40, "children": [{"id": "c"}], "next": {}, "other": {"children": [{"count": -1}]}}
    packed = gorayffi.pack(node)
    assert library.call_encoded(4, 0, "SameStruct", packed, [], [])[1] == 0
    for at in range(len(packed)):
        assert library.call_encoded(4, 0, "SameStruct", packed[:at], [], [])[1] != 0
        for byte in (0xC0, packed[at] ^ 0x80):
            library.call_encoded(4, 0, "SameStruct", packed[:at] + bytes([byte]) + packed[at + 1 :], [], [])


def test_defaults_of_every_kind_that_has_some() -> None:
    import every_type

    assert every_type.tasks.Defaults() == "1-30.500000t"
    assert every_type.tasks.Defaults(False, text="") == "0-30.500000"
    assert every_type.tasks.More() == "0522"
    assert every_type.tasks.More(ids=set(), mode=every_type.Mode.READ) == "0510"
    assert every_type.tasks.Nothing() is None
