"""Correct uses of `calc`: strict mypy and strict pyright accept each line and infer the types that are asserted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import calc
import callbacks
import coroutines
import goray
import numpy as np
import opaque
import overloads
import ray
import streams
import variants
from calc import Color, Counter, CounterHandle, DivMod, Order, OrderLike
from calc.tasks import Divide, Price
from goray.typing import ActorFactory, ActorHandle, MapResults, Ref, Stream, StreamRefs, Task, TaskOptions
from ray import ObjectRef
from typing_extensions import assert_type


@dataclass
class MyOrder:
    id: int
    parts: list[DivMod] = field(default_factory=list[DivMod])


@dataclass(frozen=True)
class MyDivMod:
    quotient: int
    remainder: int


def any_factory(factory: ActorFactory[CounterHandle]) -> CounterHandle:
    return factory.options(num_cpus=0.5).remote(1)


def factories_have_a_public_type() -> None:
    any_factory(calc.NewCounter)
    any_factory(Counter.options(name="c"))


def calls_in_process() -> None:
    assert_type(calc.tasks.Hello("Ada"), str)
    assert_type(calc.tasks.Divide(9), DivMod)
    assert_type(calc.tasks.Divide(9, b=4)["remainder"], int)
    assert_type(Divide(a=True, b=2), DivMod)
    assert_type(calc.tasks.Add(1, 0.5), float)
    assert_type(calc.tasks.Both(3), tuple[int, str])
    assert_type(calc.tasks.Echo("any", 1, None), list[Any])
    assert_type(calc.tasks.Same(1), Any)
    assert_type(calc.tasks.Digest(b"x"), bytes)
    calc.tasks.Digest(bytearray(2))
    calc.tasks.Digest(memoryview(b"x"))
    calc.tasks.Digest(np.zeros(4))
    assert_type(calc.tasks.Series({"a": (1, 2.5), "b": [3]}), dict[str, list[float]])
    assert_type(calc.tasks.Series({"a": np.zeros(4), "b": np.arange(3)}), dict[str, list[float]])
    calc.tasks.Nothing()


def submissions(number: ObjectRef[int], flag: ObjectRef[bool], real: ObjectRef[float], data: ObjectRef[bytes]) -> None:
    assert_type(calc.tasks.Divide.remote(9, b=4), ObjectRef[DivMod])
    assert_type(calc.tasks.Divide.remote(number, flag), ObjectRef[DivMod])
    assert_type(calc.tasks.Add.remote(number, real), ObjectRef[float])
    assert_type(calc.tasks.Digest.remote(data), ObjectRef[bytes])
    assert_type(calc.tasks.Nothing.remote(), ObjectRef[None])
    assert_type(ray.get(calc.tasks.Hello.remote("Ada")), str)
    assert_type(ray.get([calc.tasks.Both.remote(1)]), list[tuple[int, str]])
    with_options = calc.tasks.Divide.options(num_cpus=0.5, max_retries=-1, scheduling_strategy="SPREAD", name="d")
    assert_type(with_options.remote(9), ObjectRef[DivMod])
    assert_type(with_options.map(range(3), [1, 2, 3], ordered=False), MapResults[DivMod])
    assert_type(next(calc.tasks.Divide.map([1], num_threads=2, progress=True)), DivMod)
    assert_type(next(calc.tasks.Divide.map.remote([1], chunk_size=2)), ObjectRef[list[DivMod]])
    assert_type(list(Counter.remote(0).Incr.map([1, 2])), list[int])
    assert_type(ray.get(list(Counter.remote(0).Incr.map.remote([1, 2]))), list[list[int]])
    assert_type(with_options.options(memory=1e6).remote(9), ObjectRef[DivMod])


async def awaited() -> None:
    assert_type(await calc.tasks.Divide.remote(9, 4), DivMod)
    assert_type(await Counter.remote(0).Incr.remote(), int)


def structs(order: Order, like: OrderLike, ref: ObjectRef[Order], price: ObjectRef[float]) -> None:
    assert_type(calc.tasks.Price({"id": 1, "parts": []}), Order)
    calc.tasks.Price({"id": 1, "parts": ({"quotient": 1, "remainder": 0},), "parent": {"id": 2, "parts": []}})
    calc.tasks.Price(order, 2, Color.GREEN)
    calc.tasks.Price(MyOrder(1), 2)
    calc.tasks.Price({"id": 1, "parts": [MyDivMod(1, 0), {"quotient": 1, "remainder": 0}]})
    calc.tasks.Price.remote(MyOrder(1))
    calc.tasks.Price(like, lambda_=None, color=Color(1))
    calc.tasks.Price.remote(ref, price, calc.Color.RED)
    Price.remote(order, lambda_=1)
    assert_type(order["price"], float)
    assert_type(order["note"], "str | None")
    parent = order["parent"]
    if parent is not None:
        assert_type(parent["parts"], list[DivMod])


def actors(number: ObjectRef[int]) -> None:
    local: Counter = Counter(5)
    assert_type(local.Incr(), int)
    assert_type(calc.NewCounter(5), Counter)
    handle = Counter.remote(number)
    assert_type(handle, CounterHandle)
    assert_type(handle.Incr.remote(by=number), ObjectRef[int])
    assert_type(handle.Incr.options(max_task_retries=2).remote(), ObjectRef[int])
    named = Counter.options(name="c", lifetime="detached", max_restarts=-1, get_if_exists=True)
    assert_type(named.remote(0), CounterHandle)
    assert_type(named.get("c"), CounterHandle)
    assert_type(calc.NewCounter.get("c", namespace="n"), CounterHandle)
    assert_type(calc.NewCounter.options(num_cpus=1).remote(0), CounterHandle)
    assert_type({handle: 1}[handle], int)
    handle.kill(no_restart=False)


def by_name() -> None:
    assert_type(calc.golang_task("Divide")(9), DivMod)
    assert_type(calc.golang_task("Hello", num_cpus=1, name="x").remote("Ada"), ObjectRef[str])
    assert_type(calc.golang_local_run_task("Both", 1), tuple[int, str])
    assert_type(calc.golang_actor_class("NewCounter", max_restarts=1).remote(0), CounterHandle)
    assert_type(calc.golang_local_new_actor("NewCounter", 0).Incr(2), int)


def rays_functions(handle: CounterHandle, ref: ObjectRef[int], task: Task, options: TaskOptions) -> None:
    assert_type(goray.put(1.5), ObjectRef[float])
    assert_type(goray.get(ref), int)
    assert_type(goray.get([ref]), list[int])
    assert_type(goray.wait([ref], num_returns=1), tuple[list[ObjectRef[int]], list[ObjectRef[int]]])
    goray.cancel(ref, force=True)
    goray.kill(handle, no_restart=False)
    assert_type(task.options(**options), Task)
    assert_type(goray.__version__, str)
    kept: ActorHandle = handle
    number: Ref[float] = ref
    calc.tasks.Divide.bind(calc.tasks.Same.bind(number), 1)
    Counter.bind(1).Incr.bind(kept)
    handle.Incr.bind(by=1)
    assert_type(Counter.get("c"), CounterHandle)


def variants_are_unions(ref: ObjectRef[int]) -> None:
    assert_type(variants.tasks.Same(1), int | float)
    assert_type(variants.tasks.Maybe(None), variants.Color | str | None)
    variants.tasks.Area({"side": 1})
    variants.tasks.Area({"radius": 1})
    variants.tasks.Same.remote(ref)
    variants.tasks.Graft({"value": [{"value": 1}]})


def overloads_have_types_of_their_own(ref: ObjectRef[str], counter: overloads.CounterHandle) -> None:
    assert_type(overloads.tasks.Twice(1), int)
    assert_type(overloads.tasks.Twice(1.5), float)
    assert_type(overloads.tasks.Twice("a", times=3), str)
    assert_type(overloads.tasks.Twice.remote(ref), ObjectRef[str])
    assert_type(overloads.tasks.Twice.options(num_cpus=1).remote(1), ObjectRef[int])
    assert_type(overloads.tasks.Find("red"), overloads.Color)
    assert_type(overloads.tasks.Find(), set[overloads.Color])
    assert_type(overloads.tasks.Area({"radius": 1}), float)
    assert_type(overloads.Counter("1").Add([1]), list[int])
    assert_type(overloads.Counter.remote(start=1), overloads.CounterHandle)
    assert_type(counter.Add.remote(), ObjectRef[int])
    assert_type(counter.Add.remote([1]), ObjectRef[list[int]])
    assert_type(overloads.golang_local_run_task("Twice", "a"), str)


def objects_that_stay_in_cpp() -> None:
    index = opaque.tasks.Open(["a"])
    assert_type(index, opaque.Index)
    assert_type(opaque.tasks.Count(index), int)
    assert_type(opaque.tasks.Find(True), opaque.Index | None)
    assert_type(opaque.tasks.Either("a"), opaque.Index | str)
    assert_type(opaque.tasks.Turn({"name": "a", "index": index})["spare"], opaque.Index | None)
    assert_type(opaque.Keeper().Swap(index), opaque.Index)


def functions_that_cpp_calls() -> None:
    assert_type(callbacks.tasks.Integrate(lambda x: x * x, 0, 1), float)
    assert_type(callbacks.tasks.Where(3, lambda i: i > 1), list[int])
    assert_type(callbacks.tasks.Replace("a", str.upper), str)
    seen: list[int] = []
    assert_type(callbacks.tasks.ForEach(3, seen.append), None)
    assert_type(callbacks.tasks.Mix(lambda color, named: named[color.name]), callbacks.Color)
    assert_type(callbacks.tasks.Visit([], lambda stop: stop if stop["name"] else None), list[callbacks.Stop])
    assert_type(callbacks.tasks.Where.remote(3, lambda i: i > 1), ObjectRef[list[int]])
    assert_type(callbacks.Bell(seen.append), callbacks.Bell)


def coroutines_are_functions() -> None:
    assert_type(coroutines.tasks.Plain("a", number=1), coroutines.Page)
    assert_type(coroutines.tasks.Plain.remote("a"), ObjectRef[coroutines.Page])
    assert_type(coroutines.tasks.Sum([coroutines.tasks.Square.remote(1)]), int)
    assert_type(coroutines.Ledger(0).Echo("a"), str)
    assert_type(coroutines.Ledger.remote(0).Fetch.remote(1), ObjectRef[tuple[coroutines.Page, coroutines.Level]])


def given_one_after_another() -> None:
    assert_type(streams.tasks.Count(3), Stream[int])
    assert_type(next(streams.tasks.Words("a")), streams.Word)
    assert_type([*streams.tasks.Levels()], list[tuple[streams.Level, str | None]])
    with streams.tasks.Forever() as numbers:
        assert_type(next(numbers), int)
    assert_type(streams.tasks.Count.remote(3, step=2), StreamRefs[int])
    assert_type(next(streams.tasks.Count.options(max_items_ahead=2, num_cpus=1).remote(3)), ObjectRef[int])
    assert_type(streams.Counter(0).Up(2), Stream[int])
    assert_type(streams.Counter.remote(0).Up.options(max_items_ahead=2).remote(2), StreamRefs[int])
    assert_type(streams.golang_task("Count", max_items_ahead=2).remote(3), StreamRefs[int])
    assert_type(streams.golang_local_run_task("Count", 3), Stream[int])
    streams.Counter.remote(0).Forever.remote().close()


def several_objects_of_one_result() -> None:
    number, text = calc.tasks.Both.options(num_returns=2, name="both").remote(1)
    assert_type(number, ObjectRef[int])
    assert_type(text, ObjectRef[str])
    page = coroutines.Ledger.remote(0).Fetch.options(num_returns=2).options(name="x").remote(1)
    assert_type(page, tuple[ObjectRef[coroutines.Page], ObjectRef[coroutines.Level]])
    assert_type(calc.tasks.Both.options(name="both").remote(1), ObjectRef[tuple[int, str]])


async def awaited_one_after_another() -> None:
    async for ref in streams.tasks.Words.remote("a b"):
        assert_type(await ref, streams.Word)


def closed_objects() -> None:
    with Counter(1) as counter:
        assert_type(counter, Counter)
    counter.close()
