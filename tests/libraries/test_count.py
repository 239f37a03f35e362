"""docs/reference/real_libraries.md: how many natural signatures over public libraries are accepted, and why not all."""

from __future__ import annotations

import functools
import html

import pytest

from tests.conftest import ROOT
from tests.libraries.count import Library, Signature, count_all

PAGE = ROOT / "docs" / "reference" / "real_libraries.md"
INTRODUCTION = """# Real libraries

How much of what one wants of a C++ library crosses as it stands. The signatures are those that an engineer would write
first over {libraries} public libraries, as tasks and factories of actors, without a thought of how they cross. A test
counts them anew and writes this page; they are in `tests/libraries/corpus`.

*As it is*: with nothing but the headers of goray. *Wrapped*: where the wrapper says once of a class what it is to Python,
by `goray::Codec`, `goray::Fields`, `goray::ResultOf` or `goray::Methods`, as in
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


def test_nothing_is_advised_for_what_is_accepted() -> None:
    for library in libraries():
        for signature in library.signatures:
            assert signature.error is not None or not signature.instead, signature.text
