"""goray-scan as a program: what it writes, when, and from which flags. Diagnostics have tests of their own."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import run
from tests.scanner import RUNTIME_INCLUDE, SCANNER, precompiled, resource_dir

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "golden" / "calc"
HEADER = """#pragma once
#include <goray/annotations.h>
struct GORAY_TASKS {name} {{
  int {task}(int a) const;
}};
"""


def scan(*words: str | Path, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SCANNER, *map(str, words)], cwd=cwd, text=True, capture_output=True, check=False, env=env)


def scanned(*words: str | Path, cwd: Path, flags: tuple[str | Path, ...] = ()) -> Any:
    """The interface found."""
    done = scan("-o", cwd / "out" / "interface.json", *words, *(("--", *flags) if flags else ()), cwd=cwd)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "")
    return json.loads((cwd / "out" / "interface.json").read_text())


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def marked(path: Path, task: str) -> Path:
    return write(path, HEADER.format(name=f"Tasks{task}", task=task))


def names(interface: Any) -> list[str]:
    return [task["name"] for task in interface["tasks"]]


def test_golden(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    output = tmp_path / "interface.json"
    done = scan("--package", "calc", "-o", output, GOLDEN, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    if request.config.getoption("--accept"):
        (GOLDEN / "interface.json").write_bytes(output.read_bytes())
    assert output.read_bytes() == (GOLDEN / "interface.json").read_bytes(), "wanted? read it, then run with --accept"


def test_second_run_writes_nothing(tmp_path: Path) -> None:
    marked(tmp_path / "app.h", "A")
    words = ("--depfile", tmp_path / "d", "--depfile-target", "x")
    scanned(*words, tmp_path / "app.h", cwd=tmp_path)
    outputs = (tmp_path / "out" / "interface.json", tmp_path / "d")
    for output in outputs:
        os.utime(output, ns=(1, 1))
    scanned(*words, tmp_path / "app.h", cwd=tmp_path)
    assert [output.stat().st_mtime_ns for output in outputs] == [1, 1]


def test_output_does_not_depend_on_folder_or_order(tmp_path: Path) -> None:
    texts: list[bytes] = []
    for folder, order in (("one", ("a.h", "sub/b.h")), ("other/deep", ("sub/b.h", "a.h"))):
        marked(tmp_path / folder / "a.h", "A")
        write(tmp_path / folder / "sub" / "b.h", '#include "../a.h"\n' + HEADER.format(name="TasksB", task="B"))
        scanned("--package", "app", "--root", ".", *order, cwd=tmp_path / folder)
        texts.append((tmp_path / folder / "out" / "interface.json").read_bytes())
    assert texts[0] == texts[1]
    assert b"tmp" not in texts[0]


def test_folder_search(tmp_path: Path) -> None:
    marked(tmp_path / "app.h", "A")
    marked(tmp_path / "sub" / "deep.hpp", "B")
    marked(tmp_path / ".hidden" / "c.h", "C")
    marked(tmp_path / "build" / "d.h", "D")
    write(tmp_path / "build" / "CMakeCache.txt", "")
    write(tmp_path / "unmarked.h", "#error not to be parsed\n")
    write(tmp_path / "notes.txt", "GORAY_TASKS\n")
    (tmp_path / "loop").symlink_to(tmp_path)
    interface = scanned("--package", "app", ".", cwd=tmp_path)
    assert names(interface) == ["A", "B"]
    assert [file["path"] for file in interface["files"]] == ["app.h", "sub/deep.hpp"]


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    marked(tmp_path / "app.h", "A")
    os.mkfifo(tmp_path / "fifo.h")
    (tmp_path / "zero.h").symlink_to("/dev/zero")
    (tmp_path / ".#app.h").symlink_to("user@host.1234")
    (tmp_path / "folder.h").mkdir()
    marked(tmp_path / "folder.h" / "b.h", "B")
    with (tmp_path / "huge.h").open("wb") as huge:
        huge.truncate((64 << 20) + 1)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket.h"))
        done = scan("-o", "out.json", ".", cwd=tmp_path)
    assert done.returncode == 0
    assert names(json.loads((tmp_path / "out.json").read_text())) == ["A", "B"]
    warned = re.findall(r"^(\S+):1:1: warning: this file is not scanned: (.*) \[GR1026\]$", done.stderr, re.MULTILINE)
    not_regular = "it is not a regular file"
    size = "it has 67108865 bytes, more than 67108864"
    assert dict(warned) == {"fifo.h": not_regular, "huge.h": size, "socket.h": not_regular, "zero.h": not_regular}
    asked = scan("-o", "out.json", "fifo.h", cwd=tmp_path)
    assert asked.returncode == 1
    assert "[GR1026]" in asked.stderr


def test_texts_that_are_not_utf8_have_a_place(tmp_path: Path) -> None:
    """Wherever they come from: a comment, a name, a message, the source of a default, the name of a file."""
    folder = os.fsencode(tmp_path)
    texts = {
        "comment": "/// Grö\nint A() const;",
        "name": 'GORAY_NAME("Grö") int A() const;',
        "message": '[[deprecated("Grö")]] int A() const;',
        "default": 'int A(const char* x = "Grö") const;',
    }
    for text in texts.values():
        code = (
            HEADER.format(name="Tasks", task="Z").replace("int Z(int a) const;", text).replace("char*", "std::string&")
        )
        (tmp_path / "app.h").write_bytes(code.replace("<goray", "<string>\n#include <goray").encode("latin-1"))
        done = scan("-o", "out.json", "app.h", "--", *precompiled(), cwd=tmp_path)
        assert done.returncode == 1, done.stderr
        assert re.search(r"app\.h:\d+:\d+: error: .* is not UTF-8: it has the byte 0xF6 \[GR1025\]", done.stderr)
    (tmp_path / "app.h").unlink()
    header = os.open(folder + b"/gr\xf6.h", os.O_WRONLY | os.O_CREAT)
    os.write(header, HEADER.format(name="Tasks", task="A").encode())
    os.close(header)
    done = scan("-o", "out.json", ".", "--", *precompiled(), cwd=tmp_path)
    assert done.returncode == 1
    assert "gr\ufffd.h` is not UTF-8" in done.stderr


def test_marks_of_other_apps_headers_do_not_count(tmp_path: Path) -> None:
    marked(tmp_path / "lib" / "other.h", "Other")
    write(tmp_path / "app" / "app.h", '#include "../lib/other.h"\n' + HEADER.format(name="Tasks", task="Own"))
    assert names(scanned("app", cwd=tmp_path)) == ["Own"]


def test_header_reached_through_a_link_counts_once(tmp_path: Path) -> None:
    marked(tmp_path / "real" / "a.h", "A")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write(tmp_path / "app.h", '#include "link/a.h"\n' + HEADER.format(name="Tasks", task="Own"))
    assert names(scanned("app.h", "real", cwd=tmp_path)) == ["A", "Own"]


def test_source_is_parsed_alone(tmp_path: Path) -> None:
    write(tmp_path / "shared.h", "#pragma once\nstruct Shared { int x; };\n")
    for name in ("one", "two"):
        text = HEADER.format(name=f"Tasks{name}", task=name).replace("#pragma once", '#include "shared.h"')
        write(
            tmp_path / f"{name}.cpp", text.replace("int a", "Shared a") + "static int helper() { return nonsense; }\n"
        )
    interface = scanned(".", cwd=tmp_path)
    assert names(interface) == ["one", "two"]
    assert [file["kind"] for file in interface["files"]] == ["source", "source"]
    assert [struct["name"] for struct in interface["structs"]] == ["Shared"]


@pytest.mark.parametrize("stale", [None, "#error stale\n"], ids=["missing", "stale"])
@pytest.mark.parametrize("include", ['"calc.goray.h"', "<calc.goray.h>", '"gen/cpp/calc.goray.h"'])
def test_generated_header_is_empty_while_scanning(tmp_path: Path, include: str, stale: str | None) -> None:
    header = tmp_path / "src" / ("gen/cpp/calc.goray.h" if "/" in include else "calc.goray.h")
    if stale:
        write(header, stale)
    write(tmp_path / "src" / "app.h", f"#include {include}\n" + HEADER.format(name="Tasks", task="A"))
    words = ("--package", "nested.calc", "--depfile", tmp_path / "d", "--depfile-target", "x")
    assert names(scanned(*words, "src", cwd=tmp_path)) == ["A"]
    assert "calc.goray.h" not in (tmp_path / "d").read_text()


def test_the_client_is_empty_while_scanning(tmp_path: Path) -> None:
    """Bodies that have to be read name what is not there yet."""
    write(tmp_path / "app.h", "#pragma once\nnamespace shop {\n" + HEADER.format(name="Tasks", task="A") + "}\n")
    uses = "auto First() { return shop::remote::A(1); }\nnamespace shop { auto second = remote::A(2); }\n"
    write(
        tmp_path / "app.cpp",
        '#include "app.h"\n#include "calc.remote.h"\n' + uses + HEADER.format(name="More", task="B"),
    )
    assert names(scanned("--package", "calc", ".", cwd=tmp_path)) == ["A", "B"]


def test_the_client_of_python_is_empty_while_scanning(tmp_path: Path) -> None:
    """What is not annotated may have types of it; the diagnostic GR1230 is for the rest."""
    write(
        tmp_path / "app.h",
        '#pragma once\n#include "calc.python.h"\n'
        "auto First() { py::StorageHandle storage = py::Storage(1); return storage.get(); }\n"
        "inline const auto second = py::square(2);\nstatic_assert(sizeof(py::square(2)) > 0);\n"
        + HEADER.format(name="Tasks", task="A")
        + "struct Keeper {\n  int Keep(int n);\n private:\n  py::StorageHandle storage_;\n};\n"
        "struct GORAY_ACTORS Actors { Keeper NewKeeper() const; };\n",
    )
    interface = scanned("--package", "calc", ".", cwd=tmp_path)
    assert names(interface) == ["A"]
    assert [method["name"] for method in interface["classes"][0]["methods"]] == ["Keep"]


def test_a_header_cannot_include_the_client_that_is_made_from_it(tmp_path: Path) -> None:
    write(tmp_path / "inner.h", '#include "calc.remote.h"\n')
    write(tmp_path / "app.h", '#pragma once\n#include "inner.h"\n' + HEADER.format(name="Tasks", task="A"))
    done = scan("--package", "calc", "-o", tmp_path / "interface.json", ".", cwd=tmp_path)
    assert done.returncode == 1
    assert "error: calc.remote.h is made from this header, whose types it needs: include it in sources" in done.stderr
    assert "app.h:2:" in done.stderr
    assert done.stderr.count("error:") == 1


def test_depfile_names_all_files_read(tmp_path: Path) -> None:
    folder = tmp_path / "with space"
    write(folder / "other.h", "#pragma once\n")
    write(folder / "app.h", '#include "other.h"\n#include <cstddef>\n' + HEADER.format(name="Tasks", task="A"))
    scanned("--depfile", tmp_path / "d", "--depfile-target", "out/$x.json", folder, cwd=tmp_path)
    target, *files = (tmp_path / "d").read_text().replace("\\ ", "\0").split(" \\\n  ")
    assert target == "out/$$x.json:"
    paths = [Path(file.replace("\0", " ").strip()) for file in files]
    assert {"app.h", "other.h", "cstddef", "annotations.h", "stddef.h"} <= {path.name for path in paths}
    assert all(path.is_absolute() and path.exists() for path in paths)


def test_flags_after_dashes(tmp_path: Path) -> None:
    write(tmp_path / "inc" / "far.h", "#pragma once\n")
    text = "#include <far.h>\n#if VALUE != 3\n#error\n#endif\n" + HEADER.format(name="Tasks", task="A")
    write(tmp_path / "app.h", text)
    assert names(scanned("app.h", cwd=tmp_path, flags=("-Iinc", "-DVALUE=3"))) == ["A"]


def test_a_marked_header_may_be_precompiled(tmp_path: Path) -> None:
    header = marked(tmp_path / "app.h", "A")
    flags = ("-std=c++20", "-D__GORAY_SCAN__", "-fparse-all-comments", "-w", f"-I{RUNTIME_INCLUDE}")
    run("clang++-19", "-x", "c++-header", *flags, f"-resource-dir={resource_dir()}", header, "-o", tmp_path / "app.pch")
    assert names(scanned("app.h", cwd=tmp_path, flags=("-include-pch", tmp_path / "app.pch"))) == ["A"]


def test_needs_no_compiler_in_path(tmp_path: Path) -> None:
    marked(tmp_path / "app.h", "A")
    write(tmp_path / "app.h", (tmp_path / "app.h").read_text() + "#include <vector>\n#include <stddef.h>\n")
    assert scan("-o", "out.json", "app.h", cwd=tmp_path, env={"PATH": "/nonexistent"}).returncode == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "no file or folder to scan"),
        (["app.h"], "no output: add -o interface.json"),
        (["-o"], "no value for -o"),
        (["-o", "x", "--nonsense", "app.h"], "unknown option --nonsense"),
        (["-o", "x", "missing.h"], "missing.h does not exist"),
        (["-o", "x", "--depfile", "d", "app.h"], "--depfile and --depfile-target need each other"),
    ],
)
def test_bad_usage(tmp_path: Path, words: list[str], message: str) -> None:
    marked(tmp_path / "app.h", "A")
    done = scan(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.startswith("goray-scan: error: ")


def test_unwritable_output_is_named(tmp_path: Path) -> None:
    marked(tmp_path / "app.h", "A")
    write(tmp_path / "file", "")
    done = scan("-o", "file/interface.json", "app.h", cwd=tmp_path)
    assert done.returncode == 1
    assert "file" in done.stderr
