"""A package and a library of different declarations: what differs is refused, the rest works."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import gorayffi
import pytest

from tests.conftest import run


@pytest.fixture
def edited(packages: Path, tmp_path: Path) -> Path:
    """A copy of `calc` whose package thinks that Divide and Incr are others, and that there is a task Gone."""
    shutil.copytree(packages / "calc", tmp_path / "calc")
    app = tmp_path / "calc" / "_app.py"
    hashes = gorayffi.load_library(packages / "calc" / "libcalc.so").hashes()
    assert hashes is not None
    text = app.read_text()
    for label in ("task Divide", "method NewCounter.Incr"):
        assert hashes[label] in text
        text = text.replace(hashes[label], "0" * 16)
    app.write_text(text.replace('"task Add"', '"task Gone": "1", "task Add"'))
    return tmp_path


def say(folder: Path, code: str) -> str:
    lines = "import calc, gorayffi\ntry:\n    print({})\nexcept gorayffi.LibraryError as error:\n    print(error)"
    return run(sys.executable, "-c", lines.format(code), env={**os.environ, "PYTHONPATH": str(folder)}).strip()


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("calc.tasks.Divide(7, 2)", "task Divide"),
        ("calc._remote.Divide(7, 2)", "task Divide"),
        ("calc.NewCounter(1).Incr(1)", "method NewCounter.Incr"),
    ],
)
def test_a_callable_declared_otherwise_is_refused(edited: Path, code: str, label: str) -> None:
    library = edited / "calc" / "libcalc.so"
    os.utime(library, (1, 1))
    assert say(edited, code) == (
        f"calc: the package and its library {library} were generated from different declarations of the {label}; "
        "the library is the older one: rebuild it"
    )


def test_the_older_side_is_the_one_to_renew(edited: Path) -> None:
    os.utime(edited / "calc" / "_app.py", (1, 1))
    assert "the package is the older one: generate and install it again" in say(edited, "calc.tasks.Divide(7, 2)")


def test_a_callable_that_the_library_lacks_is_named(edited: Path) -> None:
    assert "libcalc.so has no task Gone, for which the package was generated" in say(
        edited, "calc._app.library_with('task', 'Gone')"
    )


def test_the_others_work(edited: Path) -> None:
    assert say(edited, "calc.tasks.Add(1, 2), calc.NewCounter(1) is not None") == "3.0 True"
