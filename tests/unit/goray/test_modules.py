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
