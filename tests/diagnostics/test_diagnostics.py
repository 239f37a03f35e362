"""Every diagnostic: its exact text, its page, and that the page's samples do what the page says.

A fixture is `<code>_<case>.h`, or a folder of that name, with the expected stderr in `<code>_<case>.stderr` beside it.
In a fixture, and in a page's sample, a comment may ask for what C++ text cannot be: `// compiled by: g++ -DX` for an
entry in compile_commands.json, `// saved as Latin-1` for other bytes, `// beside a FIFO: x.h` for a file that is none,
`// beside a source: app.cpp` for one that is scanned and does not include the fixture.
After a wanted change: `pytest tests/diagnostics --accept`, and read the diff.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.scanner import PRELUDE, RUNTIME_INCLUDE, SCANNER, precompiled, resource_dir

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ANNOTATIONS = "#include <goray/annotations.h>\n"  # scanned in a tenth of the time that goray.h takes
PAGES = ROOT / "docs" / "diagnostics"
FIXTURES = sorted(
    path
    for path in HERE.glob("*_*")
    if not path.name.startswith("GR14") and (path.suffix == ".h" or (path.is_dir() and path.name[0] != "_"))
)
CPP_PAGES = sorted(path for path in PAGES.glob("GR1*.md") if not path.stem.startswith("GR14"))
"""The others are of Python files, see test_python_tasks.py."""


def scan(path: str, folder: Path, output_folder: Path) -> tuple[int, str]:
    """The exit code, which says whether there are errors, and stderr."""
    output = output_folder / "interface.json"
    words = ["--package", "app", "--runtime-include", str(RUNTIME_INCLUDE), "--resource-dir", resource_dir()]
    commands = output_folder / "compile_commands.json"
    included = "".join(file.read_text("latin-1") for file in folder.glob("*.*") if file.is_file())
    alone = () if "goray/goray.h" not in included else precompiled()
    library = ("-isystem", "/usr/include/eigen3") if "<Eigen/" in included or "goray/eigen.h" in included else ()
    flags = ["-p", str(output_folder)] if commands.exists() else ["--", *alone, *library]
    command = [SCANNER, *words, "-o", str(output), path, *flags]
    done = subprocess.run(command, cwd=folder, text=True, capture_output=True, check=False)
    assert output.exists() == (done.returncode == 0)
    assert done.returncode == (1 if re.search(": error: ", done.stderr) else 0)
    output.unlink(missing_ok=True)
    return done.returncode, done.stderr


def asked_for(text: str, what: str) -> str | None:
    found = re.search(rf"^// {what}(?:: (.*))?$", text, re.MULTILINE)
    return found and (found.group(1) or "")


def write(text: str, file: Path, output_folder: Path) -> None:
    """Writes `file` as comments in it ask for."""
    file.write_bytes(text.encode("utf-8" if asked_for(text, "saved as Latin-1") is None else "latin-1"))
    if name := asked_for(text, "beside a FIFO"):
        os.mkfifo(file.parent / name)
    if name := asked_for(text, "beside a source"):
        (file.parent / name).write_text(f"{ANNOTATIONS}struct GORAY_TASKS Main {{\n  int Run() const;\n}};\n")
    if command := asked_for(text, "compiled by"):
        words = f"{command} -I{RUNTIME_INCLUDE} -o app.o -c app.cpp"
        entry = {"directory": str(file.parent), "command": words, "file": "app.cpp"}
        (output_folder / "compile_commands.json").write_text(json.dumps([entry]), encoding="utf-8")


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_text(fixture: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    folder, name = HERE, fixture.name
    if fixture.is_file():
        folder = tmp_path / "src"
        folder.mkdir()
        text = fixture.read_text(encoding="utf-8")
        write(text, folder / name, tmp_path)
        name = "." if asked_for(text, "beside a FIFO") else asked_for(text, "beside a source") or name
    _, stderr = scan(name, folder, tmp_path)
    expected = fixture.with_suffix(".stderr")
    if request.config.getoption("--accept"):
        expected.write_text(stderr, encoding="utf-8")
    assert stderr == expected.read_text(encoding="utf-8"), "wanted? read it, then run with --accept"
    wanted = fixture.stem.partition("_")[0]
    assert set(re.findall(r"\[(GR\d+)\]$", stderr, re.MULTILINE)) == ({wanted} if wanted.startswith("GR") else set())


def test_codes_have_fixture_and_page() -> None:
    catalogue = (ROOT / "generator" / "model" / "catalogue.h").read_text(encoding="utf-8")
    codes = re.findall(r'"(GR1\d{3})"', catalogue)
    assert len(codes) == len(set(codes))
    assert sorted({path.name[:6] for path in FIXTURES if path.name.startswith("GR")}) == sorted(codes)
    assert [path.stem for path in CPP_PAGES] == sorted(codes)
    texts = {path.stem for path in HERE.glob("*.stderr") if not path.name.startswith("GR14")}
    assert texts == {path.stem for path in FIXTURES}


def write_sample(sample: str, folder: Path, output_folder: Path) -> None:
    """Puts a sample into `folder`, with the headers that it needs; a line `// name.cpp` starts another file."""
    included = PRELUDE if re.search(r"\b(std|goray)::|_t\b", sample) else ANNOTATIONS
    _, *files = re.split(r"^// (\w+\.cpp)\n", sample, flags=re.MULTILINE)
    for name, text in zip(files[::2], files[1::2], strict=True):
        write(included + text, folder / name, output_folder)
    if not files:
        write("#pragma once\n" + included + sample, folder / "app.h", output_folder)


@pytest.mark.parametrize("page", CPP_PAGES, ids=lambda path: path.stem)
def test_samples_of_page(page: Path, tmp_path: Path) -> None:
    wrong, right = re.findall(r"```cpp\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    for name, sample in (("wrong", wrong), ("right", right)):
        folder = tmp_path / name / "src"
        folder.mkdir(parents=True)
        write_sample(sample, folder, folder.parent)
        code, stderr = scan(asked_for(sample, "beside a source") or ".", folder, folder.parent)
        if name == "wrong":
            assert set(re.findall(r"\[(GR\d+)\]$", stderr, re.MULTILINE)) == {page.stem}
        else:
            assert (code, stderr) == (0, "")
