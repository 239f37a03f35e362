"""Importing goray, each time in a fresh process."""

from __future__ import annotations

from collections.abc import Callable


def test_import_loads_neither_ray_nor_a_library(python: Callable[..., str]) -> None:
    assert python("import goray, sys; print(sorted({'ray', 'gorayffi'} & set(sys.modules)))") == "[]\n"


def test_public_names(python: Callable[..., str]) -> None:
    out = python("import goray; print([n for n in goray.__all__ if n not in dir(goray) or not getattr(goray, n)])")
    assert out == "[]\n"
    assert "module 'goray' has no attribute 'golang_tasks'" in python("import goray; goray.golang_tasks")


def test_no_library(python: Callable[..., str]) -> None:
    out = python("import goray; goray.golang_local_run_task('Hello')", GORAY_BIN_PATH="")
    assert "goray knows no library here: run the program under `goray LIBRARY`" in out
    out = python("import goray; goray.golang_local_run_task('Hello')", GORAY_BIN_PATH="/no/such.so")
    assert "/no/such.so" in out


def test_versions(python: Callable[..., str]) -> None:
    out = python("import goray, gorayffi, importlib.metadata as m; print(goray.__version__, m.version('goray-cpp'))")
    version, installed = out.split()
    assert version == installed


def test_names_beside_those_of_goray(python: Callable[..., str]) -> None:
    code = (
        "import goray as g; print(g.task is g.golang_task, g.actor_class is g.golang_actor_class, "
        "g.run_task is g.golang_local_run_task, g.new_actor is g.golang_local_new_actor)"
    )
    assert python(code) == "True True True True\n"


def test_types_are_those_of_the_run_time(python: Callable[..., str]) -> None:
    code = (
        "import goray.typing as t, sys; assert 'ray' not in sys.modules\n"
        "from goray.typing import ActorFactory, ActorHandle, ActorMethod, ActorOptions, AnyActor, AnyTask, BytesLike\n"
        "from goray.typing import LocalActor, MethodOptions, RayHandle, Ref, Task, TaskOptions\n"
        "assert 'ray' not in sys.modules\n"
        "import goray.package, ray\n"
        "print(t.ObjectRef is ray.ObjectRef, t.Task is goray.package.Task, goray.kill is ray.kill)"
    )
    assert python(code) == "True True True\n"
