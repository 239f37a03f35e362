"""`<feature>/app.h` through the real generator, compared byte for byte with what lies beside it.

interface.json    what the scanner found
expected/         the generated C++ and Python
"""

from __future__ import annotations

import difflib
import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import run
from tests.scanner import precompiled

HERE = Path(__file__).parent
OPTIONS = {
    "as_dataclasses": ("--python-structs", "dataclass"),
    "python_tasks": ("--python-tasks", "shop.stock=stock.py", "--python-tasks", "app.py"),
    "snake_case": ("--python-names", "snake_case"),
}
FLAGS = {"eigen": ("-isystem", "/usr/include/eigen3")}
FEATURES = sorted(header.parent.name for header in HERE.glob("*/app.h"))


def generate(feature: str, source: Path, output: Path, hash_seed: str) -> dict[str, bytes]:
    """Name -> bytes of all generated files, of a copy of the feature's header in `source`."""
    source.mkdir(parents=True)
    for path in (*(HERE / feature).glob("*.h"), *(HERE / feature).glob("*.py")):
        shutil.copy(path, source)
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-m", "goray_gen", source, "-o", output, "--package", feature, *OPTIONS.get(feature, ())]
    run(*command, "--", *precompiled(), *FLAGS.get(feature, ()), env=environment, cwd=source)
    files = (path for path in output.rglob("*") if path.is_file() and path.name != ".goray-gen.json")
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("feature", FEATURES)
def test_generated_files_are_as_expected(feature: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Whatever the folder and the hash seed: they are others than those of the files that were accepted."""
    golden = HERE / feature
    if request.config.getoption("--accept"):
        accept(golden, generate(feature, tmp_path / "a", tmp_path / "accepted", hash_seed="0"))
    made = generate(feature, tmp_path / "other folder" / "src", tmp_path / "elsewhere" / "gen", hash_seed="77")
    files = (path for path in golden.glob("expected/**/*.*") if path.suffix != ".pyc")  # of a test that imported them
    expected = {path.relative_to(golden / "expected").as_posix(): path for path in files}
    expected["interface.json"] = golden / "interface.json"
    changes = [difference(expected.get(name), made.get(name, b""), name) for name in sorted({*expected, *made})]
    if any(changes):
        how = f"if this is right: pytest {HERE.relative_to(request.config.rootpath)} -k {feature} --accept"
        pytest.fail("\n".join([*filter(None, changes), how]), pytrace=False)


def accept(golden: Path, made: dict[str, bytes]) -> None:
    shutil.rmtree(golden / "expected", ignore_errors=True)
    for name, data in made.items():
        path = golden / name if name == "interface.json" else golden / "expected" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def difference(path: Path | None, made: bytes, name: str) -> str:
    expected = path.read_bytes() if path and path.exists() else b""
    if expected == made:
        return ""
    lines = difflib.unified_diff(
        expected.decode().splitlines(), made.decode().splitlines(), f"expected {name}", f"generated {name}", lineterm=""
    )
    return "\n".join(lines)
