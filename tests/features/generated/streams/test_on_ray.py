"""Streams of tasks and of actors' methods on a real Ray."""

from __future__ import annotations

import asyncio
import gc
import itertools
import pickle
from pathlib import Path
from typing import Any

import goray
import pytest
import ray

pytestmark = pytest.mark.usefixtures("ray_session")


def assert_cancelled(call: Any) -> None:
    """Ray loses a cancel that reaches the worker just before the task begins, see docs/guide/stopping.md."""
    while not ray.wait([call], timeout=1)[0]:
        ray.cancel(call)
    with pytest.raises(ray.exceptions.TaskCancelledError):
        ray.get(call)


def test_items_come_as_references() -> None:
    import streams

    refs = list(streams.tasks.Count.remote(3))
    assert all(isinstance(ref, ray.ObjectRef) for ref in refs)
    assert ray.get(refs) == [0, 1, 2]
    assert [ray.get(ref) for ref in streams.tasks.Count.remote(n=5, step=2)] == [0, 2, 4]
    assert list(streams.tasks.Count.remote(0)) == []


def test_an_item_goes_into_other_calls() -> None:
    import streams

    (ref,) = streams.tasks.Count.remote(1)
    assert ray.get(list(streams.tasks.Twice.remote(ref))) == [0, 0]
    text = ray.put("a b")
    assert [ray.get(ref)["text"] for ref in streams.tasks.Words.remote(text)] == ["a", "b"]


def test_items_have_their_python_types() -> None:
    import streams

    high, low = ray.get(list(streams.tasks.Levels.remote()))
    assert high == (streams.Level.kHigh, "high")
    assert type(high[0]) is streams.Level
    assert low == (streams.Level.kLow, None)
    data = bytes(range(256)) * 1_000
    assert b"".join(ray.get(list(streams.tasks.Chunks.remote(data, 100_000)))) == data


def test_async_iteration() -> None:
    import streams

    async def collect() -> list[int]:
        return [await ref async for ref in streams.tasks.Count.remote(3)]

    assert asyncio.run(collect()) == [0, 1, 2]


def test_an_error_is_in_the_reference_at_its_turn() -> None:
    import streams

    first, failed = list(streams.tasks.Fail.remote(1))
    assert ray.get(first) == 0
    with pytest.raises(ValueError, match="no more"):
        ray.get(failed)


def test_wrong_arguments_are_errors_of_the_call() -> None:
    import streams

    with pytest.raises(TypeError, match=r"streams\.tasks\.Count\.remote\(\): missing a required argument: 'n'"):
        streams.tasks.Count.remote()
    with pytest.raises(TypeError, match=r"Count\(\) argument 'n': expected int, got str"):
        streams.tasks.Count.remote("x")


def test_an_actors_method() -> None:
    import streams

    counter = streams.Counter.options(num_cpus=0).remote(5)
    assert ray.get(list(counter.Up.remote(2))) == [6, 7]
    assert ray.get(counter.Value.remote()) == 7


def test_closing_cancels_a_task_that_runs() -> None:
    import streams

    stream = streams.tasks.Forever.options(num_cpus=0).remote()
    assert ray.get(next(stream)) == 0
    call = stream._generator.completed()  # type: ignore[attr-defined]
    stream.close()
    assert_cancelled(call)
    assert list(stream) == []


def test_closing_ends_an_actors_method_and_the_actor_goes_on() -> None:
    import streams

    counter = streams.Counter.options(num_cpus=0).remote(0)
    with counter.Forever.remote() as stream:
        assert ray.get(next(stream)) == 1
    assert ray.get(counter.Value.remote()) > 0


def test_a_stream_that_nobody_holds_is_cancelled() -> None:
    import streams

    counter = streams.Counter.options(num_cpus=0).remote(0)
    for ref in counter.Forever.remote():
        assert ray.get(ref) == 1
        break
    gc.collect()
    assert ray.get(counter.Value.remote()) > 0


def test_a_body_that_waits_for_nothing_is_cancelled() -> None:
    import streams

    stream = streams.tasks.Busy.options(num_cpus=0).remote("never")
    call = stream._generator.completed()  # type: ignore[attr-defined]
    stream.close()
    assert_cancelled(call)


