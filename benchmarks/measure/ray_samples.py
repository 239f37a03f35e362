"""Samples of what goes through Ray."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import ray

from benchmarks.measure.samples import Sample, once

MEGA = 1_000_000
INIT: dict[str, Any] = {"num_cpus": 2, "include_dashboard": False, "log_to_driver": False}
"""Each side has a Ray of its own: two drivers of one Ray wait for each other's workers."""


def one_by_one(submit: Callable[[], Any], calls: int = 20) -> Sample:
    """Seconds of a call that is got before the next one."""

    def call() -> None:
        for _ in range(calls):
            ray.get(submit())

    return once(call, calls)


def burst(submit: Callable[[], Any], calls: int) -> Sample:
    """Seconds of one of `calls` that are submitted before any is got."""
    return once(lambda: ray.get([submit() for _ in range(calls)]), calls)


def fresh_worker(submit: Callable[[dict[str, Any]], Any], numbers: Iterator[int]) -> Sample:
    """Seconds of a task whose environment no worker has yet, so that Ray starts one."""

    def call() -> None:
        variables = {"GORAY_BENCH_WORKER": f"{os.getpid()}.{next(numbers)}"}
        ray.get(submit({"runtime_env": {"env_vars": variables}}))

    return once(call)
