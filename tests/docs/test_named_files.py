"""Files and folders that the developers' pages name exist: by their path, or by the end of it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest

from tests.conftest import ROOT, run

SUFFIXES = {".cmake", ".cpp", ".h", ".j2", ".json", ".md", ".py", ".pyi", ".toml", ".txt"}


def ends_of_paths() -> set[str]:
    """Of each file and folder: `goray/_ray/api.py`, `_ray/api.py`, `api.py`, `_ray`, ..."""
    files = run("git", "-C", ROOT, "ls-files", "-co", "--exclude-standard").splitlines()
    existing = [PurePosixPath(name) for name in files if (ROOT / name).exists()]
    paths = {path for file in existing for path in (file, *file.parents)}
    return {"/".join(path.parts[start:]) for path in paths for start in range(len(path.parts))}


ENDS = ends_of_paths()


def named(page: str) -> list[str]:
    """The code spans of a page that look like a path."""
    text = re.sub(r"```.*?```", "", (ROOT / page).read_text(), flags=re.DOTALL)
    spans = [span.strip("/") for span in re.findall(r"`([^`\n]+)`", text)]
    paths = [span for span in spans if re.fullmatch(r"[\w./-]+", span) and not span.startswith(("-", "."))]
    paths = [path for path in paths if not path.startswith("build/")]  # what a build makes
    return [path for path in paths if "/" in path or PurePosixPath(path).suffix in SUFFIXES]


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/design.md"])
def test_named_files_exist(page: str) -> None:
    names = named(page)
    assert len(names) > 20
    assert [name for name in names if name not in ENDS] == []
