"""Generated packages on a real Ray."""

from __future__ import annotations

import asyncio
import pickle
import traceback
from typing import Any

import gorayffi
import pytest
import ray

from tests.features.generated.conftest import wait_until_dead

pytestmark = pytest.mark.usefixtures("ray_session")


def test_task() -> None:
    import calc

    ref = calc.tasks.Divide.remote(7, b=2)
    assert isinstance(ref, ray.ObjectRef)
    assert ray.get(ref) == {"quotient": 3, "remainder": 1}
    assert ray.get(calc.tasks.Echo.remote(ref, 1)) == [{"quotient": 3, "remainder": 1}, 1]
    assert ray.get(calc.tasks.Price.remote({"id": 1, "parts": []}, color=calc.Color.GREEN))["price"] == 0


def test_large_bytes_are_bytes_whatever_the_parameter() -> None:
    import calc

    large = bytes(range(256)) * 1_000
    assert ray.get(calc.tasks.Digest.remote(large)) == large
    assert ray.get(calc.tasks.Digest.remote(data=large)) == large
    assert ray.get(calc.tasks.Digest.remote(ray.put(large))) == large
    assert ray.get(calc.tasks.Same.remote(large)) == large
    assert ray.get(calc.tasks.Echo.remote(1, large)) == [1, large]


def test_default_that_only_cpp_knows() -> None:
    import names

    assert ray.get(names.tasks.Computed.remote()) == "xxx"


def test_results_have_their_python_types() -> None:
    import values

    light = ray.get(values.tasks.Switch.remote(values.Light.OFF))
    assert light is values.Light.ON
    assert ray.get(values.tasks.One.remote()) == (1,)
    assert ray.get(values.tasks.Nested.remote())[1][0] == (1, values.Light.OFF)
    room = ray.get(values.tasks.SameRoom.remote({"lamps": {}, "next": {"lamps": {}}}))
    assert room == {"lamps": {}, "spare": None, "next": {"lamps": {}, "spare": None, "next": None}}


def test_options() -> None:
    import calc

    task = calc.tasks.Divide.options(num_cpus=2).options(name="half")
    assert ray.get(task.remote(7, 2)) == {"quotient": 3, "remainder": 1}
    assert ray.get(pickle.loads(pickle.dumps(task)).remote(7, 2)) == {"quotient": 3, "remainder": 1}
    with pytest.raises(TypeError, match=r"no option 'num_cpu'\. Did you mean 'num_cpus'"):
        calc.tasks.Divide.options(num_cpu=2)
    with pytest.raises(TypeError, match=r"no option 'max_restart'\. Did you mean 'max_restarts'"):
        calc.NewCounter.options(max_restart=2)
    with pytest.raises(ValueError, match="it returns DivMod, which is not a tuple"):
        calc.tasks.Divide.options(num_returns=2)
    with pytest.raises(TypeError, match=r"use \.remote"):
        task(7, 2)


@pytest.mark.parametrize(
    ("args", "kwargs", "text"),
    [
        ((), {}, r"calc\.tasks\.Divide\.remote\(\): missing a required argument: 'a'; it takes \(a: int, b: int = 1\)"),
        ((1, 2, 3), {}, "too many positional arguments"),
        ((1,), {"c": 2}, "unexpected keyword argument 'c'"),
    ],
)
def test_wrong_arguments_fail_before_submission(args: tuple[Any, ...], kwargs: dict[str, Any], text: str) -> None:
    import calc

    with pytest.raises(TypeError, match=text):
        calc.tasks.Divide.remote(*args, **kwargs)


def test_plain_values_of_a_wrong_type_fail_before_submission() -> None:
    import calc

    with pytest.raises(TypeError, match=r"^Divide\(\) argument 'a': expected int, got str$"):
        calc.tasks.Divide.remote("7")
    with pytest.raises(TypeError, match=r"^Divide\(\) argument 'b': expected int, got None$"):
        calc.tasks.Divide.remote(7, b=None)
    with pytest.raises(TypeError, match=r"^NewCounter\(\) argument 'start': expected int, got float$"):
        calc.Counter.remote(1.0)
    with pytest.raises(TypeError, match=r"^Incr\(\) argument 'by': expected int, got list$"):
        calc.Counter.remote(1).Incr.remote([1])
    assert ray.get(calc.tasks.Add.remote(True, 1)) == 2


def test_errors_keep_their_types() -> None:
    import actors
    import calc

    with pytest.raises(TypeError, match="argument 'a'"):
        ray.get(calc.tasks.Divide.remote(ray.put("7")))
    with pytest.raises(gorayffi.NativeError, match="no such item"):
        ray.get(actors.Store.remote("a").Fail.remote())


