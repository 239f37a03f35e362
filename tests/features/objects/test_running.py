"""What C++ has of its worker: Python's functions, and what Ray knows of its call; `src/running.cpp` asks."""

from __future__ import annotations

import asyncio
import os
import re
import threading
import uuid
from pathlib import Path
from typing import Any

import goray
import gorayffi
import pytest
import ray
from ray._common.ray_option_utils import actor_options, task_options

from tests.conftest import ROOT


@goray.remote(num_cpus=0)
def tripled(x: int) -> int:
    return factor() * x  # defined below, as scripts do


def factor() -> int:
    return 3


@goray.local
def process(_: object) -> int:
    return os.getpid()


@goray.remote(num_cpus=0)
class Doubler:
    def __init__(self, x: int) -> None:
        self.x = x

    def doubled(self) -> int:
        return 2 * self.x


def test_what_the_driver_registered_is_called_in_a_worker(app: Any) -> None:
    assert ray.get(app.tasks.CallByName.remote("tripled", 4)) == 12
    assert ray.get(app.tasks.CallByName.remote("process", None)) != os.getpid()
    assert ray.get(app.tasks.SubmitPython.remote("tripled", 5)) == 15
    assert ray.get(app.tasks.UsePython.remote("Doubler", 4)) == 8
    assert ray.get(app.tasks.UsePythonActor.remote("Doubler", 5)) == 10


def test_a_function_defined_anew_is_the_new_one_for_workers_and_running_actors(app: Any) -> None:
    visitor = app.Visitor.remote("")

    def define(text: str) -> None:
        @goray.local
        def latest(_: object) -> str:
            return text

    for text in ("first", "second"):
        define(text)
        assert ray.get(visitor.CallByName.remote("latest", None)) == text
        assert ray.get(app.tasks.CallByName.options(num_cpus=0).remote("latest", None)) == text


def test_what_cannot_be_sent_says_so_where_it_is_called(app: Any) -> None:
    lock = threading.Lock()

    @goray.local
    def locked(_: object) -> bool:
        return lock.locked()

    assert app.tasks.CallByName("locked", None) is False
    with pytest.raises(gorayffi.NativeError, match=r"cannot send its Python function locked to workers: .*lock"):
        ray.get(app.tasks.CallByName.remote("locked", None))


@pytest.mark.parametrize("where", ["here", "in a worker"])
def test_functions_by_reference_are_imported(app: Any, where: str) -> None:
    def call(task: Any, *args: Any) -> Any:
        return task(*args) if where == "here" else ray.get(task.remote(*args))

    assert call(app.tasks.CallByName, "posixpath:basename", "/a/b") == "b"
    assert call(app.tasks.SubmitPython, "posixpath:basename", "/a/b") == "b"
    with pytest.raises(
        gorayffi.NativeError, match=r"the Python module 'posixpath' has no 'basenam'. Did you mean 'base"
    ):
        call(app.tasks.CallByName, "posixpath:basenam", "/a/b")
    with pytest.raises(gorayffi.NativeError, match=r"'no_such.module:f': there is no Python module 'no_such'"):
        call(app.tasks.SubmitPython, "no_such.module:f", 1)


def test_an_unknown_name_in_a_worker_is_compared_with_what_the_driver_registered(app: Any) -> None:
    with pytest.raises(
        gorayffi.NativeError, match=r"no Python task 'tripld'. Did you mean 'tripled'\?.*'module:function'"
    ):
        ray.get(app.tasks.SubmitPython.remote("tripld", 1))


def test_context_of_a_task(app: Any) -> None:
    ref = app.tasks.Where.options(name="a name", num_cpus=2).remote()
    context, mine = ray.get(ref), ray.get_runtime_context()
    assert context["job_id"] == mine.get_job_id()
    assert context["task_id"] == ref.task_id().hex()
    assert context["task_name"] == "a name"
    assert (context["actor_id"], context["actor_name"], context["was_restarted"]) == ("", "", False)
    assert context["ray_namespace"] == mine.namespace
    assert context["assigned_resources"]["CPU"] == 2
    assert context["node_id"] in {node["NodeID"] for node in ray.nodes()}


def test_context_of_an_actor(app: Any) -> None:
    visitor = app.Visitor.options(name="visitor", max_restarts=1).remote("")
    first = ray.get(visitor.WhereActor.remote())
    assert first["actor_id"] == visitor._ray_actor_id.hex()
    assert (first["actor_name"], first["was_restarted"]) == ("visitor", False)
    with pytest.raises(ray.exceptions.RayActorError):
        ray.get(visitor.CallByName.remote("posix:_exit", 1))
    again = ray.get(visitor.WhereActor.options(max_task_retries=-1).remote())
    assert (again["actor_id"], again["was_restarted"]) == (first["actor_id"], True)
    assert again["worker_id"] != first["worker_id"]


def test_context_in_a_driver(app: Any) -> None:
    context, mine = app.tasks.Where(), ray.get_runtime_context()
    assert (context["job_id"], context["task_id"], context["assigned_resources"]) == (mine.get_job_id(), "", {})


