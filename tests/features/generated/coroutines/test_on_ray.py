"""Coroutines of tasks and of asynchronous actors on a real Ray."""

from __future__ import annotations

import asyncio
import pickle
from pathlib import Path
from typing import Any

import goray
import pytest
import ray

pytestmark = pytest.mark.usefixtures("ray_session")


@ray.remote(num_cpus=0)
class Signal:
    """What a test waits for, and what waits for the test."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self._waiting = 0

    async def wait(self) -> int:
        self._waiting += 1
        await self._event.wait()
        return 1

    def send(self) -> None:
        self._event.set()

    def waiting(self) -> int:
        return self._waiting

    async def fail(self) -> None:
        raise ValueError("not there")


def ledger(start: int = 0, **options: Any) -> Any:
    import coroutines

    return coroutines.Ledger.options(num_cpus=0, **options).remote(start)


def wait_for_bodies(actor: Any, count: int) -> None:
    """Until so many of its coroutines are under way."""
    while ray.get(actor.Bodies.remote()) != count:
        pass


def test_a_task_waits_for_others() -> None:
    import coroutines

    refs = [coroutines.tasks.Square.options(num_cpus=0).remote(i) for i in range(4)]
    assert coroutines.tasks.Sum(refs) == 14
    assert ray.get(coroutines.tasks.Sum.options(num_cpus=0).remote(refs)) == 14
    assert ray.get(coroutines.tasks.SumOfSquares.options(num_cpus=0).remote(4)) == 30
    assert list(coroutines.tasks.SumOfSquares.options(num_cpus=0).map([1, 2])) == [1, 5]
    with pytest.raises(ValueError, match="no, not that"):
        ray.get(coroutines.tasks.Fail.options(num_cpus=0).remote("no, not that"))


def test_an_actor_in_process_waits_on_its_thread() -> None:
    import coroutines

    here = coroutines.Ledger(1)
    assert here.Add([ray.put(2), ray.put(3)]) == 6
    assert here.Fetch(3) == ({"text": "page", "number": 9}, coroutines.Level.kHigh)
    with pytest.raises(ValueError, match="later"):
        here.Fail("later")
    assert here.Bodies() == 0


def test_calls_of_an_actor_take_turns() -> None:
    actor, signal = ledger(), Signal.remote()
    last = signal.wait.remote()
    waiting = [actor.Wait.remote([last]) for _ in range(20)]
    wait_for_bodies(actor, 20)  # so other calls run meanwhile
    assert ray.get(actor.Add.remote([ray.put(5)])) == 5
    assert ray.wait(waiting, timeout=0)[0] == []
    ray.get(signal.send.remote())
    assert ray.get(waiting) == [20] * 20
    assert ray.get(actor.Bodies.remote()) == 0


def test_ray_does_not_warn_of_what_is_there_already() -> None:
    actor = ledger()
    assert ray.get(actor.Add.remote([ray.put(5)])) == 5
    warned = actor.__ray_call__.remote(lambda _: ray._private.worker.blocking_get_inside_async_warned)  # type: ignore[attr-defined]
    assert ray.get(warned) is False


def test_max_concurrency_bounds_them() -> None:
    actor, signal = ledger(max_concurrency=2), Signal.remote()
    waiting = [actor.Wait.remote([signal.wait.remote()]) for _ in range(5)]
    ray.get(signal.send.remote())
    assert max(ray.get(waiting)) <= 2


def test_results_have_their_python_types() -> None:
    import coroutines

    actor = ledger(7)
    page, level = ray.get(actor.Fetch.remote(3, coroutines.Level.kLow))
    assert page == {"text": "page", "number": 9}
    assert level is coroutines.Level.kLow
    assert ray.get(actor.Fail.remote("")) is None
    data = bytes(range(256)) * 1_000
    assert ray.get(actor.Twice.remote(data)) == data * 2
    assert ray.get(list(actor.Numbers.remote(3))) == [0, 1, 2]
    assert ray.get(actor.Sum.remote()) == 7


def test_an_error_after_a_wait() -> None:
    actor = ledger()
    with pytest.raises(ValueError, match="after it has waited"):
        ray.get(actor.Fail.remote("after it has waited"))
    with pytest.raises(TypeError, match=r"Echo\(\) argument 'text': expected str, got int"):
        ray.get(actor.Echo.remote(1))
    assert ray.get(actor.Bodies.remote()) == 0


def test_what_is_awaited_fails_in_cpp() -> None:
    actor, signal = ledger(), Signal.remote()
    assert ray.get(actor.Failure.remote([signal.fail.remote()])) == "ValueError: not there"
    never = signal.wait.remote()
    told = actor.Failure.remote([never])
    while ray.get(signal.waiting.remote()) == 0:  # Ray may lose a cancel of what has not begun
        pass
    ray.cancel(never)
    assert ray.get(told) == "cancelled"


def test_a_cancelled_call_is_destroyed() -> None:
    actor, signal = ledger(), Signal.remote()
    call = actor.Wait.remote([signal.wait.remote()])
    wait_for_bodies(actor, 1)
    ray.cancel(call)
    with pytest.raises(ray.exceptions.TaskCancelledError):
        ray.get(call)
    wait_for_bodies(actor, 0)
    assert ray.get(actor.Echo.remote("on")) == "on"


def test_a_coroutine_has_no_bulk_calls() -> None:
    with pytest.raises(TypeError, match=r"LedgerHandle\.Echo: it is a coroutine, many calls .* so it has no map\(\)"):
        ledger().Echo.map(["a"])


def test_a_handle_travels() -> None:
    made = ledger(3)  # which keeps the actor
    actor = pickle.loads(pickle.dumps(made))
    assert ray.get(actor.Add.remote([ray.put(1)])) == 4


def test_the_string_api(packages: Path) -> None:
    app = goray.App(packages / "coroutines" / "libcoroutines.so")
    actor = app.actor_class("NewLedger", num_cpus=0).remote(1)
    signal = Signal.remote()
    waiting = actor.Wait.remote([signal.wait.remote()])
    wait_for_bodies(actor, 1)
    assert ray.get(actor.Add.remote([ray.put(2)])) == 3
    ray.get(signal.send.remote())
    assert ray.get(waiting) == 1
    assert ray.get(list(actor.Numbers.remote(2))) == [0, 1]
    assert ray.get(app.task("Sum", num_cpus=0).remote([ray.put(2)])) == 2


def test_cpp_calls_an_actor_with_coroutines() -> None:
    import coroutines

    assert coroutines.tasks.LedgerOnRay(3) == [9, 9, 9]
