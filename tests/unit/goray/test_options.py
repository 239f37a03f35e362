"""Ray's options: checked early, and each variant made once."""

from __future__ import annotations

from typing import Any

import pytest
from goray._options import Variants, check


@pytest.mark.parametrize(
    ("kind", "options", "error", "text"),
    [
        ("task", {"num_cpu": 1}, TypeError, r"f: a Ray task has no option 'num_cpu'. Did you mean 'num_cpus'\?"),
        ("task", {"max_restarts": 1}, TypeError, "f: a Ray task has no option 'max_restarts'"),
        ("actor", {"max_retries": 1}, TypeError, "f: a Ray actor has no option 'max_retries'"),
        ("method", {"num_cpus": 1}, TypeError, "f: a Ray method has no option 'num_cpus'"),
        ("task", {"num_returns": 2}, ValueError, "f: num_returns=2 is not supported: .* leave num_returns out"),
        ("task", {"num_returns": 0}, ValueError, "f: num_returns=0 is not supported"),
        ("task", {"num_returns": "streaming"}, ValueError, "f: num_returns='streaming' is not supported"),
    ],
)
def test_refused(kind: Any, options: dict[str, Any], error: type[Exception], text: str) -> None:
    with pytest.raises(error, match=text):
        check(options, kind, "f")


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("task", {"num_cpus": 1, "num_returns": 1, "max_calls": 1, "scheduling_strategy": "SPREAD", "runtime_env": {}}),
        ("actor", {"name": "x", "max_restarts": -1, "lifetime": "detached", "max_concurrency": 2}),
        ("method", {"name": "x", "num_returns": None, "concurrency_group": "io"}),
    ],
)
def test_accepted(kind: Any, options: dict[str, Any]) -> None:
    check(options, kind, "f")


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
