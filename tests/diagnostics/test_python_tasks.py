"""Every diagnostic about Python files: its exact text, its page, and that the page's samples do what the page says.

A fixture is `<code>_<case>.py`, or a folder of that name, with the expected stderr in `<code>_<case>.stderr` beside it.
After a wanted change: `pytest tests/diagnostics/test_python_tasks.py --accept`, and read the diff.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from goray_gen.cli.python_files import read_python_files
from goray_gen.python_tasks import catalogue

HERE = Path(__file__).parent
PAGES = HERE.parents[1] / "docs" / "diagnostics"
FIXTURES = sorted(path for path in HERE.glob("GR14*") if path.suffix != ".stderr")
CODES = sorted(message.code for message in vars(catalogue).values() if isinstance(message, catalogue.Message))


def codes_in(text: str) -> set[str]:
    return set(re.findall(r"\[(GR\d+)\]$", text, re.MULTILINE))


def told(files: list[Path], folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(folder)
    read = read_python_files([str(file) for file in files], folder)
    stderr = capsys.readouterr().err
    assert read.has_errors == bool(stderr)
    assert (read.tasks is None) == read.has_errors
    return stderr


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_text(
    fixture: Path,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = sorted(fixture.glob("*.py")) if fixture.is_dir() else [fixture]
    stderr = told(files, HERE, capsys, monkeypatch)
    expected = fixture.with_suffix(".stderr")
    if request.config.getoption("--accept"):
        expected.write_text(stderr, encoding="utf-8")
    assert stderr == expected.read_text(encoding="utf-8"), "wanted? read it, then run with --accept"
    assert codes_in(stderr) == {fixture.name[:6]}


def test_codes_have_fixture_and_page() -> None:
    assert len(CODES) == len(set(CODES))
    assert sorted({path.name[:6] for path in FIXTURES}) == CODES
    assert sorted(path.stem for path in PAGES.glob("GR14*.md")) == CODES
    assert {path.stem for path in HERE.glob("GR14*.stderr")} == {path.stem for path in FIXTURES}


@pytest.mark.parametrize("page", sorted(PAGES.glob("GR14*.md")), ids=lambda path: path.stem)
def test_samples_of_page(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong, right = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    for name, sample in (("wrong", wrong), ("right", right)):
        folder = tmp_path / name
        folder.mkdir()
        named = re.split(r"^# ([\w-]+\.py)\n", sample, flags=re.MULTILINE)
        texts = dict(zip(named[1::2], named[2::2], strict=True)) or {"app.py": sample}
        for file, text in texts.items():
            (folder / file).write_text(text)
        stderr = told([folder / file for file in texts], folder, capsys, monkeypatch)
        assert codes_in(stderr) == ({page.stem} if name == "wrong" else set())
