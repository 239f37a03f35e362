"""Every page of the guide does what it shows: its files build, its commands run, its snippets print what stands below.

A page is run from top to bottom in a folder of its own:
* a block that names a file is written there, first of all;
* a `bash` block is run as it is;
* `python` blocks without a file name are one program, run in the end, with `build/python` to import from;
* a block without a language is what the block above it prints to stdout, see `tests.pages.assert_shown`;
* a `console` block is for reading only.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import BUILD, ROOT, deep_if, job_on, locked, own_output
from tests.pages import Block, assert_shown, blocks, files, write_files

READ = ("README.md", "editors.md", "rpyc.md", "troubleshooting.md")
PAGES = [path for path in sorted((ROOT / "docs/guide").glob("*.md")) if path.name not in READ]
ALWAYS = ("python_calls_cpp.md", "errors.md")
"""The others show what the tests of features show as well; `make check-deep` runs them."""
MARK = "\x1e"


@pytest.mark.usefixtures("compiled_runtime")
@pytest.mark.parametrize(
    "page", [pytest.param(page, marks=deep_if(page.name not in ALWAYS), id=page.stem) for page in PAGES]
)
def test_page_does_what_it_shows(page: Path, ray_address: str) -> None:
    folder = BUILD / "guide" / page.stem
    with locked(folder):
        write_files(folder, files(page))
        environment = {**job_on(ray_address, folder / "build/python"), "CMAKE_GENERATOR": "Ninja"}
        snippets: list[tuple[Block, Block | None]] = []
        for block, shown in with_output(page):
            if block.language == "bash":
                check(block, shown, run(block, ["bash", "-ec", block.text], folder, environment))
            elif block.language == "python" and not block.file:
                snippets.append((block, shown))
        if snippets:
            run_snippets(snippets, folder, environment)


def with_output(page: Path) -> Iterator[tuple[Block, Block | None]]:
    """Each block that does something, and the block that shows what it prints."""
    found = list(blocks(page))
    for block, after in zip(found, [*found[1:], None], strict=True):
        if block.language:
            yield block, after if after and not after.language else None


def run(block: Block, command: list[str], folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=folder, env=environment, text=True, capture_output=True, check=False)
    if done.returncode != 0:
        pytest.fail(f"{block.place}: exit code {done.returncode}\n{done.stdout}\n{done.stderr}")
    return own_output(done.stdout)


def run_snippets(snippets: list[tuple[Block, Block | None]], folder: Path, environment: dict[str, str]) -> None:
    program = "".join(f"{block.text}\nprint({MARK!r}, end='', flush=True)\n" for block, _ in snippets)
    (folder / "snippets.py").write_text(program)
    printed = run(snippets[0][0], [sys.executable, "snippets.py"], folder, environment)
    for (block, shown), part in zip(snippets, printed.split(MARK)[:-1], strict=True):
        check(block, shown, part)


def check(block: Block, shown: Block | None, printed: str) -> None:
    if shown is not None:
        assert_shown(shown.text, printed, shown.place)
    elif block.language == "python":
        assert_shown("", printed, block.place)
