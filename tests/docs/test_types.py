"""The tables of docs/reference/types.md: each row is compiled as a task, called, and compared with what it says."""

from __future__ import annotations

import datetime
import importlib
import pathlib
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import gorayffi
import numpy
import pyarrow
import pytest

from tests.conftest import ROOT, locked
from tests.pages import files, write_files

PAGE = ROOT / "docs/reference/types.md"
FOLDER = ROOT / "build/tests/docs/types"
CMAKE = """\
cmake_minimum_required(VERSION 3.22)
project(types_page CXX)
find_package(goray CONFIG REQUIRED)
find_package(Eigen3 REQUIRED NO_MODULE)
goray_add_app(types_page SOURCES t.cpp)
target_link_libraries(types_page PRIVATE Eigen3::Eigen)
"""


@dataclass(frozen=True)
class Row:
    """One C++ type of a row of a table, and the task made of it."""

    task: str
    cpp: str
    cells: tuple[tuple[str, ...], ...]


def rows(header: str) -> list[Row]:
    """The rows of the table whose first line starts with `header`, one for each type in the first cell."""
    table = PAGE.read_text().partition(header)[2].partition("\n\n")[0]
    found: list[Row] = []
    for line in table.splitlines()[2:]:
        cpp, *cells = [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for type_ in re.findall(r"`([^`]+)`", cpp):
            found.append(Row(f"F{len(header)}_{len(found)}", type_, tuple(map(words, cells))))
    return found


def words(cell: str) -> tuple[str, ...]:
    """What a cell has between backticks; else its text."""
    return tuple(re.findall(r"`([^`]+)`", cell)) or (cell,)


VALUES = rows("| C++ | as a parameter")
ERRORS = rows("| C++ | value")


def is_shown(packed: bytes, shown: str) -> bool:
    """Whether it is the bytes that the page shows, or begins with them if there is more."""
    start, more, _ = shown.partition(" ...")
    return packed.hex(" ").startswith(start) if more else packed.hex(" ") == shown


def plain(value: Any) -> Any:
    """What `==` compares as a whole: of an array its lists and its type."""
    return (value.tolist(), value.dtype) if isinstance(value, numpy.ndarray) else value


def task(row: Row) -> str:
    if row.cells[1] == ("-",) or "Eigen::Ref" in row.cpp or row.cpp == "const char*":
        return f"  void {row.task}([[maybe_unused]] {row.cpp} value) const {{}}\n"
    return f"  {row.cpp} {row.task}({row.cpp} value) const {{ return value; }}\n"


@pytest.fixture(scope="module")
def types(build_app: Callable[..., Path]) -> ModuleType:
    """The package made of the page."""
    tasks = "".join(task(row) for row in [*VALUES, *ERRORS])
    included = "#include <goray/arrow.h>\n#include <goray/eigen.h>\n#include <goray/goray.h>\n\n#include <filesystem>\n"
    source = f"{included}{files(PAGE)['types.h']}\nstruct GORAY_TASKS Tasks {{\n{tasks}}};\n"
    with locked(FOLDER):
        write_files(FOLDER, {"CMakeLists.txt": CMAKE, "t.cpp": source})
    sys.path.insert(0, str(build_app(FOLDER) / "python"))
    return importlib.import_module("types_page")


@pytest.mark.parametrize("row", VALUES, ids=lambda row: row.cpp)
def test_a_type(types: ModuleType, row: Row) -> None:
    (parameter,), (result,), (example,), wire = row.cells
    function = getattr(types.tasks, row.task)
    stub = Path(str(types.__file__)).with_name("tasks.pyi").read_text()
    signature = re.search(rf"class _{row.task}\(.*?def __call__\(self, \w+: (.*?)\) -> (.*?):", stub, re.DOTALL)
    assert signature is not None
    assert signature.groups() == (parameter, "None" if result == "-" else result)
    value = eval(example, {**vars(types), "datetime": datetime, "numpy": numpy, "pathlib": pathlib, "pyarrow": pyarrow})
    assert is_shown(gorayffi.pack(value), wire[0])
    assert plain(function(value)) == (None if result == "-" else plain(value))
    if result != "-":
        assert type(function(value)) is type(value)
        raw, code = types._app.app.library.call_encoded(4, 0, row.task, gorayffi.pack(value), [], [])
        assert code == 0
        assert is_shown(raw, wire[-1])


@pytest.mark.parametrize("row", ERRORS, ids=lambda row: f"{row.cpp} {row.cells[0][0]}")
def test_an_error(types: ModuleType, row: Row) -> None:
    (value,), (error,) = row.cells
    with pytest.raises(gorayffi.NativeError) as caught:
        getattr(types.tasks, row.task)(eval(value, {**vars(types), "datetime": datetime, "numpy": numpy}))
    builtin = next(
        cls.__name__ for cls in type(caught.value).__mro__ if cls.__module__ == "builtins" and cls is not RuntimeError
    )
    assert f"{builtin}: {caught.value}".replace(row.task, "F") == error
