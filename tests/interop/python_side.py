"""Cases that a table cannot say: what a Python program does with the library, whichever goray runs it."""

from __future__ import annotations

import concurrent.futures
from typing import Any


def many_calls() -> int:
    """Tasks and actors' methods at once; how many of the answers are right.

    The actors are made and released by one thread: the Go module keeps them in a list without a lock, so two that are
    made at once may get one id. `tests/features/generated/test_in_process.py` makes and releases ours by many.
    """
    import goray

    counters = [goray.golang_local_new_actor("Counter", number) for number in range(16)]

    def call(number: int) -> int:
        incr = counters[number].Incr
        return sum(incr(1) == number + i + 1 and goray.golang_local_run_task("Not", False) for i in range(50))

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        return sum(pool.map(call, range(16)))


def python_refs() -> list[Any]:
    import goray
    import ray

    @ray.remote
    def squared(x: int) -> str:
        return f"squared {x * x}"

    return list(ray.get(goray.golang_task("Echo").remote(squared.remote(3), ray.put("put"))))


def named_by_library() -> list[int]:
    import goray
    import ray

    goray.golang_local_run_task("NameActor", "of the library", 5)
    actor = ray.get_actor("of the library")
    results = [ray.get(actor.Incr.remote(1)), ray.get(actor.Incr.remote(2))]
    goray.golang_local_run_task("KillActor", "of the library")
    return results


def named_by_plain_python() -> int:
    import goray
    import ray

    @ray.remote
    class Doubler:
        def double(self, x: int) -> int:
            return 2 * x

    actor = Doubler.options(name="of plain Python").remote()
    ray.get(actor.double.remote(0))
    try:
        return int(goray.golang_local_run_task("CallActor", "of plain Python", "double", 21))
    finally:
        ray.kill(actor)


def named_by_python() -> list[int]:
    """The library calls from its own process, then from a worker."""
    import goray
    import ray

    actor = goray.golang_actor_class("Counter").options(name="of Python").remote(5)
    ray.get(actor.Incr.remote(0))
    call = ("CallActor", "of Python", "Incr")
    results = [goray.golang_local_run_task(*call, 1), ray.get(goray.golang_task(call[0]).remote(*call[1:], 2))]
    ray.kill(actor)
    return results
