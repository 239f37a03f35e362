"""The messages of the page of troubleshooting are ours, word for word, or another program's, and then say so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

ROW = re.compile(r"^\| (?:\w+: )?`([^`]+)`(?:, `[^`]+`)? \| ([^|]*)\|", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs/guide/troubleshooting.md").read_text())
OTHERS = re.compile(r"(?:CMake|Python|Go|Ray|the loader)'s: ")


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> str:
    """All texts that users can meet; what is filled in is `{}`."""
    path: Path = tmp_path_factory.mktemp("texts") / "texts.txt"
    subprocess.run([sys.executable, ROOT / "scripts/collect_texts.py", path], check=True, capture_output=True)
    return re.sub(r"\{\w*\}", "{}", path.read_text())


def test_the_page_is_read() -> None:
    assert len(ROWS) > 20


@pytest.mark.parametrize(("message", "cause"), ROWS)
def test_message(message: str, cause: str, texts: str) -> None:
    missing = [part for part in re.split(r" ?\.\.\. ?|\.{4}", message) if part not in texts]
    assert bool(missing) == bool(OTHERS.match(cause)), missing
