"""Every command that a page or a public header names exists, with the options that are shown."""

from __future__ import annotations

import functools
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PATTERNS = ("*.md", "docs/**/*.md", "examples/*/*.md", "runtime/include/goray/**/*.h")
COMMAND = re.compile(r"(?:`|^(?:\$ )?|\$\()(goray(?:-gen)?) ([^`\n)]*)", re.MULTILINE)
CASES = sorted(
    {
        (match[1], match[2].partition("#")[0].strip(), str(path.relative_to(ROOT)))
        for pattern in PATTERNS
        for path in ROOT.glob(pattern)
        if path.name != "CHANGELOG.md"
        for match in COMMAND.finditer(path.read_text())
    }
)


@functools.cache
def help_of(program: str, *words: str) -> str:
    path = Path(sys.executable).with_name(program)
    return subprocess.run([path, *words, "--help"], text=True, capture_output=True, check=False).stdout


@pytest.mark.parametrize(("program", "words", "place"), CASES)
def test_the_command_exists(program: str, words: str, place: str) -> None:
    first = words.split()[0]
    command = [program, first] if re.fullmatch(r"[a-z][a-z-]+", first) else [program]
    shown = help_of(*command)
    assert shown.startswith(f"usage: {' '.join(command)} "), f"{place}: {program} {words}"
    for option in re.findall(r"(?<!\S)--?[a-z][a-z-]*", words.partition(" -- ")[0]):
        assert re.search(rf"{option}\b", shown), f"{place}: {program} {words}: there is no {option}"
