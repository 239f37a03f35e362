"""Typed calls of C++: `goray::Task<&F>`, `Actor<&F>`, `handle.Task<&M>` and `GetActor<T>`; the app is `typed`."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import goray
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


def test_split() -> None:
    import typed

    typed.tasks.OfSplit()
    ray.get(typed.tasks.OfSplit.remote())


@pytest.mark.parametrize(
    ("how", "text"),
    [
        (
            "number",
            "Parts: num_returns=2 is not supported: it returns a tuple of 3 values, int64, struct<typed::DivMod>",
        ),
        ("no tuple", "Quotient: num_returns=2 is not supported: it returns one value, which is not a tuple of several"),
        ("option", "in C++ write goray::Task<&F>().Split() or goray::RemoteCallSplit<A, B>(...)"),
        ("fails", "nothing to divide by | "),
        ("one value", "NewCounter.Incr(): it returned no tuple, but the caller wants 2 objects of its elements"),
        ("method", "NewCounter.Both(): it returned a tuple of 2, but the caller wants 3 objects of its elements"),
    ],
)
def test_wrong_split(how: str, text: str) -> None:
    import typed

    told = typed.tasks.WrongSplit(how)
    assert text in told
    assert how != "fails" or told.count("nothing to divide by") == 2


def test_num_returns() -> None:
    import typed

    quotient, whole, text = typed.tasks.Parts.options(num_cpus=0.5).options(num_returns=3).remote(7)
    assert ray.get([quotient, whole, text]) == [3, {"quotient": 3, "remainder": 1}, "7"]
    assert ray.get(typed.tasks.Quotient.remote(whole)) == 3
    assert str(inspect.signature(typed.tasks.Parts.options(num_returns=3).remote)).endswith(
        "-> 'tuple[ObjectRef[int], ObjectRef[DivMod], ObjectRef[str]]'"
    )
    numbers, data = ray.get(list(typed.tasks.Large.options(num_returns=2).remote(200_000)))
    assert numbers[-1] == 199_999
    assert data == bytes([7]) * 200_000
    ref, handle = ray.get(list(typed.tasks.References.options(num_returns=2).remote(6)))
    assert ray.get(ref) == 6
    both = handle.Both.options(num_returns=2)
    assert ray.get(list(both.remote(4))) == [10, "10"]
    assert ray.get(list(typed.tasks.Awaited.options(num_returns=2).remote(5))) == [5, "5"]
    by_name = typed.golang_task("Parts", num_returns=3).remote(7, 2)
    assert ray.get(by_name[2]) == "7"


def test_num_returns_by_name() -> None:
    import typed

    app = goray.App(typed.tasks.Parts._library.path)
    refs = app.task("Parts", num_returns=3).remote(7, 2)
    assert type(refs) is tuple
    assert ray.get(list(refs)) == [3, {"quotient": 3, "remainder": 1}, "7"]
    with pytest.raises(
        ValueError, match="Parts: num_returns=2 is not supported: it returns a tuple of 3 values, int64"
    ):
        app.task("Parts", num_returns=2).remote(7, 2)
    with pytest.raises(ValueError, match="Quotient: num_returns=2 is not supported: it returns one value, which is no"):
        app.task("Quotient").options(num_returns=2).remote({})
    counter = app.actor_class("NewCounter").remote(1)
    assert ray.get(counter.Both.options(num_returns=2).remote(1)) == [2, "2"]


def test_num_returns_of_a_failure(tmp_path: Path) -> None:
    import typed

    for ref in typed.tasks.Parts.options(num_returns=3).remote(7, 0):
        with pytest.raises(gorayffi.NativeError, match="nothing to divide by"):
            ray.get(ref)
    twice = typed.tasks.SecondTime.options(num_returns=2, max_retries=1, retry_exceptions=True)
    assert ray.get(list(twice.remote(str(tmp_path / "once")))) == ["done", 2]
    handle = typed.Counter.remote(1)
    for ref in handle.Both.options(num_returns=2).remote(-1):
        with pytest.raises(gorayffi.NativeError, match="only upwards"):
            ray.get(ref)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        (2, r"it returns a tuple of 3 values, int, DivMod, str; write num_returns=3, or leave num_returns out for one"),
        (0, "it counts the elements of the tuple that is returned; leave num_returns out"),
        ("streaming", "it counts the elements"),
    ],
)
def test_wrong_num_returns(wanted: Any, text: str) -> None:
    import typed

    with pytest.raises(ValueError, match=rf"typed\.tasks\.Parts\.options\(\): num_returns={wanted!r} .*{text}"):
        typed.tasks.Parts.options(num_returns=wanted)


def test_num_returns_of_one_value() -> None:
    import typed

    assert ray.get(typed.tasks.Parts.options(num_returns=1).remote(7)) == (3, {"quotient": 3, "remainder": 1}, "7")
    with pytest.raises(
        ValueError, match="it returns DivMod, which is not a tuple of several values; leave num_returns out"
    ):
        typed.tasks.Divide.options(num_returns=2)
    with pytest.raises(ValueError, match="it returns Any, which is not a tuple"):
        typed.tasks.Half.options(num_returns=2)
    with pytest.raises(TypeError, match=r"tasks\.Parts: num_returns is an option of a single call"):
        typed.tasks.Parts.options(num_returns=3).map([1])
    handle = typed.Counter.remote(1)
    with pytest.raises(ValueError, match=r"CounterHandle\.Incr\.options\(\): num_returns=2 .* it returns int, which"):
        handle.Incr.options(num_returns=2)
    with pytest.raises(TypeError, match=r"CounterHandle\.Both: num_returns is an option of a single call"):
        handle.Both.options(num_returns=2).map([1])


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
