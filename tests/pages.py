"""The code blocks of a Markdown page, for tests that run what the page shows.

A block whose first line is a comment with a file name, `// shop.cpp` or `# main.py`, is that file; a further block with
the same name continues it.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

_FENCED = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
_NAMED = re.compile(r"(?://|#) ([\w./-]+\.\w+)\n")


@dataclass(frozen=True)
class Block:
    """A fenced block. `place`: `page:line` of its first line; `file`: the file it is, or ''."""

    place: str
    language: str
    text: str

    @property
    def file(self) -> str:
        found = _NAMED.match(self.text)
        return found[1] if found else ""


def blocks(page: Path) -> Iterator[Block]:
    """All blocks of `page`, without the indent of a list they stand in."""
    text = page.read_text()
    for found in _FENCED.finditer(text):
        line = text.count("\n", 0, found.start(3)) + 1
        yield Block(f"{page.name}:{line}", found[2], textwrap.dedent(found[3]) if found[1] else found[3])


def find_block(page: Path, language: str, first_line: str = "") -> str:
    """The text of the first block of `language` that starts with `first_line`; none fails the test."""
    for block in blocks(page):
        if block.language == language and block.text.startswith(first_line):
            return block.text
    pytest.fail(f"{page} has no {language} block that starts with {first_line!r}")


def files(page: Path) -> dict[str, str]:
    """The files that `page` shows, by name."""
    found: dict[str, str] = {}
    for block in blocks(page):
        if block.file:
            found[block.file] = found.get(block.file, "") + block.text
    return found


def write_files(folder: Path, wanted: dict[str, str]) -> None:
    """Writes files by name; one that did not change keeps its time, so that nothing is built for nothing."""
    for name, text in wanted.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text() != text:
            path.write_text(text)


def assert_shown(shown: str, printed: str, place: str) -> None:
    """Fails unless a page's output block fits: `...` stands for any text, on a line of its own for any lines."""
    lines = [".*" if line == "..." else re.escape(line).replace(r"\.\.\.", "[^\n]*") for line in shown.splitlines()]
    if re.fullmatch("\n".join(lines), printed.rstrip("\n"), re.DOTALL) is None:
        pytest.fail(f"{place} shows\n{shown}\nbut this is printed:\n{printed}")
