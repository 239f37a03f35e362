"""scripts/check_boundary.py finds what is planted, and nothing else."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from tests.unit.scripts import planted

check = functools.partial(planted.check, "check_boundary.py")
HEADER = 'extern "C" {\nint rows(const char* table);\n}\n'

TABLE = "const GorayInterfaceV1 Interface = {1, &rows};\n"


@pytest.mark.parametrize(
    "body",
    [
        "return TranslateExceptions([&] { return Count(table); }, [] { return -1; });",
        "return TranslateExceptions(-1, [&] { return Count(table); });",
        "try { return Count(table); } catch (...) { return -1; }",
    ],
)
def test_a_c_function_with_a_guard(tmp_path: Path, body: str) -> None:
    files = {"runtime/rows.h": HEADER, "runtime/rows.cpp": f"int rows(const char* table) {{ {body} }}\n"}
    assert check(tmp_path, files) == (0, "")


def test_a_c_function_may_call_one_of_its_file_that_has_a_guard(tmp_path: Path) -> None:
    text = "int Kept(int a) { return TranslateExceptions(f, g); }\n\nint rows(const char* table) { return Kept(1); }\n"
    assert check(tmp_path, {"runtime/rows.h": HEADER, "runtime/rows.cpp": text}) == (0, "")


@pytest.mark.parametrize(
    "files",
    [
        {"runtime/rows.h": HEADER, "runtime/rows.cpp": "\nint rows(const char* table) { return Count(table); }\n"},
        {"runtime/rows.cpp": '\nextern "C" int rows(const char* table) { return Count(table); }\n'},
        {"runtime/rows.cpp": '#define EXPORT extern "C"\nEXPORT int rows(int a) { return Count(a); }\n'},
        {"runtime/rows.cpp": "\nint rows(int a) { return Count(a); }\n" + TABLE},
        {"runtime/rows.cpp": "\nint rows(int a) { try { return Count(a); } catch (const E&) { return 1; } }\n" + TABLE},
    ],
)  # fmt: skip
def test_a_c_function_without_a_guard(tmp_path: Path, files: dict[str, str]) -> None:
    text = "runtime/rows.cpp:2: an exception can leave rows(), which C calls: put its body into TranslateExceptions()\n"
    assert check(tmp_path, files) == (1, text)


@pytest.mark.parametrize(
    "body",
    [
        "{ close(fd_); }",
        "{ if (fd_ >= 0) { close(fd_); } }",
        "{ abi::TranslateExceptions([this] { Tell(); }, [] {}); }",
        "{ try { Tell(); } catch (...) {} }",
        "try { Tell(); } catch (...) {}",
        "override { std::free(data_); }",
        "= default;",
    ],
)
def test_a_destructor_that_lets_nothing_out(tmp_path: Path, body: str) -> None:
    assert check(tmp_path, {"runtime/rows.h": f"struct Rows {{\n  ~Rows() {body}\n}};\n"}) == (0, "")


@pytest.mark.parametrize(
    ("body", "called"),
    [
        ("{ close(fd_); Tell(); }", "Tell"),
        ("noexcept { when_done_(std::string(4, 'x')); }", "string, when_done_"),
        ("override { Py_DECREF(value_); }", "Py_DECREF"),
        ("{ throw Error(1); }", "Error, throw"),
        ("{ try { Tell(); } catch (const Error&) {} }", "Tell"),
    ],
)
def test_a_destructor_that_may_throw(tmp_path: Path, body: str, called: str) -> None:
    text = f"runtime/rows.cpp:2: an exception can leave ~Rows(), which calls {called}: use TranslateExceptions()\n"
    assert check(tmp_path, {"runtime/rows.cpp": f"\nRows::~Rows() {body}\n"}) == (1, text)


@pytest.mark.parametrize(
    "line",
    [
        "const char* text = PyUnicode_AsUTF8(value);",
        "const nb::object made = nb::steal(PyUnicode_FromString(name));",
        "std::string text(nb::repr(value).c_str());",
        "std::string text(nb::type_name(type).c_str());",
        "Append(data.c_str(), data.size());",
        "Append(PyBytes_AS_STRING(data), size);",
        "#include <nanobind/stl/string.h>",
        'PyArg_ParseTupleAndKeywords(args, keywords, "Ois:Function", names, &library, &command, &name);',
    ],
)
def test_text_is_converted_in_one_place(tmp_path: Path, line: str) -> None:
    code, found = check(tmp_path, {"python/gorayffi/_native/call/call.cpp": f"\n{line}\n"})
    assert code == 1
    assert all(each.startswith("python/gorayffi/_native/call/call.cpp:2: `") for each in found.splitlines())
    assert check(tmp_path / "other", {"python/gorayffi/_native/base/text.cpp": f"\n{line}\n"}) == (0, "")


def test_text_of_the_system_and_comments_are_free(tmp_path: Path) -> None:
    text = '// PyUnicode_AsUTF8 is not used\nrealpath(path.c_str(), nullptr);\nPyArg_ParseTuple(args, "OU:s", &a);\n'
    assert check(tmp_path, {"python/gorayffi/_native/library/library.cpp": text}) == (0, "")
