"""The compile commands of one app, out of the compile_commands.json of a whole project.

A project has an entry for each source of each target and configuration, and several for a source that more than one
target compiles. An app's are told by the folder of their object files, which CMake calls
`CMakeFiles/<target>.dir/[<configuration>/]`. The dispatch units (see `goray_gen.lower.units`) are compiled through
files that CMake wrote; their entries stand for what they include: a source, or all headers.

Format: https://clang.llvm.org/docs/JSONCompilationDatabase.html
"""

from __future__ import annotations

import itertools
import json
import shlex
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from goray_gen.errors import GenError
from goray_gen.lower.units import unit_path

HEADERS = "/goray-scan/headers.cpp"
"""What goray-scan calls the translation unit that includes the annotated headers."""


def select_commands(folder: Path, objects: str, name: str, sources: Mapping[str, Path]) -> list[dict[str, Any]]:
    """The entries whose object files lie in a folder that ends with `objects`, those of dispatch units renamed.

    Args:
        folder: Where compile_commands.json is.
        objects: `CMakeFiles/shop.dir`.
        name: Of the app: the stem of its generated C++.
        sources: Path of a source relative to the root, as units have it -> its absolute path.

    Raises:
        GenError: the file cannot be read, or has no such entry.
    """
    path = folder / "compile_commands.json"
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise GenError(f"{path}: no such file; configure the project again with CMake") from error
    except (OSError, ValueError) as error:
        raise GenError(f"{path}: cannot be read: {error}; configure the project again with CMake") from error
    units = {f"/{unit_path(name, source)}": str(file) for source, file in sources.items()}
    units[f"/{name}.dispatch.cpp"] = HEADERS
    found = [_rename(entry, units) for entry in entries if f"/{objects}/" in f"/{_object_of(entry)}"]
    if not found:
        raise GenError(f"{path}: no command makes an object in {objects}; configure the project again with CMake")
    return found


def response_files(commands: Iterable[Mapping[str, Any]]) -> list[Path]:
    """The files that the selected `commands` take words from: `@includes.rsp`, relative to a command's folder."""
    named = {Path(entry["directory"]) / word[1:] for entry in commands for word in _words_of(entry) if word[:1] == "@"}
    return sorted(path for path in named if path.is_file())


def _rename(entry: dict[str, Any], units: Mapping[str, str]) -> dict[str, Any]:
    """The entry with the file that a unit stands for in place of the unit, also among the command's words."""
    folder = Path(entry["directory"])
    file = str(folder / entry["file"])
    own = next((own for unit, own in units.items() if file.endswith(unit)), file)
    words = [own if str(folder / word) == file else word for word in _words_of(entry)]
    return {"directory": entry["directory"], "file": own, "arguments": words}


def _words_of(entry: Mapping[str, Any]) -> list[str]:
    return [*map(str, entry["arguments"])] if "arguments" in entry else shlex.split(entry["command"])


def _object_of(entry: Mapping[str, Any]) -> str:
    if "output" in entry:
        return str(entry["output"])
    words = _words_of(entry)
    return dict(itertools.pairwise(words)).get("-o", "")
