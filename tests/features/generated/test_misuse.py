"""What generated classes cannot be used for is refused at once, and the error says what to write instead."""

from __future__ import annotations

import copy
import inspect
import pickle
from typing import Any

import pytest
import ray

HOLDER = r"@ray.remote class {}: def __init__\(self\): self.inner = calc.Counter\(...\)"


def test_ray_remote_of_a_class() -> None:
    import calc

    remote = vars(calc.Counter)["remote"]
    for decorator in (ray.remote, ray.remote(num_cpus=1)):
        with pytest.raises(
            TypeError, match=r"^ray.remote\(Counter\) .* C\+\+ class: write calc.Counter.remote\(...\) for"
        ):
            decorator(calc.Counter)
    assert vars(calc.Counter)["remote"] is remote


def test_ray_remote_of_a_subclass() -> None:
    import calc

    class Sub(calc.Counter):  # type: ignore[misc, name-defined]
        pass

    with pytest.raises(TypeError, match=rf"^ray.remote\(Sub\) .*{HOLDER.format('Sub')}$"):
        ray.remote(Sub)


def test_a_subclass_has_no_actors() -> None:
    import calc

    class Sub(calc.Counter):  # type: ignore[misc, name-defined]
        def Twice(self) -> Any:  # noqa: N802
            return 2 * self.Incr(0)

    assert Sub(4).Twice() == 8
    for make in (lambda: Sub.remote(4), lambda: Sub.options(num_cpus=1), lambda: Sub(4).remote(4)):
        with pytest.raises(TypeError, match=rf"would make a plain Counter: write .*{HOLDER.format('Sub')}$"):
            make()
    assert hasattr(Sub, "remote")
    assert inspect.getmembers(Sub)


def test_an_object_makes_no_actors() -> None:
    import calc

    counter = calc.Counter(1)
    for make in (lambda: counter.remote(1), lambda: counter.options(num_cpus=1)):
        with pytest.raises(TypeError, match=r"this Counter lives in this process, .*: write Counter.*\(...\) if"):
            make()


@pytest.mark.usefixtures("ray_session")
def test_a_class_makes_actors_still() -> None:
    import calc

    made = [calc.Counter.remote(1), calc.Counter.options(num_cpus=0).remote(1)]
    assert ray.get([counter.Incr.remote() for counter in made]) == [2, 2]


def test_ray_remote_of_a_handles_class() -> None:
    import calc

    with pytest.raises(TypeError, match=r"^ray.remote\(CounterHandle\) cannot make an actor of a handle's class"):
        ray.remote(calc.CounterHandle)


def test_ray_remote_of_tasks_and_factories() -> None:
    import calc

    for made in (calc.tasks.Divide, calc.NewCounter):
        with pytest.raises(TypeError, match="must be applied to either a function or a class"):
            ray.remote(made)


@pytest.mark.parametrize("inner", [1, "name", None, object()])
def test_a_handle_of_what_is_no_actor(inner: Any) -> None:
    import calc

    with pytest.raises(TypeError, match=r"^CounterHandle\(\) takes Ray's handle of an actor, not .* `.get\(name\)`"):
        calc.CounterHandle(inner)


def test_an_object_does_not_leave_the_process() -> None:
    import calc

    class Sub(calc.Counter):  # type: ignore[misc, name-defined]
        pass

    for counter in (calc.Counter(1), Sub(1)):
        for use in (pickle.dumps, copy.copy, copy.deepcopy, ray.cloudpickle.dumps):
            with pytest.raises(TypeError, match=r"lives in this process only; make one by \.remote"):
                use(counter)


def test_classes_pickle_by_name() -> None:
    import calc

    for made in (calc.Counter, calc.CounterHandle, calc.NewCounter, calc.tasks.Divide):
        assert pickle.loads(pickle.dumps(made)) is made
        assert ray.cloudpickle.loads(ray.cloudpickle.dumps(made)) is made
