"""References, actors and options as C++ code uses them, on a real Ray; `src/objects.cpp` is the app."""

from __future__ import annotations

import gc
import importlib
import os
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import goray
import gorayffi
import pytest
import ray
from goray._library.loaded import library_at

HERE = Path(__file__).parent


@goray.remote(num_cpus=0)
def joined(*args: object) -> str:
    return ",".join(map(str, args))


@goray.remote(num_cpus=0)
def five() -> int:
    return 5


@goray.remote(num_cpus=0)
def sleep(seconds: float, began: str = "") -> None:
    """`began`: a FIFO, which is opened when it runs."""
    if began:
        Path(began).write_bytes(b"")
    end = time.monotonic() + seconds
    while time.monotonic() < end:  # Ray interrupts between two bytecodes and wakes no sleep
        time.sleep(0.05)


@goray.remote
def resources() -> dict[str, float]:
    return ray.get_runtime_context().get_assigned_resources()


@goray.remote(num_cpus=0)
def where() -> list[object]:
    context: Any = ray.get_runtime_context()
    return [context.get_node_id(), context.get_placement_group_id()]


@goray.remote(num_cpus=0)
def variable() -> str | None:
    import os

    return os.environ.get("GORAY_TEST")


@goray.local
def same(values: list[object]) -> list[object]:
    return values


@ray.remote(num_cpus=0)
class Plain:
    def double(self, x: int) -> int:
        return 2 * x


@pytest.fixture(scope="module")
def tasks(build_app: Callable[..., Path], ray_session: None) -> Any:  # noqa: ARG001 - Ray has to run
    """The tasks of the app, to be run in this process."""
    packages = build_app(HERE) / "python"
    sys.path.insert(0, str(packages))
    importlib.invalidate_caches()
    return importlib.import_module("objects.tasks")


@pytest.fixture
def plain() -> Any:
    return Plain.remote()


@pytest.fixture
def named() -> Iterator[str]:
    """A name for an actor, which is killed after the test."""
    name = f"actor-{uuid.uuid4()}"
    yield name
    for space in (None, "elsewhere"):
        try:
            ray.kill(ray.get_actor(name, space))
        except ValueError:
            continue


def held(tasks: Any) -> tuple[int, int]:
    """What the library holds in this process: refs, actor handles."""
    return library_at(tasks._app.path).handles.counts()


def references() -> int:
    """What Ray counts in this process."""
    gc.collect()
    worker: Any = ray._private.worker.global_worker
    return len(worker.core_worker.get_all_reference_counts())


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Ray counts and ends in the background."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def test_tables_are_empty_after_10_000_refs(tasks: Any) -> None:
    tasks.MakeRefs(40)  # what is made once: functions that Ray keeps
    before = references(), held(tasks)
    tasks.MakeRefs(10_000)
    assert held(tasks) == before[1]
    wait_until(lambda: references() <= before[0], f"Ray had {before[0]} references, now {references()}")


def test_tables_are_empty_after_200_handles(tasks: Any, named: str) -> None:
    tasks.MakeNamed({"name": named, "lifetime": "detached", "num_cpus": 0}, 1)
    tasks.FindActorManyTimes(named, 2)
    before = references(), held(tasks)
    tasks.FindActorManyTimes(named, 200)
    assert held(tasks) == before[1]
    wait_until(lambda: references() <= before[0], f"Ray had {before[0]} references, now {references()}")


def test_an_actor_ends_with_its_last_handle(tasks: Any, named: str) -> None:
    assert tasks.UseAndDrop(named) == 2
    wait_until(lambda: is_gone(named), "the actor outlives its handle")


def is_gone(name: str) -> bool:
    try:
        ray.get_actor(name)
    except ValueError:
        return True
    return False


def test_refs_of_everybody_are_arguments(tasks: Any, plain: Any) -> None:
    assert tasks.RefsOfAllKinds(plain) == "put,1,9,31,8,5"
    assert tasks.RefsInCpp(plain) == 94


def test_no_value_is_none_and_several_are_a_list(tasks: Any) -> None:
    assert "SubtractAll() argument 'numbers': expected list, got None" in tasks.SubtractResultOf("Nothing")
    assert tasks.SubtractResultOf("Two") == "97"


