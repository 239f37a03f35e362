"""Type hints of Python -> types of C++: the table of docs/reference/typed_calls.md, and how hints may be spelled."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from goray_gen.cli.python_files import read_python_files, rendered

ROOT = Path(__file__).parents[4]
PAGE = ROOT / "docs" / "reference" / "typed_calls.md"
HEAD = """\
import dataclasses
import datetime
import enum
import pathlib
import typing
from collections.abc import Mapping, Sequence
from typing import *

import goray
import goray.typing
import numpy as np
import numpy.typing as npt
import ray


class Point(typing.TypedDict):
    x: float


@dataclasses.dataclass
class Summary:
    count: int


class Color(enum.IntEnum):
    RED = 1


class Mode(enum.StrEnum):
    FAST = "fast"


@ray.remote
class Storage: ...


Vector = list[float]
UserId = typing.NewType("UserId", int)
T = typing.TypeVar("T")
"""


def types_of(hint: str, where: str, folder: Path, head: str = HEAD) -> str | None:
    """What C++ has for a hint of a parameter or of a result; `None`: it is refused."""
    hinted = f"a: {hint}" if hint else "a"
    signature = f"def f({hinted}) -> None" if where == "parameter" else f"def f(){f' -> {hint}' if hint else ''}"
    file = folder / "app.py"
    file.write_text(f"{head}\n\n@goray.remote\n{signature}: ...\n")
    read = read_python_files([str(file)], folder)
    if read.tasks is None:
        return None
    header = rendered(read.tasks).replace("::goray::", "goray::").replace("::py::", "py::")
    found = re.search(r"RemotePyTask<goray::ObjectRef<(.*)>\((.*)\)> f\{", header)
    assert found
    return found[2] if where == "parameter" else found[1] or "untyped"


def rows() -> list[tuple[str, str, str]]:
    section = PAGE.read_text().partition("## What a hint is in C++")[2]
    found = list[tuple[str, str, str]]()
    for line in section.splitlines():
        if line.startswith("| ") and not line.startswith("| Python "):
            hints, parameter, result = re.split(r"(?<!\\) \| ", line.strip("| "))
            for hint in re.findall(r"`([^`]*)`", hints.replace("\\|", "|")) + ([""] if ", none" in hints else []):
                if hint != "TypedDict":
                    found.append((hint, parameter, result))
    return found


@pytest.mark.parametrize(("hint", "parameter", "result"), rows(), ids=lambda item: str(item))
def test_the_table(hint: str, parameter: str, result: str, tmp_path: Path) -> None:
    for where, wanted in (("parameter", parameter), ("result", result)):
        shown = "untyped" if wanted.startswith("untyped") else wanted.strip("`").replace("\\|", "|")
        assert types_of(hint, where, tmp_path) == (None if shown == "-" else shown), where


@pytest.mark.parametrize(
    ("hint", "cpp"),
    [
        ("typing.List[typing.Dict[str, typing.Any]]", "std::vector<std::map<std::string, goray::Any>>"),
        ("List['Point']", "std::vector<py::Point>"),
        ("\"dict[str, 'Vector']\"", "std::map<std::string, std::vector<double>>"),
        ("typing.Annotated[UserId, 'checked']", "std::int64_t"),
        ("Optional[Optional[UserId]]", "std::optional<std::int64_t>"),
        ("None | Vector", "std::optional<std::vector<double>>"),
        ("Union[int, None, float]", "std::optional<double>"),
        ("Literal[1, 'a', None, -1]", "std::optional<std::variant<std::int64_t, std::string>>"),
        ("list[T]", "std::vector<goray::Any>"),
        ("dict[Any, int]", "untyped"),
        ("int | Any", "untyped"),
        ("tuple[()]", "std::tuple<>"),
        ("Optional['int | str']", "std::optional<std::variant<std::int64_t, std::string>>"),
        ("frozenset[int]", "std::set<std::int64_t>"),
        ("set[float]", "std::vector<double>"),
        ("bytearray", "std::vector<std::byte>"),
        ("np.ndarray[tuple[int], np.dtype[np.uint8]]", "goray::NdArray<const std::uint8_t, 1>"),
        ("list[None]", "std::vector<std::monostate>"),
        ("ray.ObjectRef[None]", "goray::ObjectRef<void>"),
    ],
)
def test_spellings(hint: str, cpp: str, tmp_path: Path) -> None:
    head = HEAD.replace("from typing import *", "from typing import Any, List, Literal, Optional, Union")
    assert types_of(hint, "result", tmp_path, head) == cpp


def test_conditional_definitions(tmp_path: Path) -> None:
    """The last definition counts, that of an `if` against its `else`, and one of a `try`."""
    head = """
import sys
try:
    import goray
    Number = int
except ImportError:
    Number = str
if sys.version_info > (3, 8):
    Text = str
else:
    Text = bytes
Twice = int
Twice = float
"""
    assert types_of("tuple[Number, Text, Twice]", "result", tmp_path, head) == (
        "std::tuple<std::int64_t, std::string, double>"
    )


def test_hints_are_only_parsed(tmp_path: Path) -> None:
    head = "import goray\nraise SystemExit('imported')\n"
    assert types_of("int", "result", tmp_path, head) == "std::int64_t"
    assert ast.parse(head)
