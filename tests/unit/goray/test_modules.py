"""Importing goray, and the user's Python file, each in a fresh process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def python(code: str, **variables: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **variables}, text=True, capture_output=True, check=False
    )
    return done.stdout + done.stderr


def test_import_loads_neither_ray_nor_a_library() -> None:
    assert python("import goray, sys; print(sorted({'ray', 'gorayffi'} & set(sys.modules)))") == "[]\n"


def test_public_names() -> None:
    out = python("import goray; print([n for n in goray.__all__ if n not in dir(goray) or not getattr(goray, n)])")
    assert out == "[]\n"
    assert "module 'goray' has no attribute 'golang_tasks'" in python("import goray; goray.golang_tasks")


def test_py_defs_is_one_module(tmp_path: Path) -> None:
    (tmp_path / "neighbour.py").write_text("value = 5")
    (tmp_path / "app.py").write_text(
        "from __future__ import annotations\nimport dataclasses, neighbour\nprint('loaded as', __name__)\n"
        "@dataclasses.dataclass\nclass Point:\n    x: int\n"
    )
    code = (
        "from goray import _py_defs\n"
        f"module = _py_defs.load({str(tmp_path / 'app.py')!r})\n"
        f"assert _py_defs.load({str(tmp_path / '.' / 'app.py')!r}) is module\n"
        "import goray.py_defs\nassert goray.py_defs is module\nprint(module.Point(module.neighbour.value))"
    )
    assert python(code) == "loaded as goray.py_defs\nPoint(x=5)\n"


def test_a_worker_imports_py_defs_by_name(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("value = 5")
    code = "import goray.py_defs\nprint(goray.py_defs.value)"
    assert python(code, GORAY_PY_MUDULE_PATH=str(tmp_path / "app.py")) == "5\n"
    assert "GORAY_PY_MUDULE_PATH is not set" in python(code, GORAY_PY_MUDULE_PATH="")


def test_a_library_in_a_worker_finds_what_the_file_defines(tmp_path: Path) -> None:
    app = "import goray\nfrom goray import _registry\n"
    app += "print(_registry.local_function('later'))  # a library, called while the file is loading\n"
    app += "@goray.local\ndef later(): return 5\n"
    (tmp_path / "app.py").write_text(app)
    code = "from goray import _registry\nprint(_registry.local_function('later')())"
    assert python(code, GORAY_PY_MUDULE_PATH=str(tmp_path / "app.py")) == "None\n5\n"


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("app.py", "1 / 0", "ZeroDivisionError"),
        ("app.py", "1 / 0", "while loading the Python file {file}"),
        ("app.py", "def", 'File "{file}", line 1'),
        ("app.txt", "1", "{file} is not a Python file: its name must end in .py"),
        ("app.py", None, "no Python file {file}"),
    ],
)
def test_errors_name_the_file(tmp_path: Path, name: str, text: str | None, wanted: str) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    out = python(f"from goray import _py_defs; _py_defs.load({str(tmp_path / name)!r})")
    assert wanted.format(file=tmp_path / name) in out


def test_a_second_file_is_refused(tmp_path: Path) -> None:
    for name in ("one.py", "two.py"):
        (tmp_path / name).write_text("")
    load = "; ".join(f"_py_defs.load({str(tmp_path / name)!r})" for name in ("one.py", "two.py"))
    out = python(f"from goray import _py_defs; {load}")
    assert f"cannot load {tmp_path / 'two.py'}: this process has loaded {tmp_path / 'one.py'}" in out


def test_no_library() -> None:
    out = python("import goray; goray.golang_local_run_task('Hello')", GORAY_BIN_PATH="")
    assert "goray knows no library here: run the program under `goray LIBRARY`" in out
    out = python("import goray; goray.golang_local_run_task('Hello')", GORAY_BIN_PATH="/no/such.so")
    assert "/no/such.so" in out
