"""The scanner under test: of the installed package or of a build in the source tree, whichever is newer."""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path

from tests.conftest import BUILD, locked, run

ROOT = Path(__file__).parents[1]
PRELUDE = "#include <goray/goray.h>\n" + "".join(
    f"#include <{name}>\n"
    for name in ("any", "cstddef", "cstdint", "functional", "map", "memory", "optional", "set", "string", "vector")
)


def _find() -> str:
    spec = importlib.util.find_spec("goray_gen")
    folders = {ROOT / "generator" / "render" / "goray_gen"}
    if spec and spec.origin:
        folders.add(Path(spec.origin).parent)
    programs = [folder / "bin" / "goray-scan" for folder in folders]
    built = [program for program in programs if program.exists()]
    if not built:
        raise FileNotFoundError(f"{programs[0]}: not built, run `make build`")
    return str(max(built, key=lambda program: program.stat().st_mtime))


SCANNER = _find()
RUNTIME_INCLUDE = Path(SCANNER).parents[1] / "runtime" / "include"
if not RUNTIME_INCLUDE.exists():
    RUNTIME_INCLUDE = ROOT / "runtime" / "include"


@functools.cache
def precompiled() -> tuple[str, ...]:
    """Flags by which a scan finds `PRELUDE` parsed already, which takes most of a scan's time."""
    header = BUILD / "scan" / "prelude.h"
    header_files = [*RUNTIME_INCLUDE.rglob("*.h"), Path(__file__)]
    output = header.with_suffix(".pch")
    with locked(header.parent):
        if not output.exists() or output.stat().st_mtime < max(path.stat().st_mtime for path in header_files):
            header.write_text("#pragma once\n" + PRELUDE)
            flags = (
                "-std=c++20",
                "-D__GORAY_SCAN__",
                "-fparse-all-comments",
                "-fpch-instantiate-templates",
                "-w",
                f"-I{RUNTIME_INCLUDE}",
            )
            resources = f"-resource-dir={resource_dir()}"
            run("clang++-19", "-x", "c++-header", *flags, resources, header, "-o", output)
    return "-include-pch", str(output)


@functools.cache
def resource_dir() -> str:
    """Clang's own headers."""
    return run("clang++-19", "-print-resource-dir").strip()
