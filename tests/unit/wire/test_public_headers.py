"""Public headers: macros of other libraries do not disturb them, and they say what they need of the compiler."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

INCLUDE = Path(__file__).parents[3] / "runtime" / "include"
HEADERS = sorted(path.relative_to(INCLUDE) for path in INCLUDE.rglob("*.h"))
COMPILERS = ["g++", "clang++-19"]
OF_OTHERS = ["Eigen/Core", "nlohmann/json.hpp"]
"""What goray/eigen.h and goray/json.h include, for the apps that include these."""

# Of headers that applications include: <complex.h>, X11, <termios.h>, <sys/sysmacros.h>, <sys/param.h>, Qt, Windows,
# glog, and what gnu++ defines.
HOSTILE = """
Above All Allow Always B0 B50 B75 B9600 BadRequest Below Bool Button1 CHECK Complex Convex CR0 CR1 CurrentTime
DELETE DLOG Default DestroyAll ECHO ERROR Expose FAR False FocusIn FontChange GrayScale I IGNORE IN KeyPress
LOG MAX MIN Never NL0 NULLPTR None Nonconvex OPTIONAL OUT Ok Opposite PRECISION PSTRUCT Status String Success
TRUE FALSE True Unsorted VOID Visual emit far foreach forever howmany i386 interface linux major makedev minor
near roundup signals slots small unix
"""


def names() -> list[str]:
    return HOSTILE.split()


def compile_text(text: str, compiler: str, *flags: str) -> subprocess.CompletedProcess[str]:
    folders = [f"-I{INCLUDE}", "-isystem", "/usr/include/eigen3"]
    command = [compiler, "-std=c++20", *flags, "-fsyntax-only", *folders, "-x", "c++", "-"]
    return subprocess.run(command, input=text, text=True, capture_output=True, check=False)


@pytest.mark.parametrize("compiler", COMPILERS)
def test_headers_after_hostile_macros(compiler: str) -> None:
    """The standard's headers come first: they name nothing of this themselves, but are not ours to test."""
    included = "".join((INCLUDE / header).read_text(encoding="utf-8") for header in HEADERS)
    standard = set(re.findall(r"#include <(\w+(?:\.h)?)>", included))
    assert "vector" in standard
    text = "".join(f"#include <{name}>\n" for name in [*sorted(standard), *OF_OTHERS])
    text += "#include <complex.h>\n#include <sys/sysmacros.h>\n#include <termios.h>\n"
    text += "".join(f"#undef {name}\n#define {name} (a_macro, of another library;\n" for name in names())
    text += "#undef min\n#undef max\n#define min(a, b) a macro\n#define max(a, b) a macro\n"
    text += "".join(f"#include <{header}>\n" for header in HEADERS)
    done = compile_text(text, compiler)
    assert done.returncode == 0, done.stderr[:4000]


PARTS = {"codec", "detail", "wire"}
"""Folders of headers that applications do not include."""


@pytest.mark.deep
@pytest.mark.parametrize("header", [header for header in HEADERS if PARTS.isdisjoint(header.parts)], ids=str)
def test_a_header_needs_no_other_before_it(header: Path) -> None:
    done = compile_text(f"#include <{header}>\n", "clang++-19")
    assert done.returncode == 0, done.stderr[:4000]


def test_the_umbrella_leaves_costly_headers_to_those_who_use_them() -> None:
    command = ["g++", "-std=c++20", f"-I{INCLUDE}", "-M", "-x", "c++", "-"]
    done = subprocess.run(command, input="#include <goray/goray.h>\n", text=True, capture_output=True, check=True)
    included = {Path(word).name for word in done.stdout.split()}
    assert "goray.h" in included
    assert not included & {"filesystem", "iostream", "json.hpp", "msgpack.hpp", "regex", "thread"}


WARNINGS = (
    "-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wcast-qual -Wnon-virtual-dtor"
)


@pytest.mark.parametrize(("compiler", "more"), [("g++", ["-Wuseless-cast"]), ("clang++-19", [])])
def test_headers_without_a_warning(compiler: str, more: list[str]) -> None:
    """As a project includes them by -I, such as the RPyC client's; those of goray_add_app() are system headers."""
    text = "".join(f"#include <{header}>\n" for header in HEADERS)
    done = compile_text(text, compiler, *WARNINGS.split(), *more)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize(
    ("flag", "needed"),
    [
        ("-fno-exceptions", "goray needs C++ exceptions: remove -fno-exceptions"),
        ("-fno-rtti", "goray needs run-time type information: remove -fno-rtti"),
        ("-std=c++17", "goray needs C++20: compile with -std=c++20"),
    ],
)
def test_flags_that_goray_cannot_work_with(compiler: str, flag: str, needed: str) -> None:
    done = compile_text("#include <goray/goray.h>\nstruct GORAY_TASKS Tasks {};\n", compiler, flag)
    assert done.returncode == 1
    assert needed in done.stderr
    assert done.stderr.count("error:") == 1, done.stderr
