"""Comments and docstrings -> Markdown."""

from __future__ import annotations

import re
import textwrap

_SECTION = re.compile(r"(Args|Returns|Raises|Yields|Attributes|Examples?):\s*(.*)$")
_ITEM = re.compile(r"([*\w.]+(?:, [*\w.]+)*): ?(.*)$")


def markdown(text: str, language: str) -> str:
    """`text` with its sections as lists, examples as blocks of code, and no `<` that would be read as HTML."""
    out: list[str] = []
    lines = textwrap.dedent(text).strip("\n").splitlines()
    while lines:
        line = lines.pop(0)
        section = _SECTION.match(line)
        inside: list[str] = []
        if section is not None and not section[2]:
            while lines and (not lines[0].strip() or lines[0].startswith("  ")):
                inside.append(lines.pop(0))
        if section is None or (not section[2] and not inside):
            out.append(_escaped(line))
            continue
        body = textwrap.dedent("\n".join(inside)).strip("\n")
        if not section[1].startswith("Example"):
            out += ["", f"**{section[1]}**", "", *_items(body), ""]
        elif section[2]:
            out += ["", _escaped(line), ""] if not section[2].startswith("`") else ["", f"Example: {section[2]}"]
        else:
            out += ["", "Example:", f"```{language}", body, "```", ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip("\n")


def _items(body: str) -> list[str]:
    items: list[str] = []
    for line in body.splitlines():
        item = _ITEM.match(line)
        if item is not None:
            items.append(f"* `{item[1]}`: {_escaped(item[2])}")
        elif items and line.startswith(" "):
            items[-1] += " " + _escaped(line.strip())
        else:
            items.append(_escaped(line))
    return items


def _escaped(line: str) -> str:
    if line.startswith("    "):  # a block of code
        return line
    parts = line.split("`")
    parts[::2] = [part.replace("<", "\\<") for part in parts[::2]]
    return "`".join(parts)