def test_a_failed_argument_is_named(tasks: Any) -> None:
    assert "SubtractAll did not run: its argument's task Fail failed: no square of 7" in tasks.FailedArgument()


def test_named_actors(tasks: Any, named: str) -> None:
    assert tasks.MakeNamed({"name": named, "lifetime": "detached", "num_cpus": 0}, 5) == 5
    assert tasks.CallNamed(named, "", "Incr", 1) == 6
    again = {"name": named, "get_if_exists": True, "lifetime": "detached", "num_cpus": 0}
    assert tasks.MakeNamed(again, 100) == 6
    assert ray.get(ray.get_actor(named).Incr.remote(1)) == 7
    elsewhere = {"name": named, "namespace": "elsewhere", "lifetime": "detached", "num_cpus": 0}
    assert tasks.MakeNamed(elsewhere, 50) == 50
    assert tasks.CallNamed(named, "elsewhere", "Incr", 1) == 51
    assert tasks.CallNamed(named, "", "Incr", 1) == 8
    assert tasks.CallNamed(named, "", "__call__", 2) == 16


def test_named_actors_of_others(tasks: Any, named: str) -> None:
    kept = Plain.options(name=named).remote()
    assert tasks.CallNamed(named, "", "double", 21) == 42
    del kept


def test_a_missing_actor_is_named(tasks: Any) -> None:
    with pytest.raises(gorayffi.NativeError, match=r"no actor named 'nobody' in the namespace 'elsewhere'.*GetActor"):
        tasks.CallNamed("nobody", "elsewhere", "Incr", 1)


def test_kill_and_restart(tasks: Any, named: str) -> None:
    options = {"name": named, "max_restarts": 1, "max_task_retries": -1, "lifetime": "detached", "num_cpus": 0}
    assert tasks.MakeNamed(options, 5) == 5
    assert tasks.CallNamed(named, "", "Incr", 1) == 6
    actor: Any = ray.get_actor(named)
    tasks.KillNamed(named, False)
    wait_until(lambda: state_of(actor)["num_restarts"] == 1, "the actor was not started again")
    assert tasks.CallNamed(named, "", "Incr", 1) == 6  # with fresh state
    tasks.KillNamed(named, True)
    wait_until(lambda: is_gone(named), "the actor was not killed")


def state_of(actor: Any) -> dict[str, Any]:
    states: dict[str, Any] = ray._private.state.actors(actor._actor_id.hex())
    return {"num_restarts": int(states.get("NumRestarts", 0))}


def test_options_reach_ray(tasks: Any) -> None:
    assert tasks.SubmitPy("resources", {"num_cpus": 2})["CPU"] == 2
    assert tasks.SubmitPy("resources", {"num_cpus": 0.5, "memory": 1 << 20, "max_retries": 0})["CPU"] == 0.5
    assert tasks.SubmitPy("variable", {"runtime_env": {"env_vars": {"GORAY_TEST": "x"}}}) == "x"
    assert tasks.SubmitPy("variable", {"name": "shown", "scheduling_strategy": "SPREAD"}) is None


def test_strategies(tasks: Any) -> None:
    node = ray.get_runtime_context().get_node_id()
    affinity = {"scheduling_strategy": {"node_affinity": {"node_id": node, "soft": False}}}
    assert tasks.SubmitPy("where", affinity)[0] == node
    labels = {"scheduling_strategy": {"node_labels": {"hard": {"ray.io/node-id": {"in": [node]}}}}}
    assert tasks.SubmitPy("where", labels)[0] == node
    group = ray.util.placement_group([{"CPU": 1}], name=f"group-{uuid.uuid4()}")
    ray.get(group.ready())
    try:
        for by in ({"id": group.id.hex()}, {"name": group_name(group), "bundle_index": 0}):
            strategy = {"scheduling_strategy": {"placement_group": by}, "num_cpus": 1}
            assert tasks.SubmitPy("where", strategy)[1] == group.id.hex()
    finally:
        ray.util.remove_placement_group(group)


