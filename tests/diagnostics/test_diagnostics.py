"""Every diagnostic: its exact text, its page, and that the page's samples do what the page says.

A fixture is `<code>_<case>.h`, or a folder of that name, with the expected stderr in `<code>_<case>.stderr` beside it.
After a wanted change: `pytest tests/diagnostics --accept`, and read the diff.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.scanner import PRELUDE, RUNTIME_INCLUDE, SCANNER, precompiled, resource_dir

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGES = ROOT / "docs" / "diagnostics"
FIXTURES = sorted(path for path in HERE.glob("*_*") if path.suffix == ".h" or (path.is_dir() and path.name[0] != "_"))


def scan(path: str, folder: Path, output_folder: Path) -> tuple[int, str]:
    output = output_folder / "interface.json"
    words = ["--package", "app", "--runtime-include", str(RUNTIME_INCLUDE), "--resource-dir", resource_dir()]
    command = [SCANNER, *words, "-o", str(output), path, "--", *precompiled()]
    done = subprocess.run(command, cwd=folder, text=True, capture_output=True, check=False)
    assert output.exists() == (done.returncode == 0)
    return done.returncode, done.stderr


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_text(fixture: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    code, stderr = scan(fixture.name, HERE, tmp_path)
    assert code == 1
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
    assert sorted(path.stem for path in PAGES.glob("GR1*.md")) == sorted(codes)
    assert {path.stem for path in HERE.glob("*.stderr")} == {path.stem for path in FIXTURES}


def write_sample(sample: str, folder: Path) -> None:
    """Puts a sample into `folder`; a line `// name.cpp` starts another file."""
    _, *files = re.split(r"^// (\w+\.cpp)\n", sample, flags=re.MULTILINE)
    for name, text in zip(files[::2], files[1::2], strict=True):
        (folder / name).write_text(PRELUDE + text, encoding="utf-8")
    if not files:
        (folder / "app.h").write_text("#pragma once\n" + PRELUDE + sample, encoding="utf-8")


@pytest.mark.parametrize("page", sorted(PAGES.glob("GR1*.md")), ids=lambda path: path.stem)
def test_samples_of_page(page: Path, tmp_path: Path) -> None:
    wrong, right = re.findall(r"```cpp\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    for sample in (wrong, right):
        for file in tmp_path.glob("*.*"):
            file.unlink()
        write_sample(sample, tmp_path)
        code, stderr = scan(".", tmp_path, tmp_path / "scanned")
        if sample is wrong:
            assert code == 1
            assert set(re.findall(r"\[(GR\d+)\]$", stderr, re.MULTILINE)) == {page.stem}
        else:
            assert (code, stderr) == (0, "")
