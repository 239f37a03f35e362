"""What Ray has of a function, made once for each set of options."""

from __future__ import annotations

from goray._worker.variants import Variants


def function() -> None: ...


def test_a_variant_is_made_once() -> None:
    variants = Variants(function, {})
    assert variants.get({}) is variants.get({})
    assert variants.get({"num_cpus": 1, "memory": 2}) is variants.get({"memory": 2, "num_cpus": 1})
    assert variants.get({"num_cpus": 1}) is not variants.get({"num_cpus": 2})
    assert variants.get({"num_cpus": 1}) is not variants.get({"num_cpus": True})


def test_options_that_are_not_plain_data_work_uncached() -> None:
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    options = {"scheduling_strategy": NodeAffinitySchedulingStrategy("ab" * 28, soft=True)}
    variants = Variants(function, {})
    assert variants.get(options) is not variants.get(options)


def test_the_cache_is_bounded() -> None:
    variants = Variants(function, {})
    first = variants.get({"name": "0"})
    for i in range(1, Variants.SIZE + 1):
        variants.get({"name": str(i)})
    assert variants.get({"name": str(Variants.SIZE)}) is variants.get({"name": str(Variants.SIZE)})
    assert variants.get({"name": "0"}) is not first


def test_max_calls_which_ray_takes_at_the_decorator_only() -> None:
    assert Variants(function, {}).get({"max_calls": 1, "num_cpus": 1}) is not None
