from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure.samples import Sample, Side, fresh, once
from benchmarks.setup import builds

APP = builds.APPS / "goray"
BIG = builds.BUILD / "big"


def generator() -> Side:
    binary = builds.BUILD / "generator" / "goray"
    header = scanned_header()
    big_code()
    os.environ["PYTHONPATH"] = os.pathsep.join([os.environ.get("PYTHONPATH", ""), str(BIG / "generated" / "python")])
    return {
        "scan": once(lambda: generate(header, builds.BUILD / "scanned" / "generated")),
        "clean_build": clean_build(APP, binary, *builds.goray_options()),
        "rebuild": rebuild(binary, APP / "calls.cpp"),
        "no_op": files_written(builds.BUILD / "goray"),
        "big_generate": once(big_code),
        "big_import": fresh("import big"),
    }


def generate(header: Path, out: Path) -> None:
    builds.run("goray-gen", header, "-o", out, "--package", header.stem, env=builds.tools())


def scanned_header() -> Path:
    """The app's source as a header."""
    folder = builds.BUILD / "scanned"
    folder.mkdir(parents=True, exist_ok=True)
    header = folder / "scanned.h"
    text = (APP / "calls.cpp").read_text().replace('"../functions.h"', f'"{builds.APPS / "functions.h"}"')
    header.write_text("#pragma once\n" + text)
    return header


def big_header() -> str:
    """1,000 tasks and 300 structs."""
    structs = "".join(
        f"struct S{i} {{ std::int64_t id = 0; std::string name; std::vector<double> values; }};\n" for i in range(300)
    )
    tasks = "".join(f"  S{i % 300} Task{i}(const S{(i + 1) % 300}& s, std::int64_t n) const;\n" for i in range(1000))
    includes = "".join(f"#include <{name}>\n" for name in ("goray/goray.h", "cstdint", "string", "vector"))
    return f"#pragma once\n{includes}namespace big {{\n{structs}struct GORAY_TASKS Tasks {{\n{tasks}}};\n}}\n"


def big_code() -> None:
    BIG.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(BIG / "generated", ignore_errors=True)
    header = BIG / "big.h"
    header.write_text(big_header())
    generate(header, BIG / "generated")


def clean_build(source: Path, binary: Path, *options: str, env: Callable[[], dict[str, str]] = builds.tools) -> Sample:
    """Seconds to configure and build in an empty folder, without a cache."""

    def build() -> None:
        shutil.rmtree(binary, ignore_errors=True)
        builds.cmake(source, binary, *options, env=env())

    return once(build)


def rebuild(binary: Path, touched: Path) -> Sample:
    def build() -> None:
        touched.touch()
        builds.run("cmake", "--build", binary, env=builds.tools())

    return once(build)


def files_written(binary: Path) -> Sample:
    """How many files a build writes when nothing changed; Ninja's own log and lock are not the build's."""

    def state() -> set[tuple[str, int]]:
        files = (path for path in binary.rglob("*") if path.is_file() and not path.name.startswith(".ninja"))
        return {(str(path), path.stat().st_mtime_ns) for path in files}

    def sample() -> float:
        builds.run("cmake", "--build", binary, env=builds.tools())
        before = state()
        builds.run("cmake", "--build", binary, env=builds.tools())
        return float(len(state() ^ before))

    return sample


def syntax_only(header: Path) -> Sample:
    """Seconds that Clang takes to read the header."""
    include = Path(builds.run("goray-gen", "cmake-dir", env=builds.tools()).strip()).parent / "include"
    command = ["clang++-19", "-std=c++20", "-fsyntax-only", f"-I{include}", "-x", "c++", str(header)]
    return once(lambda: subprocess.run(command, check=True, stderr=subprocess.DEVNULL))