def test_options_of_a_declaration_are_those_of_each_call_that_has_no_others(app: Any) -> None:
    task = app.tasks.WhereWithOptions

    def cpus(ref: Any) -> float:
        cpus: float = ray.get(ref)["assigned_resources"].get("CPU", 0)
        return cpus

    assert ray.get(task.remote(0))["task_name"] == "with options"
    assert cpus(task.remote(0)) == 3
    assert cpus(task.options(max_retries=0).remote(0)) == 3
    assert cpus(task.options(num_cpus=1).remote(0)) == 1
    assert [item["assigned_resources"]["CPU"] for item in task.map([0])] == [3]
    assert cpus(goray.App(app._app.path).task("WhereWithOptions").remote(0)) == 3
    assert app.tasks.CpusByName() == 3
    assert cpus(app.Gate.remote().WhereGate.remote()) == 2
    assert cpus(goray.App(app._app.path).actor_class("NewGate").remote().WhereGate.remote()) == 2


@pytest.mark.parametrize("caller", ["package", "name", "cpp"])
def test_methods_are_in_the_concurrency_groups_of_their_declaration(app: Any, caller: str) -> None:
    if caller == "cpp":
        assert app.tasks.PassGate()
        return
    gate = app.Gate.remote() if caller == "package" else goray.App(app._app.path).actor_class("NewGate").remote()
    passed = gate.Wait.remote()
    assert ray.get(gate.Open.remote())
    assert ray.get(passed)


def test_listed_methods_are_in_the_groups_of_their_declaration(app: Any) -> None:
    hall = app.Hall.remote()
    passed = hall.Await.remote()
    assert ray.get(hall.Enter.remote())
    assert ray.get(passed)
    assert app.tasks.PassHall()


def test_typed_calls_have_the_options_of_the_declaration(app: Any) -> None:
    declared, called = app.tasks.TypedWithOptions()
    assert declared["task_name"] == "with options"
    assert called["task_name"] == "of the call"
    assert [where["assigned_resources"]["CPU"] for where in (declared, called)] == [3, 3]


@ray.remote(num_cpus=0)
class Signal:
    def __init__(self) -> None:
        self._event = asyncio.Event()

    async def wait(self) -> None:
        await self._event.wait()

    async def send(self) -> None:
        self._event.set()


@pytest.mark.parametrize("caller", ["package", "name"])
def test_coroutines_are_in_concurrency_groups_each_on_its_thread(app: Any, caller: str) -> None:
    lounge = app.Lounge.remote() if caller == "package" else goray.App(app._app.path).actor_class("NewLounge").remote()
    signal = Signal.remote()
    until = [signal.wait.remote()]
    resting = [lounge.Rest.remote(until) for _ in range(5)]
    while ray.get(lounge.Resting.remote()) < 2:  # so others run meanwhile
        pass
    others = ray.get([lounge.ThreadOfOthers.remote(), lounge.ThreadOfPlain.remote()])
    assert len(set(others)) == 1
    ray.get(signal.send.remote())
    threads = {*ray.get(resting), ray.get(lounge.ThreadOfGuests.remote())}
    assert len(threads) == 1
    assert 0 not in threads
    assert threads.isdisjoint(others)
    assert ray.get([lounge.Resting.remote(), lounge.Most.remote()]) == [0, 2]


def test_cpp_calls_coroutines_in_a_concurrency_group(app: Any) -> None:
    name = f"signal {uuid.uuid4()}"
    signal = Signal.options(name=name).remote()
    resting, other = ray.get(app.tasks.ThreadsOfLounge.options(num_cpus=0).remote([signal.wait.remote()], name))
    assert 0 != resting != other


def test_map_of_a_method_runs_in_its_concurrency_group(app: Any) -> None:
    gate = app.Gate.remote()
    passed = gate.Wait.remote()
    assert list(gate.OpenIf.map([False, True])) == [False, True]
    assert ray.get(passed)


def test_the_generator_knows_the_options_of_this_ray() -> None:
    source = (ROOT / "generator/scan/map/map_options.cpp").read_text()
    tables = re.findall(r"k(\w+)Options =.*?\{(.*?)\}", source, re.DOTALL)
    known = {name: set(re.findall(r'"(\w+)"', table)) for name, table in tables}
    left_out = re.compile("_|num_returns|placement_group")
    for name, options in {"Task": task_options, "Actor": actor_options}.items():
        assert known[name] == {option for option in options if not left_out.match(option)}


def test_a_placement_group_is_made_waited_for_found_used_and_removed(app: Any) -> None:
    name = f"group-{uuid.uuid4()}"
    made, found, used = app.tasks.UseGroup(name)
    assert (found, used) == (made, made)
    with pytest.raises(ValueError, match=name):
        ray.util.get_placement_group(name)
    assert app.tasks.WaitForTooMuch() is False
    with pytest.raises(gorayffi.NativeError, match=r"NewPlacementGroup\(\): .*strategy.*PAK"):
        app.tasks.MakeGroup("PAK")


def test_an_actor_ends_itself(app: Any, tmp_path: Path) -> None:
    farewell = tmp_path / "farewell"
    os.mkfifo(farewell)
    visitor = app.Visitor.remote(str(farewell))
    with pytest.raises(ray.exceptions.RayActorError):
        ray.get(visitor.Leave.remote())
    with pytest.raises(ray.exceptions.RayActorError):
        ray.get(visitor.WhereActor.remote())
    assert farewell.read_text() == "bye"  # waits for the destructor


@pytest.mark.parametrize("where", ["here", "in a task"])
def test_only_an_actor_ends_itself(app: Any, where: str) -> None:
    with pytest.raises(gorayffi.NativeError, match=r"ExitActor\(\): .*no method of an actor on Ray runs here"):
        app.tasks.LeaveTask() if where == "here" else ray.get(app.tasks.LeaveTask.remote())
