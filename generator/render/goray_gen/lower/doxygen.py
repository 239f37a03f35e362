"""Doxygen's commands in a C++ comment -> the sections that Python's tools know."""

from __future__ import annotations

import re
from typing import Final

_SECTIONS: Final = {
    "param": "Args",
    "return": "Returns",
    "returns": "Returns",
    "result": "Returns",
    "throw": "Raises",
    "throws": "Raises",
    "exception": "Raises",
}
_NAMED: Final = frozenset({"Args", "Raises"})
_COMMAND: Final = re.compile(
    rf"^\s*[\\@](?P<word>{'|'.join(sorted(_SECTIONS, key=len, reverse=True))})\b(\[[\w,]*\])?\s*"
)
_BRIEF: Final = re.compile(r"^\s*[\\@](brief|short|details)\b[ \t]*", re.M)


def google_style(comment: str) -> str:
    r"""A comment with `\param`, `\return` and `\throws` as Google's style of docstrings has them.

    A command's text goes on until an empty line or the next command. What Python has nothing for stays as it is.

    Example:
        >>> print(google_style("Divides.\n\\param a What is\n  divided.\n\\return The quotient."))
        Divides.
        <BLANKLINE>
        Args:
            a: What is divided.
        <BLANKLINE>
        Returns:
            The quotient.
    """
    plain: list[str] = []
    sections: dict[str, list[str]] = {section: [] for section in _SECTIONS.values()}
    items: list[str] | None = None
    for line in _BRIEF.sub("", comment).splitlines():
        command = _COMMAND.match(line)
        if command is not None:
            section = _SECTIONS[command["word"]]
            items = sections[section]
            items.append(_item(line[command.end() :], section in _NAMED))
        elif items is not None and line.strip():
            items[-1] = f"{items[-1]} {line.strip()}".strip()
        else:
            items = None
            plain.append(line)
    found = {section: entries for section, entries in sections.items() if entries}
    if not found:
        return "\n".join(plain)
    parts = [re.sub(r"\n{3,}", "\n\n", "\n".join(plain).strip("\n"))]
    parts += ["\n".join([f"{section}:", *(f"    {entry}" for entry in entries)]) for section, entries in found.items()]
    return "\n\n".join(part for part in parts if part)


def _item(text: str, is_named: bool) -> str:
    name, _, rest = text.strip().partition(" ")
    return f"{name}: {rest.strip()}".rstrip() if is_named else text.strip()
