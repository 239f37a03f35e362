"""Hostile names, docs, defaults, messages, file and folder names: generated code compiles, imports and type-checks.

Each seed is one app of some 600 names and texts, so that a compiler starts once for all of them.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.conftest import BUILD, ROOT, deep_if, run
from tests.features.hostile.app_source import AppSource, write
from tests.features.hostile.words import PACKAGES, PATHS, Draw
from tests.scanner import precompiled

HERE = Path(__file__).parent
QUICK, DEEP = 1, 12
CPP = ["ccache", "g++", "-std=c++20", "-c", "-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Werror"]


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=deep_if(seed >= QUICK)) for seed in range(DEEP)], ids=lambda seed: f"seed{seed}"
)
def test_whatever_an_app_says_is_generated_right(seed: int, same_path: Path) -> None:
    draw = Draw(seed)
    app = write(draw)
    package = "app" if seed == 0 else draw.random.choice(PACKAGES)  # the everyday one, which is also a name inside
    folder, file = draw.names(PATHS, 2)
    root = same_path / "src"
    generate(app, root, folder, file, package, same_path / "gen")
    include = [f"-I{ROOT / 'runtime/include'}", f"-I{same_path / 'gen/cpp'}", "-isystem", root]
    units = [*(same_path / "gen/cpp").rglob("*.cpp")]
    assert len(units) == 2
    for unit in units:
        run(*CPP, *include, unit, "-o", same_path / "unit.o")
    check_python(same_path / "gen/python", package, app)
    assert not [*same_path.rglob("HACKED")]
    assert draw.cases > 500


def generate(app: AppSource, root: Path, folder: str, file: str, package: str, output: Path) -> None:
    path = root / folder
    path.mkdir(parents=True)
    (path / f"{file}.h").write_bytes(app.header.encode())
    (path / f"{file}2.cpp").write_bytes(f'#include "{file}.h"\n{app.source}'.encode())
    command = [sys.executable, "-m", "goray_gen", root, "-o", output, "--package", package]
    run(*command, "--", *precompiled(), "-Wno-everything")


def check_python(folder: Path, package: str, app: AppSource) -> None:
    """Imports it, compares the defaults, and checks its types, but without those of goray and Ray, for time."""
    expected = folder / "defaults.json"
    expected.write_text(json.dumps(app.defaults))
    path = {**os.environ, "PYTHONPATH": str(folder), "MYPYPATH": str(folder)}
    run(sys.executable, HERE / "import_app.py", package, expected, env=path)
    mypy = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=skip", f"--cache-dir={BUILD / 'mypy'}"]
    unknown = ["--disable-error-code=misc", "--disable-error-code=untyped-decorator"]  # of what is skipped
    run(*mypy, *unknown, "--no-error-summary", "-p", package, env=path, cwd=folder)
