"""Python calls a library by name: in its process, as tasks and as actors, the same for C++ and Go."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import gorayffi
import pytest
import ray
from goray import App
from goray._worker.submitted import library_task

from tests.conftest import own_output


def test_local_task(app: App) -> None:
    assert app.run_task("Hello", "World") == "Hello World"
    assert app.run_task("Divide", 7, 2) == [3, 1]
    assert app.run_task("Nothing") is None


def test_local_actor(app: App) -> None:
    counter = app.new_actor("Counter", 40)
    assert [counter.Incr(1), counter.Incr(1)] == [41, 42]


def test_remote_task(app: App) -> None:
    assert ray.get(app.task("Hello").remote("World")) == "Hello World"
    assert ray.get(app.task("Divide").remote(7, 2)) == [3, 1]
    assert ray.get(app.task("Nothing").remote()) is None


def test_refs_are_arguments(app: App) -> None:
    quotient = app.task("Divide").remote(7, 2)
    hello = app.task("Hello").remote(app.task("Hello").remote("you"))
    assert ray.get(app.task("Echo").remote(quotient, hello, 5)) == [[3, 1], "Hello Hello you", 5]


def test_large_values_arrive_whole(app: App) -> None:
    (echoed,) = ray.get(app.task("Echo").remote(bytes(5_000_000)))
    assert echoed == bytes(5_000_000)


def test_actor(app: App) -> None:
    counter = app.actor_class("Counter").remote(app.run_task("Divide", 40, 1)[0])
    assert ray.get([counter.Incr.remote(1), counter.Incr.remote(1)]) == [41, 42]


def test_handle_is_an_argument(app: App) -> None:
    @ray.remote
    def incr(counter: ray.actor.ActorHandle) -> int:
        return ray.get(counter.Incr.remote(1))

    assert ray.get(incr.remote(app.actor_class("Counter").remote(1))) == 2


def test_named_actor(app: App) -> None:
    kept = app.actor_class("Counter").options(name=f"named {app.path}").remote(1)
    assert ray.get(ray.get_actor(f"named {app.path}").Incr.remote(1)) == 2
    assert repr(kept).startswith("Actor(Go.Counter,")


def test_options_reach_ray(app: App) -> None:
    with pytest.raises(ValueError, match="num_cpus"):
        app.task("Hello", num_cpus=-1).remote("x")
    with pytest.raises(ValueError, match="num_cpus"):
        app.actor_class("Counter").options(num_cpus=-1).remote(1)


def test_failed_task_is_an_error(app: App) -> None:
    with pytest.raises(gorayffi.NativeError, match="divi"):
        app.run_task("Divide", 1, 0)
    with pytest.raises(gorayffi.NativeError, match="divi"):
        ray.get(app.task("Divide").remote(1, 0))


@pytest.mark.parametrize(
    ("call", "error", "text"),
    [
        (lambda app: app.task("Helo").remote("x"), LookupError, "no task 'Helo'. Did you mean 'Hello'?"),
        (
            lambda app: app.actor_class("Count").remote(0),
            LookupError,
            "has no actor 'Count'. Did you mean 'Counter'?",
        ),
        (
            lambda app: app.task("Hello", num_cpu=1),
            TypeError,
            "Hello: a Ray task has no option 'num_cpu'. Did you",
        ),
        (
            lambda app: app.actor_class("Counter").options(nam="x"),
            TypeError,
            "Counter: a Ray actor has no option",
        ),
        (
            lambda app: app.task("Divide", num_returns="dynamic"),
            ValueError,
            "Divide: num_returns='dynamic' is not supported",
        ),
        (lambda app: app.task("Hello")("x"), TypeError, "call Hello.remote(...)"),
        (lambda app: app.actor_class("Counter")(0), TypeError, "call Counter.remote(...)"),
        (lambda app: app.task("Hello").remote(name="x"), TypeError, "name"),
    ],
)
def test_wrong_calls(app: App, call: object, error: type[Exception], text: str) -> None:
    with pytest.raises(error) as raised:
        call(app)  # type: ignore[operator]
    assert text in str(raised.value)


def test_one_remote_function_serves_all_calls(app: App) -> None:
    cache = library_task(app.loaded, "Hello")
    assert library_task(app.loaded, "Hello") is cache
    assert cache.get({"num_cpus": 2}) is cache.get({"num_cpus": 2})
    assert cache.get({}) is cache.get({})


def test_destructor_runs_when_the_handle_goes(cpp_library: Path, ray_session: None, tmp_path: Path) -> None:  # noqa: ARG001
    os.mkfifo(tmp_path / "end")
    mortal = App(cpp_library).actor_class("NewMortal").remote(str(tmp_path / "end"))
    ray.get(mortal.Nothing.remote())
    del mortal
    assert (tmp_path / "end").read_text() == "destroyed"  # waits for the writer


NAMES = """
import collections, sys, goray, ray
from ray.util.state import list_actors, list_tasks
ray.init(num_cpus=4, include_dashboard=True, dashboard_port=0)
address = ray.get_runtime_context().gcs_address
apps = [goray.App(library) for library in sys.argv[1:]]
counters = [app.actor_class("Counter").remote(0) for app in apps]
for app, counter in zip(apps, counters):
    ray.get([app.task("Hello").remote("x"), app.task("Hello", name="renamed").remote("x"), counter.Incr.remote(1)])
wanted = collections.Counter(2 * ["Counter.Incr", "Hello", "renamed"])
names = collections.Counter()
while not wanted <= names:  # Ray reports with a delay
    names = collections.Counter(task.name for task in list_tasks(address, raise_on_missing_output=False))
    print("there are", names, file=sys.stderr)
print([names[name] for name in sorted(wanted)], [actor.class_name for actor in list_actors(address)])
"""


def test_tools_of_ray_show_the_names(cpp_library: Path, go_library: Path) -> None:
    """Both libraries' on one Ray: one with a dashboard takes long to start."""
    done = subprocess.run(
        [sys.executable, "-c", NAMES, cpp_library, go_library],
        text=True,
        capture_output=True,
        check=False,
        timeout=250,
    )
    assert own_output(done.stdout) == "[2, 2, 2] ['Go.Counter', 'Go.Counter']\n", done.stderr


def test_a_bound_function_goes_by_position_where_the_library_says_so_else_by_name(app: App) -> None:
    library = app.library
    features = (library.declared or {"features": []})["features"]
    _, code = library.execute(64, 1 << 50, bytes(8))  # one empty unit: no arguments
    assert code == 1  # no such task here, no such command there
    assert ("call_by_index" in features) == (library.declared is not None)
    counter = gorayffi.Function(library, 5, "Counter", ["start"], {})(40)
    assert gorayffi.Function(library, 4, "Divide", ["a", "b"], {})(7, 2) == [3, 1]
    assert gorayffi.Function(library, 6, "Incr", ["by"], {}, actor="Counter").call_on(counter, 2) == 42
