"""Processes that have no build of a package, or another one: what both have alike works, the rest says what to do."""

from __future__ import annotations

import importlib
import itertools
import os
import re
import shutil
import sys
from collections.abc import Callable
from importlib.metadata import files
from pathlib import Path
from typing import Any

import gorayffi
import pytest
import ray

from tests.conftest import run

numbers = itertools.count()


class Copy:
    """A copy of `calc` under a name of its own, in a folder that only this process has in its path."""

    def __init__(self, packages: Path, folder: Path) -> None:
        self.name = f"calc_{os.getpid()}_{next(numbers)}"
        self.folder = folder / self.name
        shutil.copytree(packages / "calc", self.folder, ignore=shutil.ignore_patterns("__pycache__"))
        self.edit('"calc"', f'"{self.name}"')

    def edit(self, old: str, new: str) -> None:
        """As a build does that makes something else of the app."""
        for file in self.folder.glob("*.py"):
            text = file.read_text()
            if old in text:
                file.write_text(text.replace(old, new))
                os.utime(file, (file.stat().st_mtime + 10,) * 2)

    def other_hash(self, label: str) -> None:
        """As a build of other declarations."""
        found = re.search(rf'"{label}": "(\w+)"', (self.folder / "_app.py").read_text())
        assert found is not None
        self.edit(found[1], "0" * len(found[1]))

    def imported(self) -> Any:
        """As for the first time."""
        for name in [name for name in sys.modules if name.partition(".")[0] == self.name]:
            del sys.modules[name]
        importlib.invalidate_caches()
        return importlib.import_module(self.name)


@pytest.fixture
def copy(packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Copy:
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return Copy(packages, tmp_path)


def test_a_process_loads_as_many_libraries_as_it_likes(packages: Path) -> None:
    """`dlopen` refuses what has thread-local variables in static memory, once 1,664 bytes of it are used up."""
    installed = [Path(str(file.locate())) for file in files("goray-cpp") or () if file.suffix == ".so"]
    libraries = [*installed, *packages.rglob("*.so")]
    assert len(libraries) > 10
    assert [library for library in libraries if "STATIC_TLS" in run("readelf", "-d", library)] == []


@ray.remote
def incremented(handles: list[Any]) -> Any:
    return type(handles[0]).__name__, ray.get(handles[0].Incr.remote())


@pytest.mark.usefixtures("ray_session")
def test_a_worker_takes_the_package_from_the_callers_folder(copy: Copy) -> None:
    calc = copy.imported()
    assert ray.get(calc.tasks.Divide.remote(7, 2)) == {"quotient": 3, "remainder": 1}
    assert ray.get(calc.tasks.Price.remote({"id": 1, "parts": []}, color=calc.Color.GREEN))["price"] == 0
    counter = calc.Counter.remote(1)
    assert ray.get(counter.Incr.remote()) == 2
    assert ray.get(incremented.remote([counter])) == ("CounterHandle", 3)


@pytest.mark.usefixtures("ray_session")
@pytest.mark.parametrize(
    "use",
    [
        lambda calc: calc.tasks.Divide.remote(7, 2),
        lambda calc: calc.Counter.remote(1).Incr.remote(),
        lambda calc: ray.remote(lambda task: task(7, 2)).remote(calc.tasks.Divide),
    ],
    ids=["task", "actor", "argument"],
)
def test_a_worker_that_cannot_have_the_package(copy: Copy, use: Callable[[Any], Any]) -> None:
    calc = copy.imported()
    shutil.rmtree(copy.folder)
    with pytest.raises(ray.exceptions.RayError) as caught:
        ray.get(use(calc))
    text = str(caught.value)
    assert f"the package {copy.name} is not on node " in text
    assert "PYTHONPATH" in text
    assert f"ray.init(runtime_env={{'py_modules': ['{copy.folder}']}})" in text


@pytest.mark.usefixtures("ray_session")
def test_a_caller_with_the_older_build(copy: Copy) -> None:
    calc = copy.imported()
    for label in ("task Divide", "method NewCounter.Incr"):
        copy.other_hash(label)
    assert ray.get(calc.tasks.Add.remote(1, 2)) == 3
    counter = calc.Counter.remote(1)
    assert ray.get(counter.__ray_ready__.remote())
    refs = {"task Divide": calc.tasks.Divide.remote(7, 2), "method NewCounter.Incr": counter.Incr.remote()}
    for label, ref in refs.items():
        with pytest.raises(gorayffi.LibraryError, match=f"{label} is declared .*older one: start the caller anew"):
            ray.get(ref)


@pytest.mark.usefixtures("ray_session")
def test_a_method_that_the_worker_has_no_more(copy: Copy) -> None:
    calc = copy.imported()
    copy.edit("Incr", "Increase")
    counter = calc.Counter.remote(1)
    with pytest.raises(gorayffi.LibraryError, match=r"the method NewCounter\.Incr .* or not at all, for process"):
        ray.get(counter.Incr.remote())


@pytest.mark.usefixtures("ray_session")
def test_an_actor_of_the_older_build(copy: Copy) -> None:
    old = copy.imported().Counter.options(name=copy.name).remote(1)
    ray.get(old.__ray_ready__.remote())
    copy.edit("def Incr(self, by: int = 1)", "def Incr(self, by: int, twice: bool)")
    head = "class CounterHandle(ActorHandle):"
    copy.edit(head, f"{head}\n    Hello = ActorMethod(_remote.Hello)")
    new = copy.imported().Counter.get(copy.name)
    other = "the actor was started with another build of its package, in which the method"
    with pytest.raises(gorayffi.LibraryError, match=rf"Incr: {other} takes \(by\): start the actor anew"):
        new.Incr.remote(1, True)
    with pytest.raises(gorayffi.LibraryError, match=rf"Hello: {other} does not exist: start the actor anew"):
        new.Hello.remote("Ada")


def test_a_process_that_loaded_the_library_before_it_was_rebuilt(copy: Copy) -> None:
    """As a notebook does."""
    program = (
        "import os, sys; sys.dont_write_bytecode = True\n"
        f"import {copy.name} as calc\n"
        "print(calc.tasks.Divide(7, 2))\n"
        "os.utime(calc._app.path, (os.stat(calc._app.path).st_mtime + 20,) * 2)\n"
        f"file = '{copy.folder}/_app.py'\n"
        "text = open(file).read()\n"
        'start = text.index(\'"task Divide": "\') + 16\n'
        "open(file, 'w').write(text[:start] + '0000' + text[start + 4:])\n"
        f"for name in [name for name in sys.modules if name.startswith('{copy.name}')]: del sys.modules[name]\n"
        f"import {copy.name} as calc\n"
        "print(calc.tasks.Add(1, 2))\n"
        "try: calc.tasks.Divide(7, 2)\n"
        "except Exception as error: print(error)\n"
    )
    out = run(sys.executable, "-c", program, env={**os.environ, "PYTHONPATH": str(copy.folder.parent)})
    assert out.splitlines()[1] == "3.0"
    assert "this process loaded the library before it was rebuilt: start Python, or the kernel, anew" in out
    assert "older one" not in out