def test_cpp_waits_for_whoever_asks_for_items() -> None:
    import streams

    counter = streams.Counter.options(num_cpus=0, max_concurrency=2).remote(0)
    stream = counter.Up.options(max_items_ahead=2).remote(10)
    first = next(stream)
    assert ray.get(first) == 1
    assert ray.get(list(stream))[-1] == 10
    task = streams.tasks.Count.options(max_items_ahead=1, num_cpus=0)
    assert ray.get(list(task.remote(4))) == [0, 1, 2, 3]
    assert ray.get(list(pickle.loads(pickle.dumps(task)).remote(2))) == [0, 1]


def test_items_ahead_are_as_many_as_may_be() -> None:
    import streams

    counter = streams.Counter.options(num_cpus=0, max_concurrency=2).remote(0)
    stream = counter.Forever.options(max_items_ahead=3).remote()
    refs = list(itertools.islice(stream, 5))
    assert ray.get(refs) == [1, 2, 3, 4, 5]
    assert 5 <= ray.get(counter.Value.remote()) <= 5 + 3 + 1
    stream.close()


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [(0, ValueError, "must be at least 1"), ("2", TypeError, "must be an int"), (True, TypeError, "must be an int")],
)
def test_a_wrong_number_of_items_ahead(value: object, error: type[Exception], text: str) -> None:
    import streams

    with pytest.raises(error, match=text):
        streams.tasks.Count.options(max_items_ahead=value)


def test_items_ahead_are_of_streams_alone() -> None:
    import streams

    with pytest.raises(TypeError, match="max_items_ahead is an option of what gives a stream"):
        streams.tasks.Bodies.options(max_items_ahead=1)


def test_a_stream_on_ray_stays_in_its_process() -> None:
    import streams

    with streams.tasks.Count.remote(1) as stream, pytest.raises(TypeError, match="pass its ObjectRefs"):
        pickle.dumps(stream)


def test_an_actors_method_has_no_bulk_calls() -> None:
    import streams

    counter = streams.Counter.options(num_cpus=0).remote(0)
    with pytest.raises(TypeError, match=r"CounterHandle\.Up: it gives a stream, so it has no map\(\)"):
        counter.Up.map([1])


def test_the_string_api(packages: Path) -> None:
    app = goray.App(packages / "streams" / "libstreams.so")
    stream = app.task("Count", num_cpus=0, max_items_ahead=1).remote(3)
    assert ray.get(list(stream)) == [0, 1, 2]
    with pytest.raises(TypeError, match="max_items_ahead is an option of what gives a stream"):
        app.task("Bodies", max_items_ahead=1).remote()
    counter = app.actor_class("NewCounter", num_cpus=0).remote(5)
    assert ray.get(list(counter.Up.remote(2))) == [6, 7]
    assert ray.get(counter.Value.remote()) == 7


def test_cpp_reads_a_stream() -> None:
    import streams

    assert streams.tasks.SumOnRay(5) == 20
    assert streams.tasks.SumOnRay(0) == 0
    assert ray.get(streams.tasks.SumOnRay.options(num_cpus=0).remote(3)) == 6


def test_cpp_ends_a_stream() -> None:
    import streams

    assert streams.tasks.FirstOnRay(3) == [1, 2, 3]


def test_cpp_gets_an_error_at_its_turn() -> None:
    import streams

    assert streams.tasks.FailuresOnRay(1) == ["0", "std::invalid_argument: no more"]


def test_cpp_is_told_that_a_call_by_name_gives_no_stream() -> None:
    import streams

    with pytest.raises(RuntimeError, match=r"the task Count gives a stream.*goray::Task<&F>\(\)"):
        streams.tasks.CallByName("Count")


def test_a_worker_that_dies_is_replaced_and_the_references_stay(tmp_path: Path) -> None:
    import streams

    stream = streams.tasks.DieOnce.options(num_cpus=0).remote(str(tmp_path / "died"))
    assert ray.get(list(stream)) == [0, 1, 2]
    assert (tmp_path / "died").exists()


def test_a_worker_that_dies_without_retries_is_the_last_reference(tmp_path: Path) -> None:
    import streams

    *_, last = streams.tasks.DieOnce.options(num_cpus=0, max_retries=0).remote(str(tmp_path / "died"))
    with pytest.raises(ray.exceptions.WorkerCrashedError):
        ray.get(last)
