"""Typed calls of C++: `goray::Task<&F>`, `Actor<&F>`, `handle.Task<&M>` and `GetActor<T>`; the app is `typed`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gorayffi
import pytest
import ray

pytestmark = pytest.mark.usefixtures("ray_session")


@ray.remote
class Plain:
    def ready(self) -> None:
        pass


@pytest.fixture(scope="module")
def named() -> list[Any]:
    """Handles of named actors, which live as long as they do."""
    import typed

    counter = typed.Counter.options(name="typed counter").remote(1)
    half = typed.CounterOf.options(name="typed half").remote({"quotient": 5, "remainder": 0})
    plain = Plain.options(name="typed plain").remote()
    ray.get([counter.Incr.remote(0), half.Incr.remote(0), plain.ready.remote()])
    return [counter, half, plain]


def test_tasks() -> None:
    import typed

    typed.tasks.OfTasks()


def test_map() -> None:
    import typed

    typed.tasks.OfMap()
    assert typed.tasks.FailureOfMap() == "6, item 3: not positive, 5, end"
    assert typed.tasks.LazyMap() < 1_000_000


def test_options_of_map(tmp_path: Path) -> None:
    import typed

    assert typed.tasks.MapOptions() == (
        "7, TypeError: Incr: Map() takes no num_threads: an actor runs one call at a time, and its C++ class need not "
        "bear more"
    )
    late, there = str(tmp_path / "late"), str(tmp_path / "there")
    Path(there).touch()
    assert typed.tasks.MapAsTheyCome([late, there]) == [there, late]


def test_map_in_a_worker() -> None:
    import typed

    ray.get(typed.tasks.OfMap.options(num_cpus=0).remote())


def test_the_generated_client() -> None:
    import typed

    typed.tasks.OfClient()


def test_actors() -> None:
    import typed

    typed.tasks.OfActors()


@pytest.mark.usefixtures("named")
def test_named_actors_that_python_made() -> None:
    import typed

    assert typed.tasks.OfNamed(["typed counter", "typed half"]) == 8


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize(
    ("task", "name", "message"),
    [
        (
            "AsStore",
            "typed counter",
            r"GetActor<typed::Store>\(typed counter\): that actor is a NewCounter, not made by NewStore; GetActor\(\)",
        ),
        ("OfNamed", "typed plain", "that actor is a Plain of Python, not made by "),
        ("AsElsewhere", "typed counter", "no factory of this library's app makes a typed::Elsewhere; GetActor"),
    ],
)
def test_an_actor_of_another_class(task: str, name: str, message: str) -> None:
    import typed

    with pytest.raises(TypeError, match=message):
        getattr(typed.tasks, task)([name] if task == "OfNamed" else name)


def test_an_untyped_ref_is_checked_when_the_task_runs() -> None:
    import typed

    with pytest.raises(gorayffi.NativeError, match=r"Divide\(\) argument 'a'.*str"):
        typed.tasks.WrongValue()


def test_a_function_of_no_app() -> None:
    import typed

    with pytest.raises(gorayffi.NativeError, match=r"Task<&typed::Elsewhere::Task>\(\): no task, factory or method"):
        typed.tasks.NoTask()


def test_a_failure_names_the_task() -> None:
    import typed

    with pytest.raises(gorayffi.NativeError, match=r"Positive.*not positive"):
        typed.tasks.Fails()
