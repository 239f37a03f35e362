"""The generated header of Python's tasks and actors: it compiles without warnings, and refuses what does not fit."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from goray_gen.cli.python_files import read_python_files, rendered

from tests.compilers import COMPILERS, check_text
from tests.conftest import ROOT

GENERATED = ROOT / "tests" / "golden" / "python_tasks" / "expected" / "cpp"
WARNINGS = ["-Wall", "-Wextra", "-Wshadow", "-Werror"]
ACCEPTED = """\
goray::ObjectRef<std::int64_t> a = py::square(8); goray::ObjectRef<std::int64_t> b = py::square(a);
goray::ObjectRef<double> a = py::scaled.With({{"num_cpus", 1}})(py::scaled(1)); py::scaled(1, 2.5);
auto a = py::untyped(1).Get<std::string>(); py::untyped("text", goray::Any(2));
py::delete_(); py::delete_("a", 1, py::square(2));
std::optional<py::Item> item = goray::Get(py::find("tea"));
auto [bill, names, time, number, path] = goray::Get(py::everything.With({})(
    true, std::vector<std::byte>(2), "text", std::vector<std::string>{"a"},
    std::tuple(std::int64_t{1}, std::string("a")), std::vector<std::int64_t>{1},
    std::map<std::string, std::vector<double>>(), std::nullopt, "either", "fast",
    goray::NdArray<const double, 2>(), std::vector<goray::ObjectRef<std::int64_t>>{py::square(1)}, py::Cart(1),
    py::BigOrder{.item = py::Item{.name = "tea", .count = 2}, .parts = {}}, 1.5, std::vector<int>(), "generic"));
py::CartHandle cart = py::Cart(1, 2); cart.add(py::Order{}); cart.add(py::Order{}, 2); cart.Kill();
py::CartHandle cart = goray::GetActor("cart"); goray::ObjectRef<std::int64_t> total = cart.total();
py::CartHandle cart; cart.name(); cart.Kill_("a"); cart.Kill();
py::ShelfHandle shelf = py::Shelf(); shelf.put(py::Item{.name = "a", .count = 1}, 2);
std::tuple<goray::ObjectRef<std::int64_t>, goray::ObjectRef<py::Order>> both = py::halves.With({})(1);
for (goray::ObjectRef<py::Order> item : py::items(2)) { goray::Get(item); }
goray::StreamRefs<goray::Any> all = py::anything_at_all();
for (const auto& item : py::Cart(1).each()) { std::tuple<std::int64_t, std::string> made = goray::Get(item); }
auto [painted, color, mode] = goray::Get(py::painted()); py::Color two = painted.color; two = color; mode += "text";
for (const goray::ObjectRef<void>& item : py::Cart(1).later(0.5)) { item.Get(); }
py::Made(1, 2, std::vector<std::int64_t>{});
"""
REFUSED = {
    'py::square("eight");': (
        "use of deleted function 'goray::ArgumentFor<Parameter>::ArgumentFor(const Given&) "
        "[with Given = char [6]; Parameter = long int]'",
        "conversion function from 'const char[6]' to 'ArgumentFor<long>' invokes a deleted function",
    ),
    "py::square();": ("no match for call to", "no matching function for call to object of type"),
    "py::sqare(1);": ("'sqare' is not a member of 'py'", "no member named 'sqare' in namespace 'py'"),
    "goray::ObjectRef<double> a = py::square(1);": (
        "conversion from 'ObjectRef<long int>' to non-scalar type 'ObjectRef<double>' requested",
        "no viable conversion from 'ObjectRef<long>' to 'ObjectRef<double>'",
    ),
    "py::Cart(1).add(1);": (
        "use of deleted function 'goray::ArgumentFor<Parameter>::ArgumentFor(const Given&) "
        "[with Given = int; Parameter = py::Order]'",
        "conversion function from 'int' to '::goray::ArgumentFor< ::py::Order>' invokes a deleted function",
    ),
}


def compile_text(compiler: str, code: str) -> subprocess.CompletedProcess[str]:
    text = f'#include "python_tasks.python.h"\n#line 1 "case"\nvoid Case() {{ {code} }}\n'
    return check_text(compiler, text, *WARNINGS, "-Wno-unused", f"-I{GENERATED}")


@pytest.mark.parametrize("compiler", COMPILERS)
def test_what_is_accepted(compiler: str) -> None:
    cases = re.split(r";\n", ACCEPTED)
    done = compile_text(compiler, "".join(f"{{ {case}; }}\n" for case in cases if case))
    assert (done.stderr, done.returncode) == ("", 0)


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("compiler", COMPILERS)
def test_what_is_refused(compiler: str, case: str) -> None:
    done = compile_text(compiler, case)
    first = next(line for line in done.stderr.splitlines() if "error: " in line)
    assert REFUSED[case][compiler != "g++"] in first


HOSTILE = r'''
import goray
from typing import TypedDict
class std(TypedDict):
    """Names of C++, and an end of a comment: */ \\"""
    int: int
    goray: str
    std: list["py"]
class py(TypedDict):
    Codec: "int | None"
    operator: dict[str, list["bool"]]
@goray.remote
def delete(namespace: std = "*/ \\", this: "list[bool]" = []) -> py:
    """*/ #error \\"""
@goray.remote
def assert_(goray: int, std: int = "?" "?/") -> list[None]: ...
@goray.remote
def linux(): ...
@goray.remote
class template:
    def __init__(self, class_: bytes, *rest): ...
    def Task(self, Method: std): ...
    def template(self, this, auto: str = "") -> "template": ...
    def templateHandle(self) -> std: ...
    def std(self, goray: std) -> list[std]: ...
    def goray(self) -> int: ...
'''


@pytest.mark.parametrize("compiler", COMPILERS)
def test_whatever_the_names_are(compiler: str, tmp_path: Path) -> None:
    file = tmp_path / "hostile.py"
    file.write_text(HOSTILE)
    tasks = read_python_files([str(file)], tmp_path).tasks
    assert tasks
    (tmp_path / "hostile.python.h").write_text(rendered(tasks))
    text = '#include "hostile.python.h"\nvoid Case() { py::template_(std::vector<std::byte>(), 1).std(py::std_{}); }\n'
    done = check_text(compiler, text, *WARNINGS, f"-I{tmp_path}")
    assert (done.stderr, done.returncode) == ("", 0)
