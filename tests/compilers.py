"""What both compilers say of a text."""

from __future__ import annotations

import functools
import os
import subprocess
from pathlib import Path

from tests.conftest import BUILD, ROOT, locked, run

INCLUDE = ROOT / "runtime" / "include"
COMPILERS = ["g++", "clang++-19"]
FLAGS = ["-std=c++20", "-Wpedantic", f"-I{INCLUDE}"]  # which g++ compares with those of a precompiled header


def check_text(compiler: str, text: str, *flags: str) -> subprocess.CompletedProcess[str]:
    """Checks `text`, which includes <goray/goray.h>, without making an object of it."""
    command = [compiler, *FLAGS, *precompiled(compiler), *flags, "-fsyntax-only", "-x", "c++", "-"]
    environment = {**os.environ, "LC_ALL": "C"}
    return subprocess.run(command, input=text, text=True, capture_output=True, check=False, env=environment)


@functools.cache
def precompiled(compiler: str) -> list[str]:
    """Flags by which `compiler` finds <goray/goray.h> parsed already, which takes most of a check's time."""
    folder = BUILD / "precompiled" / compiler
    header = folder / "goray.h"
    output = header.with_suffix(".h.gch" if compiler == "g++" else ".h.pch")
    sources = [*INCLUDE.rglob("*.h"), Path(__file__)]
    with locked(folder):
        if not output.exists() or output.stat().st_mtime < max(path.stat().st_mtime for path in sources):
            header.write_text("#include <goray/goray.h>\n")
            flags = [] if compiler == "g++" else ["-fpch-instantiate-templates"]  # or each check does that again
            run(compiler, *FLAGS, *flags, "-x", "c++-header", header, "-o", output)
    return ["-Winvalid-pch", "-include", str(header)] if compiler == "g++" else ["-include-pch", str(output)]
