"""What Ray has of a function, made once for each set of options."""

from __future__ import annotations

from goray._worker.remote_options_cache import RemoteOptionsCache


def function() -> None: ...


def test_a_variant_is_made_once() -> None:
    cache = RemoteOptionsCache(function, {})
    assert cache.get({}) is cache.get({})
    assert cache.get({"num_cpus": 1, "memory": 2}) is cache.get({"memory": 2, "num_cpus": 1})
    assert cache.get({"num_cpus": 1}) is not cache.get({"num_cpus": 2})
    assert cache.get({"num_cpus": 1}) is not cache.get({"num_cpus": True})


def test_options_that_are_not_plain_data_work_uncached() -> None:
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    options = {"scheduling_strategy": NodeAffinitySchedulingStrategy("ab" * 28, soft=True)}
    cache = RemoteOptionsCache(function, {})
    assert cache.get(options) is not cache.get(options)


def test_the_cache_is_bounded() -> None:
    cache = RemoteOptionsCache(function, {})
    first = cache.get({"name": "0"})
    for i in range(1, RemoteOptionsCache.SIZE + 1):
        cache.get({"name": str(i)})
    assert cache.get({"name": str(RemoteOptionsCache.SIZE)}) is cache.get({"name": str(RemoteOptionsCache.SIZE)})
    assert cache.get({"name": "0"}) is not first


def test_max_calls_which_ray_takes_at_the_decorator_only() -> None:
    assert RemoteOptionsCache(function, {}).get({"max_calls": 1, "num_cpus": 1}) is not None
