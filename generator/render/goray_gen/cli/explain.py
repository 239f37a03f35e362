"""The command `goray-gen explain`: the pages of the diagnostics."""

from __future__ import annotations

import argparse
import difflib
import re
from pathlib import Path

from goray_gen.errors import GenError
from goray_gen.resources import diagnostics_dir


def run(words: list[str]) -> int:
    """Runs the command line after `goray-gen explain`; returns its exit code."""
    parser = argparse.ArgumentParser(
        prog="goray-gen explain",
        description="Prints what a diagnostic means, with wrong and right code. Without CODE: a line for each.",
    )
    parser.add_argument("code", nargs="?", metavar="CODE", help="such as GR1201, as it stands in the message")
    code: str | None = parser.parse_args(words).code
    print(listing() if code is None else page(code).rstrip("\n"))
    return 0


def listing() -> str:
    """All codes with their titles."""
    return "\n".join(_title(path) for path in _pages().values())


def page(code: str) -> str:
    """The page of a code, which may be written in small letters and in brackets.

    Raises:
        GenError: there is no such code; the text proposes those that are near.
    """
    pages = _pages()
    wanted = code.strip("[]").upper()
    wanted = f"GR{wanted}" if wanted.isdigit() else wanted
    if wanted in pages:
        return pages[wanted].read_text(encoding="utf-8")
    near = difflib.get_close_matches(wanted, pages, n=3, cutoff=0.7)
    hint = f"did you mean {' or '.join(near)}?" if near else "they are GR and four digits;"
    raise GenError(f"explain: there is no diagnostic '{code}'; {hint} `goray-gen explain` lists all")


def codes_in(text: str) -> list[str]:
    """The codes of the diagnostics in the scanner's output, each once."""
    return sorted(set(re.findall(r"\[(GR\d{4})\]$", text, re.MULTILINE)))


def _pages() -> dict[str, Path]:
    return {path.stem: path for path in sorted(diagnostics_dir().glob("GR*.md"))}


def _title(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        return file.readline().strip("# \n")