def test_an_error_that_nobody_caught_is_printed_once() -> None:
    import actors

    with pytest.raises(gorayffi.NativeError) as caught:
        ray.get(actors.Store.remote("a").Fail.remote())
    printed = "".join(traceback.format_exception(caught.value))
    assert printed.count("[cpp] std::invalid_argument") == 1


def test_actor() -> None:
    import calc

    counter = calc.Counter.remote(ray.put(1))
    assert isinstance(counter, calc.CounterHandle)
    assert ray.get([counter.Incr.remote(1), counter.Incr.remote(by=2), counter.Incr.remote()]) == [2, 4, 5]
    assert ray.get(counter.Incr.options(max_task_retries=1).remote(5)) == 10
    with pytest.raises(TypeError, match=r"CounterHandle\.Incr\.remote\(\): too many.*it takes \(by: int = 1\) -> int"):
        counter.Incr.remote(1, 2)
    with pytest.raises(TypeError, match=r"call CounterHandle\.Incr\.remote"):
        counter.Incr(1)


def test_renamed_and_converted_methods() -> None:
    import actors
    import names

    assert ray.get(names.Box.remote().kill_.remote()) == 7
    kept = names.lambda_.options(name="keyword").remote()
    assert ray.get(names.lambda_.get("keyword").pass_.remote()) == 1
    kept.kill()
    store = actors.NewStore.remote("a", actors.Mode.LOUD)
    assert ray.get(store.Both.remote()) == ("a", actors.Mode.LOUD)
    assert ray.get(actors.Base.remote().Which.remote()) == 2
    derived = actors.MakeDerived.remote()
    assert ray.get(derived.Which.remote()) == 3
    assert ray.get([derived.__call__.remote(4), derived.__call__.remote(4, by=3)]) == [8, 12]
    with pytest.raises(TypeError, match=r"runs in a Ray worker: call DerivedHandle\.__call__\.remote\(\.\.\.\)"):
        derived(4)


def test_named_actor() -> None:
    import actors
    import calc

    made = calc.Counter.options(name="generated-c1").remote(5)
    found = calc.NewCounter.get("generated-c1")
    assert found == made
    assert hash(found) == hash(made)
    assert ray.get(found.Incr.remote()) == 6
    with pytest.raises(TypeError, match=r"actors\.NewStore\.get.*is a Go\.NewCounter, not a Go\.NewStore"):
        actors.NewStore.get("generated-c1")
    with pytest.raises(ValueError, match="nobody"):
        calc.NewCounter.get("nobody")


def test_handle_travels() -> None:
    import calc

    @ray.remote
    def add(counter: Any, handles: list[Any]) -> tuple[int, Any]:
        return ray.get(counter.Incr.remote(1)) + ray.get(handles[0].Incr.remote(1)), counter

    counter = calc.Counter.remote(0)
    total, back = ray.get(add.remote(counter, [counter]))
    assert total == 3
    assert back == counter


def test_kill() -> None:
    import calc

    counter = calc.Counter.remote(0)
    ray.get(counter.Incr.remote())
    counter.kill()
    wait_until_dead(counter)


def test_await() -> None:
    import calc

    async def both() -> tuple[Any, Any]:
        return await calc.tasks.Divide.remote(7, 2), await calc.Counter.remote(1).Incr.remote(1)

    assert asyncio.run(both()) == ({"quotient": 3, "remainder": 1}, 2)


def test_string_api() -> None:
    import calc

    assert ray.get(calc.golang_task("Divide", num_cpus=2).remote(7, 2)) == {"quotient": 3, "remainder": 1}
    assert ray.get(calc.golang_actor_class("NewCounter", max_restarts=1).remote(1).Incr.remote()) == 2


def test_tasks_and_factories_travel() -> None:
    import calc

    @ray.remote
    def use(task: Any, factory: Any) -> tuple[Any, int]:
        return ray.get(task.remote(7, 2)), ray.get(factory.remote(1).Incr.remote())

    assert ray.get(use.remote(calc.tasks.Divide, calc.NewCounter)) == ({"quotient": 3, "remainder": 1}, 2)


def test_names_in_rays_tools() -> None:
    import calc

    @ray.remote
    def name_of(handle: Any) -> str:
        return str(handle._goray_inner._ray_actor_creation_function_descriptor.class_name)

    assert ray.get(name_of.remote(calc.Counter.remote(0))) == "Go.NewCounter"
    assert ray.remote(calc.tasks.Divide.__wrapped__)._function_name == "calc._remote.Divide"
