"""Diagnostics about Python files, printed as the scanner prints those about C++."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goray_gen.python_tasks.catalogue import Message


@dataclass(frozen=True, order=True)
class Location:
    file: str
    """Absolute."""
    line: int
    column: int
    """In bytes, the first is 1."""


@dataclass(frozen=True, order=True)
class Note:
    location: Location
    text: str


@dataclass(frozen=True, order=True)
class Diagnostic:
    """An error at the place that the user must change."""

    location: Location
    code: str
    text: str
    hint: str
    notes: tuple[Note, ...] = ()


def diagnostic(message: Message, location: Location, *arguments: str, notes: Sequence[Note] = ()) -> Diagnostic:
    """Fills in the arguments."""
    text, hint = message.text.format(*arguments), message.hint.format(*arguments)
    return Diagnostic(location, message.code, text, hint, tuple(notes))


def render(diagnostics: Iterable[Diagnostic], folder: str, texts: Mapping[str, str]) -> str:
    """All of them as Clang prints its own, sorted by place, each once.

    Args:
        diagnostics: In any order.
        folder: Absolute; files below it are shown relative to it.
        texts: Of the files.
    """
    lines = list[str]()
    for item in sorted(set(diagnostics)):
        lines += [f"{_shown(item.location, folder)}: error: {item.text} [{item.code}]"]
        lines += _snippet(item.location, texts)
        lines += [f"{_shown(item.location, folder)}: note: {item.hint}"]
        for note in item.notes:
            lines += [f"{_shown(note.location, folder)}: note: {note.text}", *_snippet(note.location, texts)]
    return "".join(f"{line}\n" for line in lines)


def _shown(location: Location, folder: str) -> str:
    below = location.file.startswith(f"{folder}{os.sep}")
    return f"{os.path.relpath(location.file, folder) if below else location.file}:{location.line}:{location.column}"


def _snippet(location: Location, texts: Mapping[str, str]) -> list[str]:
    """The line and a caret under the column; a tab before it stays a tab."""
    lines = texts.get(location.file, "").splitlines()
    if not 0 < location.line <= len(lines):
        return []
    line = lines[location.line - 1]
    before = line.encode()[: location.column - 1].decode(errors="ignore")
    return [line, "".join("\t" if character == "\t" else " " for character in before) + "^"]
