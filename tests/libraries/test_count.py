"""docs/reference/real_libraries.md: how many natural signatures over public libraries are accepted, and why not all."""

from __future__ import annotations

import functools
import html
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, run
from tests.libraries.count import LIBRARIES, Library, Signature, count, count_all
from tests.scanner import RUNTIME_INCLUDE, precompiled

pytestmark = pytest.mark.deep  # 26 scans
PAGE = ROOT / "docs" / "reference" / "real_libraries.md"
INTRODUCTION = """# Real libraries

How much of what one wants of a C++ library crosses as it stands. The signatures are those that an engineer would write
first over {libraries} public libraries, as tasks and factories of actors, without a thought of how they cross. A test
counts them anew and writes this page; they are in `tests/libraries/corpus`. Eigen is the real one, of the other
libraries there are stand-ins that declare what matters here. That a signature is accepted says that the generator takes
it and that its C++ compiles, not that it was run.

*As it is*: with nothing but the headers of goray. *Wrapped*: where the wrapper says once of a class what it is to
Python, by `goray::Codec`, `goray::Fields`, `goray::ResultOf` or `goray::Methods`, as in
[Wrapping](../guide/wrapping.md#classes-that-are-no-plain-structs). *Specialisations*: how many of these there are.

| library | signatures | as it is | wrapped | specialisations |
|---|---|---|---|---|
"""
REFUSED = """
## What is refused
| signature | reason | what to write instead |
|---|---|---|
"""


@functools.cache
def libraries() -> list[Library]:
    return count_all()


def _code(text: str) -> str:
    return f"<code>{html.escape(text, quote=False).replace('|', '&#124;')}</code>"


def _reason(signature: Signature) -> str:
    assert signature.error is not None
    reason = signature.error.text.partition(": ")[0].replace("|", "\\|")
    return f"{reason}, [{signature.error.code}](../diagnostics/{signature.error.code}.md)"


def page() -> str:
    found = libraries()
    rows = [(one.words, len(one.signatures), one.accepted_as_it_is, one.accepted, one.said) for one in found]
    total = ("**all**", *(sum(row[column] for row in rows) for column in range(1, 5)))
    text = INTRODUCTION.format(libraries=len(found))
    text += "".join("| " + " | ".join(map(str, row)) + " |\n" for row in (*rows, total)) + REFUSED
    for library in found:
        for signature in library.signatures:
            if signature.error is not None:
                instead = signature.instead or html.escape(signature.error.advice, quote=False)
                text += f"| {library.words}: {_code(signature.text)} | {_reason(signature)} | {instead} |\n"
    return text


def test_page(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: pytest tests/libraries --accept"


def test_enough_is_accepted() -> None:
    assert sum(library.accepted for library in libraries()) >= 160


def test_nothing_is_advised_for_what_is_accepted() -> None:
    for library in libraries():
        for signature in library.signatures:
            assert signature.error is not None or not signature.instead, signature.text


@pytest.mark.parametrize("header", LIBRARIES, ids=lambda header: header.stem)
def test_what_is_accepted_compiles(header: Path, tmp_path: Path) -> None:
    lines = header.read_text(encoding="utf-8").splitlines()
    for signature in count(header).signatures:
        for number in signature.lines if signature.error is not None else ():
            lines[number - 1] = ""
    source = tmp_path / "src"
    source.mkdir()
    (source / header.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    eigen = ("-isystem", "/usr/include/eigen3")
    generate = [sys.executable, "-m", "goray_gen", source, "-o", tmp_path / "gen", "--package", "app"]
    run(*generate, "--", *precompiled(), *eigen, cwd=source)
    for dispatch in sorted((tmp_path / "gen" / "cpp").rglob("*.cpp")):
        folders = (f"-I{source}", f"-I{tmp_path / 'gen' / 'cpp'}", "-isystem", RUNTIME_INCLUDE, *eigen)
        run("g++", "-std=c++20", "-fsyntax-only", "-Wall", *folders, dispatch)
