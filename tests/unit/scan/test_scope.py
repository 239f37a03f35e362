"""Which files goray-scan reads, and with which flags: those of the compiler."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.scanner import RUNTIME_INCLUDE
from tests.unit.scan.test_cli import HEADER, marked, names, scan, scanned, write


def compiled(folder: Path, command: str, file: str = "../src/app.cpp") -> None:
    """A compile_commands.json in `folder`/build whose one entry compiles `file` with `command`."""
    words = f"{command} -I{RUNTIME_INCLUDE} -o app.o -c {file}"
    entry = {"directory": str(folder / "build"), "command": words, "file": file}
    write(folder / "build" / "compile_commands.json", json.dumps([entry]))


def test_flags_of_compile_commands(tmp_path: Path) -> None:
    write(tmp_path / "inc" / "far.h", "#pragma once\n")
    write(tmp_path / "src" / "app.h", "#include <far.h>\n" + HEADER.format(name="Tasks", task="A"))
    write(tmp_path / "src" / "app.cpp", "")
    compiled(tmp_path, "/usr/bin/g++ -I../inc -D X=1 -MD -MF x.d -std=gnu++20")
    assert names(scanned("-p", "build", "src", cwd=tmp_path)) == ["A"]
    shutil.copy(tmp_path / "build" / "compile_commands.json", tmp_path)
    assert names(scanned("src", cwd=tmp_path)) == ["A"]


ONLY_GCC = (
    "-fno-canonical-system-headers -fconcepts-diagnostics-depth=3 -fmodules-ts -fmax-errors=3 -Wuseless-cast "
    "-flto=auto -mno-avx256-split-unaligned-load -fsanitize=address,pointer-compare -march=native -Og -g3 "
    "--param max-inline-insns-single=200"
)


@pytest.mark.parametrize(
    ("flags", "condition"),
    [
        pytest.param(ONLY_GCC, "1", id="what only g++ knows"),
        pytest.param("-std=gnu++23", "__cplusplus > 202002L && !defined(__STRICT_ANSI__)", id="standard"),
        pytest.param("-DWANT -UWANT -D COUNT=2", "!defined(WANT) && COUNT == 2", id="macros"),
        pytest.param("-include ../forced.h", "FORCED == 1", id="included header"),
        pytest.param("-mavx2", "defined(__AVX2__)", id="processor"),
        pytest.param("@flags.rsp", "RESPONSE == 3", id="response file"),
        pytest.param(
            "-Xclang -include-pch -Xclang x.pch -Xclang -include -Xclang ../forced.h", "FORCED == 1", id="pch"
        ),
    ],
)
def test_the_scan_sees_what_the_compiler_is_told(flags: str, condition: str, tmp_path: Path) -> None:
    write(tmp_path / "forced.h", "#define FORCED 1\n")
    write(tmp_path / "build" / "flags.rsp", "-DRESPONSE=3\n")
    text = HEADER.format(name="Tasks", task="A")
    write(tmp_path / "src" / "app.h", f"#if !({condition})\n#error not seen\n#endif\n" + text)
    compiler = "clang++-19" if "-Xclang" in flags else "g++"
    compiled(tmp_path, f"/usr/bin/{compiler} -std=gnu++20 {flags}")
    assert names(scanned("-p", "build", "src", cwd=tmp_path)) == ["A"]


def test_headers_that_only_the_compiler_has_are_found(tmp_path: Path) -> None:
    write(tmp_path / "src" / "app.h", "#include <quadmath.h>\n" + HEADER.format(name="Tasks", task="A"))
    compiled(tmp_path, "/usr/bin/g++ -std=gnu++20")
    assert names(scanned("-p", "build", "src", cwd=tmp_path)) == ["A"]


def test_a_source_is_scanned_with_what_it_includes(tmp_path: Path) -> None:
    marked(tmp_path / "app.h", "A")
    marked(tmp_path / "deep" / "more.hxx", "B")
    marked(tmp_path / "deep" / "unrelated.h", "C")
    marked(tmp_path / "deep" / "skipped.h", "D")
    write(tmp_path / "other.cpp", "#error of another app\n")
    write(tmp_path / "via.h", '#pragma once\n#include "deep/more.hxx"\n')
    write(tmp_path / "app.cpp", '#include "app.h"\n#include "via.h"\n#ifdef NEVER\n#include "deep/skipped.h"\n#endif\n')
    assert names(scanned("app.cpp", cwd=tmp_path)) == ["A", "B"]


def test_the_header_of_another_apps_source_is_not_this_apps(tmp_path: Path) -> None:
    marked(tmp_path / "bank.h", "Bank")
    marked(tmp_path / "shop.h", "Shop")
    write(tmp_path / "bank.cpp", '#include "bank.h"\n')
    write(tmp_path / "shop.cpp", '#include "shop.h"\n#include "bank.h"\n')
    words = ("--other", "bank.cpp", "--other", "shop.cpp")
    assert names(scanned("shop.cpp", *words, cwd=tmp_path)) == ["Shop"]
    assert names(scanned("bank.cpp", *words, cwd=tmp_path)) == ["Bank"]


def test_a_system_header_is_no_part_of_the_app(tmp_path: Path) -> None:
    marked(tmp_path / "lib" / "other.h", "Other")
    marked(tmp_path / "src" / "app.h", "A")
    write(tmp_path / "src" / "app.cpp", '#include <other.h>\n#include "app.h"\n')
    compiled(tmp_path, "/usr/bin/g++ -std=gnu++20 -isystem ../lib")
    assert names(scanned("-p", "build", "src/app.cpp", cwd=tmp_path)) == ["A"]


def test_what_a_source_includes_is_in_the_depfile(tmp_path: Path) -> None:
    """A header without annotations may have one the next time."""
    marked(tmp_path / "app.h", "A")
    write(tmp_path / "plain.h", "#pragma once\n")
    write(tmp_path / "app.cpp", '#include "app.h"\n#include "plain.h"\n')
    scanned("app.cpp", "--depfile", "d", "--depfile-target", "t", cwd=tmp_path)
    assert str(tmp_path / "plain.h") in (tmp_path / "d").read_text()


def test_pythons_environments_are_not_searched(tmp_path: Path) -> None:
    marked(tmp_path / "app.h", "A")
    marked(tmp_path / "venv" / "lib" / "b.h", "B")
    write(tmp_path / "venv" / "pyvenv.cfg", "")
    assert names(scanned("--package", "app", ".", cwd=tmp_path)) == ["A"]


def test_a_source_that_cannot_be_preprocessed_is_told_by_its_own_error(tmp_path: Path) -> None:
    write(tmp_path / "app.cpp", '#include "missing.h"\n' + HEADER.format(name="Tasks", task="A"))
    done = scan("-o", "out.json", "app.cpp", cwd=tmp_path)
    assert done.returncode == 1
    assert "app.cpp:1:10: error: 'missing.h' file not found" in done.stderr
