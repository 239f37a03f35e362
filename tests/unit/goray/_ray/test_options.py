"""Ray's options, checked early."""

from __future__ import annotations

from typing import Any

import pytest
from goray._ray.options import check


@pytest.mark.parametrize(
    ("kind", "options", "error", "text"),
    [
        ("task", {"num_cpu": 1}, TypeError, r"f: a Ray task has no option 'num_cpu'. Did you mean 'num_cpus'\?"),
        ("task", {"max_restarts": 1}, TypeError, "f: a Ray task has no option 'max_restarts'"),
        ("actor", {"max_retries": 1}, TypeError, "f: a Ray actor has no option 'max_retries'"),
        ("method", {"num_cpus": 1}, TypeError, "f: a Ray method has no option 'num_cpus'"),
        ("task", {"num_returns": 2}, ValueError, "f: num_returns=2 is not supported: .* leave num_returns out"),
        ("method", {"num_returns": 2}, ValueError, r"in C\+\+ write goray::Task<&F>\(\)\.Split\(\)"),
        ("task", {"num_returns": 0}, ValueError, "f: num_returns=0 is not supported"),
        ("task", {"num_returns": "streaming"}, ValueError, "f: num_returns='streaming' is not supported"),
    ],
)
def test_refused(kind: Any, options: dict[str, Any], error: type[Exception], text: str) -> None:
    with pytest.raises(error, match=text):
        check(options, kind, "f")


@pytest.mark.parametrize(
    ("values", "wanted", "text"),
    [
        (
            ["int"],
            2,
            "f: num_returns=2 is not supported: it returns int, which is not a tuple of several values; leave num",
        ),
        (["int", "str"], 3, "it returns a tuple of 2 values, int, str; write num_returns=2, or leave num_returns out"),
        (None, "dynamic", "it counts the elements of the tuple"),
    ],
)
def test_wrong_num_returns(values: Any, wanted: Any, text: str) -> None:
    with pytest.raises(ValueError, match=text):
        check({"num_returns": wanted}, "method", "f", values=values)


@pytest.mark.parametrize("values", [["int", "str"], None])
def test_num_returns(values: Any) -> None:
    check({"num_returns": 2}, "task", "f", values=values)


def test_num_returns_of_a_stream() -> None:
    with pytest.raises(ValueError, match="a stream has a reference for each item; leave num_returns out"):
        check({"num_returns": 2}, "task", "f", stream=True, values=["Stream[int]"])


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
