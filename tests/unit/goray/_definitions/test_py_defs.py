"""The user's Python file, each time in a fresh process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


def test_py_defs_is_one_module(python: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "neighbour.py").write_text("value = 5")
    (tmp_path / "app.py").write_text(
        "from __future__ import annotations\nimport dataclasses, neighbour\nprint('loaded as', __name__)\n"
        "@dataclasses.dataclass\nclass Point:\n    x: int\n"
    )
    code = (
        "from goray._definitions import py_defs\n"
        f"module = py_defs.load({str(tmp_path / 'app.py')!r})\n"
        f"assert py_defs.load({str(tmp_path / '.' / 'app.py')!r}) is module\n"
        "import goray.py_defs\nassert goray.py_defs is module\nprint(module.Point(module.neighbour.value))"
    )
    assert python(code) == "loaded as goray.py_defs\nPoint(x=5)\n"


def test_a_worker_imports_py_defs_by_name(python: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("value = 5")
    code = "import goray.py_defs\nprint(goray.py_defs.value)"
    assert python(code, GORAY_PY_MUDULE_PATH=str(tmp_path / "app.py")) == "5\n"
    assert "GORAY_PY_MUDULE_PATH is not set" in python(code, GORAY_PY_MUDULE_PATH="")


def test_a_library_in_a_worker_finds_what_the_file_defines(python: Callable[..., str], tmp_path: Path) -> None:
    app = "import goray\nfrom goray._definitions import registry\n"
    app += "print(registry.local_function('later'))  # a library, called while the file is loading\n"
    app += "@goray.local\ndef later(): return 5\n"
    (tmp_path / "app.py").write_text(app)
    code = "from goray._definitions import registry\nprint(registry.local_function('later')())"
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
def test_errors_name_the_file(
    python: Callable[..., str], tmp_path: Path, name: str, text: str | None, wanted: str
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    out = python(f"from goray._definitions import py_defs; py_defs.load({str(tmp_path / name)!r})")
    assert wanted.format(file=tmp_path / name) in out


def test_a_second_file_is_refused(python: Callable[..., str], tmp_path: Path) -> None:
    for name in ("one.py", "two.py"):
        (tmp_path / name).write_text("")
    load = "; ".join(f"py_defs.load({str(tmp_path / name)!r})" for name in ("one.py", "two.py"))
    out = python(f"from goray._definitions import py_defs; {load}")
    assert f"cannot load {tmp_path / 'two.py'}: this process has already loaded {tmp_path / 'one.py'}" in out
