"""Behaviours that Ray's own C++ API is tested for, as far as no other test has them: docs/reference/ray_cpp_api.md."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import ray


@pytest.fixture
def name(request: pytest.FixtureRequest) -> Iterator[str]:
    """Of a detached actor, which is killed after the test."""
    name = f"{request.node.name}-{os.getpid()}"
    yield name
    with contextlib.suppress(ValueError):
        ray.kill(ray.get_actor(name))


def wait_until_dead(call: Callable[..., Any], *args: object) -> None:
    """`ray.kill()` does not wait: calls may still be answered for a while."""
    with contextlib.suppress(ray.exceptions.RayActorError):
        while True:
            ray.get(call(*args))


def test_text_by_value_by_reference_moved_and_as_a_view(app: Any) -> None:
    assert app.tasks.Texts("a", "b", "c", "d") == "abcd"
    assert ray.get(app.tasks.Texts.remote("a", "b", "c", "d")) == "abcd"


def test_a_chain_of_values_and_references(app: Any) -> None:
    assert app.tasks.Chain() == 12
    assert ray.get(app.tasks.Chain.remote()) == 12


def test_references_in_references_and_lists(app: Any) -> None:
    assert app.tasks.RefsInRefs() == 7 + 7 + 8


def test_an_array_of_100_000_numbers(app: Any) -> None:
    assert app.tasks.LargeArray(100_000) == (100_000, 100_000)


def test_a_task_that_no_node_can_run_is_not_ready(app: Any) -> None:
    assert app.tasks.WaitForImpossible() == (1, 1)


def test_what_came_too_late_is_there_later(app: Any, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    assert app.tasks.GetLater(str(gate)) == "opened"


def test_a_number_that_is_thrown_is_an_error_and_the_worker_lives(app: Any) -> None:
    with pytest.raises(RuntimeError, match="int"):
        app.tasks.ThrowNumber()
    with pytest.raises(ray.exceptions.RayTaskError, match="int"):
        ray.get(app.tasks.ThrowNumber.options(num_cpus=0).remote())


def test_a_task_is_retried_for_the_exceptions_that_are_named(app: Any, tmp_path: Path) -> None:
    retried, failed = tmp_path / "retried", tmp_path / "failed"
    task = app.tasks.FailTwice.options(num_cpus=0, max_retries=2, retry_exceptions=[IndexError])
    assert ray.get(task.remote(str(retried))) == 3
    with pytest.raises(IndexError, match="not yet"):
        ray.get(task.options(retry_exceptions=[ValueError]).remote(str(failed)))
    assert failed.read_text() == "."


@pytest.mark.parametrize(("threads", "all_came"), [(3, True), (2, False)])
def test_as_many_calls_of_an_actor_at_once_as_it_has_threads(app: Any, threads: int, all_came: bool) -> None:
    latch = app.NewLatch.options(max_concurrency=threads, num_cpus=0).remote(3)
    arrived = ray.get([latch.Arrive.remote(60 if all_came else 0.1) for _ in range(3)])
    assert all(arrived) is all_came


@pytest.mark.parametrize("remote", [False, True])
def test_virtual_methods_of_a_class_and_of_two_bases(app: Any, remote: bool) -> None:
    def said(factory: Any, method: str, *arguments: Any) -> Any:
        if not remote:
            return getattr(factory(*arguments), method)()
        return ray.get(getattr(factory.options(num_cpus=0).remote(*arguments), method).remote())

    assert said(app.NewShape, "Greet", False) == "I am a shape"
    assert said(app.NewShape, "Greet", True) == "I am a circle"
    assert said(app.NewCircle, "Greet") == "I am a circle"
    assert said(app.NewCircle, "Letters") == 6


def test_an_actor_knows_in_its_constructor_that_it_was_restarted(app: Any) -> None:
    phoenix = app.NewPhoenix.options(max_restarts=1, max_task_retries=-1, num_cpus=0).remote()
    assert ray.get([phoenix.Incr.remote(), phoenix.Incr.remote()]) == [(False, False, 1), (False, False, 2)]
    ray.kill(phoenix, no_restart=False)  # does not wait: calls may still be answered
    count = 3
    while (answer := ray.get(phoenix.Incr.remote())) == (False, False, count):
        count += 1
    assert answer == (True, True, 1)
    ray.kill(phoenix)
    wait_until_dead(phoenix.Incr.remote)


def test_an_actor_gives_the_handle_of_its_child(app: Any) -> None:
    parent = app.NewParent.options(num_cpus=0).remote()
    child = ray.get(parent.Child.remote("", ""))
    assert ray.get(child.Generation.remote(1)) == 2


def test_a_detached_child_outlives_its_parent(app: Any, name: str) -> None:
    parent = app.NewParent.options(num_cpus=0).remote()
    ray.get(parent.Child.remote(name, "detached"))
    ray.kill(parent)
    wait_until_dead(parent.Generation.remote, 1)
    assert ray.get(app.NewParent.get(name).Generation.remote(1)) == 2


def test_an_actor_that_finds_no_room_is_pending_and_others_go_on(app: Any) -> None:
    late = app.NewParent.options(num_cpus=10_000).remote().Generation.remote(1)
    assert ray.get(app.NewParent.options(num_cpus=0).remote().Generation.remote(1)) == 2
    assert ray.wait([late], timeout=0.1) == ([], [late])
