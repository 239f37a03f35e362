"""Refs and actor handles inside values, between Python and C++, on a real Ray; `tests/golden/refs/app.h` is the app."""

from __future__ import annotations

from typing import Any

import gorayffi
import pytest
import ray
import ray.actor

pytestmark = pytest.mark.usefixtures("ray_session")


@ray.remote
def slow_square(x: int) -> int:
    return x * x


@ray.remote
def fail(text: str) -> int:
    raise KeyError(text)


@ray.remote
class Plain:
    def __init__(self) -> None:
        self.kept: list[Any] = []

    def double(self, x: int) -> int:
        return 2 * x

    def keep(self, refs: list[Any]) -> int:
        self.kept = refs
        return len(refs)

    def sum(self) -> int:
        return sum(ray.get(self.kept))


def test_a_list_of_refs_is_an_argument() -> None:
    import refs

    numbers = [ray.put(3), slow_square.remote(2), refs.tasks.Square.remote(5)]
    assert refs.tasks.Sum(numbers) == 32
    assert ray.get(refs.tasks.Sum.remote(numbers)) == 32
    assert ray.get(refs.tasks.SumElsewhere.remote(numbers)) == 32


def test_a_task_gives_refs() -> None:
    import refs

    for made in (refs.tasks.Squares(4), ray.get(refs.tasks.Squares.remote(4))):
        assert all(isinstance(ref, ray.ObjectRef) for ref in made)
        assert ray.get(made) == [0, 1, 4, 9]
    assert ray.get(refs.tasks.Sum.remote(refs.tasks.Squares.remote(4))) == 14


def test_struct_members() -> None:
    import refs

    counter = refs.Counter.remote(7)
    plain = Plain.remote()
    basket: refs.BasketLike = {
        "one": ray.put(1),
        "by_name": {"two": ray.put(2), "three": ray.put(3)},
        "counter": counter,
        "others": [plain, counter],
    }
    for turned in (refs.tasks.Turn(basket), ray.get(refs.tasks.Turn.remote(basket))):
        assert ray.get(turned["one"]) == 2
        assert ray.get(turned["by_name"]["two"]) == 1
        assert turned["maybe"] is None
        assert isinstance(turned["counter"], refs.CounterHandle)
        assert turned["counter"] == counter
        assert all(isinstance(other, ray.actor.ActorHandle) for other in turned["others"])
        assert ray.get(turned["others"][0].double.remote(2)) == 4


def test_values_of_any_type() -> None:
    import refs

    echoed = refs.tasks.Echo([ray.put("x")], {"y": ray.put(2)})
    assert ray.get(echoed[0]) == ["x"]
    assert ray.get(echoed[1]["y"]) == 2
    echoed = ray.get(refs.tasks.Echo.remote([ray.put("x")], {"y": ray.put(2)}))
    assert ray.get(echoed[1]["y"]) == 2


def test_handles() -> None:
    import refs

    counter = refs.Counter.remote(10)
    assert refs.tasks.Use(counter, 1) == 11
    assert ray.get(refs.tasks.Use.remote(counter, by=1)) == 12
    plain_handle = counter._goray_inner
    assert ray.get(refs.tasks.Use.remote(plain_handle, 1)) == 13
    assert ray.get(refs.Counter.remote(0).Ask.remote(counter, 1)) == 14
    same = ray.get(refs.tasks.Same.remote(counter))
    assert isinstance(same, ray.actor.ActorHandle)
    assert ray.get(same.Incr.remote(1)) == 15


def test_a_task_gives_a_handle() -> None:
    import refs

    for counter in (refs.tasks.MakeCounter(5), ray.get(refs.tasks.MakeCounter.remote(5))):
        assert isinstance(counter, refs.CounterHandle)
        assert ray.get(counter.Incr.remote(2)) == 7


def test_actors_of_plain_python_are_called_from_cpp() -> None:
    import refs

    plain = Plain.remote()
    assert ray.get(refs.tasks.Call.remote(plain, "double", 21)) == 42
    assert ray.get(refs.tasks.Call.remote(plain, "keep", refs.tasks.Squares.remote(3))) == 3
    assert ray.get(plain.sum.remote()) == 5
    with pytest.raises(gorayffi.NativeError, match=r"has no method 'doubl'. Did you mean 'double'\?"):
        ray.get(refs.tasks.Call.remote(plain, "doubl", 21))


def test_what_an_actor_keeps_stays_alive() -> None:
    import refs

    counter = refs.Counter.remote(0)
    ray.get(counter.Keep.remote([ray.put(4), refs.tasks.Square.remote(3)]))
    assert sum(ray.get(ray.get(counter.Kept.remote()))) == 13


def test_wrong_things_are_named() -> None:
    import refs

    with pytest.raises(TypeError, match=r"Sum\(\) argument 'numbers\[1\]': expected an ObjectRef, got int"):
        refs.tasks.Sum([ray.put(1), 2])
    with pytest.raises(TypeError, match=r"Use\(\) argument 'counter': expected an actor handle, got an ObjectRef"):
        refs.tasks.Use(ray.put(1), 1)
    with pytest.raises(TypeError, match=r"Sum\(\) argument 'numbers\[0\]': 'object' cannot cross"):
        refs.tasks.Sum([object()])


def test_a_failed_ref_says_whose_it_is() -> None:
    import refs

    with pytest.raises(gorayffi.NativeError, match=r"KeyError: .*'gone'"):
        ray.get(refs.tasks.Sum.remote([fail.remote("gone")]))
    with pytest.raises(gorayffi.NativeError, match="no such number"):
        ray.get(refs.tasks.Sum.remote([refs.tasks.Fail.remote("no such number")]))
