"""Ray's own functions, each with tasks, actors and handles of a generated package."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pytest
import ray
import ray.util
from ray.dag import InputNode, MultiOutputNode
from ray.util.placement_group import placement_group, remove_placement_group
from ray.util.scheduling_strategies import PlacementGroupSchedulingStrategy

from tests.features.generated.conftest import wait_until_dead

pytestmark = [
    pytest.mark.usefixtures("ray_session"),
    pytest.mark.filterwarnings("ignore:DAGNode.execute"),  # for Serve, says Ray
]


def test_kill() -> None:
    import calc

    counter = calc.Counter.remote(0)
    ray.get(counter.Incr.remote())
    ray.kill(counter)
    wait_until_dead(counter)


def test_a_handle_is_of_its_own_class_for_all_but_kill() -> None:
    import calc

    counter = calc.Counter.remote(0)
    assert counter.__class__ is calc.CounterHandle
    assert not isinstance(counter, ray.actor.ActorHandle)
    assert ray.get(ray.put(counter)).__class__ is calc.CounterHandle


def test_cancel() -> None:
    import calc

    # Never there are its CPUs, not its argument: Ray 2.60 itself fails if it cancels a task as it resolves an argument.
    late = calc.tasks.Divide.options(num_cpus=1000).remote(7, 2)
    ray.cancel(late)
    with pytest.raises(ray.exceptions.TaskCancelledError):
        ray.get(late)


def test_wait() -> None:
    import calc

    refs = [calc.tasks.Divide.remote(7, 2), calc.Counter.remote(1).Incr.remote()]
    assert ray.wait(refs, num_returns=2, timeout=60) == (refs, [])


def test_actor_pool() -> None:
    import calc

    pool = ray.util.ActorPool([calc.Counter.remote(0), calc.Counter.remote(0)])
    assert sorted(pool.map(lambda counter, by: counter.Incr.remote(by), [1, 1, 1, 1])) == [1, 1, 2, 2]


def test_get_actor() -> None:
    import calc

    kept = calc.Counter.options(name="of-ray").remote(1)
    found = ray.get_actor("of-ray")
    assert ray.get(found.Incr.remote(by=2)) == 3
    assert ray.get(calc.CounterHandle(found).Incr.remote()) == 4
    assert calc.Counter.get("of-ray") == calc.CounterHandle(kept) == kept
    with pytest.raises(TypeError, match="too many positional arguments"):
        found.Incr.remote(1, 2)


def test_what_ray_gives_every_handle() -> None:
    import calc

    counter = calc.Counter.remote(1)
    assert ray.get(counter.__ray_ready__.remote())
    called = counter.__ray_call__.remote(lambda actor, by: (repr(actor), actor.Incr(by)), 4)
    assert ray.get(called) == ("calc.Counter", 5)
    assert counter._actor_id == counter._ray_actor_id
    counter.__ray_terminate__.remote()
    wait_until_dead(counter)
    with pytest.raises(AttributeError, match="'CounterHandle' object has no attribute 'Inc'"):
        counter.Inc  # noqa: B018


@pytest.fixture
def group() -> Iterator[Any]:
    made = placement_group([{"CPU": 1}])
    yield made
    remove_placement_group(made)


def test_placement_group(group: Any) -> None:
    import calc

    where = PlacementGroupSchedulingStrategy(group)
    assert ray.get(calc.tasks.Add.options(scheduling_strategy=where).remote(1, 2)) == 3
    counter = calc.Counter.options(scheduling_strategy=where, num_cpus=0).remote(1)
    assert ray.get(counter.Incr.remote()) == 2


def test_graph_of_tasks() -> None:
    import calc

    with InputNode() as number:
        divided = calc.tasks.Divide.bind(number, b=2)
        graph = calc.tasks.Echo.bind(divided, calc.tasks.Add.options(num_cpus=0).bind(number, 1))
    assert ray.get(graph.execute(9)) == [{"quotient": 4, "remainder": 1}, 10]


def test_graph_of_actors_that_it_makes() -> None:
    import calc

    for made in (calc.Counter.bind(5), calc.NewCounter.bind(start=5), calc.Counter.options(num_cpus=0).bind(5)):
        assert ray.get(made.Incr.bind(calc.tasks.Same.bind(2)).execute()) == 7


def test_compiled_graph_of_two_actors() -> None:
    import calc

    first, second = calc.Counter.remote(0), calc.Counter.remote(100)
    with InputNode() as number:
        sums = first.Incr.bind(number)
        graph = MultiOutputNode([sums, second.Incr.bind(sums)])
    compiled = graph.experimental_compile()
    try:
        assert [ray.get(compiled.execute(number)) for number in (1, 2, 3)] == [[1, 101], [3, 104], [6, 110]]
    finally:
        compiled.teardown()


def test_wrong_arguments_of_a_node() -> None:
    import calc

    with pytest.raises(TypeError, match=r"calc\.tasks\.Divide\.bind\(\): too many .*; it takes \(a: int, b: int = 1\)"):
        calc.tasks.Divide.bind(1, 2, 3)
    with pytest.raises(TypeError, match=r"calc\.NewCounter\.bind\(\): missing a required argument: 'start'"):
        calc.Counter.bind()
    with pytest.raises(TypeError, match=r"CounterHandle\.Incr\.bind\(\): got an unexpected keyword argument 'x'"):
        calc.Counter.remote(0).Incr.bind(x=1)


def test_signatures() -> None:
    import calc

    shown = {
        calc.tasks.Divide.remote: "(a: 'int', b: 'int' = 1) -> 'ObjectRef[DivMod]'",
        calc.tasks.Divide.bind: "(a: 'int', b: 'int' = 1) -> 'FunctionNode'",
        calc.NewCounter.remote: "(start: 'int') -> 'CounterHandle'",
        calc.Counter.remote(0).Incr.remote: "(by: 'int' = 1) -> 'ObjectRef[int]'",
    }
    assert {str(inspect.signature(call)) for call in shown} == set(shown.values())
    assert inspect.getdoc(calc.tasks.Divide.remote) == "Quotient and remainder."
