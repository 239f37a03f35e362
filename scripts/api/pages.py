"""All pages of the reference, by their names."""

from __future__ import annotations

import re
from pathlib import Path

from scripts.api import cpp, python

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs/reference/api"
NOTE = "<!-- Made of the sources by `make api`; change the comments there. -->"
HEAD = f"""\
{NOTE}
# API reference

Each page is made of the comments in the sources. What is not here is not a part of the public interface, and may
change. Of a C++ class its public part is shown.
A generated package documents itself: its stubs (`.pyi`) have the signature, the C++ comment and the place in C++ of all
that the app exports; `help(shop.tasks.Total)` prints the same. The header of C for RPyC,
[rpyc_bridge.h](../../../runtime/include/goray/rpyc/rpyc_bridge.h), is its own reference.
"""


def pages() -> dict[str, str]:
    """File name -> text. The same bytes with every supported Python.

    Raises:
        ValueError: something public has no comment; the text names all.
    """
    bare: list[str] = []
    headers = {f"cpp/{_cpp_name(header)}": cpp.page(ROOT, header, bare) for header in cpp.headers(ROOT)}
    modules = {f"python/{name}.md": text for name, text in python.pages(ROOT, bare).items()}
    if bare:
        raise ValueError("no comment above: " + ", ".join(bare))
    listed = [("C++", headers), ("Python", modules)]
    parts = [HEAD]
    for title, group in listed:
        rows = "\n".join(f"| [{_title(text)}]({name}) | {_summary(text)} |" for name, text in group.items())
        parts.append(f"## {title}\n| Page | What it has |\n|---|---|\n{rows}\n")
    found = {name: f"{NOTE}\n{text}" for name, text in {**headers, **modules}.items()}
    return {"README.md": "\n".join(parts), **found}


def _cpp_name(header: str) -> str:
    return header.removesuffix(".h").replace("/", ".") + ".h.md"


def _title(text: str) -> str:
    return text.partition("\n")[0].removeprefix("# ")


def _summary(text: str) -> str:
    names = [line.strip("# `") for line in text.splitlines() if line.startswith("## `")]
    last = (re.split(r"::|\.", name)[-1] for name in names)
    return ", ".join(f"`{name}`" for name in last)
