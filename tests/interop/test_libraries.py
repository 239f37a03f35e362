"""Several libraries in one process and on one Ray: each keeps to itself, and they use each other."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import weakref
from pathlib import Path

import gorayffi
import pytest
import ray
from goray import App

from tests.interop.peer import Failed, Peer


@pytest.fixture(scope="module")
def apps(cpp_library: Path, go_library: Path, ray_session: None) -> tuple[App, App]:  # noqa: ARG001
    """The C++ app and the Go app, in this process."""
    return App(cpp_library), App(go_library)


def test_cpp_and_go_in_one_process(apps: tuple[App, App]) -> None:
    counters = [app.new_actor("Counter", start) for app, start in zip(apps, (1, 10), strict=True)]
    assert [counter.Incr(1) for counter in counters] == [2, 11]
    assert [app.run_task("Hello", "x") for app in apps] == ["Hello x", "Hello x"]
    assert [app.run_task("Gather", "x", 1) for app in apps] == [["x", 1], ["x", 1]]


def test_cpp_and_go_on_one_ray(apps: tuple[App, App]) -> None:
    cpp, go = apps
    assert ray.get(go.task("Hello").remote(cpp.task("Hello").remote("x"))) == "Hello Hello x"
    counters = [app.actor_class("Counter").remote(start) for app, start in zip(apps, (1, 10), strict=True)]
    assert ray.get([counter.Incr.remote(counters[0].Incr.remote(1)) for counter in counters]) == [4, 15]


def test_each_calls_the_others_actors(apps: tuple[App, App]) -> None:
    for maker, caller in (apps, apps[::-1]):
        name = f"of {maker.path}"
        maker.run_task("NameActor", name, 1)
        assert caller.run_task("CallActor", name, "Incr", 1) == 2
        assert ray.get(caller.task("CallActor").remote(name, "Incr", 1)) == 3
        caller.run_task("KillActor", name)


def test_each_calls_the_others_tasks(apps: tuple[App, App]) -> None:
    for caller, other in (apps, apps[::-1]):
        code = (
            "import goray, ray\n"
            "def call(arguments):\n"
            "    library, name, argument = arguments\n"
            "    return [goray.App(library).run_task(name, argument),\n"
            "            ray.get(goray.App(library).task(name).remote(argument))]\n"
        )
        assert caller.run_task("LocalCode", code, [str(other.path), "Hello", "x"]) == ["Hello x"] * 2


def test_each_submits_the_others_tasks_and_actors(apps: tuple[App, App]) -> None:
    for caller, other in (apps, apps[::-1]):
        peer, library = Peer(caller), str(other.path)
        hello = peer.task("Hello", peer.task("Hello", "x"), library=library)
        assert peer.get(hello) == "Hello Hello x"
        counter = peer.actor("Counter", 1, library=library)
        assert peer.get(peer.method(counter, "Incr", 2)) == 3
        with pytest.raises(Failed, match=f"{library} has no task 'Helo'. Did you mean 'Hello'"):
            peer.task("Helo", "x", library=library)
        with pytest.raises(Failed, match="there is no library 'no_such': give its path, or the import name"):
            peer.task("Hello", "x", library="no_such")


def test_a_file_is_one_library_by_whatever_path(library: Path, tmp_path: Path) -> None:
    symlink, hard_link = tmp_path / "symlink.so", tmp_path / "hard_link.so"
    symlink.symlink_to(library)
    os.link(library, hard_link)
    loaded = gorayffi.load_library(library)
    assert gorayffi.load_library(symlink) is gorayffi.load_library(hard_link) is loaded
    assert App(symlink).run_task("Hello", "x") == "Hello x"
    assert App(symlink).loaded is App(hard_link).loaded is App(library).loaded


def test_a_relative_path_is_of_the_working_directory_then(
    cpp_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
        shutil.copy(cpp_library, folder / "app.so")
        monkeypatch.chdir(folder)
        loaded.append(App("app.so").library.path)
    assert loaded == [str(tmp_path / "one/app.so"), str(tmp_path / "two/app.so")]


def test_apps_of_a_file_share_what_it_holds(library: Path, tmp_path: Path, ray_session: None) -> None:  # noqa: ARG001
    link = tmp_path / "link.so"
    link.symlink_to(library)
    one = Peer(App(library))
    first = one.put("A")
    two = Peer(App(link))
    second = two.put("B")
    assert [peer.get(ref) for peer in (one, two) for ref in (first, second)] == ["A", "B", "A", "B"]
    assert App(library).loaded.handles.counts() == App(link).loaded.handles.counts() >= (2, 0)


def test_an_app_that_is_dropped_is_gone(library: Path) -> None:
    app = App(library)
    assert app.run_task("Half", 3.0) == 1.5
    dropped = weakref.ref(app)
    del app
    gc.collect()
    assert dropped() is None


def test_a_copy_is_a_library_of_its_own(cpp_library: Path, tmp_path: Path) -> None:
    one = gorayffi.load_go_lib(shutil.copy(cpp_library, tmp_path / "one.so"), {0: lambda _: (b"\x01", 0)})
    two = gorayffi.load_go_lib(shutil.copy(cpp_library, tmp_path / "two.so"), {0: lambda _: (b"\x02", 0)})
    assert [app.call_golang_func("LocalPy", ("f", None)) for app in (one, two)] == [1, 2]
    actor = one.new_golang_actor("Counter", b"\x05", [])
    assert two.close_actor(actor)[1] == 5, "it knows no actor of the other's"
    assert one.raw_call_golang_method(actor, "Incr", b"\x01", []) == (b"\x06", 0)


DEFAULT = """
import sys, goray
cpp, go = sys.argv[1:]
other = goray.App(go)
print(other.run_task("Hello", "before"))
try:
    goray.golang_local_run_task("Hello", "x")
except RuntimeError as error:
    print("no library" in str(error))
import os
os.environ["GORAY_BIN_PATH"] = cpp
print(goray.golang_local_run_task("Half", None), other.run_task("Half", 3.0))
print("NewMortal" in goray.App(cpp).commander.get_golang_tasks_info()[1])
print(goray._app.default.default_app().path == cpp)
"""


def test_module_functions_act_on_the_default_library(cpp_library: Path, go_library: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DEFAULT, cpp_library, go_library],
        text=True,
        capture_output=True,
        check=False,
        timeout=100,
    )
    assert done.stdout.split("\n") == ["Hello before", "True", "None 1.5", "True", "True", ""], done.stderr