def group_name(group: Any) -> str:
    name: str = ray.util.placement_group_table(group)["name"]
    return name


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"num_cpu": 1}, r"resources: a Ray task has no option 'num_cpu'\. Did you mean 'num_cpus'\?"),
        ({"num_cpus": "two"}, r"resources: option 'num_cpus'='two': The type of keyword"),
        ({"num_cpus": -1}, r"resources: option 'num_cpus'=-1: .*cannot be negative"),
        ({"num_returns": 2}, r"resources: num_returns=2 is not supported"),
        ({"scheduling_strategy": "SPRED"}, r"'SPRED' is not one of DEFAULT, SPREAD\. Did you mean 'SPREAD'\?"),
        ({"scheduling_strategy": {"node_afinity": {}}}, r"no form 'node_afinity'\. Did you mean 'node_affinity'\?"),
        ({"scheduling_strategy": {"node_affinity": {"soft": True}}}, r"node_affinity: 'node_id' is missing"),
        ({"scheduling_strategy": {"node_affinity": {"node_id": "zz"}}}, r"node_id: 'zz' is not a hexadecimal id"),
        ({"scheduling_strategy": {"node_affinity": {"node_id": 5}}}, r"node_id: expected a string, got 5"),
        ({"scheduling_strategy": {"placement_group": {}}}, r"placement_group needs either 'name' or 'id'"),
        ({"scheduling_strategy": {"placement_group": {"name": "no"}}}, r"there is no placement group 'no'"),
        ({"scheduling_strategy": {"node_labels": {"hard": {"zone": {"is": 1}}}}}, r"\['zone'\]: no operator 'is'"),
        ({"scheduling_strategy": {"node_labels": {"hard": {"zone": {"in": []}}}}}, r"in: expected a list of strings"),
    ],
)
def test_wrong_options_are_named_before_submission(tasks: Any, options: dict[str, Any], text: str) -> None:
    with pytest.raises(gorayffi.NativeError, match=text):
        tasks.SubmitPy("resources", options)


def test_get_of_many_in_order(tasks: Any) -> None:
    assert tasks.GetMany(20) == [i * i for i in range(20)]


def test_get_has_a_timeout(tasks: Any) -> None:
    assert "not ready within 0.05 s" in tasks.GetTooLate()


def test_wait(tasks: Any) -> None:
    assert tasks.WaitForOne() == (1, 1)


@pytest.mark.parametrize("force", [False, True])
def test_cancel(tasks: Any, tmp_path: Path, force: bool) -> None:
    began = tmp_path / "began"
    os.mkfifo(began)
    assert tasks.CancelSleeping(force, True, str(began)) == "cancelled"


def test_lists_that_a_call_changes_are_mapped_as_they_were(tasks: Any) -> None:
    texts = [f"text {number}" for number in range(1_000)]
    expected = list(texts)

    def emptied(text: str) -> str:
        texts.clear()
        return text

    goray.local(emptied)
    assert tasks.CallHere.function.map((["emptied"] * 1_000, texts), 1_000)[:3] == ("", expected, [])


def test_nobody_can_release_what_cpp_looks_at(tasks: Any) -> None:
    data = bytearray(b"abc")
    view = memoryview(data)
    refused: list[str] = []

    def release(_: object) -> None:
        for use in (view.release, data.clear):
            try:
                use()
            except BufferError as error:
                refused.append(str(error))

    goray.local(release)
    assert tasks.TextAfter(view, "release") == "abc"
    assert len(refused) == 2
    view.release()
    data.clear()


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 10_000_000])
def test_bytes_of_any_size_are_bytes(tasks: Any, size: int) -> None:
    here, ray_s = tasks.Filled(size, 7), ray.get(tasks.Filled.remote(size, 7))
    assert (here, type(here)) == (bytes([7]) * size, bytes)
    assert (ray_s, type(ray_s)) == (bytes([7]) * size, bytes)
    counter = importlib.import_module("objects").Counter.remote(8)
    assert ray.get(counter.Filled.remote(size)) == bytes([8]) * size


@pytest.mark.usefixtures("tasks")
def test_large_bytes_are_a_view_of_the_library_s_memory() -> None:
    library = importlib.import_module("objects._app").app.library
    function = gorayffi.Function(library, 4, "Filled", ["size", "value"], {}, views_bytes=True)
    view, small = function(65_536, 7), function(65_535, 7)
    del function
    gc.collect()
    assert (type(view), view.readonly, view) == (memoryview, True, bytes([7]) * 65_536)
    assert (type(small), small) == (bytes, bytes([7]) * 65_535)
    with pytest.raises(TypeError, match="KeptBytes"):
        type(view.obj)()
